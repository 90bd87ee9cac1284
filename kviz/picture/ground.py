"""The ground of the stage: tinted regions, ties, borders, and how a border is constructed."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from kviz.data.points import Array
from kviz.picture.lines import dots, line
from kviz.picture.palette import blend, color, tint
from kviz.picture.regions import bisector
from kviz.picture.scene import Scene

SQUARE = 0.016  # side of the right-angle mark, as a share of the width of the view


def draw_regions(ax: Axes, scene: Scene) -> None:
    """Tint every cell with its cluster's colour, opaque and pale."""
    if scene.cut:
        cells = [(j, cell) for j, pieces in enumerate(scene.cut.cells) for cell in pieces]
        tints = [tint(j, scene.paper) for j, _ in cells]
        ax.add_collection(
            PolyCollection(
                [c for _, c in cells], facecolors=tints, edgecolors=tints, linewidths=0.6, zorder=0.2
            ),
            autolim=False,
        )


def draw_ties(ax: Axes, scene: Scene) -> None:
    """Hatch the pieces that are equally far from two centroids, in both their colours."""
    for _, j, corners in scene.cut.ties if scene.cut else ():
        tone = blend(color(j), scene.paper, 0.55)
        ax.add_collection(
            PolyCollection(
                [corners], facecolors="none", edgecolors=[tone], hatch="//", linewidths=0, zorder=0.3
            ),
            autolim=False,
        )


def draw_borders(ax: Axes, scene: Scene) -> None:
    """Draw the edges: with Euclidean distance each is a piece of a perpendicular bisector."""
    if scene.cut:
        segments = [segment for *_, segment in scene.cut.borders]
        faded = scene.pair is not None
        ax.add_collection(
            LineCollection(
                segments,
                colors=[scene.tone(0.3 if faded else 0.62)],
                linewidths=1.4,
                capstyle="round",
                zorder=1.0,
            ),
            autolim=False,
        )
        if scene.view.plane.flat:
            _write_cuts(ax, scene)


def _write_cuts(ax: Axes, scene: Scene) -> None:
    """On a line, name the place of every cut."""
    from kviz.picture.lettering import write

    offset, factor, view = scene.view.plane.offset[0], scene.view.plane.factor[0], scene.view
    for n, (*_, ends) in enumerate(sorted(scene.cut.borders, key=lambda border: border[2][0, 0])):
        x = float(ends[0, 0])
        write(ax, x, view.limits[3], view.numbers(x * factor + offset), align="center", halo=scene.paper,
              shift=(0, -16 - 14 * (n % 2)), size=10, zorder=3.5)  # fmt: skip


def draw_construction(ax: Axes, scene: Scene) -> None:
    """Show why the border of two centroids lies where it does: segment, midpoint, right angle, full line."""
    pair = scene.pair if scene.pair is not None else (0, 1) if len(scene.centroids) == 2 else None
    plain = scene.view.trace.geometry.name == "euclidean" and not scene.view.plane.note
    if pair is None or not scene.cut or not plain or scene.view.plane.flat or max(pair) >= len(scene.places):
        return
    a, b = scene.places[list(pair)]
    if np.array_equal(a, b):
        return
    ink = scene.tone(0.75)
    ends = bisector(a, b, scene.view.limits)
    if ends is not None and scene.pair is not None:
        ax.add_line(line(ends, color=ink, lw=1.1, ls=(0, (1, 2.5)), zorder=1.1))
        edges = [segment for i, j, segment in scene.cut.borders if (i, j) == tuple(sorted(pair))]
        ax.add_collection(
            LineCollection(edges, colors=[scene.ink], linewidths=2.2, zorder=1.15), autolim=False
        )
    ax.add_line(line([a, b], color=ink, lw=1.2, ls=(0, (4, 3)), zorder=1.2))
    ax.add_line(
        line(
            right_angle(a, b, SQUARE * (scene.view.limits[1] - scene.view.limits[0])),
            color=ink,
            lw=1.1,
            zorder=1.2,
        )
    )
    ax.add_line(dots([(a + b) / 2], "o", 4.5, ink, zorder=1.3))


def right_angle(a: Array, b: Array, side: float) -> Array:
    """Corners (3, 2) of the mark where the segment from a to b meets its bisector."""
    middle = (a + b) / 2
    along = (b - a) / np.hypot(*(b - a))
    across = np.array([-along[1], along[0]])
    side = min(side, np.hypot(*(b - a)) / 4)
    return np.array([middle + along * side, middle + (along + across) * side, middle + across * side])
