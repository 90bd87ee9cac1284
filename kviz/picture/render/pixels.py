"""Marks as pixels at once: a film draws hundreds of frames of which nobody ever touches an artist.

The renderer gets exactly what the artists of ``artists`` would hand it; a test holds the two against
each other, pixel for pixel. A canvas belongs to one thread at a time.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import (
    Affine2D,
    Bbox,
    BboxTransformFrom,
    BboxTransformTo,
    IdentityTransform,
    Transform,
    TransformedBbox,
)
from matplotlib.typing import CapStyleType, JoinStyleType

from kviz.data.points import Array
from kviz.picture.render.artists import EVERY, image_of
from kviz.picture.render.marker_stamps import made, stamp, stencil
from kviz.picture.render.marks import Dots, Lines, Mark, Picture, Polygons, Stamps

ORIGIN = np.zeros((1, 2))
NONE = np.empty((0, 3, 3))  # transforms of single paths
SOLID = (0, None)
MANY = 200  # from so many marks of one kind on they are stamped, if they can be
CSS = 100  # pixels to the inch


class Canvas:
    """Pixels of a picture ``size`` CSS pixels large, with a plot in a box of it.

    ``box`` is (left, top, width, height) in CSS pixels from the top left, ``limits`` what it shows of the
    data: (xmin, xmax, ymin, ymax).
    """

    def __init__(
        self, size: tuple[int, int], density: float, box: tuple[float, ...], limits: tuple[float, ...]
    ) -> None:
        width, height = (int(side * density) for side in size)
        self.renderer = RendererAgg(width, height, CSS * density)
        left, top, wide, tall = box
        self.page = Affine2D().scale(density, -density).translate(0, size[1] * density)
        xmin, xmax, ymin, ymax = limits
        self.share = (left / size[0], 1 - (top + tall) / size[1], wide / size[0], tall / size[1])
        self.size, self.density, self.limits = size, density, limits
        # the same arithmetic as an Axes: a point on the edge of two pixels falls into the same one
        inches = Bbox.from_extents(0, 0, size[0] / CSS, size[1] / CSS)
        whole = TransformedBbox(inches, Affine2D().scale(CSS * density))
        self.plot = TransformedBbox(Bbox.from_bounds(*self.share), BboxTransformTo(whole)).frozen()
        shown = BboxTransformFrom(Bbox.from_extents(xmin, ymin, xmax, ymax))
        self.data = Affine2D((shown + BboxTransformTo(self.plot)).get_matrix())
        self.points = Affine2D().scale(CSS * density / 72)

    def fill(self, paper: object, ground: object) -> None:
        """Cover everything with paper, and the plot with its ground."""
        color = np.round(255 * np.array(_rgba(paper))).astype(np.uint8)
        color[3] = 255  # a sheet of paper lets nothing shine through
        self.pixels.view(np.uint32)[:] = color.view(np.uint32)  # four bytes at once
        if _rgba(ground) != _rgba(paper):
            x, y = self.plot.intervalx, self.plot.intervaly
            corners = np.array([(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])])
            within = IdentityTransform()
            self.paths([closed(corners)], [ground], ["none"], [0.0], within=within, clip=False, join="miter")

    @property
    def pixels(self) -> Array:
        """Rows of pixels (height, width, 4) from the top, uint8: the canvas itself, read or written."""
        return np.asarray(self.renderer.buffer_rgba())

    def paint(self, marks: Iterable[Mark]) -> None:
        """Draw marks of the plot in the order of their zorder."""
        for mark in sorted(marks, key=lambda mark: mark.zorder):
            PAINTERS[type(mark)](self, mark)

    def paths(
        self, paths: Sequence[Path], faces: Sequence, edges: Sequence, widths: Sequence[float], *,
        within: Transform, at: Array = ORIGIN, offsets: Transform | None = None, clip: bool = True,
        snap: bool | None = None, join: JoinStyleType | None = None,
        cap: CapStyleType | None = None, dash: tuple = SOLID,
    ) -> None:  # fmt: skip
        """Draw outlines, as a Collection hands them to the renderer."""
        gc = self.renderer.new_gc()
        if clip:
            gc.set_clip_rectangle(self.plot)
        gc.set_snap(snap)
        if join:
            gc.set_joinstyle(join)
        if cap:
            gc.set_capstyle(cap)
        draw: Any = self.renderer.draw_path_collection  # Agg takes arrays, and None for no address
        draw(
            gc, within, paths, NONE, at, offsets or IdentityTransform(), rgba(faces), rgba(edges),
            widths, [dash], EVERY, [None], "screen",
        )  # fmt: skip
        gc.restore()


def _polygons(canvas: Canvas, mark: Polygons) -> None:
    paths = [closed(cell) for cell in mark.cells]
    canvas.paths(paths, mark.faces, mark.edges, mark.widths, within=canvas.data)


def _lines(canvas: Canvas, mark: Lines) -> None:
    paths = [Path(way) for way in mark.ways]
    pattern = (0, [part * mark.widths[0] for part in mark.dash]) if mark.dash else SOLID
    canvas.paths(paths, [], mark.colors, mark.widths, within=canvas.data, cap="round", dash=pattern)


def _dots(canvas: Canvas, mark: Dots) -> None:
    renderer, pixels = canvas.renderer, canvas.renderer.points_to_pixels(mark.size)
    path, turn, threshold, join, cap = made(mark.marker, pixels)
    snap = pixels >= threshold if threshold is not None else None
    fill = None if isinstance(mark.face, str) and mark.face == "none" else _rgba(mark.face)
    if mark.width == 0 and fill and len(mark.places) > MANY:
        spots = stencil(mark.marker, pixels, snap)
        if spots is not None and stamp(renderer, spots, mark.places, canvas.data, canvas.plot, fill):
            return
    gc = renderer.new_gc()
    gc.set_clip_rectangle(canvas.plot)
    gc.set_linewidth(mark.width)
    gc.set_foreground(_rgba(mark.edge), isRGBA=True)
    gc.set_snap(snap)
    gc.set_joinstyle(join)
    gc.set_capstyle(cap)
    renderer.draw_markers(gc, path, turn, Path(mark.places), canvas.data, fill)
    gc.restore()


def _stamps(canvas: Canvas, mark: Stamps) -> None:
    canvas.paths(
        mark.paths, mark.faces, mark.edges, mark.widths, within=canvas.points,
        at=np.asarray(mark.places, float), offsets=canvas.data, clip=False, snap=False, join="miter",
    )  # fmt: skip


def _picture(canvas: Canvas, mark: Picture) -> None:
    """Only matplotlib's own image knows how it is sampled: it is lent an Axes, and is not kept."""
    inches = canvas.size[0] / CSS, canvas.size[1] / CSS
    ax = Figure(inches, dpi=CSS * canvas.density).add_axes(canvas.share)
    ax.set(xlim=canvas.limits[:2], ylim=canvas.limits[2:])
    ax.add_artist(image_of(ax, mark)).draw(canvas.renderer)


def rgba(colors: Sequence) -> Array:
    """Colours as matplotlib's renderers take them, (m, 4)."""
    return np.array([_rgba(color) for color in colors]).reshape(-1, 4)


_rgba = lru_cache(maxsize=4096)(to_rgba)


def closed(corners: Array) -> Path:
    """A polygon as ``PolyCollection`` makes it."""
    codes = np.full(len(corners) + 1, Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(np.concatenate([corners, corners[:1]]), codes)


PAINTERS: dict[type, Callable[[Canvas, Any], None]] = {
    Polygons: _polygons,
    Lines: _lines,
    Dots: _dots,
    Stamps: _stamps,
    Picture: _picture,
}
