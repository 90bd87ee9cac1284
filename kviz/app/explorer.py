"""The whole app as one widget: the player, and native controls for everything that shapes a run."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

import traitlets
from numpy.typing import ArrayLike

from kviz.app.player import Player
from kviz.app.reel import Reel
from kviz.app.settings import CHECKS, MAX_SEED, Settings, address, from_address
from kviz.app.uploads import UPLOAD_LIMIT, Upload
from kviz.app.web import assemble
from kviz.app.workbench import INIT_TITLES, cluster_tables, run_of, run_title, settle, shelf_groups, shelf_row
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset, as_dataset
from kviz.engine.trace import Trace
from kviz.picture.palette import color

PAST = 200  # undo goes back this far


class Explorer(Player):
    """A run that can be changed: every choice is checked here again, then run and drawn at once.

    ``view`` is what the browser shows beside the player; nothing in it is ever read back.
    """

    _esm, _css = assemble("feed.js", "fields.js", "choices.js", "words.js", "explorer.js", "explorer.css")

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, settings: Settings, shelf: dict[str, Dataset]) -> None:
        self.shelf, self.uploads = shelf, {}
        self.settings, self.messages = settle(settings, self.dataset(settings))[0], {}
        self._past: list[tuple[Settings, int]] = []
        self._future: list[tuple[Settings, int]] = []
        self._groups = shelf_groups()
        reel, traces = self._reel_of(self.settings)
        self.traces = traces
        super().__init__(reel, view=self._view(reel))

    @property
    def trace(self) -> Trace:
        """The run on screen (the left one of two)."""
        return self.traces[0]

    def dataset(self, settings: Settings) -> Dataset:
        """The points that some settings speak of, in raw units."""
        if settings.data in self.shelf:
            return self.shelf[settings.data]
        if settings.data not in datasets:
            raise ValueError(f"There is no data set {settings.data!r} here; choose one from the list.")
        return self.shelf.setdefault(settings.data, datasets[settings.data]())

    def _reel_of(self, settings: Settings) -> tuple[Reel, list[Trace]]:
        both = [s for s in (settings, settings.rival()) if s]
        both = [settle(s, self.dataset(s))[0] for s in both]
        traces = [run_of(s, self.dataset(s)) for s in both]
        look = getattr(self, "_reel", None)
        screen = (look.density, look.theme) if look else (1.0, "light")
        return Reel(traces, [run_title(s) for s in both], *screen), traces

    def apply(
        self, settings: Settings, where: str, *, step: int | None = None, remember: bool = True
    ) -> None:
        """Run other settings and show them; where they cannot be run, say so at the control ``where``."""
        try:
            settings, note = settle(settings, self.dataset(settings))
            reel, traces = self._reel_of(settings)
        except (ValueError, TypeError) as fault:
            return self.say(where, str(fault))
        at_end = self.index == len(self._reel) - 1 and self.index > 0
        if remember:
            self._past = [*self._past[-PAST:], (self.settings, self.index)]
            self._future = []
        self.settings, self.traces, self.messages = settings, traces, {where: note} if note else {}
        if step is None:
            step = len(reel) - 1 if at_end else self.index
        with self.hold_sync():
            self.view = self._view(reel)
            self.show(reel, step)

    def say(self, where: str, text: str) -> None:
        """Show a message at the control it is about, until that is solved."""
        self.messages = {where: text} if text else {}
        self.view = {**self.view, "messages": self.messages}

    def _view(self, reel: Reel) -> dict[str, Any]:
        settings = self.settings
        dataset, trace = self.dataset(settings), reel.traces[0]
        own = dataset.start is not None and len(dataset.start) == settings.k
        inits = [name for name in INIT_TITLES if name not in ("own", "placed")]
        inits = ["own"] * own + ["placed"] * (settings.init == "placed") + inits
        upload = self.uploads.get(settings.data)
        return {
            "settings": asdict(settings),
            "groups": self._yours() + self._groups,
            "title": dataset.title, "about": dataset.about,
            "names": list(dataset.names), "notes": list(dataset.notes),
            "n": len(trace.X), "d": trace.X.shape[1],
            "inits": [{"name": name, "title": INIT_TITLES[name]} for name in inits],
            "titles": list(reel.titles),
            "messages": self.messages,
            "undo": len(self._past), "redo": len(self._future),
            "address": address(settings, 0).rpartition("&")[0],
            "shareable": settings.data in datasets or bool(settings.drawn),
            "upload": upload.view() if upload else None, "upload_limit": UPLOAD_LIMIT,
            "tables": [cluster_tables(t) for t in reel.traces],
            "geometry": trace.geometry.name,
            "colors": [color(j) for j in range(settings.k)],
        }  # fmt: skip

    def _yours(self) -> list[dict[str, object]]:
        own = [(name, d) for name, d in self.shelf.items() if name not in datasets]
        sets = [shelf_row(name, dataset) for name, dataset in own]
        return [{"group": "yours", "sets": sets}] if sets else []

    # what the browser may ask for; every value is checked again

    def _ready(self, message: dict[str, Any], _: object = ()) -> None:
        super()._ready(message)
        changes, step, faults = from_address(message.get("address") or "")
        if changes and message["address"].rpartition("&step=")[0] != self.view["address"]:
            self.apply(self._changed(changes), "address", step=step, remember=False)
        elif changes:
            self.index = step
        if faults:
            self.say("address", "Part of the link could not be read. " + " ".join(faults))

    def _changed(self, changes: dict[str, Any]) -> Settings:
        settings = replace(self.settings, **changes)
        if "data" in changes and changes["data"] != self.settings.data:
            dataset = self.dataset(settings)
            settings = replace(settings, versus=changes.get("versus", ""), start=changes.get("start", ()))
            if "k" not in changes:
                settings = replace(settings, k=dataset.k)
            if "init" not in changes:
                settings = replace(settings, init="own" if dataset.start is not None else "k-means++")
        return settings

    def _change(self, message: dict[str, Any], _: object = ()) -> None:
        """Change some choices: {"do": "change", "changes": {"k": 4}}."""
        changes = {}
        for name, value in dict(message["changes"]).items():
            try:
                changes[name] = CHECKS[name](value)
            except (KeyError, ValueError) as fault:
                return self.say(name, str(fault))
        where = next(iter(changes), "")
        try:
            settings = self._changed(changes)
        except ValueError as fault:
            return self.say(where, str(fault))
        if settings == self.settings:
            return self.say(where, "")
        self.apply(settings, where)

    def _new_seeds(self, message: dict[str, Any], _: object = ()) -> None:
        """Take the next random seed; a start that needs none gives way to k-means++."""
        init = "k-means++" if self.settings.init in ("own", "placed") else self.settings.init
        seed = (self.settings.seed + 1) % (MAX_SEED + 1) if init == self.settings.init else self.settings.seed
        self.apply(replace(self.settings, init=init, seed=seed, start=()), "seed")

    def _undo(self, message: dict[str, Any], _: object = ()) -> None:
        self._travel(self._past, self._future)

    def _redo(self, message: dict[str, Any], _: object = ()) -> None:
        self._travel(self._future, self._past)

    def _travel(self, back: list[tuple[Settings, int]], forth: list[tuple[Settings, int]]) -> None:
        if back:
            settings, step = back.pop()
            forth.append((self.settings, self.index))
            self.apply(settings, "undo", step=step, remember=False)

    def _upload(self, message: dict[str, Any], buffers: Sequence[memoryview]) -> None:
        """Read a CSV file that the browser sent."""
        try:
            upload = Upload.read(str(message.get("name", "table"))[:200], bytes(buffers[0]))
        except (ValueError, IndexError) as fault:
            return self.say("upload", str(fault))
        name = f"file-{len(self.uploads) + 1}"
        self.uploads[name] = upload
        self._put(name)

    def _columns(self, message: dict[str, Any], _: object = ()) -> None:
        """Take two other columns of the uploaded table, or treat its missing values otherwise."""
        upload = self.uploads.get(self.settings.data) or next(reversed(self.uploads.values()), None)
        if upload is None:
            return
        name = f"file-{len(self.uploads) + 1}"
        self.uploads[name] = upload.choose(message.get("x"), message.get("y"), message.get("missing"))
        self._put(name)

    def _put(self, name: str) -> None:
        upload = self.uploads[name]
        try:
            dataset = upload.dataset()
        except ValueError as fault:
            self.say("columns", str(fault))
            self.view = {**self.view, "upload": upload.view()}
            return
        self.shelf[name] = dataset
        shown = self.uploads.get(self.settings.data)
        same_file = shown is not None and shown.reading is upload.reading
        k = self.settings.k if same_file else min(3, len(dataset.points))
        self.apply(replace(self.settings, data=name, k=k, init="k-means++", start=(), versus=""), "columns")

    actions: dict[str, Callable[..., None]] = {  # noqa: RUF012
        **Player.actions, "ready": _ready, "change": _change, "new seeds": _new_seeds,
        "undo": _undo, "redo": _redo, "upload": _upload, "columns": _columns,
    }  # fmt: skip


def explore(X: ArrayLike | Dataset | None = None, k: int | None = None) -> Explorer:
    """Explore k-means: data, seeding, k and all the rest a click away from a run that replays at once.

    Parameters
    ----------
    X : array of shape (n, d), DataFrame or Dataset, optional
        Points; without them the page opens with the tutorial's two-variable picture.
    k : int, optional
        Number of clusters, 1 to 12: by default 3, or what suits the built-in data set.

    Returns
    -------
    Explorer
        Show it as the last line of a cell. ``trace`` is the run on screen.

    Raises
    ------
    ValueError
        If k is out of range, or the points cannot be clustered; the message says why.
    """
    if X is None:
        dataset, name, shelf = datasets["tutorial"](), "tutorial", {}
        k = dataset.k if k is None else k
    else:
        dataset, name = as_dataset(X), "given"
        shelf = {name: replace(dataset, title=dataset.title or "your data")}
        k = 3 if k is None else k
    return Explorer(Settings(data=name, k=CHECKS["k"](k), init="own"), shelf)
