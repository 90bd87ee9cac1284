"""One cell to a number: signs, brackets, units, groups of digits. Every step is linear in its length."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from kviz.data.columns.units import take_off

NOTHING = (
    "na", "n/a", "#n/a", "nan", "<na>", "null", "none", "nil", "missing", "?", "-", "--", ".", "–", "—",
    "..", "...", "n.a.", "n/d", "k.a.", "k. a.", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!",
    "#n/a n/a", "#spill!", "#calc!", "#getting_data", "#wert!", "#bezug!", "#zahl!", "#nv", "#¡valor!",
)  # fmt: skip
MISSING = frozenset(("", *NOTHING))

_SPACES = dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000", " ")
_MARKS = {"\u2212": "-", "’": "'", "\u066b": ".", "\u066c": "'", "\ufeff": None}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TIDY = _WIDE | str.maketrans({**_SPACES, **_MARKS})
_CORE = re.compile(r"[\d.,' ]+(?:[eE][+-]?\d+)?")
_FIRST = re.compile(r"[.,]?\d")
_PLAIN = re.compile(r"\d+")


@dataclass(frozen=True)
class Style:
    """How numbers are written; ``doubt`` is an example that could be read in two ways."""

    decimal: str = "."
    thousands: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Parts:
    """A cell taken apart: ``core`` holds digits and marks only, ``factor`` is -1, 1,000 and the like."""

    core: str
    factor: float
    unit: str


def tidy(cell: str) -> str:
    """Digits of any script, full-width letters and unusual blanks as plain ones; no blanks around it."""
    cell = cell.strip()
    if cell.isascii():
        return cell
    cell = cell.translate(_TIDY).strip()
    if cell.isascii():
        return cell
    return "".join(str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in cell)


def take_apart(cell: str) -> Parts | None:
    """Find the one number in a tidy cell; None where there is none or more than a number and its unit."""
    factor = 1.0
    if cell[:1] == "(" and cell[-1:] == ")":
        cell, factor = cell[1:-1].strip(), -1.0
    first = _FIRST.search(cell)
    if not first:
        return None
    start = first.start()
    end = len(cell)
    while not cell[end - 1].isdigit():
        end -= 1
    before, core, after = cell[:start].strip(), cell[start:end], cell[end:]
    bracket = before.removesuffix("(").rstrip()
    if before[-1:] == "(" and after.lstrip()[:1] == ")" and factor > 0:  # $(120)
        before, after, factor = bracket, after.lstrip()[1:], -1.0
    for sign, turn in (("-", -1.0), ("+", 1.0)):
        if before and sign in (before[0], before[-1]):
            before, factor = before.removeprefix(sign).removesuffix(sign).strip(), factor * turn
            break
        if after.strip() == sign and not before and "-" not in core:
            after, factor = "", factor * turn
            break
    if not _CORE.fullmatch(core):
        return None
    if after[:1] in ".,":
        after = after[1:]
    found = take_off(before, after)
    return None if found is None else Parts(core.strip(), factor * found[0], found[1])


def is_grouped(core: str, mark: str) -> bool:
    """Whether the digits stand in threes, or as in India in twos before the last three, between marks."""
    first, *rest = core.split(mark)
    if not rest or not all(part.isdigit() for part in (first, *rest)) or len(rest[-1]) != 3:
        return False
    threes = len(first) <= 3 and all(len(part) == 3 for part in rest)
    twos = mark == "," and len(first) <= 2 and all(len(part) == 2 for part in rest[:-1])
    return bool(first) and (threes or twos)


def value_of(core: str, style: Style) -> float | None:
    """The number that a core means in this style; None if its marks do not fit."""
    whole, mark, rest = core.partition(style.decimal)
    if style.thousands and style.thousands in whole:
        if not is_grouped(whole, style.thousands):
            return None
        whole = whole.replace(style.thousands, "")
    fraction, _, exponent = rest.partition("e" if "e" in rest else "E")
    plain = (whole + fraction).replace("e", "E").partition("E")[0]
    if not _PLAIN.fullmatch(plain):
        return None
    try:
        value = float(whole + (mark and ".") + fraction + (exponent and "e" + exponent))
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def number(cell: str, style: Style, missing: frozenset[str]) -> float | None:
    """One cell as a number: NaN where it says that nothing is there, None where it is not a number."""
    cell = tidy(cell)
    if cell.lower() in missing:
        return np.nan
    parts = take_apart(cell)
    value = None if parts is None else value_of(parts.core, style)
    return None if value is None or parts is None else value * parts.factor


def is_code(cell: str) -> bool:
    """Whether a leading zero carries meaning: a postal code, a telephone number, a date is a name."""
    cell = cell.strip()
    return cell[:1] == "0" and cell[1:2].isdigit()
