"""Thousands of small opaque marks at once: what Agg would draw of them one after the other.

Agg puts a marker on whole pixels, so all marks of one kind are the same few pixels elsewhere. Where
none of these is half covered, writing them is all there is to do; a test holds it against Agg.
"""

from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, Transform

from kviz.data.points import Array
from kviz.picture.render.marker_shapes import Marker

SIDE = 64  # pixels of the paper on which a mark is tried


@lru_cache(maxsize=1024)
def made(marker: Marker, pixels: float) -> tuple:
    """How ``Line2D`` draws a marker: path, transform to a size, threshold of snapping, join and cap."""
    style = MarkerStyle(marker, "full")
    path, turn = style.get_path(), Affine2D(style.get_transform().get_matrix()).scale(pixels)
    return path, turn, style.get_snap_threshold(), style.get_joinstyle(), style.get_capstyle()


@lru_cache(maxsize=64)
def stencil(marker: Marker, pixels: float, snap: bool | None) -> Array | None:
    """Pixels (m, 2) of a marker, down and right of its place; None if there are none or half covered ones."""
    paper = RendererAgg(SIDE, SIDE, 72)
    gc = paper.new_gc()
    gc.set_linewidth(0)
    gc.set_snap(snap)
    middle = Path([[SIDE / 2, SIDE / 2]])
    path, turn, *_ = made(marker, pixels)
    paper.draw_markers(gc, path, turn, middle, IdentityTransform(), (0.0, 0.0, 0.0, 1.0))
    covered = np.asarray(paper.buffer_rgba())[..., 3]
    found = np.argwhere(covered) - SIDE // 2
    return found if len(found) and np.isin(covered, (0, 255)).all() else None


def stamp(
    renderer: RendererAgg, pixels: Array, places: Array, data: Transform, clip: Bbox, tone: tuple
) -> bool:
    """Write the pixels of a stencil at every place (n, 2), if that gives what Agg would draw; else say False.

    ``clip`` is a box in display coordinates that no mark may leave, ``tone`` an RGBA colour, opaque.
    """
    (sx, kx, tx), (ky, sy, ty), _ = data.get_matrix()
    height = int(renderer.height)
    x = np.floor(places[:, 0] * sx + places[:, 1] * kx + (tx + 0.5)).astype(np.intp)
    y = np.floor(places[:, 0] * -ky + places[:, 1] * -sy + (height + 0.5 - ty)).astype(np.intp)
    (up, left), (down, right) = pixels.min(axis=0), pixels.max(axis=0)
    across = clip.x0 < x.min() + left and x.max() + right < clip.x1 - 1
    along = height - clip.y1 < y.min() + up and y.max() + down < height - clip.y0 - 1
    if tone[3] < 1 or not (across and along):
        return False
    canvas = np.asarray(renderer.buffer_rgba())
    flat, width = canvas.reshape(-1, 4).view(np.uint32).ravel(), canvas.shape[1]
    ink = np.array([int(255 * part + 0.5) for part in tone], np.uint8).view(np.uint32)
    at = y * width + x
    for row, column in pixels.tolist():
        flat[at + (row * width + column)] = ink
    return True
