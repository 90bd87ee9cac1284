"""A folder of CSV or Parquet files as one table: read as its first rows say, part by part, with dask."""

from collections.abc import Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from kviz.data.columns.conversion import to_numbers
from kviz.data.columns.number_cells import MISSING, Style
from kviz.data.large.large_dataset import LargeDataset
from kviz.data.large.parts import Source, as_parts
from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.chosen_columns import choose_columns
from kviz.data.tables.reader import Reading, read
from kviz.data.tables.source import plain_name, shown

HEAD = 1_000_000  # bytes of the first file that say how all are written
TEXTS = (".csv", ".tsv", ".txt")


def is_folder(source: Any) -> bool:
    """Whether a folder was given."""
    return isinstance(source, str | PathLike) and "://" not in str(source) and Path(source).is_dir()


def read_folder(
    folder: str | PathLike[str],
    x: str | None,
    y: str | None,
    columns: tuple[str, ...] | str | None,
    missing: str,
    *,
    name: str | None = None,
    **how: Any,
) -> LargeDataset:
    """Read the points of many files; ``read_table`` explains the arguments.

    Raises
    ------
    ValueError
        If there are no such files, or dask is not installed; and as for a single file.
    """
    place = Path(folder)
    name = name or plain_name(place.name)
    files = sorted(place.glob("*.parquet")) or sorted(path for end in TEXTS for path in place.glob(f"*{end}"))
    if not files:
        raise ValueError(note("fault.folder_without", name=shown(folder, 80)))
    if missing == "median":
        raise ValueError("missing='median' needs all values at once; use 'drop' for a folder of files.")
    try:
        import dask.dataframe as dd
    except ImportError:
        raise ValueError(
            f"{name} is a folder of files, which are read with dask; install it (pip install 'kviz[dask]'), "
            "or give one of the files."
        ) from None
    parquet = files[0].suffix == ".parquet"
    reading = _head_of_parquet(files[0], name) if parquet else _head_of_text(files[0], name, how)
    wanted, chosen = choose_columns(reading, x, y, columns)
    paths = [str(path) for path in files]
    if parquet:
        frame = dd.read_parquet(paths, columns=list(wanted))
    else:
        frame = dd.read_csv(
            paths, **_as_pandas(reading), usecols=list(wanted), dtype=str, keep_default_na=False
        )
    style = Style(reading.layout["decimal"], reading.layout["thousands"])
    words = how.get("na", ())
    na = MISSING | {word.strip().lower() for word in ([words] if isinstance(words, str) else words)}
    bad = how.get("bad_cells") == "missing"
    from kviz.data.large.dask_graph import mapped

    graph = mapped(
        frame.to_delayed(), partial(numbers_of, names=wanted, style=style, na=na, bad=bad, name=name)
    )
    notes = _settle(graph, wanted, missing)
    if missing == "drop":
        graph = graph.mapped(without_gaps)
    sizes = graph.each(len)
    first = reading.notes[0].fields if not parquet else {"parts": [note("read_as.parquet")]}
    size = {
        "rows": note("read_as.rows", n=sum(sizes)),
        "columns": note("read_as.columns", n=len(reading.columns)),
    }
    said = note("read_as.files", n=len(files), **{**first, **size})
    notes = (said, *reading.notes[1:], *chosen, *notes)
    parts = as_parts(Source(graph, wanted, sizes, name, notes, named=True))
    return LargeDataset(parts.sample.points, wanted, title=name, notes=parts.sample.notes, parts=parts)


def _head_of_text(path: Path, name: str, how: dict[str, Any]) -> Reading:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if len(head) == HEAD:
        head = head[: head.rfind(b"\n") + 1]
    return read(head, name=name, **how)


def _head_of_parquet(path: Path, name: str) -> Reading:
    import pyarrow.parquet as pq

    batch = next(pq.ParquetFile(path).iter_batches(batch_size=2_000))
    return read(batch.to_pandas(), name=name)


def _as_pandas(reading: Reading) -> dict[str, Any]:
    """How pandas reads what was found by looking."""
    layout = reading.layout
    names = [column.name for column in reading.columns]
    header = {"header": 0, "names": names} if layout["header"] else {"header": None, "names": names}
    return {"sep": layout["sep"], "encoding": layout["encoding"], **header}


def numbers_of(
    frame: Any, names: Sequence[str], style: Style, na: frozenset[str], bad: bool, name: str
) -> Array:
    """The chosen columns of a part as numbers (n, d), NaN where there is no value."""
    made = np.empty((len(frame), len(names)))
    for at, column in enumerate(names):
        cells = frame[column]
        if cells.dtype.kind in "biuf":
            made[:, at] = cells.to_numpy(dtype=np.float64, na_value=np.nan)
            continue
        found = to_numbers(cells.fillna("").astype(str).to_numpy(dtype=object), style, na)
        if found.wrong.any() and not bad:
            cell = str(cells.iloc[int(np.flatnonzero(found.wrong)[0])])
            said = note("fault.later_cell", name=shown(column), table=name, cell=shown(cell))
            raise ValueError(note("fault.treat_as_missing", said=said))
        made[:, at] = found.values
    return made


def without_gaps(block: Array) -> Array:
    """The rows of a part that lack no value."""
    return block[~np.isnan(block).any(axis=1)]


def gaps_of(block: Array) -> tuple[int, int, Array]:
    """How many rows a part has, how many lack a value, and how many values each column lacks (d,)."""
    gaps = np.isnan(block)
    return len(block), int(gaps.any(axis=1).sum()), gaps.sum(axis=0)


def _settle(graph: Any, wanted: Sequence[str], missing: str) -> tuple[Note, ...]:
    """What must be said of missing values; they are refused unless their rows are to be left out."""
    seen = graph.each(gaps_of)
    n, lacking = (sum(part[at] for part in seen) for at in (0, 1))
    if not lacking:
        return ()
    counts = zip(wanted, np.sum([part[2] for part in seen], axis=0).tolist(), strict=True)
    columns = [note("words.gap", name=shown(name), n=count) for name, count in counts if count]
    told = {"n": lacking, "all": n, "columns": columns}
    if missing == "refuse":
        raise ValueError(note("gaps.many_refused", **told))
    if lacking == n:
        raise ValueError(note("gaps.many_nothing_left", **told))
    return (note("gaps.many_left_out", **told),)
