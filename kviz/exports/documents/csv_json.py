"""CSV and JSON: the run as numbers."""

import csv as csv_module
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

from kviz.engine.runfile import dumps
from kviz.engine.trace import Trace
from kviz.exports.content import Content
from kviz.exports.output import Output, written_at_once
from kviz.story.formatting import letter
from kviz.story.narration.narrate import cluster_sizes

# a spreadsheet reads the full-width forms as the plain ones, and skips what is blank
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "％")


@written_at_once
def csv(output: Output, content: Content) -> None:
    """Write the original rows with their cluster, and beside it ("run-centroids.csv") the centroids."""
    trace = content.traces[0]
    step = trace[content.still]
    header, rows = original_rows(trace)
    kept = trace.dataset.kept if trace.dataset.table is not None else None
    clusters = [""] * len(rows)
    for row, label in zip(range(len(rows)) if kept is None else kept, step.labels, strict=True):
        clusters[row] = letter(int(label)) if label >= 0 else ""
    name = free_name("cluster", header)
    write_rows(
        output.open(), [*header, name], ([*row, cluster] for row, cluster in zip(rows, clusters, strict=True))
    )
    sizes = cluster_sizes(step)
    places = trace.dataset.in_units(step.centroids).tolist()
    middles = ([letter(j), *place, int(sizes[j])] for j, place in enumerate(places))
    write_rows(output.beside("-centroids"), ["cluster", *trace.dataset.names, "points"], middles)


@written_at_once
def json(output: Output, content: Content) -> None:
    """Write the run itself; ``kviz.load`` reads it back bit for bit."""
    output.open().write(dumps(content.traces[0]).encode())


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
    """Keep a spreadsheet from running text as a formula.

    A line break becomes one line feed in the file: a lone carriage return would begin a new row unquoted.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if cell.startswith(_FORMULA_STARTS) else text
