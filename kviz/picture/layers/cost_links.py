"""What the cost is made of, on the stage: a line from every point to its centroid, and the square on it."""

import numpy as np

from kviz.data.points import Array
from kviz.picture.contrast import blend
from kviz.picture.render.marks import Lines, Marks, Polygons
from kviz.picture.scene import Scene

MOST_LINKS = 3_000  # more lines than these are one blot


def draw_links(scene: Scene) -> Marks:
    """Join every point to its centroid; with Manhattan distance along the two axes, as it is measured."""
    labels, straight = scene.frame.step.labels, scene.view.trace.geometry.straight
    if scene.dense or len(labels) > MOST_LINKS or scene.frame.phase == "seed":
        return
    width = 1.0 if len(labels) <= 400 else 0.6
    for j, place in enumerate(scene.places):
        points = scene.view.points[labels == j]
        ways = list(_ways(points, place, straight))
        if ways:
            yield Lines(ways, [_tone(scene, j)], [width], 1.5)


def _ways(points: Array, place: Array, straight: bool) -> Array:
    ends = np.broadcast_to(place, points.shape)
    if straight:
        return np.stack([points, ends], axis=1)
    turns = np.column_stack([ends[:, 0], points[:, 1]])
    return np.stack([points, turns, ends], axis=1)


def draw_squares(scene: Scene) -> Marks:
    """Draw the square on each of these lines, of an inspected point its own alone: its area is d²."""
    view, labels = scene.view, scene.frame.step.labels
    flat = view.trace.X.shape[1] != 2 or not view.trace.geometry.straight
    if flat or scene.dense or len(labels) > MOST_LINKS or scene.frame.phase == "seed":
        return
    rows = np.flatnonzero(labels >= 0)
    if scene.inspect is not None:
        rows = rows[rows == scene.inspect]
    for j, place in enumerate(scene.places):
        mine = view.points[rows[labels[rows] == j]]
        cells = [square(point, place) for point in mine]
        if cells:
            face = "none" if scene.inspect is None else scene.style.tint(j, scene.paper)
            yield Polygons(cells, [face], [_tone(scene, j)], [0.9], 1.45)


def square(point: Array, centroid: Array) -> Array:
    """Corners (4, 2) of the square on the line from a point to its centroid, left of the way there."""
    way = centroid - point
    across = np.array([-way[1], way[0]])
    return np.array([point, centroid, centroid + across, point + across])


def _tone(scene: Scene, j: int) -> tuple[float, float, float]:
    return blend(scene.style.color(j), scene.ink, 0.75)
