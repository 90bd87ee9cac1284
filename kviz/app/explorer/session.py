"""One person at the page: what was chosen, the run on screen, the tables given, the messages due."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import traitlets

from kviz.app.explorer.background_task import Search
from kviz.app.explorer.corrections import Unread
from kviz.app.explorer.runs import run_of, run_title, settle
from kviz.app.explorer.settings import Settings
from kviz.app.explorer.uploads import Upload
from kviz.app.frame_store import Reel
from kviz.app.player import Player
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.data.tables.reader import Reading
from kviz.engine.trace import Trace
from kviz.segmentation.result import Segmentation

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

    ``view`` is what the browser shows beside the player; nothing in it is ever read back.
    """

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, settings: Settings, shelf: dict[str, Dataset]) -> None:
        self.shelf, self.uploads = shelf, dict[str, Upload]()
        self.to_mend: Upload | Unread | None = None
        self.segmenting = Segmenting()
        self.inspected: int | None = None
        self.messages: dict[str, str] = {}
        self.heard = 0
        self.settings = settle(settings, self.dataset(settings))[0]
        self.past: list[tuple[Settings, int]] = []
        self.future: list[tuple[Settings, int]] = []
        reel = self._reel_of(self.settings)
        super().__init__(reel, view=self.describe(reel))

    @property
    def trace(self) -> Trace:
        """The run on screen (the left one of two)."""
        return self.reel.traces[0]

    @property
    def table(self) -> Upload | Unread | None:
        """The table that the choices of the page are about; one that needs mending comes first."""
        return self.to_mend or self.uploads.get(self.settings.data)

    def describe(self, reel: Reel) -> dict[str, Any]:
        """What the page shows beside the player for the runs in ``reel``."""
        raise NotImplementedError

    def dataset(self, settings: Settings) -> Dataset:
        """The points that some settings speak of, in raw units."""
        if settings.data == "drawn" and settings.drawn:
            about = "Points drawn by hand."
            return Dataset(np.array(settings.drawn), ("x", "y"), about, "Your own points")
        if settings.data in self.shelf:
            return self.shelf[settings.data]
        if settings.data not in datasets:
            raise ValueError(f"There is no data set {settings.data!r} here; choose one from the list.")
        return self.shelf.setdefault(settings.data, datasets[settings.data]())

    def _reel_of(self, settings: Settings) -> Reel:
        both = [s for s in (settings, settings.rival()) if s]
        both = [settle(s, self.dataset(s))[0] for s in both]
        traces = [run_of(s, self.dataset(s)) for s in both]
        screen = self.reel.screen if hasattr(self, "reel") else ()
        return Reel(traces, [run_title(s) for s in both], *screen, inspect=self.inspected)

    def apply(
        self, settings: Settings, where: str, *, step: int | None = None, remember: bool = True
    ) -> None:
        """Run other settings and show them; where they cannot be run, say so at the control ``where``."""
        before, inspected, past = self.settings, self.inspected, self.past
        try:
            settings, note = settle(settings, self.dataset(settings))
            if settings.data != before.data or settings.drawn != before.drawn:
                self.inspected = None
            reel = self._reel_of(settings)
        except (ValueError, TypeError) as fault:
            self.inspected = inspected
            return self.say(where, str(fault))
        if settings.data != before.data:
            self.to_mend = None
        at_end = self.index == len(self.reel) - 1 and self.index > 0
        if remember:
            self.past, self.future = [*self.past[-PAST:], (before, self.index)], []
        self.settings, self.messages = settings, {where: note} if note else {}
        if step is None:
            step = len(reel) - 1 if at_end else self.index
        try:
            self.put(reel, step)
        except Exception:  # what cannot be drawn shall not be half there
            self.settings, self.inspected, self.past = before, inspected, past
            raise

    def put(self, reel: Reel, step: int) -> None:
        """Show runs and all that is said about them, in one message."""
        with self.hold_sync():
            self.view = self.describe(reel)
            self.show(reel, step)

    def look_closer(self, row: int | None) -> None:
        """Show the distances of a point in every picture, or of none."""
        self.inspected = row
        self.messages = {}
        self.put(self._reel_of(self.settings), self.index)

    def say(self, where: str, text: str) -> None:
        """Show a message at the control it is about, until that is solved."""
        self.messages = {where: text} if text else {}
        self.view = {**self.view, "messages": self.messages, "heard": self.heard}

    def excuse(self) -> None:
        """Say so where every message stands that is about no control."""
        self.say(
            "page", "That could not be done: an error in Python, which is in its log. The run is as it was."
        )

    def _receive(self, widget: object, message: Any, buffers: Sequence[memoryview]) -> None:
        """Answer, and say which request was the last one heard: the browser holds back others till then."""
        number = message.get("number") if isinstance(message, dict) else None
        if isinstance(number, int):
            self.heard = number
        super()._receive(widget, message, buffers)
        if self.view["heard"] != self.heard:
            self.view = {**self.view, "heard": self.heard}
