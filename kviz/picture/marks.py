"""Marks at the points: colour and marker, rings, D² discs, and density where points are too many."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.image import AxesImage

from kviz.data.points import Array
from kviz.picture.lines import DASHED_CIRCLE, dots, line
from kviz.picture.palette import UNASSIGNED, blend, color, marker
from kviz.picture.scene import Scene

LARGEST_HALO = 0.11  # diameter of the largest D² disc, as a share of the width of the view
CLASSES = 48  # sizes of discs: neighbours differ by less than a pixel
RINGS = 400  # more rings than this hide what they ring: small dots from there on


def draw_points(ax: Axes, scene: Scene) -> None:
    """Draw the points: grey until the first assignment, then by colour and marker."""
    if scene.dense:
        draw_density(ax, scene)
        return
    labels, points = scene.frame.step.labels, scene.view.points
    rim = 0.6 if scene.marker > 3.4 else 0.0
    for j in np.unique(labels).tolist():
        tone, shape = (UNASSIGNED, "o") if j < 0 else (color(j), marker(j))
        here = points if len(labels) == 1 else points[labels == j]
        ax.add_line(dots(here, shape, scene.marker, tone, scene.paper, rim, zorder=2.0))


def draw_density(ax: Axes, scene: Scene) -> None:
    """Draw how many points lie where, by the logarithm of their count, coloured by their clusters' shares."""
    view, labels = scene.view, scene.frame.step.labels
    nx, ny = view.grid
    total = np.bincount(view.bins, minlength=nx * ny)
    strength = np.where(total > 0, 0.30 + 0.70 * np.log1p(total) / np.log1p(total.max()), 0.0)
    if labels.min() < 0:
        tone = np.broadcast_to(to_rgb(UNASSIGNED), (nx * ny, 3))
    else:
        k = len(scene.centroids)
        counts = np.bincount(view.bins + labels.astype(np.int32) * (nx * ny), minlength=k * nx * ny).reshape(
            k, -1
        )
        tones = np.array([to_rgb(color(j)) for j in range(k)])
        tone = (counts.T @ tones) / np.maximum(total, 1)[:, None]
    picture = np.concatenate([tone, strength[:, None]], axis=1).reshape(ny, nx, 4)
    _image(ax, scene, picture, zorder=2.0)


def _image(ax: Axes, scene: Scene, picture: Array, zorder: float) -> None:
    image = AxesImage(ax, extent=scene.view.limits, origin="lower", interpolation="nearest", zorder=zorder)
    image.set_data((picture * 255).round().astype(np.uint8))
    image.set_clip_path(ax.patch)
    ax.add_artist(image)


def draw_changed(ax: Axes, scene: Scene) -> None:
    """Ring the points that changed cluster in this step."""
    _rings(ax, scene, scene.frame.changed, "o")


def draw_next(ax: Axes, scene: Scene) -> None:
    """Ring, dashed, the points that are now on the wrong side of a border: they will switch next."""
    _rings(ax, scene, scene.frame.will_switch, DASHED_CIRCLE)


def _rings(ax: Axes, scene: Scene, rows: Array, shape: object) -> None:
    if not len(rows):
        return
    if scene.dense:
        nx, ny = scene.view.grid
        picture = np.zeros((ny * nx, 4))
        picture[np.unique(scene.view.bins[rows])] = (*scene.ink, 0.75)
        _image(ax, scene, picture.reshape(ny, nx, 4), zorder=2.4)
    elif len(rows) > RINGS:
        ax.add_line(dots(scene.view.points[rows], ".", max(scene.marker * 0.6, 1.5), scene.ink, zorder=2.4))
    else:
        size = max(2.05 * scene.marker, scene.marker + 4.5)
        places = scene.view.points[rows]
        ax.add_line(dots(places, "o", size, "none", scene.paper, 3.2, zorder=2.35))
        ax.add_line(dots(places, shape, size, "none", scene.ink, 1.5, zorder=2.4))


def draw_halos(ax: Axes, scene: Scene) -> None:
    """Give every point a disc whose area is proportional to the D²(x) its seed was chosen by."""
    weights = getattr(scene.frame.step, "weights", None)
    if weights is None or not weights.max() > 0 or scene.dense:
        return
    share = np.sqrt(weights / weights.max())
    largest = LARGEST_HALO * _points_per_view(ax)
    sizes = np.ceil(share * CLASSES).astype(int)
    face, edge = blend(UNASSIGNED, scene.paper, 0.18), blend(UNASSIGNED, scene.paper, 0.5)
    for size in range(CLASSES, 0, -1):
        here = sizes == size
        if here.any():
            width = largest * float(share[here].mean())
            ax.add_line(dots(scene.view.points[here], "o", width, face, edge, 0.6, zorder=1.3 - size / 1000))


def _points_per_view(ax: Axes) -> float:
    """Width of the drawn Axes in typographic points."""
    return ax.get_position().width * ax.figure.get_figwidth() * 72


def draw_reach(ax: Axes, scene: Scene) -> None:
    """Draw D(x) of the chosen point: the line to its nearest seed; and cross the candidates that lost."""
    step = scene.frame.step
    if scene.frame.phase != "seed" or len(scene.places) < 2 or getattr(step, "weights", None) is None:
        return
    others = scene.view.points[[row for row in step.candidates if row != step.chosen]]
    if len(others):
        ax.add_line(dots(others, "x", scene.marker * 1.5, "none", scene.ink, 1.6, zorder=2.5))
    new = scene.centroids[-1]
    gaps = scene.view.trace.geometry.shares(new[None], scene.centroids[:-1])[0]
    near = scene.places[int(gaps.argmin())]
    ax.add_line(line([scene.places[-1], near], color=scene.tone(0.75), lw=1.2, ls=(0, (4, 3)), zorder=1.4))


def draw_inspected(ax: Axes, scene: Scene) -> None:
    """Join the inspected point to every centroid: the nearest boldly, the runner-up plainly, the rest thinly."""
    if scene.inspect is None:
        return
    here = scene.view.points[scene.inspect]
    shares = scene.view.trace.geometry.shares(scene.view.trace.X[[scene.inspect]], scene.centroids)[0]
    order = shares.argsort(kind="stable")
    widths = np.full(len(order), 0.8)
    widths[order[:2]] = (2.6, 1.4)
    tones = [
        blend(color(j), scene.ink, 0.75) if widths[j] > 1 else scene.tone(0.35) for j in range(len(order))
    ]
    spokes = [[here, place] for place in scene.places]
    ax.add_collection(LineCollection(spokes, colors=tones, linewidths=widths, zorder=2.45), autolim=False)
    ax.add_line(dots([here], "o", scene.marker * 2 + 3, "none", scene.ink, 2.2, zorder=2.5))
