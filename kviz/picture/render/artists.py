"""Marks as plain matplotlib artists on an Axes: for figures that are kept, changed or written as vectors."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure, SubFigure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D, Transform

from kviz.picture.render.marks import Dots, Lines, Mark, Picture, Polygons, Stamps
from kviz.picture.render.text_outlines import Word

EVERY = [True, True]  # two entries keep matplotlib from drawing a lone path as a marker, with rounded places


def put_on(ax: Axes, parts: Iterable[tuple[str, Iterable[Mark]]]) -> None:
    """Add the marks of parts to an Axes; each is named after its part: "points-2" is a group in an SVG."""
    counts: Counter[str] = Counter()
    for part, marks in parts:
        for mark in marks:
            counts[part] += 1
            artist = ARTISTS[type(mark)](ax, mark)
            artist.set_gid(f"{part}-{counts[part]}")


def _polygons(ax: Axes, mark: Polygons) -> Artist:
    made = PolyCollection(
        mark.cells, facecolors=mark.faces, edgecolors=mark.edges, linewidths=mark.widths,
        antialiaseds=EVERY, zorder=mark.zorder,
    )  # fmt: skip
    return ax.add_collection(made, autolim=False)


def _lines(ax: Axes, mark: Lines) -> Artist:
    made = LineCollection(
        mark.ways, colors=mark.colors, linewidths=mark.widths,
        linestyles=[(0, mark.dash) if mark.dash else "solid"], antialiaseds=EVERY, capstyle="round",
        zorder=mark.zorder,
    )  # fmt: skip
    return ax.add_collection(made, autolim=False)


def _dots(ax: Axes, mark: Dots) -> Artist:
    made = Line2D(
        mark.places[:, 0], mark.places[:, 1], linestyle="none", marker=mark.marker, markersize=mark.size,
        markerfacecolor=mark.face, markeredgecolor=mark.edge, markeredgewidth=mark.width, antialiased=True,
        fillstyle="full", zorder=mark.zorder,
    )  # fmt: skip
    return ax.add_line(made)


def _stamps(ax: Axes, mark: Stamps) -> Artist:
    made = Spelling(
        mark.paths, facecolors=mark.faces, edgecolors=mark.edges, linewidths=mark.widths,
        antialiaseds=EVERY, offsets=mark.places, offset_transform=ax.transData, snap=False,
        joinstyle="miter", zorder=mark.zorder, clip_on=False, label=f"_{mark.name}",
    )  # fmt: skip
    made.set_transform(points_to_display(ax.figure))
    made.words = mark.words
    return ax.add_artist(made)


def _picture(ax: Axes, mark: Picture) -> Artist:
    return ax.add_artist(image_of(ax, mark))


def image_of(ax: Axes, mark: Picture) -> AxesImage:
    """An image over a part of the view, without smoothing."""
    image = AxesImage(
        ax, extent=mark.extent, origin="lower", interpolation="nearest", resample=True,
        interpolation_stage="data", zorder=mark.zorder,
    )  # fmt: skip
    image.set_data(mark.rgba)
    image.set_clip_path(ax.patch)
    return image


class Spelling(PathCollection):
    """Outlines that spell ``words``: files that keep text write these instead."""

    words: Sequence[Word] = ()


def points_to_display(figure: Figure | SubFigure) -> Transform:
    """Typographic points to pixels."""
    return Affine2D().scale(1 / 72) + figure.dpi_scale_trans


ARTISTS: dict[type, Callable[[Axes, Any], Artist]] = {
    Polygons: _polygons,
    Lines: _lines,
    Dots: _dots,
    Stamps: _stamps,
    Picture: _picture,
}
