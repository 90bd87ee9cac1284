"""The centroids: where they stand, where they were, and where they went."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from kviz.picture.lettering import write
from kviz.picture.lines import dots, line
from kviz.picture.palette import blend, color, letter_color, marker
from kviz.picture.scene import Scene
from kviz.story.words import letter


def size_of(ax: Axes) -> float:
    """Size of a centroid in points: large enough for its letter, smaller on a small Axes."""
    from matplotlib import rcParams

    width = ax.get_position().width * ax.figure.get_figwidth() * 72
    return float(np.clip(rcParams["font.size"] * 1.65, 6, max(8, width / 18)))


def draw_trails(ax: Axes, scene: Scene) -> None:
    """Draw the way of every centroid since the start, thinly, with a dot at every stop."""
    if scene.frame.phase == "seed":
        return
    ways = scene.view.trails[: scene.frame.index + 1]
    for j in range(len(scene.centroids)):
        way = ways[~np.isnan(ways[:, j, 0]), j]
        way = way[np.r_[True, (np.diff(way, axis=0) != 0).any(axis=1)]] if len(way) else way
        if len(way) > 1:
            tone = blend(color(j), scene.ink, 0.6)
            ax.add_line(line(way, color=tone, lw=1.3, zorder=2.5))
            ax.add_line(dots(way[:-1], "o", 3.6, tone, scene.paper, 0.6, zorder=2.55))


def _moves(scene: Scene) -> list:
    if scene.frame.previous is None:
        return []
    old = scene.view.project(scene.frame.previous)
    return [
        (j, a, b) for j, (a, b) in enumerate(zip(old, scene.places, strict=True)) if not np.array_equal(a, b)
    ]


def draw_ghosts(ax: Axes, scene: Scene) -> None:
    """Leave a pale centroid where one has just been."""
    for j, old, _ in _moves(scene):
        pale = blend(color(j), scene.paper, 0.30)
        ax.add_line(
            dots(
                [old], marker(j), size_of(ax) * 0.86, pale, blend(color(j), scene.paper, 0.7), 1.2, zorder=2.6
            )
        )


def draw_arrows(ax: Axes, scene: Scene) -> None:
    """Point from each centroid's last place to its new one."""
    for _, old, new in _moves(scene):
        xmin, xmax, *_ = scene.view.limits
        length = (
            np.hypot(*(new - old)) / (xmax - xmin) * ax.get_position().width * ax.figure.get_figwidth() * 72
        )
        if length < 4:
            continue  # under the centroid's own mark
        rim = min(size_of(ax) / 2 + 1, length * 0.4)
        for tone, width, z in ((scene.paper, 4.6, 2.79), (scene.ink, 1.9, 2.8)):
            ax.add_patch(
                FancyArrowPatch(
                    old, new, arrowstyle="-|>", mutation_scale=12, lw=width, color=tone,
                    shrinkA=0, shrinkB=rim, zorder=z, capstyle="round", joinstyle="round",
                )
            )  # fmt: skip


def draw_centroids(ax: Axes, scene: Scene) -> None:
    """Draw every centroid as its cluster's marker, large; one outside the view as an arrow at the rim."""
    size = size_of(ax)
    for j, place in enumerate(scene.places):
        shown, away = _within(scene, place)
        base = 3.0 + j * 0.002
        if away is not None:
            ax.add_line(dots([shown + away * 0.028 * (scene.view.limits[1] - scene.view.limits[0])], _pointer(away),
                             size * 0.6, scene.ink, zorder=base))  # fmt: skip
        ax.add_line(dots([shown], marker(j), size + 3.4, scene.paper, scene.paper, 1.0, zorder=base))
        ax.add_line(dots([shown], marker(j), size, color(j), scene.ink, 1.5, zorder=base + 0.0005))


def draw_letters(ax: Axes, scene: Scene) -> None:
    """Write each centroid's letter on it."""
    size = size_of(ax)
    for j, place in enumerate(scene.places):
        shown, _ = _within(scene, place)
        name = letter(j)
        drop = {"^": -0.10, "v": 0.10}.get(marker(j), 0.0) * size
        write(ax, *shown, name, size=size * 0.58 / max(1, len(name) * 0.75), weight="bold", align="center", middle=True,
              color=letter_color(j), shift=(0, drop), zorder=3.001 + j * 0.002)  # fmt: skip


def _within(scene: Scene, place: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Where a centroid is shown, and, if that is not its place, the direction in which it lies."""
    xmin, xmax, ymin, ymax = scene.view.limits
    rim = 0.05 * (xmax - xmin)
    if xmin <= place[0] <= xmax and ymin <= place[1] <= ymax:
        return place, None
    shown = np.clip(place, (xmin + rim, ymin + rim), (xmax - rim, ymax - rim))
    return shown, (place - shown) / np.hypot(*(place - shown))


def _pointer(away: np.ndarray) -> tuple[int, int, float]:
    return (3, 0, float(np.degrees(np.arctan2(away[1], away[0])) - 90))
