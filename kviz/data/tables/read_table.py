"""Tables in: columns of a file become points, and the reader is told how they were read."""

from typing import Any

import numpy as np

from kviz.data.columns.choice import choose
from kviz.data.dataset import Dataset
from kviz.data.given import words
from kviz.data.points import Array
from kviz.data.tables.reader import Reading, read
from kviz.data.tables.source import shown

CHOICES = ("refuse", "drop", "median")
ALL = "all"
MISSING_CELLS = " Choose bad_cells='missing' to read such cells as missing."


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
        of any library (see ``kviz.data.tables.reader.read``), or one that was read before.
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
    reading = source if isinstance(source, Reading) else read(source, name=name, **how)
    if not isinstance(missing, str) or missing not in CHOICES:
        raise ValueError(f"missing={shown(missing)} is not known; use 'refuse', 'drop' or 'median'.")
    wanted, chosen = _choose(reading, x, y, columns)
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


def _choose(
    reading: Reading, x: str | None, y: str | None, columns: tuple[str, ...] | str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if (x is None) != (y is None):
        raise ValueError("Only one of x and y was given; name two columns, or neither.")
    named = (columns,) if isinstance(columns, str) and columns != ALL else columns
    all_of_them = isinstance(named, str)  # a name alone stands in brackets by now
    wanted: tuple[str, ...] = () if named is None or all_of_them else words(named, "columns")
    if x is not None and y is not None:
        wanted = (x, y)
    notes: tuple[str, ...] = ()
    if not wanted:
        wanted, notes = choose(reading.columns, reading.name, None if all_of_them else 2)
        if len(wanted) < 2 and not all_of_them:
            raise ValueError(_too_few(reading, wanted))
    for column in wanted:
        _refuse_text(reading, column)
    if len(set(wanted)) < len(wanted):
        raise ValueError(f"Column {shown(wanted[0])} was chosen twice; choose two different columns.")
    return wanted, notes


def _too_few(reading: Reading, wanted: tuple[str, ...]) -> str:
    every = ", ".join(shown(column.name) for column in reading.columns)
    if len(reading.numeric) < 2:
        bad = "; ".join(
            f"row {c.wrong[0]} of {shown(c.name)} holds {shown(c.wrong[1])}, which is not a number"
            for c in reading.columns
            if c.role == "bad cells" and c.wrong
        )
        has = f"{len(reading.numeric)} column{'s' * (len(reading.numeric) != 1)} of numbers"
        return (
            f"{reading.name} has {has}, and a picture needs two; the columns are {every}{bad and '; ' + bad}."
            f"{bad and MISSING_CELLS}"
        )
    against = "; ".join(
        f"{shown(n)}: {reading[n].advice.partition(':')[0]}" for n in reading.numeric if n not in wanted
    )
    return (
        f"{reading.name} has one column that may be a feature, {shown(wanted[0])}, and a picture needs two "
        f"({against}); name two columns, or columns=({wanted[0]!r},) for one alone."
    )


def _refuse_text(reading: Reading, name: str) -> None:
    column = reading[name]
    if column.kind == "empty":
        raise ValueError(f"Column {shown(name)} is empty: no row has a value; choose another column.")
    if column.numeric or column.wrong is None:
        return
    row, cell, times = column.wrong
    others = ", ".join(shown(other) for other in reading.numeric) or "none"
    rest = "1 more row holds" if times == 2 else f"{times - 1:,} more rows hold"
    more = f", and {rest} no number" if times > 1 else ""
    raise ValueError(
        f"Column {shown(name)} is not a column of numbers: row {row} holds {shown(cell)}{more}; "
        f"the columns of numbers are {others}." + (MISSING_CELLS if column.role == "bad cells" else "")
    )


def settle_missing(
    reading: Reading, wanted: tuple[str, ...], missing: str
) -> tuple[Array, Array, tuple[str, ...]]:
    """The chosen columns as (n, d) float64, the positions of their rows, and a note on the gaps."""
    values = reading.frame[list(wanted)].to_numpy(dtype=np.float64, na_value=np.nan)
    gaps = np.isnan(values)
    lacking = np.flatnonzero(gaps.any(axis=1))
    if not len(lacking):
        return values, np.arange(len(values)), ()
    where = _where(reading, wanted, gaps, lacking)
    if missing == "refuse":
        raise ValueError(
            f"{where}; choose missing='drop' to leave them out or missing='median' to fill in the median."
        )
    if missing == "median":
        values = np.where(gaps, np.nanmedian(values, axis=0), values)
        return values, np.arange(len(values)), (f"{where}; the median of the column was filled in.",)
    kept = np.flatnonzero(~gaps.any(axis=1))
    if not len(kept):
        raise ValueError(f"{where}; leaving them out would leave nothing: choose other columns.")
    were = "they were" if len(lacking) > 1 else "it was"
    return values[kept], kept, (f"{where}; {were} left out.",)


def _where(reading: Reading, wanted: tuple[str, ...], gaps: Array, lacking: Array) -> str:
    most = 5
    counts = zip(wanted, gaps.sum(axis=0), strict=True)
    by_column = " and ".join(f"{shown(name)} ({count:,})" for name, count in counts if count)
    rows = ", ".join(str(row) for row in reading.rows[lacking[:most]])
    more = f" and {len(lacking) - most:,} more" if len(lacking) > most else ""
    some = len(lacking) > 1
    lack = f"{len(lacking):,} of {len(gaps):,} rows lack{'s' * (not some)} a value"
    return f"{lack} in {by_column}: row{'s' * some} {rows}{more}"
