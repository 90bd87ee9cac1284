"""One look at every point of a part: how far they reach, whether they are numbers, and the sample's rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.data.validation import TINIEST, said_of_extreme, said_of_gaps

DISTINCT = 1_000  # different points of a part that are looked for
Fault = tuple[int, int, float]  # row, column, value


@dataclass(frozen=True, eq=False)
class Look:
    """What a part told: its size, the corners of its box, its first faults, and the sample's points in it."""

    n: int
    low: Array
    high: Array
    gaps: int
    gap: Fault | None
    tiny: Fault | None
    large: Fault | None
    distinct: Array
    shown: Array


def look_at(block: Array, rows: Array) -> Look:
    """Look at the points (n, d) of a part; ``rows`` are those of the sample."""
    n, d = block.shape
    if not n:
        nothing = np.empty((0, d))
        return Look(0, np.zeros(d), np.zeros(d), 0, None, None, None, nothing, nothing)
    bad = ~np.isfinite(block)
    size = np.abs(block)
    tiny = _first(block, (size > 0) & (size < TINIEST))
    with np.errstate(invalid="ignore"):
        low, high = block.min(axis=0), block.max(axis=0)
        large = _first(block, size == size.max())
    return Look(n, low, high, int(bad.sum()), _first(block, bad), tiny, large, _distinct(block), block[rows])


def rows_of(block: Array, rows: Array) -> Array:
    """Some points of a part."""
    return block[rows]


def _first(block: Array, where: Array) -> Fault | None:
    if not where.any():
        return None
    row, column = np.argwhere(where)[0].tolist()
    return row, column, float(block[row, column])


def _distinct(block: Array) -> Array:
    """Some different points, all of them where there are few."""
    few = np.unique(block[: 4 * DISTINCT] + 0.0, axis=0)
    return few[:DISTINCT] if len(few) >= DISTINCT else np.unique(block + 0.0, axis=0)[:DISTINCT]


def refuse_faults(looks: Sequence[Look], starts: Array, values: int, labels: list[str] | None) -> None:
    """Refuse missing, infinite, tiny and huge values with the sentence that points in memory get."""
    gaps = sum(look.gaps for look in looks)
    for look, first in zip(looks, starts, strict=False):
        if look.gap:
            row, column, value = look.gap
            raise ValueError(said_of_gaps("X", gaps, value, int(first) + row, column, labels))
    largest = np.sqrt(np.finfo(np.float64).max / (4.0 * max(values, 1)))
    for look, first in zip(looks, starts, strict=False):
        for fault, fate in ((look.large, "overflow"), (look.tiny, "vanish")):
            if fault and (fate == "vanish" or abs(fault[2]) > largest):
                row, column, value = fault
                raise ValueError(
                    said_of_extreme("X", value, int(first) + row, column, labels, fate, float(largest))
                )
