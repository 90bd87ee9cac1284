"""What is said of a column as it was read: its unit, its slips, and numbers that may mean something else."""

import numpy as np

from kviz.data.columns.column import Column
from kviz.data.columns.conversion import Numbers
from kviz.data.columns.number_cells import Style
from kviz.data.points import Array
from kviz.data.tables.source import shown

UNIT = "The {unit} in column {name} was taken off its numbers."
SCALED = "In column {name} we read {cell} as the whole number that it stands for."
DOUBT = "{cell} has two readings; we took {read}: choose a decimal {other} if that is wrong."
SLIPS = (
    "Column {name} holds numbers, and {count} that {are}: row {row} holds {cell}{more}. "
    "Choose bad_cells='missing' to read {them} as missing."
)
SLIPS_GONE = "Column {name}: {count} that {are} not a number (row {row} holds {cell}{more}) read as missing."
SENTINEL = (
    "{value:g} stands in column {name} {times} and lies far from the rest: if it means that nothing is "
    "there, name it (na={word!r})."
)
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


def notes_on(column: Column, numbers: Numbers, style: Style, slips_gone: bool, unasked: bool) -> list[str]:
    """The sentences that a person should read about this column.

    ``slips_gone`` says that cells without a number were read as missing, ``unasked`` that the
    decimal mark was found by looking.
    """
    name, notes = shown(column.name), []
    if numbers.unit and column.numeric:
        notes.append(UNIT.format(unit=numbers.unit, name=name))
    if numbers.scaled and column.numeric:
        notes.append(SCALED.format(name=name, cell=shown(numbers.scaled)))
    if style.doubt and unasked and (column.numeric or column.role == "bad cells"):
        notes.append(_doubt(style))
    if column.wrong and (slips_gone or column.role == "bad cells"):
        row, cell, times = column.wrong
        notes.append((SLIPS_GONE if slips_gone else SLIPS).format(
            name=name, count=f"{times} cell{'s' * (times > 1)}", row=row, cell=shown(cell),
            are=("are" if times > 1 else "is") + ("" if slips_gone else " not"),
            more=" and so on" * (times > 1), them="these" if times > 1 else "it",
        ))  # fmt: skip
    if column.numeric and column.role in ("number", "describes"):
        notes += [_sentinel(name, value, times) for value, times in sentinels(numbers.values)]
    return notes


def _doubt(style: Style) -> str:
    cell = style.doubt or ""
    mark = "," if "," in cell else "."
    read = cell.replace(mark, "") if style.thousands == mark else cell.replace(mark, ".")
    other = {",": "point", ".": "comma"}[style.decimal]
    return DOUBT.format(cell=shown(cell), read=read, other=other)


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


def _sentinel(name: str, value: float, times: int) -> str:
    often = "once" if times == 1 else f"{times} times"
    return SENTINEL.format(value=value, name=name, times=often, word=f"{value:g}")
