"""What each column of a table is: a quantity, an ID, a category, and whether it can be a feature."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.tables.source import shown

ID_NAME = re.compile(r"(?i:(^|[\W_])(id|no|nr|number|index|key|code|uuid)([\W_]|$))|[a-z]ID$|^column 1$")
DESCRIBES = re.compile(r"(^|[\W_])(age|birth|born|year of birth|height|sex|gender)([\W_]|$)", re.I)
FEW = 20

ADVICE = {
    "id": "a label: its distances mean nothing, so it is no feature",
    "number": "",
    "describes": "tells who somebody is, not what they do: keep it for the profile, or add it on purpose",
    "two values": "a category in numbers: its distance has only two values",
    "category": "text has no distances; compare the segments by it, or code it as numbers with care",
    "text": "text has no distances, so it is no feature",
    "constant": "every row has the same value, so it tells no one apart",
    "empty": "no row has a value",
}


@dataclass(frozen=True)
class Column:
    """One column: its kind, its gaps, and a word on using it as a feature.

    ``kind`` is "number", "id", "category", "text", "constant" or "empty"; ``role`` is the row of
    ADVICE that applies. ``numeric`` says that every filled cell is a number; where only some are,
    ``wrong`` is (row in the file, cell, how many) of those that are not. ``unit`` is the currency
    or percent sign that every cell had.
    """

    name: str
    kind: str
    role: str
    numeric: bool
    missing: int
    distinct: int
    example: str
    low: float | None = None
    high: float | None = None
    wrong: tuple[int, str, int] | None = None
    unit: str = ""

    @property
    def advice(self) -> str:
        """One sentence on using the column as a feature; empty where nothing speaks against it."""
        return ADVICE[self.role]

    @property
    def suggested(self) -> bool:
        """Whether kviz would offer this column as a feature unasked."""
        return self.numeric and self.role == "number"

    def __str__(self) -> str:
        facts = [self.kind]
        if self.low is not None:
            facts.append(f"{self.low:g} to {self.high:g}{self.unit and ' ' + self.unit}")
        else:
            facts.append(f"{self.distinct} different, such as {shown(self.example)}")
        if self.missing:
            facts.append(f"{self.missing} missing")
        return f"{self.name}: {', '.join(facts)}" + (f" ({self.advice})" if self.advice else "")


def describe_numbers(name: str, values: np.ndarray) -> Column:
    """A column whose filled cells are all numbers; ``values`` is (n,) with NaN for the gaps."""
    filled = values[np.isfinite(values)]
    gaps = len(values) - len(filled)
    if not len(filled):
        return Column(name, "empty", "empty", False, gaps, 0, "")
    distinct = np.unique(filled)
    low, high = float(distinct[0]), float(distinct[-1])
    whole = bool(np.all(filled == np.round(filled)))
    unique = len(distinct) == len(filled) > 2 and whole
    counting = unique and low in (0, 1) and bool(np.all(np.diff(filled) == 1))
    if len(distinct) == 1:
        kind = role = "constant"
    elif unique and (ID_NAME.search(name) or counting):
        kind = role = "id"
    elif len(distinct) == 2 < FEW < len(filled):
        kind, role = "number", "two values"
    else:
        kind, role = "number", "describes" if DESCRIBES.search(name) else "number"
    return Column(name, kind, role, True, gaps, len(distinct), f"{filled[0]:g}", low, high)


def describe_text(name: str, cells: Any, gaps: int, wrong: tuple[int, str, int] | None) -> Column:
    """A column with text in it; ``cells`` is a pandas Series of its filled cells."""
    distinct = int(cells.nunique())
    example = str(cells.iloc[0]) if len(cells) else ""
    if distinct == 1 < len(cells):
        kind = "constant"
    elif distinct == len(cells) > 2 and ID_NAME.search(name):
        kind = "id"
    else:
        kind = "category" if distinct <= min(FEW, max(2, len(cells) // 2)) else "text"
    return Column(name, kind, kind, False, gaps, distinct, example, wrong=wrong)
