"""Words that change from step to step, as outlines: laid out once, drawn twenty times faster than Text.

An outline also looks the same in every file format and is not hinted to the grid, so a word keeps
its width at every pixel density.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.typing import ColorType

from kviz.data.points import Array
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import Style


class Word(NamedTuple):
    """What an outline spells: words, place and style; ``size`` and ``shift`` (right, up) are in points.

    ``outlines`` are the numbers of the outlines that draw it, among those of its marks; ``upward`` words
    are read from below.
    """

    words: str
    x: float
    y: float
    size: float
    color: ColorType
    weight: str = "normal"
    align: str = "left"
    middle: bool = False
    halo: ColorType | None = None
    part: str = "letter"
    shift: tuple[float, float] = (0.0, 0.0)
    outlines: tuple[int, ...] = ()
    upward: bool = False


LONGEST = 400  # letters that are laid out at all: a column's name may be as long as a book
NOTHING = Path(np.empty((0, 2)), np.empty(0, Path.code_type))
ALIGN = {"left": 0.0, "center": 0.5, "right": 1.0}


@lru_cache(maxsize=8192)
def _word(word: str, weight: str, family: tuple[str, ...]) -> tuple[Path, float]:
    """Outline of one word at size one, its baseline at 0, and how far it advances."""
    (marked, codes), (bar, _) = _laid_out(word + "|", weight, family), _bar(weight, family)
    advance, end = float(marked[:, 0].max() - bar[:, 0].max()), len(marked) - len(bar)
    return Path(marked[:end] / 100, codes[:end]), advance / 100


def _laid_out(words: str, weight: str, family: tuple[str, ...]) -> tuple[Array, Array]:
    """Vertices and codes of an outline at size 100."""
    font = FontProperties(
        family=list(family),
        style="normal",
        variant="normal",
        weight=weight,
        stretch="normal",
        size=100,
        math_fontfamily="dejavusans",
    )
    path = TextPath((0, 0), words, size=100, prop=font, usetex=False)
    return np.asarray(path.vertices), np.asarray(path.codes)


@lru_cache(maxsize=64)
def _bar(weight: str, family: tuple[str, ...]) -> tuple[Array, Array]:
    """A bar after a word shows where the word ends."""
    return _laid_out("|", weight, family)


@lru_cache(maxsize=64)
def _gap(weight: str, family: tuple[str, ...]) -> float:
    """How wide a space is at size one."""
    return _word("n n", weight, family)[1] - 2 * _word("n", weight, family)[1]


@lru_cache(maxsize=4096)
def _outline(words: str, weight: str, family: tuple[str, ...]) -> tuple[Path, float]:
    """Outline of some words: sentences repeat their words, so each is laid out once."""
    x, parts, gap = 0.0, [], _gap(weight, family)
    for word in words.split(" "):
        if word:
            path, advance = _word(word, weight, family)
            parts.append((path.vertices + np.array([x, 0.0]), path.codes))
            x += advance
        x += gap
    vertices, codes = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return Path(vertices, codes), x - gap


def outline(words: str, style: Style, weight: str = "normal") -> tuple[Path, float]:
    """Outline of words in the font of a style at size one, and its width."""
    if not words.strip():
        return NOTHING, 0.0
    return _outline(words.replace("$", r"\$"), weight, _family(words, style))


def _family(words: str, style: Style) -> tuple[str, ...]:
    return style.family if words.isascii() else tuple(family_for(words, style))


def width(words: str, size: float, style: Style, weight: str = "normal") -> float:
    """How wide words are, in points."""
    family = _family(words, style)
    gap, parts = _gap(weight, family), words.replace("$", r"\$").split(" ")
    return (sum(_word(part, weight, family)[1] for part in parts if part) + gap * (len(parts) - 1)) * size


def capital(style: Style, weight: str = "normal") -> float:
    """Height of a capital letter at size one."""
    return _tall(weight, style.family)


@lru_cache(maxsize=64)
def _tall(weight: str, family: tuple[str, ...]) -> float:
    return float(np.max(np.asarray(_outline("H", weight, family)[0].vertices)[:, 1]))


def fitted(
    words: str, room: float, size: float, style: Style, weight: str = "normal", least: float = 0.7
) -> tuple[str, float]:
    """Words and size that fit into ``room`` points: smaller first, then cut with an ellipsis."""
    if len(words) > LONGEST:
        words = words[: LONGEST - 1] + "…"
    need = width(words, size, style, weight)
    if need <= room:
        return words, size
    small = max(least, room / need) * size
    if need * small <= room * size * (1 + 1e-9):  # what was shrunk to fit does, but for rounding
        return words, small
    fits, fails = 0, len(words)  # letters kept beside the ellipsis
    while fails - fits > 1:
        middle = (fits + fails) // 2
        enough = width(words[:middle].rstrip() + "…", small, style, weight) <= room
        fits, fails = (middle, fails) if enough else (fits, middle)
    return words[:fits].rstrip() + "…", small


def wrapped(words: str, room: float, size: float, style: Style, most: int = 4) -> list[str]:
    """Words as lines no wider than ``room`` points; what is beyond ``most`` lines ends in an ellipsis.

    A number and its % stay together.
    """
    lines = [""]
    for word in re.split(r"\s+(?!%)", words.strip()):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width(longer, size, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), room, size, style, least=1.0)[0]]
    return lines
