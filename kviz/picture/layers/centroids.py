"""The centroids: where they stand, where they were, and where they went."""

from functools import lru_cache

import numpy as np
from matplotlib.path import Path

from kviz.data.points import Array
from kviz.picture.contrast import blend
from kviz.picture.render.marker_shapes import marker_path
from kviz.picture.render.marks import Dots, Lines, Marks, Polygons, Stamps
from kviz.picture.render.style import Style
from kviz.picture.render.text_outlines import Word, capital, outline
from kviz.picture.scene import Scene
from kviz.story.formatting import letter

# Where a triangle has room for its letter, in sizes of the centroid.
ROOM = {"^": (0.0, -0.09), "v": (0.0, 0.09), "<": (0.09, 0.0), ">": (-0.09, 0.0)}
LETTER = 0.58  # of a centroid's size
OPEN = ("P", "X", "*")  # too thin in the middle for a letter: these get a disc there, and are drawn larger


def size_of(scene: Scene) -> float:
    """Size of a centroid in points: large enough for its letter, smaller on a small Axes."""
    size = np.clip(scene.style.size * 1.65, 6, max(8, scene.wide / 18))
    return float(max(size, scene.style.least_letter / LETTER))


def draw_trails(scene: Scene) -> Marks:
    """Draw the way of every centroid since the start, thinly, with a dot at every stop."""
    if scene.frame.phase == "seed":
        return
    lines, tones = [], []
    for j, (when, places) in enumerate(scene.view.stops[: len(scene.centroids)]):
        way = places[: np.searchsorted(when, scene.frame.index, side="right")]
        if len(way) > 1:
            lines.append(way)
            tones.append(blend(scene.style.color(j), scene.ink, 0.6))
    if lines:
        yield Lines(lines, tones, [1.3], 2.5)
        stops = np.vstack([way[:-1] for way in lines])
        yield Dots(stops, "o", 3.6, scene.tone(0.7), scene.paper, 0.6, 2.55)


def _moves(scene: Scene) -> list[tuple[int, Array, Array]]:
    if scene.frame.previous is None:
        return []
    old = scene.view.project(scene.frame.previous)
    pairs = enumerate(zip(old, scene.places, strict=True))
    return [(j, a, b) for j, (a, b) in pairs if not np.array_equal(a, b)]


def draw_ghosts(scene: Scene) -> Marks:
    """Leave a pale centroid where one has just been."""
    moves, size = _moves(scene), size_of(scene) * 0.86
    if moves:
        yield Stamps(
            np.array([old for _, old, _ in moves]),
            [marker_path(scene.style.marker(j), size) for j, *_ in moves],
            [blend(scene.style.color(j), scene.paper, 0.30) for j, *_ in moves],
            [blend(scene.style.color(j), scene.paper, 0.70) for j, *_ in moves],
            [1.2],
            2.6,
            "ghosts",
        )


def draw_arrows(scene: Scene) -> Marks:
    """Point from each centroid's last place to its new one."""
    unit = (scene.view.limits[1] - scene.view.limits[0]) / scene.wide  # a typographic point, in data units
    rim = size_of(scene) / 2 + 1.5
    shafts, heads = [], []
    for _, old, new in _moves(scene):
        length = float(np.hypot(*(new - old))) / unit
        if length < 5:
            continue  # it would lie under the centroid's own mark
        along = (new - old) / (length * unit)
        across = np.array([-along[1], along[0]])
        far = length - min(rim, 0.4 * length)
        tip, long = old + along * far * unit, min(9.0, far) * unit
        back, half = tip - along * long, across * long * 0.45
        heads.append(np.array([tip, back + half, back - half]))
        if far > 11:  # a shorter way has only room for the head
            shafts.append(np.array([old, tip - along * long * 0.8]))
    if shafts:
        yield Lines(shafts, [scene.paper], [4.4], 2.78)
        yield Lines(shafts, [scene.ink], [1.9], 2.79)
    if heads:
        yield Polygons(heads, [scene.ink], [scene.paper], [0.8], 2.8)


def draw_centroids(scene: Scene) -> Marks:
    """Draw every centroid as its cluster's marker, large; one outside the view as an arrow at the rim."""
    size, k = size_of(scene), len(scene.places)
    shown, away = scene.shown
    if away:
        gap = 0.030 * (scene.view.limits[1] - scene.view.limits[0])
        places = np.array([shown[j] + direction * gap for j, direction in away.items()])
        pointers = [marker_path(_pointer(direction), size * 0.62) for direction in away.values()]
        yield Stamps(places, pointers, [scene.ink] * len(away), ["none"], [0.0], 2.95, "outside")
    order = range(k - 1, -1, -1)  # of coincident ones the lowest number, which owns the cell, is on top
    sizes = [size * (1 + 0.42 * level) for level in scene.levels]
    paths = [_face(scene.style.marker(j), sizes[j], rim) for j in order for rim in (3.4, 0.0)]
    faces = [tone for j in order for tone in (scene.paper, scene.style.face(j))]
    edges, widths = [scene.paper, scene.ink] * k, [1.0, 1.5] * k
    yield Stamps(np.repeat(shown[::-1], 2, axis=0), paths, faces, edges, widths, 3.0, "centroids")


def _face(shape: str, size: float, rim: float) -> Path:
    """Outline of a centroid, wider by a rim."""
    return marker_path(shape, size * (1.35 if shape in OPEN else 1.0) + rim)


def draw_letters(scene: Scene) -> Marks:
    """Write each centroid's letter on it."""
    size = size_of(scene)
    shown, _ = scene.shown
    thin = [j for j in range(len(shown)) if scene.style.marker(j) in OPEN]
    if thin:
        discs = [marker_path("o", size * 0.8)] * len(thin)
        yield Stamps(shown[thin], discs, [scene.style.face(j) for j in thin], ["none"], [0.0], 3.05, "discs")
    paths, tones, words = [], [], []
    for j, (place, level) in enumerate(zip(shown.tolist(), scene.levels, strict=True)):
        name = letter(scene.style.shown(j))
        scale = size * LETTER / max(1, 0.75 * len(name))
        right, up = (0.75 * level + 0.2, 0.85) if level else ROOM.get(scene.style.marker(j), (0.0, 0.0))
        shift = (size * right, size * up)
        paths.append(_letter(name, scale, shift, scene.style))
        tones.append(scene.ink if level else scene.style.letter_color(j))
        words.append(Word(name, place[0], place[1], scale, tones[j], "bold", "center", True, shift=shift))
    yield Stamps(shown, paths, tones, ["none"], [0.0], 3.1, "letters", words)


@lru_cache(maxsize=256)
def _letter(name: str, scale: float, shift: tuple[float, float], style: Style) -> Path:
    """Outline of a letter, centred and shifted."""
    path, advance = outline(name, style, "bold")
    return Path(
        (np.asarray(path.vertices) - (advance / 2, capital(style, "bold") / 2)) * scale + shift, path.codes
    )


def _pointer(away: Array) -> tuple[int, int, float]:
    return (3, 0, float(np.degrees(np.arctan2(away[1], away[0])) - 90))
