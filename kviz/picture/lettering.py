"""Words that change from step to step, as outlines: laid out once, drawn twenty times faster than Text.

An outline also looks the same in every file format and is not hinted to the grid, so a word keeps
its width at every pixel density.
"""

from functools import lru_cache

import numpy as np
from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform

ALIGN = {"left": 0.0, "center": 0.5, "right": 1.0}


@lru_cache(maxsize=4096)
def _outline(words: str, weight: str, family: tuple[str, ...]) -> tuple[Path, float]:
    """Outline of some words at one point, its baseline at 0, and how far it advances."""
    font = FontProperties(family=list(family), weight=weight)
    path = TextPath((0, 0), words, size=100, prop=font, usetex=False)
    marked = TextPath((0, 0), words + "|", size=100, prop=font, usetex=False)
    bar = TextPath((0, 0), "|", size=100, prop=font, usetex=False)
    advance = marked.vertices[:, 0].max() - bar.vertices[:, 0].max() if len(marked.vertices) else 0.0
    return Path(path.vertices / 100, path.codes), float(advance) / 100


def outline(words: str, weight: str = "normal") -> tuple[Path, float]:
    """Outline of words in the current font at size one, and its width."""
    return _outline(words.replace("$", r"\$"), weight, tuple(rcParams["font.family"]))


def width(words: str, size: float, weight: str = "normal") -> float:
    """How wide words are, in points."""
    return outline(words, weight)[1] * size


def write(
    where: Axes | Figure,
    x: float,
    y: float,
    words: str,
    *,
    size: float | None = None,
    color: object = None,
    weight: str = "normal",
    align: str = "left",
    middle: bool = False,
    within: Transform | None = None,
    shift: tuple[float, float] = (0.0, 0.0),
    halo: object = None,
    zorder: float = 5.0,
    clip: bool = False,
) -> list[Artist]:
    """Write words with the baseline (``middle``: the middle of capitals) at a place, and return their marks.

    ``within`` is the place's coordinates: the data of an Axes, or of a Figure CSS pixels from
    the top left, if left out. ``shift`` is in points. ``halo`` paints a rim in that colour behind the words.
    """
    figure = where if isinstance(where, Figure) else where.figure
    size = rcParams["font.size"] if size is None else size
    path, advance = outline(words, weight)
    drop = _capital(tuple(rcParams["font.family"]), weight) / 2 if middle else 0.0
    points = Affine2D().translate(-ALIGN[align] * advance, -drop).scale(size).translate(*shift).scale(1 / 72)
    within = within or (css(figure) if where is figure else where.transData)
    transform = points + figure.dpi_scale_trans + ScaledTranslation(x, y, within)
    style = {"transform": transform, "snap": False, "clip_on": clip, "zorder": zorder}
    marks = [PathPatch(path, facecolor=color or rcParams["text.color"], linewidth=0, **style)]
    if halo is not None:
        marks.insert(
            0, PathPatch(path, facecolor=halo, edgecolor=halo, linewidth=3, joinstyle="round", **style)
        )
    for mark in marks:
        where.add_artist(mark)
    return marks


def css(figure: Figure) -> Transform:
    """CSS pixels from the top left of a figure (1/100 inch at any density) to its display."""
    return Affine2D().scale(0.01, -0.01).translate(0, figure.get_figheight()) + figure.dpi_scale_trans


def fitted(
    words: str, room: float, size: float, weight: str = "normal", least: float = 0.7
) -> tuple[str, float]:
    """Words and size that fit into ``room`` points: smaller first, then cut with an ellipsis."""
    need = width(words, size, weight)
    if need <= room:
        return words, size
    small = max(least, room / need) * size
    while len(words) > 1 and width(words, small, weight) > room:
        words = words[:-2].rstrip() + "…"
    return words, small


def wrapped(words: str, room: float, size: float, most: int = 4) -> list[str]:
    """Words as lines no wider than ``room`` points; what is beyond ``most`` lines ends in an ellipsis."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), room, size, least=1.0)[0]]
    return lines


@lru_cache(maxsize=64)
def _capital(family: tuple[str, ...], weight: str) -> float:
    return float(np.max(_outline("H", weight, family)[0].vertices[:, 1]))
