"""What can be asked of an export: the same names in Python and in the command."""

from dataclasses import dataclass, fields

from kviz.picture.palette import STYLES
from kviz.story.words import LANGUAGES, Numbers


@dataclass(frozen=True)
class Options:
    """How a run is shown in a file.

    Parameters
    ----------
    size : (int, int), optional
        Width and height of a frame in CSS pixels. Without it, 960 x 600, and wider for runs side by side.
    density : float
        Device pixels per CSS pixel; 2 for a sharp display.
    style : str
        "light", "dark", "print" or "projector".
    language : str
        How numbers are written: "en" 1,234.5; "de" 1.234,5; "fr" 1 234,5; "plain" 1234.5.
    title : str, optional
        Without one, the name of the data set.
    caption : bool
        Write the sentence of each step under its picture; formats that show it beside the picture do so.
    first, last : int
        The steps to begin and to end with, from the end if negative.
    step : int, optional
        The one step that a still picture shows; without it, the last of the chosen ones.
    speed : float
        Divides all times.
    hold, hold_seed, hold_event, hold_last : float
        Seconds for an ordinary step, a seed, a step with an event, and the last one.
    tween : bool
        Let centroids and borders glide from an assignment to its update, half a second at 30 frames a second.
    numbered : bool
        All steps as numbered files (.png, .svg).
    animate : bool
        An animated picture (.png).
    sheet : bool
        All steps on one sheet (.png), or several a page (.pdf).
    across : int, optional
        How many pictures a sheet has side by side.
    preset, show, hide
        Parts of the picture by name, as for ``kviz.draw``.
    columns
        Which two columns are drawn where there are more, or "principal".
    """

    size: tuple[int, int] | None = None
    density: float = 1.0
    style: str = "light"
    language: str = "en"
    title: str | None = None
    caption: bool = True
    first: int = 0
    last: int = -1
    step: int | None = None
    speed: float = 1.0
    hold: float = 1.2
    hold_seed: float = 1.6
    hold_event: float = 2.6
    hold_last: float = 4.0
    tween: bool = False
    numbered: bool = False
    animate: bool = False
    sheet: bool = False
    across: int | None = None
    preset: str = "lesson"
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    columns: object = None

    def __post_init__(self) -> None:
        width, height = self.size or (960, 600)
        if not (200 <= width <= 8000 and 160 <= height <= 8000):
            raise ValueError(f"size={width}x{height} is out of range; use 200x160 to 8000x8000.")
        _within("density", self.density, 0.25, 8)
        _within("speed", self.speed, 0.05, 50)
        for name in ("hold", "hold_seed", "hold_event", "hold_last"):
            _within(name, getattr(self, name), 0.02, 60)
        _one_of("style", self.style, STYLES)
        _one_of("language", self.language, LANGUAGES)
        if sum((self.numbered, self.animate, self.sheet)) > 1:
            raise ValueError("numbered, animate and sheet exclude each other; ask for one of them.")

    @property
    def look(self) -> dict[str, object]:
        """What the painter needs to know."""
        return {"style": self.style, "numbers": self.numbers, **self.parts}

    @property
    def parts(self) -> dict[str, object]:
        """Which parts of the picture are shown, and which columns."""
        columns = "principal" if self.columns in (("principal",), ["principal"]) else self.columns
        return {"preset": self.preset, "show": self.show, "hide": self.hide, "columns": columns}

    @property
    def numbers(self) -> Numbers:
        """How numbers are written in ``language``."""
        return LANGUAGES[self.language]


def options_from(given: dict[str, object]) -> Options:
    """Check names first: an option that is misspelled is never ignored."""
    known = [field.name for field in fields(Options)]
    for name in given:
        if name not in known:
            raise TypeError(f"export has no option {name!r}; it has {', '.join(known)}.")
    return Options(**given)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name}={value} is out of range; use {low} to {high}.")


def _one_of(name: str, value: str, known: object) -> None:
    if value not in known:
        raise ValueError(f"{name}={value!r} is unknown; use one of {', '.join(known)}.")
