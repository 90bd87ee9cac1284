"""The first row: is it a header, is it there twice, and what are the columns called?"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from kviz.data.columns.number_cells import Style, number
from kviz.data.points import Array
from kviz.data.sentences import Note, note

LOOK = 200


def _is_number(cell: str, style: Style, missing: frozenset[str]) -> bool:
    value = number(cell, style, missing)
    return value is not None and not np.isnan(value)


def _numeric_columns(frame: Any, styles: Sequence[Style], missing: frozenset[str]) -> list[int]:
    """Columns whose filled cells are numbers in the rows of ``frame`` (text cells)."""
    found = []
    for at in range(frame.shape[1]):
        filled = [cell for cell in frame.iloc[:LOOK, at] if cell.strip().lower() not in missing]
        if filled and all(_is_number(cell, styles[at], missing) for cell in filled):
            found.append(at)
    return found


def sniff_header(frame: Any, styles: Sequence[Style], missing: frozenset[str]) -> bool:
    """Whether the first row is a header: not if it holds numbers wherever the rows below do.

    Years, or 0, 1, 2, …, above other numbers are names of columns where a text stands above text.
    """
    if len(frame) == 1:
        return not all(_is_number(cell, styles[at], missing) for at, cell in enumerate(frame.iloc[0]))
    below = _numeric_columns(frame.iloc[1:], styles, missing)
    below = below or _numeric_columns(frame.iloc[2:], styles, missing)
    if not below or not all(_is_number(frame.iloc[0, at], styles[at], missing) for at in below):
        return True
    texts = [at for at in range(frame.shape[1]) if at not in below]
    above = [number(frame.iloc[0, at], styles[at], missing) for at in below]
    if not texts or len(below) < 2 or any(frame.iloc[0, at] in set(frame.iloc[1:LOOK, at]) for at in texts):
        return False
    values = np.array(above, dtype=float)
    steps = np.diff(values)
    years = bool(np.all((values >= 1500) & (values <= 2200) & (values == np.round(values))))
    return bool(np.all(steps == steps[0]) and steps[0] > 0) and (
        years or (values[0] in (0, 1) and steps[0] == 1)
    )


def names_of(header: Any | None, width: int) -> tuple[list[str], list[Note]]:
    """A name for each column, each once, and notes on those that had to be made up."""
    if header is None:
        return [f"column {at + 1}" for at in range(width)], []
    given = [" ".join(str(cell).split()) for cell in header]
    names: list[str] = []
    for at, cell in enumerate(given):
        base = name = cell or f"column {at + 1}"
        times = 1
        while name in names:
            times += 1
            name = f"{base} ({times})"
        names.append(name)
    notes: list[Note] = []
    if not all(given):
        made = [name for name, cell in zip(names, given, strict=True) if not cell]
        notes.append(note("header.unnamed", names=", ".join(map(repr, made))))
    doubled = [cell for cell, times in Counter(filter(None, given)).items() if times > 1]
    if doubled:
        notes.append(note("header.doubled", names=", ".join(map(repr, doubled))))
    return names, notes


def repeated_headers(frame: Any) -> Array:
    """Positions of rows that say the header again, as in files joined end to end."""
    first = frame.iloc[0]
    again = np.flatnonzero(frame.iloc[:, 0].to_numpy() == first.iloc[0])[1:]
    return np.array([at for at in again if frame.iloc[at].equals(first)], dtype=int)


def units_row(frame: Any, styles: Sequence[Style], missing: frozenset[str]) -> Array:
    """Position of a second header line ("years", "k$"): text where the rows below hold numbers.

    One such cell is enough where the other cells of the row are empty.
    """
    if len(frame) < 5:
        return np.array([], dtype=int)
    columns = _numeric_columns(frame.iloc[2:], styles, missing)
    row = [str(cell).strip() for cell in frame.iloc[1]]
    cells = [row[at] for at in columns]
    words = [
        cell for at, cell in zip(columns, cells, strict=True) if number(cell, styles[at], missing) is None
    ]
    said_twice = frame.iloc[1].equals(frame.iloc[0])
    alone = len(words) == 1 and sum(map(bool, row)) == 1
    is_units = (len(words) >= 2 or alone) and len(words) == sum(map(bool, cells)) and not said_twice
    return np.array([1] if is_units else [], dtype=int)
