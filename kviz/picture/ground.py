"""The ground of the stage: tinted regions, ties, borders, and how a border is constructed."""

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.path import Path

from kviz.data.points import Array
from kviz.picture.lettering import outline
from kviz.picture.lines import dots, line
from kviz.picture.marking import stamp
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
    view = scene.view
    offset, factor, size = view.plane.offset[0], view.plane.factor[0], rcParams["font.size"]
    cuts = sorted(float(ends[0, 0]) for *_, ends in scene.cut.borders)
    paths = []
    for n, x in enumerate(cuts):
        path, advance = outline(view.numbers(x * factor + offset), "bold")
        below = (1.5 + 1.3 * (n % 2)) * size
        paths.append(Path((path.vertices - (advance / 2, 0)) * size - (0, below), path.codes))
    places, twice = [(x, view.limits[3]) for x in cuts], [path for path in paths for _ in range(2)]
    stamp(ax, np.repeat(places, 2, axis=0) if cuts else [], twice, [scene.paper, scene.ink] * len(cuts),
          [scene.paper, "none"] * len(cuts), [3.5, 0.0] * len(cuts), zorder=3.5, label="cuts")  # fmt: skip


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
