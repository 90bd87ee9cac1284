"""Tables in: columns of a file become points, and the reader is told how they were read."""

from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.chosen_columns import ALL, choose_columns
from kviz.data.tables.folder import is_folder, read_folder
from kviz.data.tables.reader import Reading, read
from kviz.data.tables.source import shown
from kviz.data.text.parser import row_list

__all__ = ["ALL", "CHOICES", "read_table", "settle_missing"]

CHOICES = ("refuse", "drop", "median")


def read_table(
    source: Any,
    x: str | None = None,
    y: str | None = None,
    *,
    columns: tuple[str, ...] | str | None = None,
    missing: str = "refuse",
    name: str | None = None,
    **how: Any,
) -> Dataset:
    r"""Read the points of a table: two of its columns, or those named in ``columns``.

    Parameters
    ----------
    source : path, bytes, open file, data frame or Reading
        A text table (commas, semicolons, tabs, bars, blanks or fixed places; gzip or not), a frame
        of any library (see ``kviz.data.tables.reader.read``), or one that was read before. A folder
        of CSV or Parquet files is one table that memory need not hold; it is read with dask.
    x, y : str, optional
        The two columns to take; by default the first two that may be features. IDs, codes, dates,
        categories in numbers and constants are taken only by name.
    columns : tuple of str, or "all", optional
        Any number of columns, instead of ``x`` and ``y``; "all" takes every column that may be a
        feature, and one is enough.
    missing : {"refuse", "drop", "median"}
        What happens to rows that lack a value in a chosen column: say so and stop, leave the rows
        out, or fill in the column's median. What was done stands in ``notes``.
    name : str, optional
        What to call the table where bytes are given.
    **how
        ``sep``, ``decimal``, ``thousands``, ``encoding``, ``header`` (True, False or its row), ``na``
        (words that mean "nothing here"), ``bad_cells`` ("missing"), ``trim`` and ``fill_short``
        correct what was found by looking, as ``read`` explains them.

    Returns
    -------
    Dataset
        With ``table`` (the whole pandas DataFrame), ``kept`` (the positions of its rows that
        became points) and ``notes`` ("We read it as …").

    Raises
    ------
    FileNotFoundError, ValueError
        With one sentence: what was given, what is allowed, what to do.

    Examples
    --------
    >>> import kviz
    >>> table = "income;score\n1,5;2\n2,5;4\n8,0;8\n"
    >>> customers = kviz.read_table(table.encode(), x="income", y="score")
    >>> customers.points[0].tolist()
    [1.5, 2.0]
    """
    if not isinstance(missing, str) or missing not in CHOICES:
        raise ValueError(f"missing={shown(missing)} is not known; use 'refuse', 'drop' or 'median'.")
    if is_folder(source):
        return read_folder(source, x, y, columns, missing, name=name, **how)
    reading = source if isinstance(source, Reading) else read(source, name=name, **how)
    wanted, chosen = choose_columns(reading, x, y, columns)
    values, kept, settled = settle_missing(reading, wanted, missing)
    title = reading.name.removesuffix(".gz").rsplit(".", 1)[0]
    return Dataset(
        values,
        wanted,
        title=title,
        notes=(*reading.notes, *chosen, *settled),
        table=reading.frame,
        kept=kept,
    )


def settle_missing(
    reading: Reading, wanted: tuple[str, ...], missing: str
) -> tuple[Array, Array, tuple[Note, ...]]:
    """The chosen columns as (n, d) float64, the positions of their rows, and a note on the gaps."""
    values = reading.frame[list(wanted)].to_numpy(dtype=np.float64, na_value=np.nan)
    gaps = np.isnan(values)
    lacking = np.flatnonzero(gaps.any(axis=1))
    if not len(lacking):
        return values, np.arange(len(values)), ()
    told = _told(reading, wanted, gaps, lacking)
    if missing == "refuse":
        raise ValueError(note("gaps.refused", **told))
    if missing == "median":
        values = np.where(gaps, np.nanmedian(values, axis=0), values)
        return values, np.arange(len(values)), (note("gaps.filled", **told),)
    kept = np.flatnonzero(~gaps.any(axis=1))
    if not len(kept):
        raise ValueError(note("gaps.nothing_left", **told))
    return values[kept], kept, (note("gaps.left_out", **told),)


def _told(reading: Reading, wanted: tuple[str, ...], gaps: Array, lacking: Array) -> dict[str, Any]:
    counts = zip(wanted, gaps.sum(axis=0).tolist(), strict=True)
    columns = [note("words.gap", name=shown(name), n=count) for name, count in counts if count]
    rows = row_list(reading.rows[lacking])
    return {"n": len(lacking), "all": len(gaps), "columns": columns, "rows": rows}
