"""The ground of the stage: tinted regions, ties, borders, and how a border is constructed."""

import numpy as np

from kviz.data.points import Array
from kviz.picture.contrast import blend
from kviz.picture.layers.labels import note, size_of_notes
from kviz.picture.plane.voronoi import bisector
from kviz.picture.render.marks import Dots, Lines, Marks, Polygons, hatching
from kviz.picture.render.text_outlines import outline
from kviz.picture.scene import Scene

BORDERS = 1.0  # where they lie, above regions and ties and below all points that can be told apart
ROWS = 5  # of numbers at the top of a line
SQUARE = 0.016  # side of the right-angle mark, as a share of the width of the view


def draw_regions(scene: Scene) -> Marks:
    """Tint every cell with its cluster's colour, opaque and pale; seams that no border hides are closed."""
    if scene.cut:
        cells = [(j, cell) for j, pieces in enumerate(scene.cut.cells) for cell in pieces]
        tints = [scene.style.tint(j, scene.paper) for j, _ in cells]
        whole = "borders" in scene.parts and all(len(pieces) < 2 for pieces in scene.cut.cells)
        yield Polygons([cell for _, cell in cells], tints, [] if whole else tints, [0.6], 0.2)


def draw_ties(scene: Scene) -> Marks:
    """Hatch the pieces that are equally far from two centroids with the colour of the one that lost them."""
    for _, j, corners in scene.cut.ties if scene.cut else ():
        gap = 0.017 * (scene.view.limits[1] - scene.view.limits[0])
        yield Lines(hatching(corners, gap), [blend(scene.style.color(j), scene.paper, 0.55)], [1.0], 0.3)


def draw_borders(scene: Scene) -> Marks:
    """Draw the edges: with Euclidean distance each is a piece of a perpendicular bisector."""
    if scene.cut and scene.cut.borders:
        segments, line = [segment for *_, segment in scene.cut.borders], scene.style.stroke
        if (
            scene.crowded
        ):  # the points would hide it, so it lies above them, with a rim that parts their clouds
            yield Lines(segments, [scene.paper], [2.4 * line], 2.2)
        above = 2.21 if scene.crowded else BORDERS
        yield Lines(segments, [scene.tone(0.62 if scene.pair is None else 0.28)], [line], above)
        if scene.view.plane.flat:
            yield from _write_cuts(scene)


def _write_cuts(scene: Scene) -> Marks:
    """On a line, name the place of every cut, in as many rows as keep the numbers apart."""
    view = scene.view
    offset, factor = view.plane.offset[0], view.plane.factor[0]
    borders = scene.cut.borders if scene.cut else ()
    cuts = sorted(float(ends[0, 0]) for *_, ends in borders)
    texts = [view.numbers(x * factor + offset) for x in cuts]
    size = size_of_notes(scene) * (view.limits[1] - view.limits[0]) / scene.wide
    ends: list[float] = []
    said: list[tuple[float, str, float]] = []
    for x, text in zip(cuts, texts, strict=True):
        half = (outline(text, scene.style, "bold")[1] / 2 + 0.3) * size
        row = next((row for row, end in enumerate(ends) if end <= x - half), len(ends))
        ends[row : row + 1] = [x + half]
        if row < ROWS:
            said.append((x, text, 1.5 + 1.4 * row))
    places = np.array([(x, view.limits[3]) for x, *_ in said])
    yield note(scene, places, [text for _, text, _ in said], [below for *_, below in said], "cuts")


def draw_construction(scene: Scene) -> Marks:
    """Show why the border of two centroids lies where it does: segment, midpoint, right angle, full line.

    At the end of a run it fades: what stays to be seen is the border and the way that the centroids went.
    With Manhattan distance, and in a slice through more columns, only their own border is made bold:
    there is no right angle in it.
    """
    pair = scene.pair if scene.pair is not None else (0, 1) if len(scene.centroids) == 2 else None
    exact = scene.view.trace.geometry.straight and not scene.view.plane.note
    exact = exact and not scene.view.plane.flat
    if pair is None or not scene.cut or max(pair) >= len(scene.places):
        return
    edges = [segment for i, j, segment in scene.cut.borders if (i, j) == tuple(sorted(pair))]
    a, b = scene.places[list(pair)]
    over = scene.pair is None and scene.frame.phase in ("converged", "stopped")
    ink, exact = scene.tone(0.25 if over else 0.75), exact and not np.array_equal(a, b)
    thin = 0.85 * scene.style.stroke
    ends = bisector(a, b, scene.view.limits) if exact else None
    if ends is not None and scene.pair is not None:
        yield Lines([ends], [ink], [thin], 1.1, dash=(1, 2.6))
    if edges and scene.pair is not None:
        yield Lines(edges, [scene.ink], [1.7 * scene.style.stroke], 1.15)
    if not exact:
        return
    side = SQUARE * (scene.view.limits[1] - scene.view.limits[0])
    yield Lines([np.array([a, b])], [ink], [thin], 1.2, dash=(4, 3))
    yield Lines([right_angle(a, b, side)], [ink], [thin], 1.21)
    yield Dots(((a + b) / 2)[None], "o", 4.5, ink, "none", 0.0, 1.3)


def right_angle(a: Array, b: Array, side: float) -> Array:
    """Corners (3, 2) of the mark where the segment from a to b meets its bisector."""
    middle = (a + b) / 2
    along = (b - a) / np.hypot(*(b - a))
    across = np.array([-along[1], along[0]])
    side = min(side, np.hypot(*(b - a)) / 4)
    return np.array([middle + along * side, middle + (along + across) * side, middle + across * side])
