"""Which columns of a table become points: those that were named, or the first that may be features."""

from kviz.data.columns.choice import choose
from kviz.data.given import words
from kviz.data.tables.reader import Reading
from kviz.data.tables.source import shown

ALL = "all"
MISSING_CELLS = " Choose bad_cells='missing' to read such cells as missing."


def choose_columns(
    reading: Reading, x: str | None, y: str | None, columns: tuple[str, ...] | str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the chosen columns, and notes on the choice; a sentence where it cannot be.

    Raises
    ------
    ValueError
        If there are too few columns of numbers, or a named one is missing or holds text.
    """
    if (x is None) != (y is None):
        raise ValueError("Only one of x and y was given; name two columns, or neither.")
    named = (columns,) if isinstance(columns, str) and columns != ALL else columns
    all_of_them = isinstance(named, str)  # a name alone stands in brackets by now
    wanted: tuple[str, ...] = () if named is None or all_of_them else words(named, "columns")
    if x is not None and y is not None:
        wanted = (x, y)
    notes: tuple[str, ...] = ()
    if not wanted:
        wanted, notes = choose(reading.columns, reading.name, None if all_of_them else 2)
        if len(wanted) < 2 and not all_of_them:
            raise ValueError(_too_few(reading, wanted))
    for column in wanted:
        _refuse_text(reading, column)
    if len(set(wanted)) < len(wanted):
        raise ValueError(f"Column {shown(wanted[0])} was chosen twice; choose two different columns.")
    return wanted, notes


def _too_few(reading: Reading, wanted: tuple[str, ...]) -> str:
    every = ", ".join(shown(column.name) for column in reading.columns)
    if len(reading.numeric) < 2:
        bad = "; ".join(
            f"row {c.wrong[0]} of {shown(c.name)} holds {shown(c.wrong[1])}, which is not a number"
            for c in reading.columns
            if c.role == "bad cells" and c.wrong
        )
        has = f"{len(reading.numeric)} column{'s' * (len(reading.numeric) != 1)} of numbers"
        return (
            f"{reading.name} has {has}, and a picture needs two; the columns are {every}{bad and '; ' + bad}."
            f"{bad and MISSING_CELLS}"
        )
    against = "; ".join(
        f"{shown(n)}: {reading[n].advice.partition(':')[0]}" for n in reading.numeric if n not in wanted
    )
    return (
        f"{reading.name} has one column that may be a feature, {shown(wanted[0])}, and a picture needs two "
        f"({against}); name two columns, or columns=({wanted[0]!r},) for one alone."
    )


def _refuse_text(reading: Reading, name: str) -> None:
    column = reading[name]
    if column.kind == "empty":
        raise ValueError(f"Column {shown(name)} is empty: no row has a value; choose another column.")
    if column.numeric or column.wrong is None:
        return
    row, cell, times = column.wrong
    others = ", ".join(shown(other) for other in reading.numeric) or "none"
    rest = "1 more row holds" if times == 2 else f"{times - 1:,} more rows hold"
    more = f", and {rest} no number" if times > 1 else ""
    raise ValueError(
        f"Column {shown(name)} is not a column of numbers: row {row} holds {shown(cell)}{more}; "
        f"the columns of numbers are {others}." + (MISSING_CELLS if column.role == "bad cells" else "")
    )
