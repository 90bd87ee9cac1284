"""From a generator of steps to a trace: our own k-means, or a student's."""

from dataclasses import replace
from typing import Any, Never

import numpy as np

from kviz.data.dataset import Dataset, as_dataset
from kviz.data.large.large_dataset import LargeDataset
from kviz.data.large.parts import Parts, as_parts, is_large
from kviz.engine.arguments import one_of, plain, refuse_foreign, whole_number
from kviz.engine.events import event
from kviz.engine.geometry import GEOMETRIES
from kviz.engine.lloyd import ARGUMENTS, kmeans
from kviz.engine.steps import Step, Steps, Stopped
from kviz.engine.students.infer_steps import finished, read_steps
from kviz.engine.students.source_lines import Source
from kviz.engine.students.validate_steps import FaultyStep, stream
from kviz.engine.trace import Trace


def run(
    X: Any,
    k: int = 3,
    *,
    init: Any = "k-means++",
    metric: str = "euclidean",
    rng: Any = None,
    max_iter: int = 300,
    on_empty: str = "keep",
    **foreign: Never,
) -> Trace:
    """Run k-means and record every step: ``record(kmeans(X, k, ...), X)``.

    Arguments, ties and errors are those of ``kmeans``; a run started with ``init=trace.centroids``
    goes on from where another one stands, which is all that a drag or an edit needs.

    Returns
    -------
    trace : Trace, a sequence of steps

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, init=[[0, 0], [9, 9]])
    >>> trace.centroids.tolist()
    [[1.0, 3.0], [8.5, 7.0]]
    >>> trace.n_iter
    2
    """
    refuse_foreign(foreign, ARGUMENTS)
    given = as_parts(X) if is_large(X) else as_dataset(X)
    shown = X if isinstance(X, LargeDataset) else given.sample if isinstance(given, Parts) else given
    steps = kmeans(given, k, init=init, metric=metric, rng=rng, max_iter=max_iter, on_empty=on_empty)
    return record(steps, shown)


def record(steps: Any, X: Any = None, *, metric: str = "euclidean", limit: int = 1000) -> Trace:
    """Record a generator; all that is said of ``kviz.record`` holds, which adds the words of a fault."""
    geometry = GEOMETRIES[one_of(metric, GEOMETRIES, "metric")]
    limit = whole_number(limit, "limit")
    if limit < 1:
        raise ValueError(f"limit={limit} leaves nothing to record; use limit >= 1.")
    if isinstance(steps, Steps):
        return _record_own(steps, X)
    if X is None:
        raise TypeError("record(steps, X) needs the points X as well.")
    dataset = as_dataset(X)
    source = Source()
    kept: list[Step] = []
    lines: list[int | None] = []
    reader = read_steps(stream(steps), dataset.points, geometry)
    for step in _explained(reader, kept):
        kept.append(step)
        lines.append(source.line(steps))
        if len(kept) == limit:
            kept.append(_cut_off(step, limit))
            lines.append(lines[-1])
            break
    if not kept:
        raise ValueError(
            "the generator yielded nothing; put `yield labels, centroids` after every assignment and update."
        )
    kept[-1] = finished(kept[-1], kept[-2] if len(kept) > 1 else None)
    return Trace(kept, dataset, geometry, source=str(source) or None, lines=lines)


def _explained(reader: Any, kept: list) -> Any:
    """The same steps; an error of the student's own code gets a note that says in which step."""
    try:
        yield from reader
    except FaultyStep:
        raise
    except Exception as error:
        error.add_note(f"raised by the generator while it computed step {len(kept)} (counted from 0)")
        raise


def _cut_off(step: Step, limit: int) -> Stopped:
    return Stopped(
        step.iteration,
        step.centroids,
        step.labels,
        step.cost,
        reason=f"the generator had not ended after {limit} steps",
        events=(event("cap", "steps", limit=limit),),
    )


def _record_own(steps: Steps, X: Any) -> Trace:
    """Record ``kmeans(...)``: it knows its points and settings, and always ends."""
    if steps.taken:
        given = "1 step" if steps.taken == 1 else f"{steps.taken} steps"
        raise ValueError(
            f"this run had already given {given} before it was recorded, so its beginning is missing; "
            "record a new kviz.kmeans(...), or use kviz.run(...)."
        )
    points, geometry, settings = steps.points, steps.geometry, steps.settings
    if steps.sample is not None:  # large data
        dataset = X if isinstance(X, Dataset) else steps.sample
    else:
        dataset = as_dataset(points if X is None else X)
    if dataset.points is not points:
        if not np.array_equal(dataset.points, points):
            raise ValueError(
                f"X (shape {dataset.points.shape}) is not what the run was made from (shape {points.shape}); "
                "pass the same points, or leave X out."
            )
        dataset = replace(dataset, points=points)  # held once
    kept = list(steps)
    if not kept:
        raise ValueError("this run was closed before it gave a step; record a new kviz.kmeans(...).")
    if settings["init"] is None:
        seeds = [step for step in kept if step.phase == "seed"]
        settings = {**settings, "init": plain(seeds[-1].centroids)}
    return Trace(kept, dataset, geometry, settings)
