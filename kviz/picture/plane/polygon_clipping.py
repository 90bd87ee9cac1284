"""Convex polygons cut by straight lines, in plain floats: on five corners that beats arrays tenfold."""

from typing import NamedTuple


class Polygon(NamedTuple):
    """A convex polygon, and for each of its edges a number that says what lies across it.

    Edge ``e`` runs from corner ``e`` to the next one.
    """

    corners: list[tuple[float, float]]
    across: list[int]


NOTHING = Polygon([], [])


def clip(polygon: Polygon, a: float, b: float, c: float, name: int) -> Polygon:
    """Keep the part where ``a * x + b * y <= c``; the new edge gets ``name`` across it."""
    corners, across = polygon
    excess = [a * x + b * y - c for x, y in corners]
    if max(excess, default=0.0) <= 0.0:
        return polygon
    kept, names = [], []
    for e, here in enumerate(excess):
        there = excess[e + 1 - len(corners)]
        if here <= 0.0:
            kept.append(corners[e])
            names.append(across[e] if here < 0.0 or there <= 0.0 else name)
        if here < 0.0 < there or there < 0.0 < here:
            share = here / (here - there)
            (x0, y0), (x1, y1) = corners[e], corners[e + 1 - len(corners)]
            kept.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
            names.append(name if here < 0.0 else across[e])
    return Polygon(kept, names) if len(kept) > 2 else NOTHING


def rectangle(x0: float, x1: float, y0: float, y1: float) -> Polygon:
    """A rectangle, with -1 below, -2 right, -3 above and -4 left of it."""
    return Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], [-1, -2, -3, -4])
