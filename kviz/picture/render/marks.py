"""The few kinds of marks that a plot is made of, as frozen values: described once, drawn in two ways.

``artists`` puts them on an Axes, ``pixels`` draws them at once. Places are in data coordinates, sizes and
widths in typographic points; a higher ``zorder`` lies above a lower one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from matplotlib.typing import ColorType

from kviz.data.points import Array
from kviz.picture.render.marker_shapes import Marker
from kviz.picture.render.text_outlines import Word


@dataclass(frozen=True, eq=False)
class Polygons:
    """Filled polygons, each (m, 2); colours and widths are repeated if there are fewer."""

    cells: Sequence[Array]
    faces: Sequence
    edges: Sequence
    widths: Sequence[float]
    zorder: float


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines, each (m, 2); ``dash`` is a pattern in widths of the line."""

    ways: Sequence[Array]
    colors: Sequence
    widths: Sequence[float]
    zorder: float
    dash: tuple[float, ...] | None = None


@dataclass(frozen=True, eq=False)
class Dots:
    """One marker on every place (m, 2)."""

    places: Array
    marker: Marker
    size: float
    face: ColorType
    edge: ColorType
    width: float
    zorder: float


@dataclass(frozen=True, eq=False)
class Stamps:
    """An outline of its own, in points, on every place (m, 2); ``words``, if that is what they spell."""

    places: Array
    paths: Sequence[Path]
    faces: Sequence
    edges: Sequence
    widths: Sequence[float]
    zorder: float
    name: str
    words: Sequence[Word] = ()


@dataclass(frozen=True, eq=False)
class Picture:
    """Colours (rows from below, columns, 4), uint8, over the part ``extent`` of the view, not smoothed."""

    rgba: Array
    extent: tuple[float, float, float, float]
    zorder: float


Mark = Polygons | Lines | Dots | Stamps | Picture
Marks = Iterator[Mark]


def hatching(corners: Array, gap: float) -> list[Array]:
    """Parallel lines, each (2, 2), that rise to the right through a polygon (m, 2), ``gap`` apart."""
    heights = corners[:, 1] - corners[:, 0]
    found = []
    for height in np.arange(np.ceil(heights.min() / gap), np.floor(heights.max() / gap) + 1) * gap:
        after = np.roll(corners, -1, axis=0)
        one, other = heights - height, np.roll(heights, -1) - height
        across = (one < 0) != (other < 0)
        share = one[across] / (one[across] - other[across])
        cuts = corners[across] + share[:, None] * (after[across] - corners[across])
        cuts = cuts[cuts[:, 0].argsort()]
        found += list(cuts[: len(cuts) // 2 * 2].reshape(-1, 2, 2))
    return found
