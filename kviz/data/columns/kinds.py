"""What each column holds: a quantity, an ID, a date, a category, and whether it can be a feature."""

import re
from typing import Any

import numpy as np

from kviz.data.columns import name_words as said
from kviz.data.columns.column import Column
from kviz.data.points import Array

FEW = 20  # rows from which a few values are a category
FEW_VALUES, NAMED_VALUES = 5, 15  # whole values that may be a category: by themselves, and by the name
LONG = 9  # digits of a telephone number or an account

_TEXT_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d{2}[:\d.+Z ]*)?")


def describe_numbers(name: str, values: Array, things: bool = False) -> Column:
    """A column whose filled cells are all numbers.

    Parameters
    ----------
    name : str
    values : array of shape (n,), NaN for the gaps
    things : bool
        The rows are cars or houses, so that an age does not describe a person.
    """
    filled = values[np.isfinite(values)]
    gaps = len(values) - len(filled)
    if not len(filled):
        return Column(name, "empty", "empty", False, gaps, 0, "")
    distinct = np.unique(filled)
    low, high = float(distinct[0]), float(distinct[-1])
    role = "constant" if len(distinct) == 1 else _role(name, filled, distinct, things)
    kinds = {"constant": "constant", "id": "id", "row number": "id", "rank": "id", "code": "id"}
    kind = kinds.get(role, "date" if role in ("date", "year") else "number")
    return Column(name, kind, role, True, gaps, len(distinct), f"{filled[0]:g}", low, high)


def _role(name: str, filled: Array, distinct: Array, things: bool) -> str:
    if np.all(filled == np.round(filled)):
        for role, fits in WHOLE.items():
            if fits(name, filled, distinct):
                return role
    if len(distinct) == 2 < FEW < len(filled):
        return "two values"
    if not things and any(word in said.PERSONAL for word in said.words_of(name)):
        return "describes"
    return "number"


def _unique(filled: Array, distinct: Array) -> bool:
    return len(distinct) >= 0.9 * len(filled) and len(filled) > 2


def _is_date(name: str, filled: Array, distinct: Array) -> bool:
    """YYYYMMDD, seconds or milliseconds since 1970, or the days of a spreadsheet under a name for dates."""
    low, high = float(distinct[0]), float(distinct[-1])
    named = any(word in said.DATES for word in said.words_of(name))
    days = distinct.astype(np.int64) if high < 1e15 else np.zeros(1, np.int64)
    month, day = days // 100 % 100, days % 100
    if 19000101 <= low <= high <= 21001231:
        return bool(np.all((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)))
    for second in (1.0, 1e3, 1e6):
        if 9.4e8 * second <= low <= high <= 2.3e9 * second:
            return named or (len(distinct) > 2 and high < 1.5 * low and second == 1.0)
    return named and 20_000 <= low <= high <= 60_000 and len(filled) > 2


def _is_year(name: str, filled: Array, distinct: Array) -> bool:
    low, high = float(distinct[0]), float(distinct[-1])
    words = said.words_of(name)
    if not 1500 <= low <= high <= 2200:
        return False
    named = any(word in said.YEARS or "year" in word or "jahr" in word for word in words)
    return named or (1900 <= low <= high <= 2035 and high - low < 100 and len(filled) >= FEW)


def _is_id(name: str, filled: Array, distinct: Array) -> bool:
    return said.says_id(name) or (said.may_be_id(name) and _unique(filled, distinct))


def _counts_rows(name: str, filled: Array, distinct: Array) -> bool:
    """Every row has a number of its own: 1, 2, 3 with gaps or in another order, or in equal steps."""
    if len(filled) < 3 or len(distinct) < len(filled):
        return False
    steps = np.diff(distinct)
    named = not name.strip() or any(word in said.ROW_NAMES for word in said.words_of(name))
    starts = distinct[0] in (0, 1)
    full = len(distinct) / (distinct[-1] - distinct[0] + 1)
    if starts and np.all(steps == 1):
        return True
    if starts and len(filled) >= 10 and full >= 0.75:
        return True
    rising = bool(np.all(np.diff(filled) > 0))
    if named and rising and (full >= 0.5 or (len(filled) >= 10 and starts)):
        return True
    return len(filled) >= 10 and rising and bool(np.all(steps == steps[0]))


def _is_rank(name: str, filled: Array, distinct: Array) -> bool:
    return said.names(name, said.RANKS) and distinct[0] >= 0 and len(distinct) > 0.5 * len(filled)


def _is_code(name: str, filled: Array, distinct: Array) -> bool:
    if said.names(name, said.CODES) or (said.names(name, said.PLACES) and distinct[0] >= 0):
        return True
    digits = np.floor(np.log10(np.maximum(np.abs(distinct), 1))) + 1
    named = any(word in ("account", "acct", "konto", "card") for word in said.words_of(name)[-1:])
    long = digits[0] >= LONG and bool(np.all(digits == digits[0])) and _unique(filled, distinct)
    round_ones = float(np.mean(distinct % 10 == 0))
    return (long and round_ones < 0.5) or (named and digits[0] >= 5)


def _is_category(name: str, filled: Array, distinct: Array) -> bool:
    """Few whole values, each of them many times; the name may speak for more of them."""
    if len(distinct) <= 2 or len(filled) < FEW or len(filled) < 4 * len(distinct):
        return False
    named = any(word in said.CATEGORIES for word in said.words_of(name))
    return len(distinct) <= (NAMED_VALUES if named else FEW_VALUES)


# role -> whether whole numbers have it; the first that fits
WHOLE = {
    "date": _is_date,
    "year": _is_year,
    "id": _is_id,
    "rank": _is_rank,
    "row number": _counts_rows,
    "code": _is_code,
    "few values": _is_category,
}


def describe_text(
    name: str, cells: Any, gaps: int, wrong: tuple[int, str, int] | None, numbers: int = 0
) -> Column:
    """A column with text in it.

    Parameters
    ----------
    name : str
    cells : pandas Series of its filled cells
    gaps : int
    wrong : (row, cell, how many) of the cells that are not numbers
    numbers : int
        How many cells are numbers, where the others may be slips; 0 where it is a column of text.
    """
    distinct = int(cells.nunique())
    example = str(cells.iloc[0]) if len(cells) else ""
    if numbers:
        return Column(name, "number", "bad cells", False, gaps, distinct, example, wrong=wrong)
    if distinct == 1 < len(cells):
        kind = "constant"
    elif (said.says_id(name) or said.may_be_id(name)) and distinct >= 0.9 * len(cells) > 2:
        kind = "id"
    elif len(cells) and all(_TEXT_DATE.fullmatch(str(cell)[:40].strip()) for cell in cells.iloc[:50]):
        kind = "date"
    else:
        kind = "category" if distinct <= min(FEW, max(2, len(cells) // 2)) else "text"
    return Column(name, kind, kind, False, gaps, distinct, example, wrong=wrong)


def few_are_wrong(wrong: int, numbers: int) -> bool:
    """Whether cells that are not numbers look like slips in a column of numbers."""
    return numbers >= 2 and numbers > wrong and wrong <= max(1, 0.2 * (wrong + numbers))
