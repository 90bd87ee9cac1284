"""Which columns of a table become points: those that were named, or the first that may be features."""

from kviz.data.columns.choice import choose
from kviz.data.given import words
from kviz.data.sentences import Note, note
from kviz.data.tables.reader import Reading
from kviz.data.tables.source import shown

ALL = "all"


def choose_columns(
    reading: Reading, x: str | None, y: str | None, columns: tuple[str, ...] | str | None
) -> tuple[tuple[str, ...], tuple[Note, ...]]:
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
    notes: tuple[Note, ...] = ()
    if not wanted:
        wanted, notes = choose(reading.columns, reading.name, None if all_of_them else 2)
        if len(wanted) < 2 and not all_of_them:
            raise ValueError(_too_few(reading, wanted))
    for column in wanted:
        _refuse_text(reading, column)
    if len(set(wanted)) < len(wanted):
        raise ValueError(note("fault.twice", name=shown(wanted[0])))
    return wanted, notes


def _too_few(reading: Reading, wanted: tuple[str, ...]) -> Note:
    if len(reading.numeric) < 2:
        bad = [
            note("fault.not_a_number", row=str(c.wrong[0]), name=shown(c.name), cell=shown(c.wrong[1]))
            for c in reading.columns
            if c.role == "bad cells" and c.wrong
        ]
        case = "few_numbers_bad" if bad else "few_numbers"
        every = ", ".join(shown(column.name) for column in reading.columns)
        n = len(reading.numeric)
        said = note(f"fault.{case}", table=reading.name, n=n, every=every, bad=bad)
        return note("fault.treat_as_missing", said=said) if bad else said
    against = [
        note("words.against", name=shown(n), why=reading[n].reason)
        for n in reading.numeric
        if n not in wanted
    ]
    return note("fault.one_feature", table=reading.name, name=shown(wanted[0]), against=against)


def _refuse_text(reading: Reading, name: str) -> None:
    column = reading[name]
    if column.kind == "empty":
        raise ValueError(note("fault.empty_column", name=shown(name)))
    if column.numeric or column.wrong is None:
        return
    row, cell, times = column.wrong
    others = ", ".join(shown(other) for other in reading.numeric) or note("words.none")
    case = "text_cells" if times > 1 else "text_cell"
    own = {"name": shown(name), "row": str(row), "cell": shown(cell)}
    said = note(f"fault.{case}", n=times - 1, others=others, **own)
    raise ValueError(note("fault.treat_as_missing", said=said) if column.role == "bad cells" else said)
