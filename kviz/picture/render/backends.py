"""Two ways to put the same few kinds of marks on an Axes: as artists to keep, or at once as pixels.

A film draws hundreds of frames of which nobody ever touches an artist, and making, placing and
removing one costs more than its pixels. ``Pixels`` therefore hands the renderer exactly what the
artists of ``Artists`` would hand it; a test holds the two against each other, pixel for pixel.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from kviz.data.points import Array
from kviz.picture.render.marker_stamps import made, stamp, stencil

ORIGIN = np.zeros((1, 2))
NONE = np.empty((0, 3, 3))  # transforms of single paths
EVERY = [True, True]  # two entries keep matplotlib from drawing a lone path as a marker, with rounded places
SOLID = (0, None)
MANY = 200  # from so many marks of one kind on they are stamped, if they can be


def points_to_display(figure: Figure) -> Transform:
    """Typographic points to pixels."""
    return Affine2D().scale(1 / 72) + figure.dpi_scale_trans


def image_of(ax: Axes, rgba: Array, extent: tuple, zorder: float) -> AxesImage:
    """An image (rows from below) over a part of the view, without smoothing."""
    image = AxesImage(ax, extent=extent, origin="lower", interpolation="nearest", zorder=zorder)
    image.set_data(rgba)
    image.set_clip_path(ax.patch)
    return image


class Artists:
    """Plain matplotlib artists, added to an Axes."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        self.part, self._counts = "", Counter()

    def _named(self, marks: Artist) -> Artist:
        """Name marks after the part they belong to: "points-2" is a group of that name in an SVG file."""
        self._counts[self.part] += 1
        marks.set_gid(f"{self.part}-{self._counts[self.part]}")
        return marks

    def polygons(
        self, cells: list, faces: list, edges: list, widths: list, zorder: float, hatch: str | None = None
    ) -> None:
        """Filled polygons, each (m, 2) in data coordinates."""
        marks = PolyCollection(
            cells,
            facecolors=faces,
            edgecolors=edges,
            linewidths=widths,
            antialiaseds=EVERY,
            hatch=hatch,
            zorder=zorder,
        )
        self.ax.add_collection(self._named(marks), autolim=False)

    def lines(self, ways: list, colors: list, widths: list, zorder: float, dash: tuple | None = None) -> None:
        """Lines, each (m, 2) in data coordinates; ``dash`` in widths of the line."""
        marks = LineCollection(
            ways, colors=colors, linewidths=widths, linestyles=[(0, dash) if dash else "solid"],
            antialiaseds=EVERY, capstyle="round", zorder=zorder,
        )  # fmt: skip
        self.ax.add_collection(self._named(marks), autolim=False)

    def dots(
        self,
        places: Array,
        marker: object,
        size: float,
        face: object,
        edge: object,
        width: float,
        zorder: float,
    ) -> None:
        """One marker on every place (m, 2), its size in points."""
        marks = Line2D(
            places[:, 0], places[:, 1], linestyle="none", marker=marker, markersize=size,
            markerfacecolor=face,            markeredgecolor=edge, markeredgewidth=width, zorder=zorder,
        )  # fmt: skip
        self.ax.add_line(self._named(marks))

    def stamps(
        self, places: Array, paths: list, faces: list, edges: list, widths: list, zorder: float, name: str,
        words: Sequence = (),
    ) -> None:  # fmt: skip
        """An outline of its own, in points, on every place (m, 2); ``words``, if that is what they spell."""
        marks = PathCollection(
            paths, facecolors=faces, edgecolors=edges, linewidths=widths, antialiaseds=EVERY, offsets=places,
            offset_transform=self.ax.transData, snap=False, joinstyle="miter", zorder=zorder, clip_on=False,
            label=f"_{name}",
        )  # fmt: skip
        marks.set_transform(points_to_display(self.ax.figure))
        marks.words = words
        self.ax.add_artist(self._named(marks))

    def image(self, rgba: Array, extent: tuple, zorder: float) -> None:
        """An image over a part of the view."""
        self.ax.add_artist(self._named(image_of(self.ax, rgba, extent, zorder)))


class Pixels:
    """The same marks, drawn at once by ``flush`` in the order of their zorder."""

    part = ""

    def __init__(self, ax: Axes, renderer: RendererAgg) -> None:
        self.ax, self.renderer = ax, renderer
        self.data = ax.transData.frozen()
        self.points = points_to_display(ax.figure).frozen()
        self.todo: list[tuple[float, Callable[[], None]]] = []

    def flush(self) -> None:
        """Draw what was asked for."""
        for _, draw in sorted(self.todo, key=lambda entry: entry[0]):
            draw()
        self.todo.clear()

    def _collection(
        self, zorder: float, paths: list, faces: list, edges: list, widths: list, *,
        within: Transform, at: Array = ORIGIN, offsets: Transform | None = None, clip: bool = True,
        snap: bool | None = None, join: str | None = None,
        cap: str | None = None, dash: tuple = SOLID,
    ) -> None:  # fmt: skip
        def draw() -> None:
            gc = self.renderer.new_gc()
            if clip:
                gc.set_clip_rectangle(self.ax.bbox)
            gc.set_snap(snap)
            if join:
                gc.set_joinstyle(join)
            if cap:
                gc.set_capstyle(cap)
            self.renderer.draw_path_collection(
                gc, within, paths, NONE, at, offsets or IdentityTransform(), rgba(faces), rgba(edges),
                widths, [dash], EVERY, [None], "screen",
            )  # fmt: skip
            gc.restore()

        self.todo.append((zorder, draw))

    def polygons(
        self, cells: list, faces: list, edges: list, widths: list, zorder: float, hatch: str | None = None
    ) -> None:
        """As in ``Artists``; hatching is rare and left to the artist."""
        if hatch:
            marks = PolyCollection(
                cells, facecolors=faces, edgecolors=edges, linewidths=widths, antialiaseds=EVERY, hatch=hatch
            )
            self._lend(marks, zorder)
            return
        paths = [closed(cell) for cell in cells]
        self._collection(zorder, paths, faces, edges, widths, within=self.data)

    def lines(self, ways: list, colors: list, widths: list, zorder: float, dash: tuple | None = None) -> None:
        """As in ``Artists``."""
        paths = [Path(way) for way in ways]
        pattern = (0, [part * widths[0] for part in dash]) if dash else SOLID
        self._collection(zorder, paths, [], colors, widths, within=self.data, cap="round", dash=pattern)

    def dots(
        self,
        places: Array,
        marker: object,
        size: float,
        face: object,
        edge: object,
        width: float,
        zorder: float,
    ) -> None:
        """As in ``Artists``."""

        def draw() -> None:
            renderer, pixels = self.renderer, self.renderer.points_to_pixels(size)
            path, turn, threshold, join, cap = made(marker, pixels)
            snap = pixels >= threshold if threshold is not None else None
            fill = None if face == "none" else _rgba(face)
            if width == 0 and fill and len(places) > MANY:
                spots = stencil(marker, pixels, snap)
                if spots is not None and stamp(renderer, spots, places, self.data, self.ax.bbox, fill):
                    return
            gc = renderer.new_gc()
            gc.set_clip_rectangle(self.ax.bbox)
            gc.set_linewidth(width)
            gc.set_foreground(_rgba(edge), isRGBA=True)
            gc.set_snap(snap)
            gc.set_joinstyle(join)
            gc.set_capstyle(cap)
            renderer.draw_markers(gc, path, turn, Path(places), self.data, fill)
            gc.restore()

        self.todo.append((zorder, draw))

    def stamps(
        self, places: Array, paths: list, faces: list, edges: list, widths: list, zorder: float, name: str,
        words: Sequence = (),
    ) -> None:  # fmt: skip
        """As in ``Artists``."""
        self._collection(
            zorder, paths, faces, edges, widths, within=self.points, at=np.asarray(places, float),
            offsets=self.data,
            clip=False, snap=False, join="miter",
        )  # fmt: skip

    def image(self, rgba: Array, extent: tuple, zorder: float) -> None:
        """As in ``Artists``."""
        self._lend(image_of(self.ax, rgba, extent, zorder), zorder)

    def _lend(self, artist: object, zorder: float) -> None:
        def draw() -> None:
            self.ax.add_artist(artist)
            artist.draw(self.renderer)
            artist.remove()

        self.todo.append((zorder, draw))


def rgba(colors: list) -> Array:
    """Colours as matplotlib's renderers take them, (m, 4)."""
    return np.array([_rgba(color) for color in colors]).reshape(-1, 4)


_rgba = lru_cache(maxsize=4096)(to_rgba)


def closed(corners: Array) -> Path:
    """A polygon as ``PolyCollection`` makes it."""
    codes = np.full(len(corners) + 1, Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(np.concatenate([corners, corners[:1]]), codes)
