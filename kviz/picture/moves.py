"""The centroids: where they stand, where they were, and where they went."""

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.path import Path

from kviz.data.points import Array
from kviz.picture.lettering import capital, outline
from kviz.picture.lines import dots
from kviz.picture.marking import marker_path, stamp
from kviz.picture.palette import blend, color, letter_color, marker
from kviz.picture.scene import Scene
from kviz.story.words import letter

DROP = {"^": -0.09, "v": 0.09}  # where a triangle has room for its letter, in sizes of the centroid


def points_wide(ax: Axes) -> float:
    """Width of an Axes in typographic points."""
    return float(ax.get_position().width * ax.figure.get_figwidth() * 72)


def size_of(ax: Axes) -> float:
    """Size of a centroid in points: large enough for its letter, smaller on a small Axes."""
    return float(np.clip(rcParams["font.size"] * 1.65, 6, max(8, points_wide(ax) / 18)))


def draw_trails(ax: Axes, scene: Scene) -> None:
    """Draw the way of every centroid since the start, thinly, with a dot at every stop."""
    if scene.frame.phase == "seed":
        return
    ways = scene.view.trails[: scene.frame.index + 1]
    lines, tones = [], []
    for j in range(len(scene.centroids)):
        way = ways[~np.isnan(ways[:, j, 0]), j]
        way = way[np.r_[True, (np.diff(way, axis=0) != 0).any(axis=1)]] if len(way) else way
        if len(way) > 1:
            lines.append(way)
            tones.append(blend(color(j), scene.ink, 0.6))
    if lines:
        stops = np.vstack([way[:-1] for way in lines])
        ax.add_collection(LineCollection(lines, colors=tones, linewidths=1.3, zorder=2.5), autolim=False)
        ax.add_line(dots(stops, "o", 3.6, scene.tone(0.7), scene.paper, 0.6, zorder=2.55))


def _moves(scene: Scene) -> list[tuple[int, Array, Array]]:
    if scene.frame.previous is None:
        return []
    old = scene.view.project(scene.frame.previous)
    pairs = enumerate(zip(old, scene.places, strict=True))
    return [(j, a, b) for j, (a, b) in pairs if not np.array_equal(a, b)]


def draw_ghosts(ax: Axes, scene: Scene) -> None:
    """Leave a pale centroid where one has just been."""
    moves = _moves(scene)
    size = size_of(ax) * 0.86
    stamp(
        ax, [old for _, old, _ in moves], [marker_path(marker(j), size) for j, *_ in moves],
        [blend(color(j), scene.paper, 0.30) for j, *_ in moves],
        [blend(color(j), scene.paper, 0.70) for j, *_ in moves], 1.2, zorder=2.6, label="ghosts",
    )  # fmt: skip


def draw_arrows(ax: Axes, scene: Scene) -> None:
    """Point from each centroid's last place to its new one."""
    unit = (scene.view.limits[1] - scene.view.limits[0]) / points_wide(ax)  # a point, in data units
    rim = size_of(ax) / 2 + 1.5
    shafts, heads = [], []
    for _, old, new in _moves(scene):
        length = float(np.hypot(*(new - old))) / unit
        if length < 5:
            continue  # it would lie under the centroid's own mark
        along = (new - old) / (length * unit)
        across = np.array([-along[1], along[0]])
        tip = new - along * min(rim, 0.4 * length) * unit
        long = min(9.0, 0.55 * length) * unit
        heads.append(
            [tip, tip - along * long + across * long * 0.45, tip - along * long - across * long * 0.45]
        )
        shafts.append([old, tip - along * long * 0.8])
    if shafts:
        ax.add_collection(
            LineCollection(shafts, colors=[scene.paper], linewidths=4.4, zorder=2.78), autolim=False
        )
        ax.add_collection(
            LineCollection(shafts, colors=[scene.ink], linewidths=1.9, zorder=2.79), autolim=False
        )
        ax.add_collection(
            PolyCollection(
                heads, facecolors=[scene.ink], edgecolors=[scene.paper], linewidths=0.8, zorder=2.8
            ),
            autolim=False,
        )


def draw_centroids(ax: Axes, scene: Scene) -> None:
    """Draw every centroid as its cluster's marker, large; one outside the view as an arrow at the rim."""
    size = size_of(ax)
    k = len(scene.places)
    shown, away = _shown(scene)
    if away:
        gap = 0.030 * (scene.view.limits[1] - scene.view.limits[0])
        stamp(
            ax, [shown[j] + direction * gap for j, direction in away.items()],
            [marker_path(_pointer(direction), size * 0.62) for direction in away.values()], [scene.ink] * len(away),
            zorder=2.95, label="outside",
        )  # fmt: skip
    rims = [marker_path(marker(j), size + 3.4) for j in range(k)]
    faces = [marker_path(marker(j), size) for j in range(k)]
    stamp(
        ax, np.repeat(shown, 2, axis=0), [path for pair in zip(rims, faces, strict=True) for path in pair],
        [tone for j in range(k) for tone in (scene.paper, color(j))], [scene.paper, scene.ink] * k, [1.0, 1.5] * k,
        zorder=3.0, label="centroids",
    )  # fmt: skip


def draw_letters(ax: Axes, scene: Scene) -> None:
    """Write each centroid's letter on it."""
    size = size_of(ax)
    names = [letter(j) for j in range(len(scene.places))]
    paths = []
    for j, name in enumerate(names):
        path, advance = outline(name, "bold")
        scale = size * 0.58 / max(1, 0.75 * len(name))
        drop = (0, DROP.get(marker(j), 0.0) * size)
        paths.append(Path((path.vertices - (advance / 2, capital("bold") / 2)) * scale + drop, path.codes))
    tones = [letter_color(j) for j in range(len(names))]
    stamp(ax, _shown(scene)[0], paths, tones, zorder=3.1, label="letters")


def _shown(scene: Scene) -> tuple[Array, dict[int, Array]]:
    """Where the centroids are shown, and for those outside the view the direction in which they lie."""
    xmin, xmax, ymin, ymax = scene.view.limits
    rim = 0.05 * (xmax - xmin)
    places = np.array(scene.places)
    outside = (places < (xmin, ymin)).any(axis=1) | (places > (xmax, ymax)).any(axis=1)
    away = {}
    for j in np.flatnonzero(outside).tolist():
        inside = places[j].clip((xmin + rim, ymin + rim), (xmax - rim, ymax - rim))
        gap = (places[j] - inside) / np.abs(places[j] - inside).max()
        places[j], away[j] = inside, gap / np.hypot(*gap)
    return places, away


def _pointer(away: Array) -> tuple[int, int, float]:
    return (3, 0, float(np.degrees(np.arctan2(away[1], away[0])) - 90))
