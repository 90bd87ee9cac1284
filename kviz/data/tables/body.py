"""The rows of a table without what stands among them: repeated headers, units, totals, empty columns."""

from typing import Any

import numpy as np

from kviz.data.columns.number_cells import Style
from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.header import repeated_headers, units_row
from kviz.data.tables.source import shown
from kviz.data.text.outer_lines import is_total
from kviz.data.text.parser import row_list


def below_header(
    frame: Any, rows: Array, styles: list[Style], missing: frozenset[str], notes: list[Note]
) -> tuple[Any, Array, list[str]]:
    """The rows below the header, without its repetitions and without a row of units, and these units."""
    again, at = repeated_headers(frame), units_row(frame, styles, missing)
    if len(again):
        named = note("words.rows", n=len(again), rows=row_list(rows[again]))
        notes.append(note("left_out.header_again", rows=named))
    units: list[str] = []
    if len(at):
        notes.append(note("left_out.second_header", row=str(rows[at[0]])))
        units = [str(cell).strip() for cell in frame.iloc[1]]
    keep = np.setdiff1d(np.arange(len(frame)), np.concatenate([[0], again, at]).astype(int))
    return frame.iloc[keep], rows[keep], units


def without_totals(frame: Any, rows: Array, notes: list[Note]) -> tuple[Any, Array]:
    """The rows without totals and means at their end."""
    end = len(frame)
    while end > 2 and len(frame) - end < 3 and is_total([str(cell) for cell in frame.iloc[end - 1]]):
        end -= 1
    if end == len(frame):
        return frame, rows
    text = shown(next(str(cell) for cell in frame.iloc[end] if is_total([str(cell)])))
    notes.append(note("left_out.totals", n=len(frame) - end, rows=row_list(rows[end:]), text=text))
    return frame.iloc[:end], rows[:end]


def without_empty(frame: Any, named: list[Note], notes: list[Note]) -> Any:
    """Leave out columns that have neither a name nor a value."""
    if not any(said.key == "tables.header.unnamed" for said in named):
        return frame
    gone = [n for n in frame.columns if n.startswith("column ") and not frame[n].str.strip().ne("").any()]
    if not gone or len(gone) == frame.shape[1]:
        return frame
    notes.append(note("left_out.empty_columns", n=len(gone)))
    return frame.drop(columns=gone)
