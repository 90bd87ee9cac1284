"""Which columns are taken where none is named: one rule for every command, the page and Python."""

from collections.abc import Sequence

from kviz.data.columns.column import SECOND_CHOICE, Column
from kviz.data.sentences import Note, note
from kviz.data.tables.source import shown

SHOWN = 6


def suitable(columns: Sequence[Column]) -> tuple[str, ...]:
    """Names of the columns that may be features, in the order of the table.

    Quantities; where there are fewer than two, what describes a person as well. A column that kviz
    advises against (IDs, codes, dates, categories in numbers, constants) is never among them.
    """
    first = [column for column in columns if column.suggested]
    if len(first) < 2:
        allowed = {"number", *SECOND_CHOICE}
        first = [column for column in columns if column.numeric and column.role in allowed]
    return tuple(column.name for column in first)


def choose(
    columns: Sequence[Column], table: str, most: int | None = None
) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The columns to take where none was named, at most ``most``, and the sentence that says so.

    Raises
    ------
    ValueError
        If no column may be a feature; each is named with what speaks against it.
    """
    fit = suitable(columns)
    if not fit:
        raise ValueError(none_fits(columns, table))
    taken, names = fit[:most], [shown(name) for name in fit]
    if len(taken) == len(fit):
        return taken, (note("taken.all", n=len(taken), taken=names),)
    left = names[len(taken) :]
    rest = ", ".join(left[:SHOWN]) + ", …" * (len(left) > SHOWN)
    some = note("taken.some", taken=names[: len(taken)], count=len(taken), all=len(fit), rest=rest)
    return taken, (some,)


def none_fits(columns: Sequence[Column], table: str) -> Note:
    """Why no column is taken, column by column."""
    against = [
        note("words.against", name=shown(c.name), why=c.reason) for c in columns if c.numeric and c.advice
    ]
    against += [
        note("words.cell", name=shown(c.name), row=str(c.wrong[0]), cell=shown(c.wrong[1]))
        for c in columns
        if c.role == "bad cells" and c.wrong
    ]
    if not against:
        return note("fault.none_at_all", table=table, every=", ".join(shown(c.name) for c in columns))
    return note("fault.none_fits", table=table, why=against[:SHOWN])
