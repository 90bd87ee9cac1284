"""From a table to segments: features, scale, elbow, run, profile, names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from kviz.data.given import called, path_of, whole, words
from kviz.data.points import Array
from kviz.data.spread import equal_spread_wanted
from kviz.data.tables.read_table import ALL, read_table
from kviz.data.tables.reader import Reading, read
from kviz.engine.arguments import FOREIGN, refuse_foreign, whole_number
from kviz.engine.choose_k.elbow import curve
from kviz.picture.charts.elbow import elbow
from kviz.segmentation.decisions import compare_seedings, count_moved, decide_k
from kviz.segmentation.files import write
from kviz.segmentation.result import MOST, Segmentation
from kviz.segmentation.wording import frame
from kviz.story.profile import make_profile

SEED = {"random_state": "kviz.segment calls it seed: use seed={value!r}"}
MANY = 20_000  # rows above which fewer restarts must do


@dataclass(frozen=True, eq=False)
class SegmentedTable(Segmentation):
    """A segmentation that writes itself: its profile as a table, its rows, report and code as files."""

    @property
    def table(self) -> Any:
        """The profile as a pandas DataFrame: mean, spread and range of every column, in its own units."""
        return frame(self.profile)

    def write(self, *paths: str | PathLike) -> list[Path]:
        """Write the labelled rows (.csv), the report (.html, .pdf) or the code (.py): all paths or none."""
        return write(self, [path_of(path) for path in paths])


def segment(
    source: Any,
    features: Sequence[str] = (),
    *,
    k: int | None = None,
    scale: str | bool = "auto",
    missing: str = "refuse",
    names: Sequence[str] = (),
    n_init: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], object] | None = None,
    cancel: Callable[[], bool] | None = None,
    watch: Callable[[str, int, int], object] | None = None,
    **how: Any,
) -> SegmentedTable:
    """Segment the rows of a table, all the way from the file to named segments.

    Parameters
    ----------
    source : path, bytes, DataFrame or Reading
        A table as ``read_table`` takes it.
    features : sequence of str
        The columns to cluster by; by default all that may be features. IDs, codes, dates, categories
        and constants are taken only by name.
    k : int, optional
        Number of segments; the elbow decides by default, and the silhouette where there is none.
    scale : "auto", True or False
        Give the features equal spread first. "auto" does so where one spreads more than five
        times as wide as another (twice, where more than two were taken unasked).
    missing : {"refuse", "drop", "median"}
        What happens to rows that lack a value in a feature.
    names : sequence of str
        Names for the segments, A first; suggested from the profile by default.
    n_init : int, optional
        Restarts for each k; 10 by default, 3 with more than 20,000 rows.
    seed : int
        The seed of all chance.
    progress, cancel : callable, optional
        As for ``kviz.elbow``; ``cancel`` is called between the later stages, too, and may raise.
    watch : callable, optional
        Called as ``watch(stage, done, total)`` in what comes after the elbow, "silhouettes" and "starts";
        it may raise.
    **how
        As for ``read_table``: sep, decimal, thousands, encoding, header, na, bad_cells, trim, fill_short.

    Raises
    ------
    FileNotFoundError, ValueError
        With one sentence: what was given, what is allowed, what to do.

    Examples
    --------
    >>> import kviz
    >>> table = kviz.datasets["customers"]().table
    >>> table.to_csv("customers.csv", index=False)
    >>> result = kviz.segment("customers.csv", k=5, n_init=4)
    >>> result.k
    5
    """
    refuse_foreign({name: how[name] for name in how if name in FOREIGN}, (), SEED)
    features, names = words(features, "features"), words(names, "names")
    called(cancel, "cancel", ())
    called(watch, "watch", ("stage", "done", "total"))
    seed = whole(seed, "seed", 0, 2**63)
    reading = source if isinstance(source, Reading) else read(source, **how)
    raw = read_table(reading, columns=tuple(features) or ALL, missing=missing)
    scaled = equal_spread_wanted(raw, scale, unasked=not features)
    dataset = raw.standardized() if scaled else raw
    limit = min(MOST, len(dataset.points))
    if k is not None and not 1 <= whole_number(k, "k") <= limit:
        raise ValueError(f"k={k} segments were asked for; use 1 <= k <= {limit}.")
    wanted = range(1, max(min(10, len(dataset.points)), k or 1) + 1)
    if n_init is None:
        n_init = 10 if len(dataset.points) <= MANY else 3
    between, told = cancel or bool, watch or _unwatched
    elbow_told = False if progress is None else progress
    found = elbow(dataset, wanted, n_init, seed, progress=elbow_told, cancel=cancel)
    found.work_out_silhouettes(partial(told, "silhouettes"))
    k, why_k = decide_k(found, k)
    between()
    trace = found.trace(k)
    other = raw if scaled else raw.standardized()
    otherwise = curve(other, [k], n_init, seed, cancel=cancel)
    moved = count_moved(trace.labels, otherwise.best(k).labels, k)
    between()
    starts = compare_seedings(dataset.points, k, float(trace.cost), seed, partial(told, "starts"))
    labels = np.full(len(reading.frame), -1)
    labels[dataset.kept] = trace.labels
    values = {name: _numbers(reading, name)[dataset.kept] for name in _profiled(reading, raw.names)}
    profile = make_profile(values, np.asarray(trace.labels), k, raw.names, names)
    path = str(source) if isinstance(source, (str, PathLike)) else reading.name
    return SegmentedTable(
        reading=reading,
        source=path,
        dataset=dataset,
        scaled=scaled,
        missing=missing,
        seed=seed,
        elbow=found,
        trace=trace,
        profile=profile,
        labels=labels,
        moved=moved,
        starts=starts,
        why_k=why_k,
        how=how,
        taken=()
        if features
        else tuple(note for note in raw.notes if getattr(note, "key", "").startswith("tables.taken.")),
    )


def _unwatched(stage: str, done: int, total: int) -> None:
    """Nobody waits."""


def _profiled(reading: Reading, features: Sequence[str]) -> list[str]:
    return [
        column.name
        for column in reading.columns
        if column.numeric and (column.kind == "number" or column.name in features)
    ]


def _numbers(reading: Reading, name: str) -> Array:
    return reading.frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
