"""A column of text to a column of numbers, with the cells that are none."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.columns.number_cells import MISSING, Style, is_code, take_apart, tidy, value_of
from kviz.data.points import Array


@dataclass(frozen=True, eq=False)
class Numbers:
    """``values`` (n,) with NaN for gaps; ``wrong`` (n,) marks cells that are not numbers; ``codes`` those
    with a leading zero. ``unit`` is what the numbers have in common, ``scaled`` an example such as 15k.
    """

    values: Array
    wrong: Array
    codes: bool
    unit: str
    scaled: str


def to_numbers(cells: Any, style: Style, missing: frozenset[str] = MISSING) -> Numbers:
    """Turn a column of text (a pandas Series) into numbers.

    The numbers of a column have one unit. Where some have none, or another, those with the rarer
    one are not numbers: 15% and 0.15 in one column are not of one kind.
    """
    import pandas as pd

    place, distinct = pd.factorize(np.asarray(cells, dtype=object))
    values = np.full(len(distinct), np.nan)
    if style.decimal == ".":
        values[:] = pd.to_numeric(distinct, errors="coerce")
    wrong = np.array([is_code(cell) for cell in distinct], dtype=bool)
    codes = bool(wrong.any())
    own_words = missing - MISSING
    if own_words:
        values[[cell.strip().lower() in own_words for cell in distinct]] = np.nan
    units: dict[int, str] = {}  # what pandas could read has none
    scaled = ""
    for row in np.flatnonzero(wrong | ~np.isfinite(values)).tolist():
        cell = tidy(distinct[row])
        values[row] = np.nan
        if wrong[row] or cell.lower() in missing:
            continue
        parts = take_apart(cell)
        value = value_of(parts.core, style) if parts else None
        if parts is None or value is None:
            wrong[row] = True
            continue
        values[row], units[row] = value * parts.factor, parts.unit
        scaled = scaled or (cell if abs(parts.factor) > 1 else "")
    unit, odd = _common_unit(units, np.bincount(place, minlength=len(distinct)), np.isfinite(values))
    values[odd], wrong[odd] = np.nan, True
    return Numbers(values[place], wrong[place], codes, unit, scaled)


def _common_unit(units: dict[int, str], times: Array, finite: Array) -> tuple[str, list[int]]:
    """The unit of most cells, and the distinct cells that have another; in a tie it is none at all."""
    counts: dict[str, int] = {"": 0}
    named = {row: unit for row, unit in units.items() if unit and finite[row]}
    if not named:
        return "", []
    for row in np.flatnonzero(finite).tolist():
        unit = named.get(row, "")
        counts[unit] = counts.get(unit, 0) + int(times[row])
    most = max(counts, key=lambda unit: counts[unit])
    if 2 * counts[most] <= sum(counts.values()):
        most = ""
    return most, [row for row in np.flatnonzero(finite).tolist() if named.get(row, "") != most]
