"""Tables in: a CSV file becomes points, and the reader is told how it was read."""

from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset


def read_table(
    source: str | PathLike | bytes,
    x: str | None = None,
    y: str | None = None,
    *,
    columns: tuple[str, ...] | None = None,
    missing: str = "refuse",
    name: str | None = None,
) -> Dataset:
    """Read the points of a CSV file: two of its columns, or those named in ``columns``."""
    import pandas as pd

    if isinstance(source, bytes):
        data, title = source, name or "table"
    else:
        path = Path(source)
        if not path.is_file():
            raise FileNotFoundError(f"There is no file {str(source)!r}; check the name and the folder.")
        data, title = path.read_bytes(), path.stem
    table = pd.read_csv(BytesIO(data), encoding="utf-8-sig")
    wanted = tuple(columns or [c for c in (x, y) if c is not None])
    if not wanted:
        wanted = tuple(table.select_dtypes("number").columns[:2])
    for column in wanted:
        if column not in table.columns:
            raise ValueError(f"There is no column {column!r}; the columns are {', '.join(map(repr, table.columns))}.")
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise ValueError(f"Column {column!r} holds text; choose a column of numbers.")
    values, kept, notes = _settle_missing(table, wanted, missing)
    return Dataset(values, wanted, title=title, notes=notes, table=table, kept=kept)


def _settle_missing(table: Any, wanted: tuple[str, ...], missing: str) -> tuple[np.ndarray, np.ndarray, tuple]:
    values = table[list(wanted)].to_numpy(dtype=float)
    gaps = np.isnan(values)
    rows = np.flatnonzero(gaps.any(axis=1))
    if not len(rows):
        return values, np.arange(len(values)), ()
    first = int(rows[0])
    column = wanted[int(np.flatnonzero(gaps[first])[0])]
    if missing == "refuse":
        raise ValueError(
            f"{len(rows)} of {len(values)} rows lack a value, first row {first + 2} in {column!r}; "
            f"ask for missing='drop' to leave them out."
        )
    keep = np.flatnonzero(~gaps.any(axis=1))
    return values[keep], keep, (f"{len(rows)} of {len(values)} rows lack a value and were left out",)
