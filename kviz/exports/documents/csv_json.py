"""CSV and JSON: the run as numbers."""

import csv as csv_module
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

import numpy as np

from kviz.engine.runfile import dumps
from kviz.engine.trace import Trace
from kviz.exports.timeline import Reel
from kviz.exports.writer import Target, written
from kviz.story.formatting import letter

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@written
def csv(target: Target, reel: Reel) -> None:
    """Write the original rows with their cluster, and beside it ("run-centroids.csv") the centroids."""
    trace = only(reel, ".csv")
    step = trace[reel.still]
    header, rows = original_rows(trace)
    kept = trace.dataset.kept if trace.dataset.table is not None else None
    clusters = [""] * len(rows)
    for row, label in zip(range(len(rows)) if kept is None else kept, step.labels, strict=True):
        clusters[row] = letter(int(label)) if label >= 0 else ""
    name = free_name("cluster", header)
    write_rows(
        target.open(), [*header, name], ([*row, cluster] for row, cluster in zip(rows, clusters, strict=True))
    )
    sizes = np.bincount(step.labels[step.labels >= 0], minlength=len(step.centroids))
    places = trace.dataset.in_units(step.centroids).tolist()
    middles = ([letter(j), *place, int(sizes[j])] for j, place in enumerate(places))
    write_rows(target.beside("-centroids"), ["cluster", *trace.dataset.names, "points"], middles)


@written
def json(target: Target, reel: Reel) -> None:
    """Write the run itself; ``kviz.load`` reads it back bit for bit."""
    target.open().write(dumps(only(reel, ".json")).encode())


def only(reel: Reel, suffix: str) -> Trace:
    """The one run of a reel, for formats that hold no more."""
    if len(reel.traces) > 1:
        raise ValueError(f"{suffix} holds one run, and {len(reel.traces)} were given; write a file for each.")
    return reel.traces[0]


def original_rows(trace: Trace) -> tuple[list[str], list[Sequence[object]]]:
    """Columns and rows as they came, or the points in the data's own units where there was no table."""
    table = trace.dataset.table
    if table is None:
        return list(trace.dataset.names), trace.dataset.in_units(trace.X).tolist()
    columns = [_as_written(table.iloc[:, j]) for j in range(table.shape[1])]
    return [str(column) for column in table.columns], list(zip(*columns, strict=True))


def _as_written(column: Any) -> list[object]:
    """Cells of a pandas Series, gaps empty; whole numbers that gaps have made floats are whole again."""
    there = column.notna()
    if column.dtype.kind == "f" and (column[there] % 1 == 0).all():
        column = column.where(there, 0).astype("int64" if (column[there].abs() < 2**53).all() else float)
    return column.astype(object).where(there, "").tolist()


def free_name(name: str, taken: Iterable[str]) -> str:
    """A column name that is not taken yet."""
    while name in taken:
        name += "_kviz"
    return name


def write_rows(file: BinaryIO, header: list[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV table in UTF-8; no cell of it can run as a formula."""
    text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv_module.writer(text, lineterminator="\n")
    writer.writerow([_harmless(cell) for cell in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    text.detach()


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from running text as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
