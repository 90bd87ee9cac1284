"""Text cells to numbers: decimal commas, thousands separators, and the words for "nothing here"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.points import Array

NOTHING = ("na", "n/a", "#n/a", "nan", "<na>", "null", "none", "nil", "missing", "?", "-", "--", ".", "–")
MISSING = frozenset(("", *NOTHING))

SPACES = "\u00a0\u202f\u2009"
_TIDY = str.maketrans({**dict.fromkeys(SPACES, " "), "\u2212": "-", "’": "'"})
CURRENCIES = "€$£¥"
UNITS = CURRENCIES + "%"
_DIGITS = re.compile(r"[+-]?[\d.,' ]*\d[\d.,' ]*(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class Style:
    """How numbers are written; ``doubt`` is an example that could be read in two ways."""

    decimal: str = "."
    thousands: str | None = None
    doubt: str | None = None


def _grouped(mark: str) -> re.Pattern:
    return re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+")


def split_unit(cell: str) -> tuple[str, str]:
    """A cell without blanks around it and without its currency or percent sign, and that sign."""
    cell = cell.translate(_TIDY).strip()
    sign, rest = ("-", cell[1:].lstrip()) if cell[:1] == "-" else ("", cell)
    if len(rest) > 1 and rest[0] in CURRENCIES:
        return sign + rest[1:].strip(), rest[0]
    if len(rest) > 1 and rest[-1] in UNITS:
        return sign + rest[:-1].strip(), rest[-1]
    return cell, ""


def sniff_style(cells: Iterable[str], sep: str) -> Style:
    """Find the decimal and the thousands mark from cells that look like numbers.

    One cell with both marks settles it: the last one is the decimal mark. ``1,25`` can only be a
    decimal comma, ``1,250,000`` only groups. ``1,250`` alone is groups, but a decimal comma in a
    table separated by semicolons; then ``doubt`` holds the cell.
    """
    tidy = {split_unit(str(cell))[0] for cell in cells}
    numbers = {cell for cell in tidy if _DIGITS.fullmatch(cell)}
    with_comma = {cell for cell in numbers if "," in cell}
    with_point = {cell for cell in numbers if "." in cell}
    gap = next((mark for mark in " '" if any(_grouped(mark).match(cell) for cell in numbers)), None)
    for cell in sorted(with_comma & with_point):
        comma_last = cell.rfind(",") > cell.rfind(".")
        return Style(",", ".") if comma_last else Style(".", ",")
    if any(not _grouped(",").fullmatch(cell) for cell in with_comma):
        return Style(",", "." if any(_grouped(".").fullmatch(cell) for cell in with_point) else gap)
    if any(cell.count(",") > 1 for cell in with_comma):
        return Style(".", ",")
    if with_comma:
        comma_is_decimal = sep == ";" and not with_point
        return Style("," if comma_is_decimal else ".", gap if comma_is_decimal else ",", min(with_comma))
    if any(cell.count(".") > 1 and _grouped(".").fullmatch(cell) for cell in with_point):
        return Style(",", ".")
    return Style(".", gap)


def number(cell: str, style: Style, missing: frozenset[str]) -> float | None:
    """One cell as a number: NaN where it says that nothing is there, ``None`` where it is no number."""
    cell, _ = split_unit(cell)
    if cell.lower() in missing:
        return np.nan
    if not _DIGITS.fullmatch(cell):
        return None
    if style.thousands and style.thousands in cell:
        whole, mark, rest = cell.partition(style.decimal)
        if not _grouped(style.thousands).fullmatch(whole):
            return None
        cell = whole.replace(style.thousands, "") + mark + rest
    if style.decimal != ".":
        if "." in cell:
            return None
        cell = cell.replace(style.decimal, ".")
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def is_code(cell: str) -> bool:
    """Whether a leading zero carries meaning: a postal code, a telephone number, a date is a name."""
    cell = cell.strip()
    return cell[:1] == "0" and cell[1:2].isdigit()


def to_numbers(cells: Any, style: Style, missing: frozenset[str] = MISSING) -> tuple[Array, Array, str]:
    """A column of text (pandas Series) as float64, a mask of the cells that are no number, and the unit.

    The unit is a currency or percent sign that every filled cell has; a sign that only some of
    them have makes those no number: 15% and 0.15 in one column are not of one kind.
    """
    import pandas as pd

    codes, distinct = pd.factorize(np.asarray(cells, dtype=object))
    values = np.full(len(distinct), np.nan)
    if style.decimal == ".":
        values[:] = pd.to_numeric(distinct, errors="coerce")
    wrong = np.array([is_code(cell) for cell in distinct], dtype=bool)
    own_words = missing - MISSING
    if own_words:
        values[[cell.strip().lower() in own_words for cell in distinct]] = np.nan
    signs = {}  # what pandas could read has no sign
    for row in np.flatnonzero(wrong | ~np.isfinite(values)):
        value = None if wrong[row] else number(distinct[row], style, missing)
        values[row], wrong[row] = (np.nan, True) if value is None else (value, False)
        sign = split_unit(distinct[row])[1]
        if sign and np.isfinite(values[row]):
            signs[row] = sign
    mixed = len(set(signs.values())) > 1 or len(signs) < np.isfinite(values).sum()
    if signs and mixed:
        values[list(signs)], wrong[list(signs)] = np.nan, True
    return values[codes], wrong[codes], "" if mixed else next(iter(signs.values()), "")
