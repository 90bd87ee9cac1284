"""Cells under Manhattan distance: bent borders, and pieces that are equally far from two centroids.

Between the vertical and horizontal lines through all centroids every distance is linear, so each
such block is cut by straight lines among the few centroids that no other one beats in all of it.
"""

import numpy as np

from kviz.data.points import Array
from kviz.picture.plane.polygon_clipping import Polygon, clip, rectangle

EQUAL = 1e-12  # distances in units of the view, where differences below this are rounding


def city_blocks(sites: Array, heights: Array, box: Array) -> tuple[list, list, list]:
    """Cut the box (half its size) into cells: (polygons per site, borders, two-dimensional ties)."""
    xs, ys = (_lines(sites[:, axis], box[axis]) for axis in (0, 1))
    across_x = np.abs(xs[:, None] - sites[:, 0])
    across_y = np.abs(ys[:, None] - sites[:, 1])
    far = across_x[:, None] + across_y + heights  # (lines in x, lines in y, k)
    corners = np.stack([far[:-1, :-1], far[1:, :-1], far[1:, 1:], far[:-1, 1:]], axis=2)
    gaps = corners[..., :, None] - corners[..., None, :]  # (blocks in x, blocks in y, corner, i, j)
    never_nearer = (gaps >= -EQUAL).all(axis=2)
    equal = never_nearer & never_nearer.swapaxes(-1, -2)
    lower = np.tri(len(sites), k=-1, dtype=bool)  # [i, j]: j is the lower number
    beaten = (never_nearer & (~equal | lower)).any(axis=-1)

    cells: list[list] = [[] for _ in sites]
    borders: list[tuple] = []
    ties: list[tuple] = []
    rims: dict[tuple, list] = {}
    for bx in range(len(xs) - 1):
        for by in range(len(ys) - 1):
            block = (float(xs[bx]), float(xs[bx + 1]), float(ys[by]), float(ys[by + 1]))
            rivals = np.flatnonzero(~beaten[bx, by]).tolist()
            for i in rivals:
                piece = _piece(block, i, rivals, corners[bx, by])
                if not piece.corners:
                    continue
                cells[i].append(piece.corners)
                ties += [(i, int(j), piece.corners) for j in np.flatnonzero(equal[bx, by, i]) if j != i]
                _collect(piece, i, bx, by, borders, rims)
    return cells, borders + _along_lines(rims), ties


def _lines(places: Array, half: float) -> Array:
    inside = places[(places > -half) & (places < half)]
    return np.unique(np.concatenate([[-half], inside, [half]]))


def _piece(block: tuple, i: int, rivals: list[int], far: Array) -> Polygon:
    """The part of a block where ``i`` is nearest; ``far`` (4, k) are the distances of its corners."""
    x0, x1, y0, y1 = block
    piece = rectangle(*block)
    for j in rivals:
        if j == i:
            continue
        here, right, _, above = (far[:, i] - far[:, j]).tolist()
        a, b = (right - here) / (x1 - x0), (above - here) / (y1 - y0)
        piece = clip(piece, a, b, a * x0 + b * y0 - here, j)
    return piece


def _collect(piece: Polygon, i: int, bx: int, by: int, borders: list, rims: dict) -> None:
    """Sort a piece's edges: borders inside the block, and those on its rim, to be matched later."""
    for e, j in enumerate(piece.across):
        ends = [piece.corners[e], piece.corners[e + 1 - len(piece.corners)]]
        if j > i:
            borders.append((i, j, ends))
        elif j < 0:
            side = {-1: ("y", bx, by), -2: ("x", bx + 1, by), -3: ("y", bx, by + 1), -4: ("x", bx, by)}[j]
            first = j in (-2, -3)  # the rim lies right of this piece or above it
            rims.setdefault(side, ([], []))[0 if first else 1].append((i, ends))


def _along_lines(rims: dict) -> list:
    """Borders that run along a line between two blocks: different owners on its two sides."""
    found = []
    for (axis, *_), (before, after) in rims.items():
        free = 1 if axis == "x" else 0
        for i, ends in before:
            for j, others in after:
                if i == j:
                    continue
                low = max(min(p[free] for p in ends), min(p[free] for p in others))
                high = min(max(p[free] for p in ends), max(p[free] for p in others))
                if high - low > EQUAL:
                    fixed = ends[0][1 - free]
                    segment = [(fixed, low), (fixed, high)] if free else [(low, fixed), (high, fixed)]
                    found.append((min(i, j), max(i, j), segment))
    return found
