"""What can be asked of an export: the same names in Python and in the command."""

from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import Any, cast

from kviz.data.given import text_or_none, whole, word, yes_or_no
from kviz.picture.parts import as_size
from kviz.picture.render.style import Style, style_named
from kviz.story.catalogue import spoken
from kviz.story.formatting import LANGUAGES, Numbers

RANGES = {
    "density": (0.25, 8),
    "speed": (0.05, 50),
    **dict.fromkeys(("hold", "hold_seed", "hold_event", "hold_last"), (0.02, 60)),
}


@dataclass(frozen=True)
class Options:
    """How a run is shown in a file.

    Parameters
    ----------
    size : (int, int), optional
        Width and height of a frame in CSS pixels. Without it, 960 x 600, and wider for runs side by side.
    density : float
        Device pixels per CSS pixel; 2 for a sharp display.
    style : str or Style
        "light", "dark", "print", "projector", a name that was added to ``STYLES``, the path of a
        matplotlib style sheet ``*.mplstyle``, or a ``Style``.
    language : str
        How numbers are written: "en" 1,234.5; "de" 1.234,5; "fr" 1 234,5; "plain" 1234.5. A language that
        was added (``kviz.story.catalogue.add_language``) has its sentences, too. Without it, the language
        of the process (KVIZ_LANGUAGE), or English.
    title : str, optional
        Without one, the name of the data set.
    caption : bool
        Write the sentence of each step under its picture; formats that show it beside the picture do so.
    first, last : int
        The steps to begin and to end with, from the end if negative.
    step : int, optional
        The one step that a still picture or a table shows; without it, the last of the chosen
        ones. A PDF has a page for this step alone.
    speed : float
        Divides all times.
    hold : float, optional
        Seconds that a step is shown. Without it, as long as its words take to read: about three
        words a second, at least 2 and at most 8 seconds.
    hold_seed, hold_event, hold_last : float, optional
        Seconds for a seed, a step with an event, and the last step; without them, as ``hold``.
    captions : bool
        The words of every step as captions: a subtitle track inside a .mp4, and a .vtt and a .srt beside it.
    tween : bool
        Let centroids and borders glide from an assignment to its update, half a second at 30 frames a second.
    guided : bool
        Put the guided opening in front of the run and let the learner do the run by hand (.html).
    predict : bool
        Ask what the next step will bring, as ``kviz.ask`` does, and mark the answers in the browser (.html).
    predict_seed : int, optional
        The random seed of the questions. Without it, every run has its own.
    numbered : bool
        All steps as numbered files (.png, .svg).
    animate : bool
        An animated picture (.png).
    sheet : bool
        All steps on one sheet (.png), or several a page (.pdf).
    paper : str, optional
        "a4" or "letter", for the hand-out that ``sheet`` makes of a .pdf. Without it, A4.
    across : int, optional
        How many pictures a sheet has side by side.
    preset, show, hide
        Parts of the picture by name, as for ``kviz.draw``.
    columns
        Which two columns are drawn where there are more, or "principal".
    """

    size: tuple[int, int] | None = None
    density: float = 1.0
    style: str | Style = "light"
    language: str = spoken()
    title: str | None = None
    caption: bool = True
    first: int = 0
    last: int = -1
    step: int | None = None
    speed: float = 1.0
    hold: float | None = None
    hold_seed: float | None = None
    hold_event: float | None = None
    hold_last: float | None = None
    captions: bool = False
    tween: bool = False
    guided: bool = False
    predict: bool = False
    predict_seed: int | None = None
    numbered: bool = False
    animate: bool = False
    sheet: bool = False
    paper: str | None = None
    across: int | None = None
    preset: str = "lesson"
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    columns: object = None

    def __post_init__(self) -> None:
        if self.size is not None:
            object.__setattr__(self, "size", as_size(self.size, (200, 160)))
        for name, (low, high) in RANGES.items():
            if getattr(self, name) is not None or not name.startswith("hold"):
                _within(name, getattr(self, name), low, high)
        for name in ("first", "last"):
            _whole(name, getattr(self, name))
        for name in ("step", "across"):
            if getattr(self, name) is not None:
                _whole(name, getattr(self, name))
        for name in ("caption", "captions", "tween", "guided", "predict", "numbered", "animate", "sheet"):
            yes_or_no(getattr(self, name), name)
        if self.predict_seed is not None:
            whole(self.predict_seed, "predict_seed", 0, 2**32)
        if self.across is not None and self.across < 1:
            raise ValueError(f"across={self.across} is too few pictures side by side; use 1 or more.")
        if not isinstance(self.title, str | None):
            raise ValueError(f"title={self.title!r} is not text; give a str.")
        text_or_none(self.title, "title")
        if self.paper is not None:
            word(self.paper, ("a4", "letter"), "paper")
        style_named(self.style)
        word(self.language, LANGUAGES, "language")
        if sum(map(bool, (self.numbered, self.animate, self.sheet))) > 1:
            raise ValueError("numbered, animate and sheet exclude each other; ask for one of them.")

    @property
    def look(self) -> dict[str, object]:
        """What the painter needs to know."""
        return {"style": self.style, "numbers": self.numbers, **self.parts}

    @property
    def parts(self) -> dict[str, object]:
        """Which parts of the picture are shown, and which columns."""
        alone = isinstance(self.columns, tuple | list) and tuple(self.columns) == ("principal",)
        columns = "principal" if alone else self.columns
        return {"preset": self.preset, "show": self.show, "hide": self.hide, "columns": columns}

    @property
    def numbers(self) -> Numbers:
        """How numbers are written in ``language``."""
        return LANGUAGES[self.language]


def options_from(given: dict[str, Any]) -> Options:
    """Check names first: an option that is misspelled is never ignored."""
    known = [field.name for field in fields(Options)]
    for name in given:
        if name not in known:
            raise TypeError(f"export has no option {name!r}; it has {', '.join(known)}.")
    return Options(**given)


def _within(name: str, value: object, low: float, high: float) -> None:
    if not isinstance(value, Real) or not low <= cast(float, value) <= high:
        raise ValueError(f"{name}={value!r} is out of range; use a number from {low} to {high}.")


def _whole(name: str, value: object) -> None:
    if not isinstance(value, Integral):
        raise ValueError(f"{name}={value!r} is not a whole number; give one, as in {name}=2.")
