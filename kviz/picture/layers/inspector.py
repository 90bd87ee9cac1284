"""The point inspector on the stage: a line to every centroid, and its length where there is room for it."""

import numpy as np

from kviz.data.points import Array
from kviz.picture.contrast import blend
from kviz.picture.layers.borders import SQUARE
from kviz.picture.layers.centroids import size_of
from kviz.picture.layers.labels import note, size_of_notes
from kviz.picture.render.marks import Dots, Lines, Marks
from kviz.picture.render.text_outlines import outline
from kviz.picture.scene import Scene
from kviz.story.formatting import letter

NAMED = 6  # clusters whose distances to an inspected point are all written on the stage
ALONG = np.array(sorted(np.linspace(0.30, 0.88, 30), key=lambda share: abs(share - 0.6)))  # of its line
BESIDE = (0, 1, -1, 1.8, -1.8)  # on the line, or so many half heights on either side of it


def draw_inspected(scene: Scene) -> Marks:
    """Join the inspected point to every centroid: the nearest boldly, the others thinly."""
    if scene.inspect is None:
        return
    here = scene.view.points[scene.inspect]
    shares = scene.view.trace.geometry.shares(scene.view.trace.X[[scene.inspect]], scene.centroids)[0]
    order = shares.argsort(kind="stable")
    widths = np.full(len(order), 0.9)
    widths[order[:2]] = (2.8, 1.5)[: len(order)]
    tones = [
        blend(scene.style.color(j), scene.ink, 0.75) if widths[j] > 1 else scene.tone(0.35)
        for j in range(len(order))
    ]
    yield Lines([np.array([here, place]) for place in scene.places], tones, widths.tolist(), 2.45)
    yield Dots(here[None], "o", _ring(scene), "none", scene.ink, 2.2, 2.7)  # above a ghost
    far = scene.view.trace.geometry.distance(shares)
    said = order[: len(order) if len(order) <= NAMED else 2].tolist()
    places = _free_places(
        scene, here, {j: f"{letter(scene.style.shown(j))} {scene.view.numbers(float(far[j]))}" for j in said}
    )
    if places:
        texts, middles = zip(*places, strict=True)
        yield note(scene, np.array(middles), texts, [0.35] * len(texts), "distances")


def _ring(scene: Scene) -> float:
    return scene.marker * 2 + 3


def _free_places(scene: Scene, here: Array, numbers: dict[int, str]) -> list[tuple[str, Array]]:
    """Where on its line each number hides neither mark nor number; left out where no place is free."""
    xmin, xmax, ymin, ymax = scene.view.limits
    unit, size = (xmax - xmin) / scene.wide, size_of_notes(scene)  # everything below is in points
    middles, halves = _marks(scene, unit)
    corner = np.array([(xmax - xmin), (ymax - ymin)]) / unit
    start, found = (here - (xmin, ymin)) / unit, []
    for j, text in numbers.items():
        half = np.array([outline(text, scene.style, "bold")[1] / 2 + 0.25, 0.6]) * size
        way = (scene.places[j] - (xmin, ymin)) / unit - start
        long = float(np.hypot(*way))
        if long < 3 * size:
            continue
        clear = (abs(way[1]) * half[0] + abs(way[0]) * half[1]) / long + scene.marker
        across = np.array([-way[1], way[0]]) / long * clear
        spots = np.concatenate([start + ALONG[:, None] * way + side * across for side in BESIDE])
        spots = spots[((spots >= half) & (spots <= corner - half)).all(axis=1)]
        for every in (64, 8, 1):  # in a crowd, few marks rule out most of the spots
            hits = abs(spots[:, None] - middles[::every]) < half + halves[::every]
            spots = spots[~hits.all(axis=-1).any(axis=1)]
        if len(spots):
            spot = spots[0]
            middles, halves = np.vstack([middles, spot]), np.vstack([halves, half])
            found.append((text, spot * unit + (xmin, ymin)))
    return found


def _marks(scene: Scene, unit: float) -> tuple[Array, Array]:
    """Middles and half sizes of everything that a number may not hide, (m, 2) each, in points."""
    view, frame, large = scene.view, scene.frame, size_of(scene)
    rung = view.points[np.union1d(frame.changed, frame.will_switch).astype(np.intp)]
    before = scene.places if frame.previous is None else view.project(frame.previous)
    arrows = before + np.linspace(0, 1, 9)[:, None, None] * (scene.places - before)
    middles = scene.places[list(scene.pair or range(2 * (len(before) == 2)))].reshape(-1, 2, 2).mean(axis=1)
    kinds = [
        (scene.shown[0], 0.75 * large),
        (view.points[[scene.inspect or 0]], _ring(scene) / 2 + 2),
        (before, 0.5 * large),
        (arrows.reshape(-1, 2), 4.0),
        (middles, SQUARE * scene.wide + 2),  # of a construction, with its right angle
        (rung, max(scene.marker + 1.5, scene.marker / 2 + 3)),
        (np.empty((0, 2)) if scene.dense else view.points, 0.6 * scene.marker),
    ]
    places = np.concatenate([found for found, _ in kinds])
    halves = np.concatenate([np.full((len(found), 2), half) for found, half in kinds])
    return (places - (view.limits[0], view.limits[2])) / unit, halves
