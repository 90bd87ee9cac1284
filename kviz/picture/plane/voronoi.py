"""Which part of the view belongs to which centroid, and the borders between: exact polygons."""

from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.picture.plane.polygon_clipping import NOTHING, Polygon, clip, rectangle
from kviz.picture.plane.voronoi_l1 import city_blocks

Limits = tuple[float, float, float, float]  # xmin, xmax, ymin, ymax
Border = tuple[int, int, Array]


@dataclass(frozen=True, eq=False)
class Regions:
    """The view, cut up.

    ``cells[j]`` are the convex polygons (m, 2) of centroid j: one with Euclidean distance,
    possibly several with Manhattan distance, none where it owns nothing of the view.
    ``borders`` are (i, j, segment) with i < j and a segment (2, 2) whose points are equally far
    from centroids i and j, and no nearer to any other. ``ties`` are (i, j, polygon): two-dimensional
    pieces that are equally far from both, which belong to i because it is the lower number.
    """

    cells: tuple[tuple[Array, ...], ...]
    borders: tuple[Border, ...]
    ties: tuple[Border, ...] = ()


def regions(
    centroids: Array, limits: Limits, geometry: Geometry = EUCLIDEAN, heights: Array | None = None
) -> Regions:
    """Cut the view into the cells of ``centroids``.

    Parameters
    ----------
    centroids : array of shape (k, 2)
        They may lie outside the view, on one line or on one place: of coincident
        centroids the lowest number owns the cell.
    limits : (xmin, xmax, ymin, ymax)
    geometry : Geometry, default EUCLIDEAN
    heights : array of shape (k,), optional
        What each centroid's distance (Euclidean: squared distance) has in addition, for centroids
        that do not lie in the plane of the view: the cells are then a slice of those in space.

    Returns
    -------
    Regions
        In the coordinates of ``limits``. The areas add up to the view.
    """
    xmin, xmax, ymin, ymax = limits
    middle = np.array([(xmin + xmax) / 2, (ymin + ymax) / 2])
    half = np.array([(xmax - xmin) / 2, (ymax - ymin) / 2])
    unit = 2.0 ** np.frexp(half.max())[1]  # a power of two: scaling is exact, and squares cannot overflow
    sites = (np.asarray(centroids, dtype=np.float64) - middle) / unit
    box = half / unit
    extra = (
        np.zeros(len(sites))
        if heights is None
        else np.asarray(heights, dtype=np.float64) / unit**geometry.power
    )
    cut = _voronoi if geometry.straight else city_blocks
    cells, borders, ties = cut(sites, extra - extra.min(), box)

    def back(corners: list) -> Array:
        return np.array(corners) * unit + middle

    return Regions(
        tuple(tuple(back(piece) for piece in pieces) for pieces in cells),
        tuple((i, j, back(segment)) for i, j, segment in borders),
        tuple((i, j, back(corners)) for i, j, corners in ties),
    )


def _voronoi(sites: Array, heights: Array, box: Array) -> tuple[list, list, list]:
    """Each cell is the view clipped by the bisector to every other centroid, nearest first."""
    gaps = np.hypot(sites[:, None, 0] - sites[:, 0], sites[:, None, 1] - sites[:, 1])
    orders = gaps.argsort(axis=1, kind="stable").tolist()
    view = rectangle(-box[0], box[0], -box[1], box[1])
    places, extra, flat = sites.tolist(), heights.tolist(), not heights.any()
    same = np.argwhere(gaps == 0).tolist()
    shadowed = {i for i, j in same if _first(j, i, extra)}
    cells, borders = [], []
    for i, order in enumerate(orders):
        rivals = [j for j in order if j != i and j not in shadowed]
        cell = NOTHING if i in shadowed else _cell(i, rivals, places, extra, gaps[i].tolist(), view, flat)
        cells.append([cell.corners] if cell.corners else [])
        for e, j in enumerate(cell.across):
            if j > i:
                borders.append((i, j, [cell.corners[e], cell.corners[e + 1 - len(cell.corners)]]))
    return cells, borders, []


def _first(j: int, i: int, heights: list) -> bool:
    """Whether j takes the cell that i and j, on one place, would share."""
    return (heights[j], j) < (heights[i], i)


def _cell(
    i: int, rivals: list, places: list, heights: list, gaps: list, cell: Polygon, flat: bool
) -> Polygon:
    x, y = places[i]
    for j in rivals:
        if flat and gaps[j] ** 2 > 4 * max((cx - x) ** 2 + (cy - y) ** 2 for cx, cy in cell.corners):
            break  # neither this one nor any farther one reaches the cell
        a, b = places[j][0] - x, places[j][1] - y
        c = (a * (places[j][0] + x) + b * (places[j][1] + y) + heights[j] - heights[i]) / 2
        cell = clip(cell, a, b, c, j)
        if not cell.corners:
            break
    return cell


def bisector(a: Array, b: Array, limits: Limits) -> Array | None:
    """Ends (2, 2) of the perpendicular bisector of a and b across the whole view, None if it misses it."""
    borders = regions(np.array([a, b]), limits).borders
    return borders[0][2] if borders else None
