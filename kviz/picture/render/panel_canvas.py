"""All marks beside the stage as one artist, placed in CSS pixels: an artist costs more than its pixels."""

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from matplotlib.typing import ColorType

from kviz.data.points import Array
from kviz.picture.render.artists import EVERY, Spelling
from kviz.picture.render.marker_shapes import Marker, marker_path
from kviz.picture.render.pixels import Canvas, rgba
from kviz.picture.render.style import Style
from kviz.picture.render.text_outlines import ALIGN, Word, capital, outline

POINT = 100 / 72  # CSS pixels
_SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])


class Pad:
    """Marks on a figure in CSS pixels from its top left, drawn in the order in which they came."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.paths: list[Path] = []
        self.faces: list[ColorType] = []
        self.edges: list[ColorType] = []
        self.widths: list[float] = []
        self.part = "words"
        self.words: list[Word] = []

    def add(self, path: Path, face: ColorType, edge: ColorType = "none", width: float = 0.0) -> None:
        """One outline in CSS pixels."""
        self.paths.append(path)
        self.faces.append(face)
        self.edges.append(edge)
        self.widths.append(width)

    def bar(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        color: ColorType,
        edge: ColorType = "none",
        line: float = 0.0,
    ) -> None:
        """A filled rectangle, with a line around it that is so many points wide."""
        outline = corners(np.array([(left, top, width, height)], dtype=np.float64)).reshape(-1, 2)
        self.add(Path(outline, _closed(len(outline))), color, edge, line)

    def bars(self, boxes: list, color: ColorType) -> None:
        """Filled rectangles (left, top, width, height) as one outline."""
        self.boxes(corners(np.asarray(boxes, dtype=np.float64)), color)

    def boxes(self, outlines: Array, color: ColorType) -> None:
        """Filled rectangles by their ``corners``, as one outline."""
        places = outlines.reshape(-1, 2)
        self.add(Path(places, _closed(len(places))), color)

    def pill(self, left: float, top: float, width: float, height: float, color: ColorType) -> None:
        """A rectangle with round ends."""
        turns = np.radians(np.linspace(90, 270, 17))
        round_end = np.column_stack([np.cos(turns), np.sin(turns)]) * height / 2 + (height / 2, height / 2)
        ring = np.vstack([round_end, (width, height) - round_end, round_end[:1]])
        self.add(Path(ring + np.array([left, top]), closed=True), color)

    def spot(
        self,
        x: float,
        y: float,
        marker: Marker,
        size: float,
        face: ColorType,
        edge: ColorType = "none",
        width: float = 0.0,
    ) -> None:
        """One marker, its size in points."""
        self.add(_spot(marker, size * POINT, float(x), float(y)), face, edge, width)

    def write(
        self, x: float, y: float, words: str, *, size: float | None = None, color: ColorType | None = None,
        weight: str = "normal", align: str = "left", middle: bool = False, halo: ColorType | None = None,
        upward: bool = False,
    ) -> None:  # fmt: skip
        """Write words with the baseline (``middle``: middle of capitals) at a place, rimmed by ``halo``.

        ``upward`` words are read from below.
        """
        size = (self.style.size if size is None else size) * POINT
        placed = _placed(words, weight, self.style, size, align, middle, upward, float(x), float(y))
        color, first = color or self.style.ink, len(self.paths)
        if halo is not None:
            self.add(placed, halo, halo, 3.5)
        self.add(placed, color)
        drawn = tuple(range(first, len(self.paths)))
        self.words.append(
            Word(
                words,
                x,
                y,
                size / POINT,
                color,
                weight,
                align,
                middle,
                halo,
                self.part,
                outlines=drawn,
                upward=upward,
            )
        )

    def show(self, figure: Figure, at: tuple[float, float] = (0.0, 0.0), zorder: float = 1.0) -> None:
        """Put everything on a figure, as one artist, its top left ``at`` so many CSS pixels."""
        if self.paths:
            marks = Spelling(
                self.paths,
                facecolors=rgba(self.faces),
                edgecolors=rgba(self.edges),
                linewidths=self.widths,
                antialiaseds=EVERY,
                transform=css(figure, at),
                snap=False,
                joinstyle="round",
                zorder=zorder,
            )
            marks.words = self.words
            marks.set_gid(f"panels-{sum(mark.get_gid() is not None for mark in figure.get_children()) + 1}")
            figure.add_artist(marks)

    def paint(self, canvas: Canvas) -> None:
        """Draw at once what ``show`` would add."""
        canvas.paths(
            self.paths, self.faces, self.edges, self.widths, within=canvas.page, clip=False, snap=False,
            join="round",
        )  # fmt: skip


def corners(boxes: Array) -> Array:
    """Corners (..., 5, 2) of rectangles (..., 4): left, top, width, height."""
    return _SQUARE * boxes[..., None, 2:] + boxes[..., None, :2]


@lru_cache(maxsize=1024)
def _closed(places: int) -> Array:
    """Path codes for rectangles with so many corners together."""
    return np.tile(np.asarray(Path(_SQUARE, closed=True).codes), places // len(_SQUARE))


@lru_cache(maxsize=4096)
def _placed(
    words: str,
    weight: str,
    style: Style,
    size: float,
    align: str,
    middle: bool,
    upward: bool,
    x: float,
    y: float,
) -> Path:
    """Outline of words at their place: most of them stand where they stood one frame before."""
    path, advance = outline(words, style, weight)
    drop = capital(style, weight) / 2 if middle else 0.0
    placed = (np.asarray(path.vertices) - (ALIGN[align] * advance, drop)) * (size, -size)
    if upward:
        placed = placed[:, ::-1] * (1, -1)
    return Path(placed + np.array([x, y]), path.codes)


@lru_cache(maxsize=1024)
def _spot(marker: Marker, size: float, x: float, y: float) -> Path:
    path = marker_path(marker, size)
    return Path(np.asarray(path.vertices) * (1, -1) + (x, y), path.codes)


def css(figure: Figure, at: tuple[float, float] = (0.0, 0.0)) -> Transform:
    """CSS pixels from a place of a figure (1/100 inch at any density, from its top left) to its display."""
    return (
        Affine2D().translate(*at).scale(0.01, -0.01).translate(0, figure.get_figheight())
        + figure.dpi_scale_trans
    )
