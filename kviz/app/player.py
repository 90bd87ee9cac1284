"""The player as a notebook widget: frames are sent once, the browser replays them."""

import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict
from threading import RLock
from typing import Any

import anywidget
import traitlets

from kviz.app.fallback import draws_all, leave_script, still_output
from kviz.app.frame_store import FrameStore
from kviz.app.notebook import in_voila, shows_widgets
from kviz.app.screen import Screen
from kviz.data.given import measure, whole, words, yes_or_no
from kviz.engine.trace import Trace
from kviz.story.messages import say
from kviz.story.questions import own_seed
from kviz.web.facts import PLAYER, SPEEDS
from kviz.web.linker import link_widget

log = logging.getLogger("kviz")
MOST_SEED = 10**6


class Player(anywidget.AnyWidget):
    """A run as a film with buttons, timeline and keys; ``index`` is the step on screen.

    The traits hold what the browser is shown. Of what the browser sends back only ``index`` is believed,
    and only within the run. Some Jupyter servers deliver messages on a thread of their own, while a cell
    runs: ``lock`` is held by whoever answers, changes what is shown, or draws for it.
    """

    _esm, _css = link_widget("player/widget.js", PLAYER)

    films: traitlets.List = traitlets.List().tag(sync=True)
    frames: traitlets.List = traitlets.List().tag(sync=True)
    run = traitlets.Int(0).tag(sync=True)
    index = traitlets.Int(0).tag(sync=True)
    look = traitlets.Dict().tag(sync=True)
    asked: traitlets.List = traitlets.List().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)

    def __init__(self, store: FrameStore, *, index: int = 0, embed: bool = False, **traits: object) -> None:
        self.store, self.lock = store, RLock()
        super().__init__(**self._shown(index, embed), **traits)
        self.on_msg(self._receive)

    def _repr_mimebundle_(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget, and for places that show none a picture and the sentences."""
        bundle = super()._repr_mimebundle_(**asked)
        if bundle is None or in_voila():
            return bundle
        shown, about = bundle if isinstance(bundle, tuple) else (bundle, {})
        leave_script()
        with self.lock:
            still, told = still_output(self.store)
        return {**shown, **still}, {**about, **told}

    def _shown(self, index: int, embed: bool = False, ahead: bool = False) -> dict[str, Any]:
        store = self.store
        index = min(max(index, 0), len(store) - 1)
        frames = store.frames(-1 if ahead else index, all_of_them=embed)
        look = asdict(store.screen)
        return {"films": store.words, "frames": frames, "index": index, "look": look, "asked": store.asked}

    def show(self, store: FrameStore, index: int) -> None:
        """Put other runs on screen, beginning with step ``index``; its picture is on the way already."""
        with self.lock, self.hold_sync():
            self.store = store
            for name, value in self._shown(index, ahead=True).items():
                setattr(self, name, value)
            self.run += 1

    def send_picture(self, store: FrameStore, index: int) -> None:
        """Send what the next run shows first: a browser unpacks it while its words are put together."""
        last = [len(trace) - 1 for trace in store.traces]
        places = [(f, min(max(index, 0), end)) for f, end in enumerate(last)]
        pictures = [store.png(*place) for place in places]
        self.send({"type": "ahead", "run": self.run + 1, "frames": places}, pictures)

    @traitlets.validate("index")
    def _within_the_run(self, proposal: dict[str, Any]) -> int:
        return min(max(proposal["value"], 0), len(self.store) - 1)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take a step number from the browser and nothing else: a visitor can send anything."""
        index = sync_data.get("index")
        if isinstance(index, int) and not isinstance(index, bool):
            with self.lock:
                super().set_state({"index": index})

    def _receive(self, _: object, message: Any, buffers: Sequence[memoryview]) -> None:
        with self.lock:
            try:
                action = self.actions.get(message.get("do"))
                if action:
                    action(self, message, buffers)
            except Exception:  # a traceback would travel to the visitor's browser
                log.exception("a message from the browser could not be answered")
                self.report_failure()

    def report_failure(self) -> None:
        """Tell the person that something went wrong here, where there is a place to tell it."""

    def _ready(self, message: dict[str, Any], _: object = ()) -> None:
        """Draw again for the pixels, the theme and the size of the screen that shows us."""
        screen = Screen.of(message)
        if screen != self.store.screen:
            self.put(self.store.seen_on(screen), self.index)

    def put(self, store: FrameStore, step: int) -> None:
        """Show runs, and whatever is said about them."""
        with self.lock:
            self.send_picture(store, step)
            self.show(store, step)

    def _want(self, message: dict[str, Any], _: object = ()) -> None:
        """Send the frames that the browser asks for, a few at a time.

        A place is (film, step), or (film, step, part) on the way to an update.
        """
        if message.get("run") != self.run:
            return
        asked = [tuple(int(number) for number in place) for place in message["frames"][:8]]
        wanted: list[tuple[int, ...]] = []
        pictures = []
        for place in asked:
            if len(place) == 2 and self.store.has(*place):
                wanted.append(place)
                pictures.append(self.store.png(*place))
            elif len(place) == 3 and self.store.glides(*place):
                left, top, png = self.store.patch(*place)
                wanted.append((*place, left, top))
                pictures.append(png)
        self.send({"type": "frames", "run": self.run, "frames": wanted}, pictures)

    def _predict(self, message: dict[str, Any], _: object = ()) -> None:
        """Ask before the steps, or stop asking."""
        seed = message.get("seed")
        seed = own_seed(self.store.traces[0]) if seed is None else min(max(int(seed), 0), MOST_SEED)
        store = self.store.asking(seed if message.get("on") else None)
        self.put(store, int(message.get("step", self.index)))

    def _again(self, _message: dict[str, Any], _: object = ()) -> None:
        """Tell the browser everything once more: the connection was cut, and answers may have been lost."""
        self.send_state()

    actions: dict[str, Callable[..., None]] = {  # noqa: RUF012
        "ready": _ready, "want": _want, "predict": _predict, "again": _again,
    }  # fmt: skip


def play(
    trace: Trace | Sequence[Trace],
    *,
    titles: Sequence[str] = (),
    autoplay: bool = False,
    loop: bool = False,
    speed: float = 1,
    smooth: bool = False,
    embed: bool = False,
    predict: bool = False,
    predict_seed: int | None = None,
) -> Player:
    """Play a run as a widget, or two side by side on one timeline.

    Parameters
    ----------
    trace : Trace or sequence of one or two Trace
        What ``kviz.run`` or ``kviz.record`` returned.
    titles : sequence of str, optional
        A heading for each run; where there are two, by default the name of their seeding.
    autoplay : bool
        Begin to play at once: only where somebody asked for it.
    loop : bool
        Begin again at the end.
    speed : float
        0.5, 1, 2 or 4 times the usual.
    smooth : bool
        Begin with centroids that glide to their new places instead of jumping there.
    embed : bool
        Draw every frame now instead of when a browser asks for it: for notebooks that are run without one.
    predict : bool
        Ask what the next step will bring before it is shown, as ``kviz.ask`` does, and count right answers.
    predict_seed : int, optional
        The random seed of the questions. Without it, the run has its own: the same run asks the same.

    Returns
    -------
    Player
        Show it as the last line of a cell. ``index`` is the step on screen, and may be set. Outside a
        notebook nothing shows it, and a warning names ``kviz.show``.

    Raises
    ------
    ValueError
        If there are no runs or more than two, or a speed that the player does not have.

    Examples
    --------
    >>> import kviz
    >>> player = kviz.play(kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0))
    >>> player.index = 2
    >>> player.index
    2
    """
    listed = isinstance(trace, Sequence) and not isinstance(trace, Trace | str | bytes)
    traces: list[Any] = list(trace) if listed else [trace]
    if not 1 <= len(traces) <= 2:
        raise ValueError(f"{len(traces)} runs were given; play one, or two side by side: kviz.play([a, b]).")
    for number, given in enumerate(traces):
        if not isinstance(given, Trace):
            kind = type(given).__name__
            raise TypeError(f"run {number} is a {kind}; play what kviz.run or kviz.record returned.")
    if measure(speed, "speed", min(SPEEDS), max(SPEEDS)) not in SPEEDS:
        raise ValueError(f"speed={speed} was given; use one of {', '.join(map(str, SPEEDS))}.")
    titles = words(titles, "titles")
    if titles and len(titles) != len(traces):
        raise ValueError(f"{len(titles)} titles were given for {len(traces)} runs; give one for each.")
    flags = {"autoplay": autoplay, "loop": loop, "smooth": smooth, "embed": embed, "predict": predict}
    flags = {name: yes_or_no(value, name) for name, value in flags.items()}
    embed, predict = flags.pop("embed"), flags.pop("predict")
    if not titles and len(traces) == 2:
        titles = [str(t.settings.get("init") or say("cards.another")) for t in traces]
    own = any(trace.source for trace in traces)
    options = {**flags, "speed": speed, "source": own}
    if not shows_widgets():
        warnings.warn(str(say("cards.outside")), stacklevel=2)
    seed = own_seed(traces[0]) if predict_seed is None else whole(predict_seed, "predict_seed", 0, MOST_SEED)
    store = FrameStore(traces, titles, predict=seed if predict else None)
    return Player(store, embed=embed or draws_all(store), options=options)
