"""Many marks as one artist: an artist costs a tenth of a millisecond before it draws anything.

``Pad`` gathers the marks beside the stage, in CSS pixels; ``stamp`` puts different outlines on places of an Axes.
"""

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from kviz.data.points import Array
from kviz.picture.lettering import ALIGN, capital, outline

POINT = 100 / 72  # CSS pixels
_SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
_CLOSED = Path(_SQUARE, closed=True).codes


def marker_path(marker: object, size: float) -> Path:
    """Outline of a marker, its size in points, as ``Line2D`` would draw it."""
    if isinstance(marker, Path):
        return Path(marker.vertices * size / 2, marker.codes)
    style = MarkerStyle(marker)
    return style.get_path().transformed(style.get_transform().frozen().scale(size))


class Pad:
    """Marks on a figure in CSS pixels from its top left, drawn in the order in which they came."""

    def __init__(self) -> None:
        self.paths, self.faces, self.edges, self.widths = [], [], [], []

    def add(self, path: Path, face: object, edge: object = "none", width: float = 0.0) -> None:
        """One outline in CSS pixels."""
        self.paths.append(path)
        self.faces.append(face)
        self.edges.append(edge)
        self.widths.append(width)

    def bar(self, left: float, top: float, width: float, height: float, color: object) -> None:
        """A filled rectangle."""
        self.add(Path(_SQUARE * (width, height) + (left, top), _CLOSED), color)

    def pill(self, left: float, top: float, width: float, height: float, color: object) -> None:
        """A rectangle with round ends."""
        turns = np.radians(np.linspace(90, 270, 17))
        round_end = np.column_stack([np.cos(turns), np.sin(turns)]) * height / 2 + (height / 2, height / 2)
        ring = np.vstack([round_end, (width, height) - round_end])
        self.add(Path(np.vstack([ring, ring[:1]]) + (left, top), closed=True), color)

    def spot(
        self,
        x: float,
        y: float,
        marker: object,
        size: float,
        face: object,
        edge: object = "none",
        width: float = 0.0,
    ) -> None:
        """One marker, its size in points."""
        path = marker_path(marker, size * POINT)
        self.add(Path(path.vertices * (1, -1) + (x, y), path.codes), face, edge, width)

    def write(
        self, x: float, y: float, words: str, *, size: float | None = None, color: object = None,
        weight: str = "normal", align: str = "left", middle: bool = False, halo: object = None,
    ) -> None:  # fmt: skip
        """Write words with their baseline (``middle``: the middle of capitals) at a place; ``halo`` is a rim's colour."""
        size = (rcParams["font.size"] if size is None else size) * POINT
        path, advance = outline(words, weight)
        drop = capital(weight) / 2 if middle else 0.0
        placed = Path((path.vertices - (ALIGN[align] * advance, drop)) * (size, -size) + (x, y), path.codes)
        if halo is not None:
            self.add(placed, halo, halo, 3.5)
        self.add(placed, color or rcParams["text.color"])

    def show(self, figure: Figure) -> None:
        """Put everything on a figure, as one artist."""
        if self.paths:
            figure.add_artist(
                PathCollection(
                    self.paths, facecolors=self.faces, edgecolors=self.edges, linewidths=self.widths,
                    transform=css(figure), snap=False, joinstyle="round", zorder=1.0,
                )
            )  # fmt: skip


def css(figure: Figure) -> Transform:
    """CSS pixels from the top left of a figure (1/100 inch at any density) to its display."""
    return Affine2D().scale(0.01, -0.01).translate(0, figure.get_figheight()) + figure.dpi_scale_trans


def stamp(
    ax: Axes, places: Array, paths: list[Path], faces: list, edges: object = "none", widths: object = 0.0, *,
    zorder: float, label: str = "",
) -> PathCollection | None:  # fmt: skip
    """Put one outline, in points, on each place (m, 2) of an Axes, in its own colours."""
    if not len(paths):
        return None
    figure = ax.figure
    marks = PathCollection(
        paths, facecolors=faces, edgecolors=edges, linewidths=widths, offsets=np.asarray(places, dtype=float),
        offset_transform=ax.transData, snap=False, joinstyle="miter", zorder=zorder, label=f"_{label}", clip_on=False,
    )  # fmt: skip
    marks.set_transform(Affine2D().scale(1 / 72) + figure.dpi_scale_trans)
    ax.add_artist(marks)
    return marks
