"""Text to records: every field counted, nothing shifted by one, nothing dropped in silence."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.limits import MAX_COLUMNS, MAX_ROWS, Limits
from kviz.data.tables.source import shown
from kviz.data.text.counts import Counts, count_fields
from kviz.data.text.dialect import separator_name
from kviz.data.text.outer_lines import first_record, last_notes


@dataclass
class Records:
    """Every record of a text table as text cells, with the row it stands in (row 1 is the first)."""

    frame: Any
    rows: Array
    notes: list[Note]


def parse(
    data: bytes,
    sep: str,
    name: str,
    *,
    trim: bool = True,
    header: int | None = None,
    fill_short: bool | None = None,
    limits: Limits | None = None,
) -> Records:
    """Split UTF-8 text into records: pandas parses, after every record's fields were counted.

    Counting first is what finds a separator too many or too few, a quote that is never closed
    and rows that are blank, all of which pandas passes over in silence.

    Parameters
    ----------
    data, sep, name : bytes, str, str
    trim : bool
        Leave out titles above the table and footnotes below it.
    header : int, optional
        The row that holds the header, from 1; what stands above is left out.
    fill_short : bool, optional
        Read what is missing at the end of short rows as empty; by default where at most half are short.
    limits : Limits, optional
        Tighter ones than the published.
    """
    counts, quoting, notes = count_fields(data, sep, name)
    full = np.flatnonzero(~counts.blank)
    if limits and int(counts.fields.sum()) > limits.cells:
        cells = int(counts.fields.sum())
        raise ValueError(note("fault.many_cells", table=name, cells=cells, most=limits.cells))
    if not len(full) or not counts.width:
        raise ValueError(note("fault.no_values", table=name))
    full, said = _inner(counts, full, trim, header, name)
    notes += said
    width = max(counts.width, int(counts.fields[full[0]]))
    if len(full) > 1 and np.all(counts.fields[full[1:]] == counts.fields[full[0]] + 1):
        row_names = not np.all(counts.open_end[full[1:]])
        width = int(counts.fields[full[0]]) + row_names
        if not row_names:
            notes.append(note("left_out.last_separator"))
    else:
        row_names = False
        _check_width(counts, full, width, sep, name, fill_short, notes)
    widest = int(counts.fields.max())
    if widest > MAX_COLUMNS:
        raise ValueError(note("fault.many_columns", table=name, n=widest, most=MAX_COLUMNS))
    if len(full) > MAX_ROWS + 1:
        raise ValueError(note("fault.many_rows", table=name, n=len(full), most=MAX_ROWS))
    frame = _parsed(data, sep, widest, quoting)
    if len(frame) != len(counts.fields):
        raise ValueError(note("fault.quotes", table=name))
    frame = frame.iloc[full, :width]
    if row_names:
        frame = frame.copy()
        frame.iloc[0] = ["row name", *frame.iloc[0, : width - 1]]
        notes.append(note("header.row_names"))
    inner = int(counts.blank[full[0] : full[-1]].sum())
    if inner:
        notes.append(note("left_out.blank_rows", n=inner))
    if width > 1 and not frame.iloc[:, -1].ne("").any():
        frame = frame.iloc[:, :-1]
        notes.append(note("left_out.last_column"))
    return Records(frame, full + 1, notes)


def _inner(
    counts: Counts, full: Array, trim: bool, header: int | None, name: str
) -> tuple[Array, list[Note]]:
    """The records of the table itself, and what was left out around it."""
    notes: list[Note] = []
    start, end = int(full[0]), int(full[-1]) + 1
    if header is not None:
        if not (1 <= header <= len(counts.fields)) or counts.blank[header - 1]:
            raise ValueError(note("fault.no_header", row=str(header), table=name, end=str(end)))
        start = header - 1
    elif trim:
        start = max(start, first_record(counts.head, counts.width))
    above = full[full < start]
    if len(above) and start < end - 1:
        text = shown(" ".join(cell for at in above[:3] for cell in counts.head[at] if cell.strip()), 60)
        notes.append(note("left_out.above", n=len(above), rows=row_list(above + 1), text=text))
        full = full[full >= start]
    if trim:
        gone = last_notes(counts.tail, counts.width)
        below = full[full >= len(counts.fields) - gone] if gone else full[:0]
        if len(below) and len(below) < len(full) - 1:
            first = counts.tail[len(counts.tail) - gone]
            text = shown(" ".join(cell for cell in first if cell.strip()), 60)
            notes.append(note("left_out.below", n=len(below), rows=row_list(below + 1), text=text))
            full = full[: len(full) - len(below)]
    return full, notes


def row_list(rows: Array, most: int = 5) -> str:
    """Rows by their numbers: 3, 4, 5, 6, 7 and 2 more."""
    named = ", ".join(str(row) for row in rows[:most])
    return note("words.and_more", rows=named, more=len(rows) - most) if len(rows) > most else named


def _parsed(data: bytes, sep: str, widest: int, quoting: dict[str, Any]) -> Any:
    import pandas as pd

    frame = pd.read_csv(
        BytesIO(data),
        sep=sep,
        header=None,
        names=range(widest),
        index_col=False,
        dtype=str,
        na_filter=False,
        skip_blank_lines=False,
        skipinitialspace=True,
        engine="c",
        encoding="utf-8",
        compression=None,
        low_memory=False,
        **quoting,
    )
    return frame.fillna("")


def _check_width(
    counts: Counts, full: Array, width: int, sep: str, name: str, fill_short: bool | None, notes: list[Note]
) -> None:
    """Refuse rows that are too long; fill up short ones where they are few, or where that was asked for."""
    fields = counts.fields[full]
    uneven = full[fields != width]
    if not len(uneven):
        return
    few = 2 * len(uneven) <= len(full) - 1 and not np.any(fields > width)
    if fields[0] == width and not np.any(fields > width) and (few if fill_short is None else fill_short):
        notes.append(note("cells.short_rows", n=len(uneven), rows=row_list(uneven + 1)))
        return
    row, first = int(uneven[0]), int(full[0])
    case = "uneven" if np.any(fields > width) or fill_short is False else "uneven_short"
    also = note("fault.also_uneven", n=len(uneven)) if len(uneven) > 1 else ""
    own = {"n": int(counts.fields[row]), "fields": int(counts.fields[first]), "sep": separator_name(sep)}
    raise ValueError(
        note(f"fault.{case}", row=str(row + 1), table=name, first=str(first + 1), also=also, **own)
    )
