"""Columns of text in a frame become columns of numbers, each in its own style."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np

from kviz.data.columns.column import Column
from kviz.data.columns.conversion import Numbers, to_numbers
from kviz.data.columns.kinds import describe_numbers, describe_text, few_are_wrong
from kviz.data.columns.number_cells import Style
from kviz.data.columns.number_style import sniff_styles
from kviz.data.points import Array


def column_styles(body: Any, sep: str, decimal: str | None, thousands: str | None) -> list[Style]:
    """How the numbers of every column are written, by a sample of at most 2,000 of its rows."""
    step = max(1, len(body) // 2000)
    cells = [body[column].iloc[::step].unique() for column in body.columns]
    styles = sniff_styles(cells, sep, decimal)
    if thousands:
        other = {",": ".", ".": ","}.get(thousands, ".")
        styles = [
            Style(decimal or (other if thousands == s.decimal else s.decimal), thousands) for s in styles
        ]
    return styles


def typed_column(
    frame: Any, name: str, style: Style, missing: frozenset[str], rows: Array, bad_cells: str, things: bool
) -> tuple[Column, Numbers, bool]:
    """Describe a column and put its numbers into the frame; whether bad cells were read as missing."""
    cells = frame[name]
    found = to_numbers(cells, style, missing)
    values, wrong = found.values, found.wrong
    fault = None
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        fault = (int(rows[first]), str(cells.iloc[first]), int(wrong.sum()))
    numbers = int(np.isfinite(values).sum())
    slips = fault is not None and not found.codes and few_are_wrong(fault[2], numbers)
    if fault is None or (slips and bad_cells == "missing"):
        whole = np.isfinite(values).all() and np.all(values == np.round(values) + 0.0)
        whole = whole and np.abs(values).max() < 2**53
        frame[name] = values.astype(np.int64) if whole else values
        described = describe_numbers(name, values, things)
        return replace(described, unit=found.unit, wrong=fault), found, fault is not None
    gaps = np.isnan(values) & ~wrong
    column = describe_text(name, cells[~gaps], int(gaps.sum()), fault, numbers if slips else 0)
    if found.codes and column.role in ("text", "category"):
        column = replace(column, role="code")
    frame[name] = cells.mask(gaps)
    return column, found, False


def main_style(styles: list[Style]) -> Style:
    """The style of most columns whose numbers show one."""
    shows = [Style(s.decimal, s.thousands) for s in styles if s.decimal != "." or s.thousands or s.doubt]
    return Counter(shows).most_common(1)[0][0] if shows else Style()
