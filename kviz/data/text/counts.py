"""How many fields every record of a text has, and how its cells are quoted."""

import csv
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.limits import MAX_FIELD
from kviz.data.text.dialect import QUOTES
from kviz.data.text.outer_lines import LOOK


@dataclass
class Counts:
    """What was counted of every record, and the first and last of them."""

    fields: Array
    blank: Array
    open_end: Array
    head: list[list[str]] = field(default_factory=list)
    tail: list[list[str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The most common number of fields; of two, the larger."""
        full = self.fields[~self.blank]
        if not len(full):
            return 0
        times = np.bincount(full)
        return int(np.flatnonzero(times == times.max())[-1])


def count_fields(data: bytes, sep: str, name: str) -> tuple[Counts, dict[str, object], list[Note]]:
    """Count the fields; where quotes make that fail, try the other ways to quote."""
    fault: ValueError | None = None
    counts = None
    try:
        counts = _scan(data, sep, name, QUOTES["double"])
        if not _ragged(counts):
            return counts, QUOTES["double"], []
    except ValueError as error:
        fault = error
    for way, said, sign in (("backslash", "backslash", b'\\"'), ("single", "single_quotes", b"'")):
        if sign in data:
            try:
                other = _scan(data, sep, name, QUOTES[way])
            except ValueError:
                continue
            if other.width > 1 and not _ragged(other):
                return other, QUOTES[way], [note(f"cells.{said}")]
    if fault:
        raise fault
    assert counts is not None
    return counts, QUOTES["double"], []


def _ragged(counts: Counts) -> bool:
    fields = counts.fields[~counts.blank]
    return bool(len(fields)) and bool(np.any(fields != fields[0]))


def _scan(data: bytes, sep: str, name: str, quoting: dict[str, Any]) -> Counts:
    fields, blank, open_end = [], [], []
    head: list[list[str]] = []
    tail: list[list[str]] = []
    text = TextIOWrapper(BytesIO(data), encoding="utf-8", newline="")
    try:
        for record in csv.reader(text, delimiter=sep, skipinitialspace=True, strict=True, **quoting):
            fields.append(len(record))
            blank.append(not any(record))
            open_end.append(bool(record) and not record[-1])
            if len(head) < LOOK:
                head.append(record)
            tail.append(record)
            if len(tail) > 2 * LOOK:
                del tail[:LOOK]
    except csv.Error as error:
        raise ValueError(_quote_fault(str(error), name, len(fields) + 1)) from None
    return Counts(
        np.array(fields, dtype=int), np.array(blank, dtype=bool), np.array(open_end, dtype=bool), head, tail
    )


def _quote_fault(error: str, name: str, row: int) -> Note:
    if "field larger" in error:
        return note("fault.long_cell", row=str(row), table=name, most=MAX_FIELD)
    case = "open_quote" if "end of data" in error else "after_quote"
    return note(f"fault.{case}", row=str(row), table=name)
