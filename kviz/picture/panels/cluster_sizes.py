"""Beside the stage: how many points every cluster has, or how far one point is from every centroid."""

from matplotlib.colors import to_rgb

from kviz.picture.contrast import blend
from kviz.picture.panels.layout import Box
from kviz.picture.render.marker_shapes import OPTICAL
from kviz.picture.render.panel_canvas import Pad
from kviz.picture.render.text_outlines import fitted, width
from kviz.picture.scene import Scene
from kviz.story.formatting import letter
from kviz.story.messages import say
from kviz.story.narration.narrate import cluster_sizes


def size_rows(box: Box, k: int, em: float) -> list[Box]:
    """Where the rows of the clusters' sizes stand, A first."""
    first = box.top + 1.7 * em
    room = min(1.75 * em, (box.bottom - first) / max(k, 1))
    return [Box(box.left, first + j * room, box.width, room) for j in range(k)]


def draw_sizes(pad: Pad, box: Box, scene: Scene) -> None:
    """A row for every cluster: marker, letter, share of the points, their number; or the point inspector."""
    if scene.inspect is not None:
        draw_distances(pad, box, scene)
        return
    if scene.frame.phase == "seed" or "sums" in scene.parts:
        return
    numbers = scene.view.numbers
    counts = cluster_sizes(scene.frame.step)
    rows = [(j, numbers.count(n), n / max(counts.max(), 1), False) for j, n in enumerate(counts.tolist())]
    rows.sort(key=lambda row: pad.style.shown(row[0]))
    write_rows(pad, box, say("picture.sizes", numbers), rows)


def draw_distances(pad: Pad, box: Box, scene: Scene) -> None:
    """The point inspector: its distance to every centroid, the winner, the runner-up and the margin."""
    trace, numbers, points = scene.view.trace, scene.view.numbers, scene.view.trace.X
    shares = trace.geometry.shares(points[[scene.inspect or 0]], scene.centroids)[0]
    far = trace.geometry.distance(shares)
    order = far.argsort(kind="stable")
    rows = [
        (int(j), numbers(float(far[j])), far[j] / max(far.max(), 1e-300), n == 0) for n, j in enumerate(order)
    ]
    if len(order) > 1:
        first, second = (pad.style.shown(int(j)) for j in order[:2])
        margin = float(far[order[1]] - far[order[0]])
        gap = say("picture.nearest_margin", numbers, A=first, B=second, d=margin)
    else:
        gap = say("picture.nearest", numbers, A=pad.style.shown(int(order[0])))
    write_rows(pad, box, say("picture.distances", numbers, p=scene.inspect), rows, gap)


def write_rows(pad: Pad, box: Box, title: str, rows: list, below: str = "") -> None:
    """Rows of cluster, words, share of the longest bar, and whether it is bold, below a title and a line."""
    unit, size, paper = pad.style.em, pad.style.size, to_rgb(pad.style.paper)
    title, fit = fitted(title, box.width * 0.72, size, pad.style, "bold")
    pad.write(box.left, box.top + 0.9 * unit, title, size=fit, weight="bold")
    if below:
        below, fit = fitted(below, box.width * 0.72, size, pad.style)
        pad.write(box.left, box.top + 2.3 * unit, below, size=fit)
    first = box.top + (3.0 if below else 1.7) * unit
    room = min(1.75 * unit, (box.bottom - first) / max(len(rows), 1))
    small = min(size, room * 0.72 / 1.05)
    widest = max((width(words, small, pad.style, "bold") for _, words, *_ in rows), default=0.0) * 100 / 72
    left = box.left + 2.6 * small * 100 / 72
    long = box.right - widest - 0.6 * unit - left
    tracks = [(left, first + (n + 0.3) * room, long, 0.4 * room) for n in range(len(rows))]
    if rows:
        pad.bars(tracks, blend(pad.style.ink, paper, 0.06))
    for n, (j, words, share, bold) in enumerate(rows):
        middle = first + (n + 0.5) * room
        weight, shape = "bold" if bold else "normal", pad.style.marker(j)
        tall = small * 0.8 * OPTICAL.get(shape, 1.0)
        face, rim = pad.style.face(j), pad.style.edge(j) if pad.style.grey else ("none", 0.0)
        pad.spot(box.left + 0.45 * small * 100 / 72, middle, shape, tall, face, *rim)
        pad.write(
            box.left + 1.15 * small * 100 / 72,
            middle,
            letter(pad.style.shown(j)),
            size=small,
            weight="bold",
            middle=True,
        )
        pad.bar(left, middle - 0.2 * room, max(long * float(share), 0), 0.4 * room, face, *rim)
        pad.write(box.right, middle, words, size=small, weight=weight, align="right", middle=True)
