"""Colour, marker and letter of every cluster, and the style sheets around them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files

import matplotlib as mpl
from matplotlib.colors import to_rgb
from matplotlib.style import context

# Searched for: with common vision, protanopia, deuteranopia and tritanopia any two of the first five differ
# by at least 18 (CIEDE2000), of the first eight by 14, of all twelve by 11; the first three in grey too.
COLORS = (
    "#0072B2", "#E69F00", "#9E0061", "#35CCB2", "#5C5015", "#E50053",
    "#B4ABFF", "#A96C82", "#A9AC78", "#2B86FF", "#5400ED", "#AC8BB8",
)  # fmt: skip
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p", "<", "h", ">", "*")
UNASSIGNED = "#8A8F98"
PHASES = {"seed": "#9AA1AC", "assign": "#5B6B8C", "update": "#2E9E57"}  # none of them a cluster's colour
STYLES = ("light", "dark", "print", "projector")


# What would sink into a dark ground: contrast 3.4 at least, and any two of the first ten still differ by 11.
ON_DARK = {0: "#337BA7", 2: "#D61797", 4: "#8B8204", 5: "#E60860", 7: "#AD7584", 10: "#7950E0"}


def color(cluster: int) -> str:
    """Colour of a cluster in the current style, as hex; the thirteenth begins again, its letter does not."""
    place = cluster % len(COLORS)
    return ON_DARK.get(place, COLORS[place]) if is_dark() else COLORS[place]


def is_dark() -> bool:
    """Whether the current style draws on a dark ground."""
    return _dark(setting("figure.facecolor"))


@lru_cache(maxsize=64)
def _dark(ground: object) -> bool:
    return sum(to_rgb(ground)) < 1.2


def marker(cluster: int) -> str:
    """Marker of a cluster in matplotlib's letters."""
    return MARKERS[cluster % len(MARKERS)]


@lru_cache(maxsize=4096)
def blend(front: str, back: str, share: float) -> tuple[float, float, float]:
    """Mix ``share`` of ``front`` into ``back``: an opaque tint draws five times faster than alpha."""
    return tuple(share * f + (1 - share) * b for f, b in zip(to_rgb(front), to_rgb(back), strict=True))


def tint(cluster: int, paper: tuple[float, float, float]) -> tuple[float, float, float]:
    """The pale ground of a cluster's region on a paper of that colour."""
    return blend(color(cluster), paper, 0.15 if sum(paper) > 1.5 else 0.17)


def letter_color(cluster: int) -> str:
    """Black or white, whichever stands out from the cluster's colour."""
    red, green, blue = (c**2.2 for c in to_rgb(color(cluster)))
    return "#111111" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.19 else "#FFFFFF"


def setting(name: str) -> object:
    """An rcParam as it stands; asked hundreds of times a frame, so without matplotlib's own checks."""
    return dict.__getitem__(mpl.rcParams, name)


@cache
def _sheet(style: str) -> dict:
    """Every rcParam of a style, checked once: the style sheet over matplotlib's defaults."""
    if style not in STYLES:
        raise ValueError(f"style={style!r} is unknown; use one of {', '.join(STYLES)}.")
    path = files("kviz.picture") / "styles" / f"{style}.mplstyle"
    with context(["default", dict(mpl.rc_params_from_file(str(path), use_default_template=False))]):
        return {name: value for name, value in dict.items(mpl.rcParams) if not name.startswith("backend")}


@contextmanager
def styled(style: str) -> Iterator[None]:
    """Draw in one of kviz's styles, whatever the caller's rcParams are; they come back untouched."""
    sheet = _sheet(style)
    before = dict(dict.items(mpl.rcParams))  # its own copy would import pyplot
    try:
        dict.update(mpl.rcParams, sheet)  # already validated: setting 300 of them one by one takes 5 ms
        yield
    finally:
        dict.update(mpl.rcParams, before)


@contextmanager
def dressed(style: str | None) -> Iterator[None]:
    """Draw in one of kviz's styles; without one in the light one, under what the caller changed."""
    wishes = {} if style else own_wishes()
    with styled(style or "light"), mpl.rc_context(wishes):
        yield


def own_wishes() -> dict:
    """What the caller changed of matplotlib's defaults: it wins where no style is asked for."""
    left = ("backend", "interactive", "toolbar", "figure.figsize", "figure.dpi", "savefig", "webagg", "tk.")
    default = mpl.rcParamsDefault
    return {
        name: value
        for name, value in dict.items(mpl.rcParams)
        if not name.startswith(left) and name in default and dict.__getitem__(default, name) != value
    }
