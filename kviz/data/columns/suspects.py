"""What is said of a column as it was read: its unit, its slips, and numbers that may mean something else."""

import numpy as np

from kviz.data.columns.column import Column
from kviz.data.columns.conversion import Numbers
from kviz.data.columns.number_cells import Style
from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.source import shown

SENTINELS = (
    -1.0,
    9.0,
    99.0,
    999.0,
    9999.0,
    99999.0,
    999999.0,
    -9.0,
    -99.0,
    -999.0,
    -9999.0,
    -99999.0,
    -8888.0,
)


def notes_on(column: Column, numbers: Numbers, style: Style, slips_gone: bool, unasked: bool) -> list[Note]:
    """The sentences that a person should read about this column.

    ``slips_gone`` says that cells without a number were read as missing, ``unasked`` that the
    decimal mark was found by looking.
    """
    name, notes = shown(column.name), list[Note]()
    if numbers.unit and column.numeric:
        notes.append(note("cells.unit", unit=numbers.unit, name=name))
    if numbers.scaled and column.numeric:
        notes.append(note("cells.whole_number", name=name, cell=shown(numbers.scaled)))
    if style.doubt and unasked and (column.numeric or column.role == "bad cells"):
        notes.append(_doubt(style))
    if column.wrong and (slips_gone or column.role == "bad cells"):
        row, cell, times = column.wrong
        case = "slips_gone" if slips_gone else "slips"
        notes.append(note(f"cells.{case}", name=name, n=times, row=str(row), cell=shown(cell)))
    if column.numeric and column.role in ("number", "describes"):
        notes += [_sentinel(name, value, times) for value, times in sentinels(numbers.values)]
    return notes


def _doubt(style: Style) -> Note:
    cell = style.doubt or ""
    mark = "," if "," in cell else "."
    read = cell.replace(mark, "") if style.thousands == mark else cell.replace(mark, ".")
    other = note("words.point" if style.decimal == "," else "words.comma")
    return note("cells.two_readings", cell=shown(cell), read=read, other=other)


def sentinels(values: Array) -> list[tuple[float, int]]:
    """Values such as -999 that lie farther from all others than these lie apart, and how often."""
    filled = values[np.isfinite(values)]
    found = []
    for value in SENTINELS:
        times = int(np.sum(filled == value))
        rest = filled[filled != value]
        if not times or len(rest) < 3 or abs(value) < 9 or times > len(rest):
            continue
        apart = float(np.min(np.abs(rest - value)))
        if apart > max(float(np.ptp(rest)), 1.0) and apart > 0.8 * abs(value):
            found.append((value, times))
    return found


def _sentinel(name: str, value: float, times: int) -> Note:
    word = f"{value:g}"
    return note("cells.sentinel", value=word, name=name, n=times, word=repr(word))
