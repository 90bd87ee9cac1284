"""A table as it was read: its columns, its faults, and the sentence "we read it as …"."""

from dataclasses import dataclass, field, replace
from os import PathLike
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.data.tables.column_types import Column, describe_numbers, describe_text
from kviz.data.tables.dialect import SEPARATORS, decode, skip_separator_line, sniff_separator
from kviz.data.tables.header import names_of, repeated_headers, sniff_header, units_row
from kviz.data.tables.number_format import MISSING, Style, sniff_style, to_numbers
from kviz.data.tables.parser import parse
from kviz.data.tables.source import shown, take_in

ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows Latin-1", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


@dataclass(frozen=True, eq=False)
class Reading:
    """A table and how it was read.

    ``frame`` is a pandas DataFrame with numbers as numbers and the rest as text; ``rows`` (n,) the
    row of each record in the file, the header being row 1, as a spreadsheet counts; ``notes`` say
    how it was read and what was left out. ``layout`` holds sep, decimal, thousands, encoding and
    header as they can be given back to ``read`` to correct it.
    """

    name: str
    frame: Any = field(repr=False)
    columns: tuple[Column, ...]
    rows: Array = field(repr=False)
    notes: tuple[str, ...]
    duplicates: int
    layout: dict[str, Any]

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise ValueError(
            f"There is no column {shown(name)} in {self.name}; the columns are "
            f"{', '.join(shown(column.name) for column in self.columns)}."
        )

    @property
    def numeric(self) -> tuple[str, ...]:
        """Names of the columns of numbers."""
        return tuple(column.name for column in self.columns if column.numeric)

    @property
    def suggested(self) -> tuple[str, ...]:
        """Names of the columns that kviz offers as features unasked."""
        return tuple(column.name for column in self.columns if column.suggested)


def read(
    source: str | PathLike | bytes,
    *,
    name: str | None = None,
    sep: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    encoding: str | None = None,
    header: bool | None = None,
    na: tuple[str, ...] = (),
) -> Reading:
    """Read a table from a file or from bytes; what is not given is found by looking.

    Parameters
    ----------
    source : path, bytes or DataFrame
        Text with one record in each row, or that text in a gzip file.
    name : str, optional
        What to call the table; the name of the file by default.
    sep, decimal, thousands, encoding, header : optional
        Correct what was found: one character each, the name of an encoding, whether row 1 is a header.
    na : tuple of str
        Further words that mean "nothing here", besides blanks, NA, ? and their like.

    Raises
    ------
    FileNotFoundError, ValueError
        With one sentence that says what was given and what to do.

    """
    if hasattr(source, "to_csv"):
        source, name = source.to_csv(index=False).encode(), name or "The table"
    data, name = take_in(source, name)
    data, encoding = decode(data, name, encoding)
    data, declared = skip_separator_line(data)
    sep = sep or declared or sniff_separator(data)
    _check_marks(sep, decimal, thousands)
    records = parse(data, sep, name)
    frame, rows = records.frame, records.rows + (declared is not None)
    missing = MISSING | {word.strip().lower() for word in na}
    body = frame.iloc[1:] if len(frame) > 1 else frame
    found = sniff_style(_sample(body), sep)
    groups = found.thousands if decimal is None else None
    style = Style(decimal or found.decimal, thousands or groups, found.doubt)
    notes = list(records.notes)
    if header is None:
        header = sniff_header(frame, style, missing)
        if not header:
            notes.append("Row 1 looks like data, not like a header, so the columns are numbered.")
    names, named = names_of(frame.iloc[0] if header else None, frame.shape[1])
    notes += named
    if header:
        again = repeated_headers(frame)
        units = units_row(frame, style, missing)
        drop = np.concatenate([[0], again, units]).astype(int)
        if len(again):
            notes.append(f"The header is repeated in {_rows(rows[again])}, which we left out.")
        if len(units):
            notes.append(f"Row {rows[units[0]]} looks like a second header line, so we left it out.")
        keep = np.setdiff1d(np.arange(len(frame)), drop)
        frame, rows = frame.iloc[keep], rows[keep]
    if not len(frame):
        raise ValueError(f"{name} has a header and no rows below it; give a table with data.")
    frame = frame.reset_index(drop=True).set_axis(names, axis=1)
    columns = tuple(_convert(frame, column, style, missing, rows) for column in names)
    duplicates = int(frame.duplicated().sum())
    notes[:0] = _read_as(frame, sep, style, encoding, header)
    notes += [f"The {c.unit} in column {shown(c.name)} was taken off its numbers." for c in columns if c.unit]
    if style.doubt and decimal is None and thousands is None:
        notes.append(_doubt(style))
    layout = {
        "sep": sep,
        "decimal": style.decimal,
        "thousands": style.thousands,
        "encoding": encoding,
        "header": bool(header),
    }
    return Reading(name, frame, columns, rows, tuple(notes), duplicates, layout)


def _check_marks(sep: str, decimal: str | None, thousands: str | None) -> None:
    for what, mark in (("separator", sep), ("decimal mark", decimal), ("thousands mark", thousands)):
        if mark is not None and (len(mark) != 1 or mark in '"\r\n0123456789'):
            raise ValueError(f"The {what} is one character, such as a comma; {shown(mark)} is not.")
    if decimal is not None and decimal == thousands:
        raise ValueError(f"The decimal and the thousands mark are both {shown(decimal)}; they must differ.")


def _sample(frame: Any) -> list[str]:
    step = max(1, len(frame) // 2000)
    return [cell for column in frame.columns for cell in frame[column].iloc[::step].unique()]


def _convert(frame: Any, name: str, style: Style, missing: frozenset[str], rows: Array) -> Column:
    cells = frame[name]
    values, wrong, unit = to_numbers(cells, style, missing)
    if not wrong.any():
        whole = np.isfinite(values).all() and np.all(values == np.round(values) + 0.0)
        whole = whole and np.abs(values).max() < 2**53
        frame[name] = values.astype(np.int64) if whole else values
        return replace(describe_numbers(name, values), unit=unit)
    first = int(np.flatnonzero(wrong)[0])
    gaps = np.isnan(values) & ~wrong
    fault = (int(rows[first]), str(cells.iloc[first]), int(wrong.sum()))
    column = describe_text(name, cells[~gaps], int(gaps.sum()), fault)
    frame[name] = cells.mask(gaps)
    return column


def _rows(rows: Array, most: int = 5) -> str:
    named = ", ".join(str(row) for row in rows[:most])
    more = f" and {len(rows) - most} more" if len(rows) > most else ""
    return f"row{'s' * (len(rows) > 1)} {named}{more}"


def _read_as(frame: Any, sep: str, style: Style, encoding: str, header: bool) -> list[str]:
    parts = [ENCODINGS.get(encoding, encoding) + " text"]
    if frame.shape[1] > 1:
        parts.append(f"separated by {SEPARATORS.get(sep, shown(sep))}")
    parts.append(f"decimal {'comma' if style.decimal == ',' else 'point'}")
    if style.thousands:
        parts.append(f"thousands marked with {shown(style.thousands)}")
    parts.append("header in the first row" if header else "no header")
    n, d = frame.shape
    size = f"{n:,} row{'s' * (n != 1)} and {d} column{'s' * (d != 1)}"
    return [f"We read it as {', '.join(parts)}: {size}."]


def _doubt(style: Style) -> str:
    read_as = style.doubt.replace(",", "." if style.decimal == "," else "")
    other = "point" if style.decimal == "," else "comma"
    doubt = shown(style.doubt)
    return f"{doubt} has two readings; we took {read_as}: choose a decimal {other} if that is wrong."
