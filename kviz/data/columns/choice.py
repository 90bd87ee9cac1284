"""Which columns are taken where none is named: one rule for every command, the page and Python."""

from collections.abc import Sequence

from kviz.data.columns.column import SECOND_CHOICE, Column
from kviz.data.tables.source import shown

ALL_TAKEN = "We took the column{s} {taken}; name others to choose them."
SOME_TAKEN = (
    "We took the columns {taken}, {count} of {all} that may be features ({rest} as well); "
    "name others to choose them."
)
NONE_FITS = "{table} has no column to cluster by unasked ({why}); name columns to take them all the same."
NONE_AT_ALL = "{table} has no column of numbers to cluster by; its columns are {every}."
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
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns to take where none was named, at most ``most``, and the sentence that says so.

    Raises
    ------
    ValueError
        If no column may be a feature; each is named with what speaks against it.
    """
    fit = suitable(columns)
    if not fit:
        raise ValueError(none_fits(columns, table))
    taken = fit[:most]
    said = _and([shown(name) for name in taken])
    if len(taken) == len(fit):
        return taken, (ALL_TAKEN.format(s="s" * (len(taken) > 1), taken=said),)
    rest = ", ".join(shown(name) for name in fit[len(taken) :][:SHOWN]) + ", …" * (
        len(fit) > len(taken) + SHOWN
    )
    return taken, (SOME_TAKEN.format(taken=said, count=len(taken), all=len(fit), rest=rest),)


def none_fits(columns: Sequence[Column], table: str) -> str:
    """Why no column is taken, column by column."""
    against = [f"{shown(c.name)}: {c.advice.partition(':')[0]}" for c in columns if c.numeric and c.advice]
    against += [
        f"{shown(c.name)}: row {c.wrong[0]} holds {shown(c.wrong[1])}"
        for c in columns
        if c.role == "bad cells" and c.wrong
    ]
    if not against:
        every = ", ".join(shown(column.name) for column in columns)
        return NONE_AT_ALL.format(table=table, every=every)
    return NONE_FITS.format(table=table, why="; ".join(against[:SHOWN]))


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
