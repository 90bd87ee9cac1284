"""A run, recorded once: every surface plays the same steps."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array, frozen
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.engine.steps import Step
from kviz.engine.students.infer_steps import at_rest


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
