"""Text to records: every field counted, nothing shifted by one, nothing dropped in silence."""

import csv
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.data.tables.dialect import SEPARATORS
from kviz.data.tables.limits import MAX_COLUMNS, MAX_FIELD, MAX_ROWS
from kviz.data.tables.source import shown


@dataclass
class Records:
    """Every record of a text table as text cells, with the row it stands in (row 1 is the first)."""

    frame: Any
    rows: Array
    notes: list[str]


def parse(data: bytes, sep: str, name: str) -> Records:
    """Split UTF-8 text into records: pandas parses, after every record's fields were counted.

    Counting first is what finds a separator too many or too few, a quote that is never closed
    and rows that are blank, all of which pandas passes over in silence.
    """
    import pandas as pd

    counts, blank, open_end = _scan(data, sep, name)
    width = int(counts[~blank][0]) if (~blank).any() else 0
    if not width:
        raise ValueError(f"{name} holds no values, only separators; give a table with data.")
    notes = []
    full = np.flatnonzero(~blank)
    if len(full) > 1 and np.all(counts[full[1:]] == width + 1) and np.all(open_end[full[1:]]):
        notes.append("Every row but the header ends with a separator, which we left out.")
    else:
        _refuse_ragged(counts, full, width, sep, name)
    widest = int(counts.max())
    if widest > MAX_COLUMNS:
        raise ValueError(f"{name} has {widest:,} columns, and kviz reads up to {MAX_COLUMNS}; give fewer.")
    if len(full) > MAX_ROWS + 1:
        raise ValueError(
            f"{name} has {len(full):,} rows, and kviz reads up to {MAX_ROWS:,}; give a sample of them."
        )
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
    )
    if len(frame) != len(counts):
        raise ValueError(f"{name} mixes quotes and line breaks beyond repair; save it anew as CSV.")
    frame = frame.iloc[full, :width]
    inner = int(blank[: full[-1]].sum())
    if inner:
        notes.append(f"{inner} blank row{'s' * (inner > 1)} left out.")
    if not frame.iloc[:, -1].ne("").any():
        frame = frame.iloc[:, :-1]
        notes.append("Every row ends with a separator, so there is an empty last column, which we left out.")
    return Records(frame, full + 1, notes)


def _scan(data: bytes, sep: str, name: str) -> tuple[Array, Array, Array]:
    counts, blank, open_end = [], [], []
    text = TextIOWrapper(BytesIO(data), encoding="utf-8", newline="")
    try:
        for record in csv.reader(text, delimiter=sep, skipinitialspace=True, strict=True):
            counts.append(len(record))
            blank.append(not any(record))
            open_end.append(bool(record) and not record[-1])
    except csv.Error as error:
        raise ValueError(_quote_fault(str(error), name, len(counts) + 1)) from None
    return np.array(counts), np.array(blank, dtype=bool), np.array(open_end, dtype=bool)


def _quote_fault(error: str, name: str, row: int) -> str:
    if "field larger" in error:
        return (
            f"Row {row} of {name} holds a cell of more than {MAX_FIELD:,} characters, more than kviz reads; "
            "perhaps a quote is opened there and never closed."
        )
    if "end of data" in error:
        return f'A quote (") is opened in row {row} of {name} and never closed; close it or take it out.'
    return f'Row {row} of {name} has text after a closing quote ("); double the quotes inside a cell.'


def _refuse_ragged(counts: Array, full: Array, width: int, sep: str, name: str) -> None:
    uneven = full[counts[full] != width]
    if not len(uneven):
        return
    row = int(uneven[0])
    fields = f"{counts[row]} field{'' if counts[row] == 1 else 's'}"
    also = f" ({len(uneven)} rows are uneven)" if len(uneven) > 1 else ""
    raise ValueError(
        f"Row {row + 1} of {name} has {fields} and row {full[0] + 1} has {width}{also}; mend it, or name "
        f"the separator: it was read with {SEPARATORS.get(sep, shown(sep))}."
    )
