"""Text to records: every field counted, nothing shifted by one, nothing dropped in silence."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.data.tables.limits import MAX_COLUMNS, MAX_ROWS, Limits
from kviz.data.tables.source import shown
from kviz.data.text.counts import Counts, count_fields
from kviz.data.text.dialect import NAMED
from kviz.data.text.outer_lines import first_record, last_notes

SHORT_FILLED = "{rows} {has} fewer cells than the header; what is missing there is read as empty."
ABOVE = "{rows} above the table {was} left out: {text}."
BELOW = "{rows} below the table {was} left out: {text}."
TOO_MANY = "{name} has {cells:,} cells, and up to {most:,} are read here; give a sample of its rows."
CORRECT_ABOVE = " If the header is elsewhere, name its row (header=N)."


@dataclass
class Records:
    """Every record of a text table as text cells, with the row it stands in (row 1 is the first)."""

    frame: Any
    rows: Array
    notes: list[str]


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
        raise ValueError(TOO_MANY.format(name=name, cells=int(counts.fields.sum()), most=limits.cells))
    if not len(full) or not counts.width:
        raise ValueError(f"{name} holds no values, only separators; give a table with data.")
    full, said = _inner(counts, full, trim, header, name)
    notes += said
    width = max(counts.width, int(counts.fields[full[0]]))
    if len(full) > 1 and np.all(counts.fields[full[1:]] == counts.fields[full[0]] + 1):
        row_names = not np.all(counts.open_end[full[1:]])
        width = int(counts.fields[full[0]]) + row_names
        if not row_names:
            notes.append("Every row but the header ends with a separator, which we left out.")
    else:
        row_names = False
        _check_width(counts, full, width, sep, name, fill_short, notes)
    widest = int(counts.fields.max())
    if widest > MAX_COLUMNS:
        raise ValueError(f"{name} has {widest:,} columns, and kviz reads up to {MAX_COLUMNS}; give fewer.")
    if len(full) > MAX_ROWS + 1:
        raise ValueError(
            f"{name} has {len(full):,} rows, and kviz reads up to {MAX_ROWS:,}; give a sample of them."
        )
    frame = _parsed(data, sep, widest, quoting)
    if len(frame) != len(counts.fields):
        raise ValueError(f"{name} mixes quotes and line breaks beyond repair; save it anew as CSV.")
    frame = frame.iloc[full, :width]
    if row_names:
        frame = frame.copy()
        frame.iloc[0] = ["row name", *frame.iloc[0, : width - 1]]
        notes.append(
            "The header has one name fewer than the rows have cells: the first column holds row names."
        )
    inner = int(counts.blank[full[0] : full[-1]].sum())
    if inner:
        notes.append(f"{inner} blank row{'s' * (inner > 1)} left out.")
    if width > 1 and not frame.iloc[:, -1].ne("").any():
        frame = frame.iloc[:, :-1]
        notes.append("Every row ends with a separator, so there is an empty last column, which we left out.")
    return Records(frame, full + 1, notes)


def _inner(counts: Counts, full: Array, trim: bool, header: int | None, name: str) -> tuple[Array, list[str]]:
    """The records of the table itself, and what was left out around it."""
    notes = []
    start, end = int(full[0]), int(full[-1]) + 1
    if header is not None:
        if not (1 <= header <= len(counts.fields)) or counts.blank[header - 1]:
            raise ValueError(f"Row {header} of {name} holds no header; it has rows 1 to {end}.")
        start = header - 1
    elif trim:
        start = max(start, first_record(counts.head, counts.width))
    above = full[full < start]
    if len(above) and start < end - 1:
        text = shown(" ".join(cell for at in above[:3] for cell in counts.head[at] if cell.strip()), 60)
        notes.append(_around(ABOVE, above, text) + CORRECT_ABOVE)
        full = full[full >= start]
    if trim:
        gone = last_notes(counts.tail, counts.width)
        below = full[full >= len(counts.fields) - gone] if gone else full[:0]
        if len(below) and len(below) < len(full) - 1:
            first = counts.tail[len(counts.tail) - gone]
            text = shown(" ".join(cell for cell in first if cell.strip()), 60)
            notes.append(_around(BELOW, below, text))
            full = full[: len(full) - len(below)]
    return full, notes


def _around(sentence: str, at: Array, text: str) -> str:
    many = len(at) > 1
    return sentence.format(rows=row_list(at + 1).capitalize(), was="were" if many else "was", text=text)


def row_list(rows: Array, most: int = 5) -> str:
    """Rows in words: row 3, or rows 3, 4, 5, 6, 7 and 2 more."""
    named = ", ".join(str(row) for row in rows[:most])
    more = f" and {len(rows) - most} more" if len(rows) > most else ""
    return f"row{'s' * (len(rows) > 1)} {named}{more}"


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
    counts: Counts, full: Array, width: int, sep: str, name: str, fill_short: bool | None, notes: list[str]
) -> None:
    """Refuse rows that are too long; fill up short ones where they are few, or where that was asked for."""
    fields = counts.fields[full]
    uneven = full[fields != width]
    if not len(uneven):
        return
    few = 2 * len(uneven) <= len(full) - 1 and not np.any(fields > width)
    if fields[0] == width and not np.any(fields > width) and (few if fill_short is None else fill_short):
        has = "have" if len(uneven) > 1 else "has"
        notes.append(SHORT_FILLED.format(rows=row_list(uneven + 1).capitalize(), has=has))
        return
    row = int(uneven[0])
    said = f"{counts.fields[row]} field{'' if counts.fields[row] == 1 else 's'}"
    also = f" ({len(uneven)} rows are uneven)" if len(uneven) > 1 else ""
    choice = "" if np.any(fields > width) or fill_short is False else ", or fill short rows (fill_short=True)"
    raise ValueError(
        f"Row {row + 1} of {name} has {said} and row {full[0] + 1} has {counts.fields[full[0]]}{also}; "
        f"mend it, or name the separator: it was read with {NAMED.get(sep, shown(sep))}{choice}."
    )
