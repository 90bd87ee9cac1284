"""A run, recorded once: every surface plays the same steps."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset, as_dataset
from kviz.data.points import Array, frozen
from kviz.engine.geometry import EUCLIDEAN, GEOMETRIES, Geometry
from kviz.engine.lloyd import kmeans, lloyd
from kviz.engine.pairs import FaultyStep, stream
from kviz.engine.request import one_of, plain, whole_number
from kviz.engine.source import Source
from kviz.engine.steps import Step, Stopped
from kviz.engine.student import at_rest, finished, read_steps


class Trace(Sequence):
    """The recorded steps of one run: ``trace[i]`` is a step, ``trace[2:5]`` a shorter trace.

    Attributes
    ----------
    dataset : Dataset, the points with their names; ``X`` (n, d) is its array
    labels (n,), centroids (k, d), cost, n_iter, converged : how the run stands after its last step
    costs (len(trace),) : after every step; they never rise in a run of k-means
    settings : dict of k, init, metric, seed, max_iter and on_empty: enough to run it again, with
        ``rng=settings["seed"]``; empty for a student's run
    source : str or None, the text of the student's generator
    lines : tuple, for each step the index into ``source.splitlines()`` of the line that yielded it, or None
    geometry : Geometry
    """

    def __init__(
        self,
        steps: Sequence[Step],
        dataset: Dataset,
        geometry: Geometry = EUCLIDEAN,
        settings: dict[str, Any] | None = None,
        source: str | None = None,
        lines: Sequence[int | None] = (),
    ) -> None:
        self.steps, self.dataset, self.geometry = tuple(steps), dataset, geometry
        self.settings = dict(settings or {})
        self.source, self.lines = source, tuple(lines) or (None,) * len(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, i: int | slice) -> Any:
        if isinstance(i, slice):
            return Trace(
                self.steps[i], self.dataset, self.geometry, self.settings, self.source, self.lines[i]
            )
        try:
            return self.steps[i]
        except IndexError:
            raise IndexError(
                f"step {i} was asked for, and this run has steps 0 to {len(self) - 1}."
            ) from None

    def __repr__(self) -> str:
        if not self.steps:
            return f"<Trace: no steps, {len(self.X)} points>"
        end = "converged" if self.converged else "not converged"
        return (
            f"<Trace: {len(self)} steps, {len(self.X)} points, k={self.k}, {end} after {self.n_iter} "
            f"iteration{'s' * (self.n_iter != 1)}, {self.geometry.cost_name} {self.cost:.6g}>"
        )

    @property
    def X(self) -> Array:
        """The points (n, d)."""
        return self.dataset.points

    @property
    def k(self) -> int:
        """Number of clusters."""
        return self.settings.get("k") or len(self.centroids)

    @property
    def labels(self) -> Array:
        """Cluster of every point after the last step (n,)."""
        return self.steps[-1].labels

    @property
    def centroids(self) -> Array:
        """Centroids after the last step (k, d)."""
        return self.steps[-1].centroids

    @property
    def cost(self) -> float:
        """Cost after the last step."""
        return self.steps[-1].cost

    @property
    def n_iter(self) -> int:
        """Number of the last iteration, as scikit-learn counts."""
        return self.steps[-1].iteration

    @cached_property
    def costs(self) -> Array:
        """Cost after every step (len(trace),)."""
        return frozen(np.array([step.cost for step in self.steps], dtype=np.float64))

    @cached_property
    def converged(self) -> bool:
        """Whether no point would change cluster any more."""
        last = self.steps[-1]
        if self.settings or last.phase in ("converged", "stopped"):
            return last.phase == "converged"
        return at_rest(last, self.X, self.geometry)


def run(
    X: Any,
    k: int = 3,
    *,
    init: Any = "k-means++",
    metric: str = "euclidean",
    rng: Any = None,
    max_iter: int = 300,
    on_empty: str = "keep",
) -> Trace:
    """Run k-means and record every step: ``record(kmeans(X, k, ...), X)``.

    Arguments, ties and errors are those of ``kmeans``; a run started with ``init=trace.centroids``
    goes on from where another one stands, which is all that a drag or an edit needs.

    Returns
    -------
    trace : Trace, a sequence of steps
    """
    dataset = as_dataset(X)
    return record(
        kmeans(dataset, k, init=init, metric=metric, rng=rng, max_iter=max_iter, on_empty=on_empty), dataset
    )


def record(steps: Any, X: Any = None, *, metric: str = "euclidean", limit: int = 1000) -> Trace:
    """Record a generator of (labels, centroids) pairs or of steps.

    Parameters
    ----------
    steps : generator, or any iterable
        Bare pairs: labels (n,), -1 or None where not assigned yet, and centroids (k, d). The phase
        of each is inferred from what changed. Arrays that are changed afterwards are safe: they are copied.
    X : list, array, DataFrame or Dataset of shape (n, d)
        The points; may be left out for ``kmeans(...)`` itself, which knows them.
    metric : "euclidean" or "manhattan", what the cost is measured in
    limit : int
        A generator that has not ended after so many steps is stopped, and the last step says so.

    Returns
    -------
    trace : Trace
        Its phases are inferred, its last step is "converged" where it changed nothing.

    Raises
    ------
    TypeError
        If ``steps`` cannot be stepped through: a function not called, or one with ``return``.
    FaultyStep (a ValueError)
        If an item is no pair of labels and centroids: the step is named, and the remedy.
    """
    geometry = GEOMETRIES[one_of(metric, GEOMETRIES, "metric")]
    limit = whole_number(limit, "limit")
    if limit < 1:
        raise ValueError(f"limit={limit} leaves nothing to record; use limit >= 1.")
    if getattr(steps, "gi_code", None) is lloyd.__code__ and steps.gi_frame is not None:
        return _record_own(steps, X)
    if X is None:
        raise TypeError("record(steps, X) needs the points X as well.")
    dataset = as_dataset(X)
    source, kept, lines = Source(), [], []
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
    said = f"Stopped after {limit} steps: the generator did not end by itself."
    return Stopped(
        step.iteration,
        step.centroids,
        step.labels,
        step.cost,
        reason=f"the generator had not ended after {limit} steps",
        events=(("cap", said),),
    )


def _record_own(steps: Any, X: Any) -> Trace:
    """Record ``kmeans(...)``: it knows its points and settings, and always ends."""
    known = steps.gi_frame.f_locals
    points, geometry, settings = known["points"], known["geometry"], known["settings"] or {}
    dataset = as_dataset(points if X is None else X)
    if not np.array_equal(dataset.points, points):
        raise ValueError(
            f"X (shape {dataset.points.shape}) is not what the run was made from (shape {points.shape}); "
            "pass the same points, or leave X out."
        )
    dataset = replace(dataset, points=points)  # held once
    kept = list(steps)
    if settings and settings["init"] is None:
        seeds = [step for step in kept if step.phase == "seed"]
        settings = {**settings, "init": plain(seeds[-1].centroids)}
    return Trace(kept, dataset, geometry, settings)
