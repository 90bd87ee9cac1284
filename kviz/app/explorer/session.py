"""One person at the page: what was chosen, the run on screen, the tables given, the messages due."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import traitlets

from kviz.app.explorer.background_task import Search
from kviz.app.explorer.challenges.tasks import Attempt
from kviz.app.explorer.data_sets.corrections import Unread
from kviz.app.explorer.data_sets.edits import edited
from kviz.app.explorer.data_sets.uploads import Upload
from kviz.app.explorer.runs import known, run_of, run_title, settle
from kviz.app.explorer.settings import Settings
from kviz.app.explorer.time_limit import TooLong, seconds, time_limit
from kviz.app.fallback import draws_all
from kviz.app.frame_store import FrameStore
from kviz.app.player import Player
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.data.tables.reader import Reading
from kviz.engine.trace import Trace
from kviz.segmentation.result import Segmentation
from kviz.story.messages import say
from kviz.story.names import named_set
from kviz.story.questions import own_seed

BETWEEN = 0.1  # seconds between two words of how far a task is
PAST = 200  # undo goes back this far


@dataclass
class Segmenting:
    """What the Segment part holds: the tables it has read, the search under way, and what was found.

    ``source`` is the Python that names the table of ``found``, "" for an uploaded file; ``narrow`` tells
    how wide the place for its pictures is.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    search: Search | None = None
    found: Segmentation | None = None
    reading: Reading | None = None
    source: str = ""
    narrow: bool = False


class Session(Player):
    """A run that can be changed: every choice is checked here again, then run and drawn at once.

    The traits are what the browser shows beside the player, in parts that change at different times:
    ``view_model`` makes all but ``status``. Nothing in them is ever read back.
    """

    status = traitlets.Dict().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)
    offers = traitlets.Dict().tag(sync=True)
    about = traitlets.Dict().tag(sync=True)
    clusters = traitlets.Dict().tag(sync=True)
    places = traitlets.Dict().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    point = traitlets.Dict().tag(sync=True)
    challenge = traitlets.Dict().tag(sync=True)

    def __init__(self, settings: Settings, shelf: dict[str, Dataset]) -> None:
        self.shelf, self.uploads = shelf, dict[str, Upload]()
        self.to_mend: Upload | Unread | None = None
        self.segmenting = Segmenting()
        self.inspected: int | None = None
        self.shown: tuple[str, ...] = ()  # parts of the pictures that were asked for
        self.attempt: Attempt | None = None
        self.solved: set[str] = set()
        self.messages: dict[str, str] = {}
        self.heard = 0
        self.task: int | None = None  # the number that the page has given to what it waits for
        self.told = 0.0
        self.settings = settle(settings, self.dataset(settings))[0]
        self.past: list[tuple[Settings, int]] = []
        self.future: list[tuple[Settings, int]] = []
        store = self._store_of(self.settings)
        traits: dict[str, Any] = self.describe(store)
        super().__init__(store, embed=draws_all(store), status=self._status(), **traits)

    @property
    def trace(self) -> Trace:
        """The run on screen (the left one of two)."""
        return self.store.traces[0]

    @property
    def table(self) -> Upload | Unread | None:
        """The table that the choices of the page are about; one that needs mending comes first."""
        return self.to_mend or self.uploads.get(self.settings.data)

    def describe(self, store: FrameStore) -> dict[str, dict[str, Any]]:
        """What the page shows beside the player for the runs in ``store``, by the name of a trait."""
        raise NotImplementedError

    @property
    def view(self) -> dict[str, Any]:
        """All that the page shows beside the player, as one dict."""
        parts = [self.status, self.choices, self.offers, self.about, self.clusters]
        parts += [self.places, self.given, self.point]
        return {name: value for part in parts for name, value in part.items()}

    def _status(self) -> dict[str, Any]:
        undo, redo = bool(self.past), bool(self.future)
        return {"messages": self.messages, "heard": self.heard, "undo": undo, "redo": redo}

    def dataset(self, settings: Settings) -> Dataset:
        """The points that some settings speak of, with their changes, in raw units."""
        original = self._original(settings)
        return edited(original, settings.edits) if settings.edits else original

    def _original(self, settings: Settings) -> Dataset:
        if settings.data == "drawn" and settings.drawn:
            about, title = str(say("page.drawn_about")), str(say("page.drawn_title"))
            return Dataset(np.array(settings.drawn), ("x", "y"), about, title)
        if settings.data in self.shelf:
            return self.shelf[settings.data]
        if settings.data not in datasets:
            raise ValueError(str(say("page.fault.data", name=settings.data)))
        return self.shelf.setdefault(settings.data, named_set(settings.data, datasets[settings.data]()))

    def _store_of(self, settings: Settings) -> FrameStore:
        both = [s for s in (settings, settings.rival()) if s]
        both = [settle(s, self.dataset(s))[0] for s in both]
        traces = [run_of(s, self.dataset(s)) for s in both]
        titles = [run_title(s) for s in both]
        same = [known(s, self.dataset(s)) for s in both]
        if not hasattr(self, "store"):
            return FrameStore(traces, titles, show=self.shown, known=same)
        before = self.store
        predict = None if before.predict is None else own_seed(traces[0])
        return FrameStore(traces, titles, before.screen, self.inspected, self.shown, predict, same)

    def apply(
        self, settings: Settings, where: str, *, step: int | None = None, remember: bool = True
    ) -> None:
        """Run other settings and show them; where they cannot be run, say so at the control ``where``."""
        before, inspected, past = self.settings, self.inspected, self.past
        try:
            settings, note = settle(settings, self.dataset(settings))
            if any(getattr(settings, name) != getattr(before, name) for name in ("data", "drawn", "edits")):
                self.inspected = None
            store = self._store_of(settings)
        except (ValueError, TypeError) as fault:
            self.inspected = inspected
            return self.say(where, str(fault))
        if settings.data != before.data:
            self.to_mend = None
        at_end = self.index == len(self.store) - 1 and self.index > 0
        if remember:
            self.past, self.future = [*self.past[-PAST:], (before, self.index)], []
        self.settings, self.messages = settings, {where: note} if note else {}
        if step is None:
            step = len(store) - 1 if at_end else self.index
        try:
            self.put(store, step)
        except BaseException:  # if drawing fails or is cancelled, the run before stays whole
            self.settings, self.inspected, self.past = before, inspected, past
            raise

    def put(self, store: FrameStore, step: int) -> None:
        """Show runs: their picture first, then all that is said about them in one message."""
        with self.lock, self.hold_sync():
            self.send_picture(store, step)
            for name, part in self.describe(store).items():
                setattr(self, name, part)
            self.status = self._status()
            self.show(store, step)

    def inspect(self, row: int | None) -> None:
        """Show the distances of a point in every picture, or of none."""
        self.inspected = row
        self.messages = {}
        self.redraw()

    def redraw(self) -> None:
        """Show the same runs with other parts in their pictures."""
        self.put(self._store_of(self.settings), self.index)

    def say(self, where: str, text: str) -> None:
        """Show a message at the control it is about, until that is solved."""
        self.messages = {where: text} if text else {}
        self.status = self._status()

    def _receive(self, widget: object, message: Any, buffers: Sequence[memoryview]) -> None:
        """Answer, and say which request was the last one heard: the browser holds back others till then."""
        said = message if isinstance(message, dict) else {}
        number, task, cancelled = said.get("number"), said.get("task"), False
        with self.lock:
            if isinstance(number, int):
                self.heard = number
            self.task = task if isinstance(task, int) else None
            try:
                with time_limit():
                    super()._receive(widget, message, buffers)
            except KeyboardInterrupt:  # the person cancelled it
                cancelled = True
                self.say("page", str(say("page.heart.cancelled")))
            self.status = self._status()
            if self.task is not None:
                self.send({"type": "done", "task": self.task, "cancelled": cancelled})

    def tell_part(self, done: float, total: float) -> None:
        """Tell the page how far the task is that it waits for."""
        now = time.monotonic()
        if self.task is not None and now - self.told > BETWEEN:
            self.told = now
            self.send({"type": "part", "task": self.task, "part": done / max(total, 1)})

    def report_failure(self) -> None:
        """Say so where every message stands that is about no control."""
        if isinstance(sys.exception(), TooLong):
            self.say("page", str(say("page.heart.long", n=seconds())))
            return
        self.say("page", str(say("page.fault.python")))
