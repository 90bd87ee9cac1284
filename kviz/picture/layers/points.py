"""Marks at the points: colour and marker, rings, D² discs, and density where points are too many."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.typing import ColorType

from kviz.data.points import Array
from kviz.engine.steps import Seed
from kviz.picture.contrast import blend
from kviz.picture.render.marker_shapes import DASHED_CIRCLE, OPTICAL, Marker
from kviz.picture.render.marks import Dots, Lines, Marks, Picture
from kviz.picture.render.style import UNASSIGNED
from kviz.picture.scene import SHAPELESS, Scene
from kviz.story.messages import say

LARGEST_HALO = 0.10  # diameter of the largest D² disc, as a share of the width of the view
CLASSES = 32  # sizes of discs: neighbours differ by a pixel or two
DISCS = 1_000  # more discs than this cover each other and the points
SHADES = 8
ARC, DASH = 10, 6  # parts of a sixth of a ring, and how many of them a dash has
RINGS = 100  # more rings than this hide what they ring: small dots from there on


def draw_points(scene: Scene) -> Marks:
    """Draw the points: grey until the first assignment, then by colour and marker."""
    if scene.dense:
        yield from draw_density(scene)
        return
    labels, points = scene.frame.step.labels, scene.view.points
    for j in (np.flatnonzero(np.bincount(labels + 1)) - 1).tolist():
        if j < 0:
            yield _points(scene, points[labels == j], "o", UNASSIGNED, 2.0)
        else:
            face, edge = scene.style.face(j), scene.style.edge(j)
            yield _points(scene, points[labels == j], scene.style.marker(j), face, 2.0, edge)


def _points(
    scene: Scene,
    places: Array,
    shape: str,
    tone: ColorType,
    zorder: float,
    rim: tuple[ColorType, float] | None = None,
) -> Dots:
    """Marks of one kind with a ``rim`` (colour and width); small ones have none unless they are hollow."""
    size = scene.marker * OPTICAL.get(shape, 1.0)
    if scene.marker < SHAPELESS:
        shape, size = "s", scene.marker
    edge, width = rim or (scene.paper, 0.6)
    return Dots(
        places, shape, size, tone, edge, width if scene.marker > 3.4 or scene.style.grey else 0.0, zorder
    )


def draw_density(scene: Scene) -> Marks:
    """Draw how many points lie where, by the logarithm of their count, coloured by their clusters' shares."""
    view, labels = scene.view, scene.frame.step.labels
    nx, ny = view.grid
    tone = np.broadcast_to(to_rgb(UNASSIGNED), (nx * ny, 3))
    if labels.min() >= 0:
        k = len(scene.centroids)
        places = view.bins + labels * np.int32(nx * ny)
        counts = np.bincount(places, minlength=k * nx * ny).reshape(k, -1)
        tones = np.array([to_rgb(scene.style.color(j)) for j in range(k)])
        tone = (counts.T @ tones) / np.maximum(counts.sum(axis=0), 1)[:, None]
    yield _cells(scene, np.column_stack([tone, view.strength]), 2.0)


def _cells(scene: Scene, cells: Array, zorder: float) -> Picture:
    nx, ny = scene.view.grid
    picture = (cells * 255 + 0.5).astype(np.uint8).reshape(ny, nx, 4)
    return Picture(picture, scene.view.limits, zorder)


def draw_changed(scene: Scene) -> Marks:
    """Ring the points that changed cluster in this step."""
    yield from _rings(scene, scene.frame.changed, "o")


def draw_next(scene: Scene) -> Marks:
    """Ring, dashed, the points that are now on the wrong side of a border: they will switch next."""
    yield from _rings(scene, scene.frame.will_switch, DASHED_CIRCLE)


def _rings(scene: Scene, rows: Array, shape: Marker) -> Marks:
    if not len(rows):
        return
    if scene.dense:
        cells, all_of = np.zeros((len(scene.view.counts), 4)), scene.view.counts
        some = np.bincount(scene.view.bins[rows], minlength=len(cells))
        cells[:, :3], cells[:, 3] = scene.ink, np.where(some, 0.25 + 0.5 * some / np.maximum(all_of, 1), 0)
        yield _cells(scene, cells, 2.4)
        return
    places = scene.view.points[rows]
    if len(rows) > RINGS:
        yield Dots(places, "o", max(scene.marker * 0.55, 1.4), scene.ink, "none", 0.0, 2.4)
        return
    size, line = max(2.05 * scene.marker, scene.marker + 4.5), scene.style.stroke
    radius = size / 2 * (scene.view.limits[1] - scene.view.limits[0]) / scene.wide
    alone, arcs = outer_arcs(places, radius, dashed=shape is DASHED_CIRCLE)
    for tone, width, above in ((scene.paper, line + 1.7, 2.35), (scene.ink, line, 2.4)):
        if len(alone):
            yield Dots(alone, shape if tone is scene.ink else "o", size, "none", tone, width, above)
        if arcs:
            yield Lines(arcs, [tone], [width], above)


def outer_arcs(places: Array, radius: float, *, dashed: bool = False) -> tuple[Array, list[Array]]:
    """Places (m, 2) whose rings touch no other; of the others, the arcs that lie in no other ring.

    Rings that overlap are drawn as one outline, because whole circles over each other become a knot.
    """
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    near = (apart < 2 * radius) & (apart > 0)
    turns = np.linspace(0, 2 * np.pi, 6 * ARC + 1)
    circle = radius * np.column_stack([np.cos(turns), np.sin(turns)])
    middles = (circle[1:] + circle[:-1]) / 2
    arcs = []
    for place, neighbours in zip(places, near, strict=True):
        if not neighbours.any():
            continue
        gaps = np.hypot(*(place + middles[:, None] - places[neighbours]).transpose(2, 0, 1))
        seen = (gaps >= radius).all(axis=1)
        if dashed:
            seen &= np.arange(len(seen)) % ARC < DASH
        steps = np.flatnonzero(seen)
        runs = np.split(steps, np.flatnonzero(np.diff(steps) > 1) + 1) if len(steps) else []
        arcs += [place + circle[run[0] : run[-1] + 2] for run in runs]
    return places[~near.any(axis=1)], arcs


def draw_halos(scene: Scene) -> Marks:
    """Give every point a disc whose area is proportional to the D²(x) its seed was chosen by.

    So many discs that they would cover each other give way to the points: the farther, the stronger.
    """
    weights = getattr(scene.frame.step, "weights", None)
    if weights is None or not weights.max() > 0:
        return
    far, points = np.sqrt(weights / weights.max()), scene.view.points
    if scene.dense:
        cells = np.zeros((len(scene.view.strength), 4))
        mean = np.bincount(scene.view.bins, far, len(cells)) / np.maximum(scene.view.counts, 1)
        cells[:, :3], cells[:, 3] = scene.ink, scene.view.strength * mean
        yield _cells(scene, cells, 2.1)
    elif len(points) > DISCS:
        pale = blend(UNASSIGNED, scene.paper, 0.6)
        for size, rows in _classes(far, SHADES):
            tone = blend(scene.ink, pale, (size - 1) / (SHADES - 1))
            yield _points(scene, points[rows], "o", tone, 2.1 - size / 1000)
    else:
        face, edge = blend(UNASSIGNED, scene.paper, 0.18), blend(UNASSIGNED, scene.paper, 0.5)
        for size, rows in _classes(far, CLASSES):
            wide = LARGEST_HALO * scene.wide * (size - 0.5) / CLASSES
            yield Dots(points[rows], "o", wide, face, edge, 0.6, 1.3 - size / 1000)


def halo_key(scene: Scene, symbol: str) -> str:
    """What the discs or shades of a scene mean, in a few words; "" where there are none."""
    weights = getattr(scene.frame.step, "weights", None)
    if weights is None or not weights.max() > 0:
        return ""
    many = scene.dense or len(weights) > DISCS
    return say(f"picture.{'shades' if many else 'discs'}", scene.view.numbers, D=symbol)


def _classes(share: Array, count: int) -> list[tuple[int, Array]]:
    """Rows by size in so many classes, the largest first, without those of share 0."""
    sizes = np.ceil(share * count).astype(int)
    order = sizes.argsort(kind="stable")
    found, first = np.unique(sizes[order], return_index=True)
    classes = zip(found.tolist(), np.split(order, first[1:]), strict=True)
    return [(size, rows) for size, rows in classes if size][::-1]


def _candidates(scene: Scene, step: Seed) -> Array:
    """Where the candidates of a seed stand that were not chosen (m, 2)."""
    if step.whole:
        return scene.view.project(np.array(step.whole.places)) if step.whole.places else np.empty((0, 2))
    return np.asarray(scene.view.points[[row for row in step.candidates if row != step.chosen]])


def draw_reach(scene: Scene) -> Marks:
    """Draw D(x) of the chosen point: the line to its nearest seed; and cross the candidates that lost."""
    step = scene.frame.step
    if not isinstance(step, Seed) or step.weights is None:
        return
    others = _candidates(scene, step)
    if len(others):
        yield Dots(others, "x", max(scene.marker, 3.0) * 1.6, "none", scene.ink, 1.8, 2.5)
    if len(scene.places) < 2 or step.round:
        return
    gaps = scene.view.trace.geometry.shares(scene.centroids[-1:], scene.centroids[:-1])[0]
    way = scene.places[[-1, int(gaps.argmin())]]
    yield Lines([way], [scene.tone(0.75)], [1.3], 1.4, dash=(4, 3))
