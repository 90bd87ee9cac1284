"""A run, recorded once: every surface plays the same steps."""

from collections.abc import Sequence
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING, Any, Never, overload

import numpy as np

from kviz.data.card import card_of
from kviz.data.dataset import Dataset, as_dataset
from kviz.data.given import seen
from kviz.data.points import Array, as_points, frozen
from kviz.engine.geometry import EUCLIDEAN, Geometry, assign
from kviz.engine.large.whole import Whole
from kviz.engine.steps import Step, letter
from kviz.engine.students.infer_steps import at_rest

# what a fitted model of scikit-learn calls it -> what it is called here
FITTED = {"cluster_centers_": "centroids", "inertia_": "cost", "labels_": "labels", "n_iter_": "n_iter"}


class Trace(Sequence[Step]):
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

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0)
    >>> trace[0].phase, trace[-1].phase, trace.converged
    ('seed', 'converged', True)
    >>> sorted(trace.labels.tolist())
    [0, 0, 1, 1]
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

    @overload
    def __getitem__(self, i: int) -> Step: ...
    @overload
    def __getitem__(self, i: slice) -> "Trace": ...
    def __getitem__(self, i: int | slice) -> "Step | Trace":
        if isinstance(i, slice):
            return Trace(
                self.steps[i], self.dataset, self.geometry, self.settings, self.source, self.lines[i]
            )
        return self.steps[self.position(i)]

    def position(self, i: int) -> int:
        """The number of step ``i``, which may count from the end; refuse what is not a step of this run."""
        plain = type(i) is int  # nearly always, and asked thousands of times
        if not plain and (isinstance(i, bool | np.bool_) or not isinstance(i, Integral)):
            raise TypeError(f"a step is asked for by its number, and {seen(i)} is a {type(i).__name__}.")
        count = len(self.steps)
        if not -count <= i < count:
            raise IndexError(f"step {i} was asked for, and this run has steps 0 to {count - 1}.")
        return int(i) % count

    if not TYPE_CHECKING:  # a type checker knows all names that there are

        def __getattr__(self, name: str) -> Never:
            """Answer scikit-learn's words with our own."""
            hint = f"; here it is trace.{FITTED[name]}." if name in FITTED else "."
            raise AttributeError(f"a run has no {name!r}{hint}", name=name, obj=self)

    def __repr__(self) -> str:
        if not self.steps:
            return f"<Trace: no steps, {len(self.X)} points>"
        end = "converged" if self.converged else "not converged"
        return (
            f"<Trace: {len(self)} steps, {self.n} points, k={self.k}, {end} after {self.n_iter} "
            f"iteration{'s' * (self.n_iter != 1)}, {self.geometry.cost_name} {self.cost:.6g}>"
        )

    def _repr_html_(self) -> str | None:
        return card_of(self)

    @property
    def X(self) -> Array:
        """The points (n, d)."""
        return self.dataset.points

    @property
    def whole(self) -> Whole | None:
        """Of large data the numbers of all points after the last step; ``X`` and ``labels`` are a sample."""
        return self.steps[-1].whole if self.steps else None

    @property
    def n(self) -> int:
        """How many points the run is about: of large data all, not only those of the sample."""
        return self.whole.n if self.whole else len(self.X)

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

    @property
    def sizes(self) -> Array:
        """How many points every cluster has after the last step (k,)."""
        if self.whole:
            return np.array(self.whole.sizes)
        return np.bincount(self.labels[self.labels >= 0], minlength=len(self.centroids))

    def predict(self, X_new: Any) -> Array:
        """Label new points with the nearest of the last centroids.

        Parameters
        ----------
        X_new : array, list, DataFrame or Dataset of shape (m, d)
            In the space of ``X``; a Dataset knows its units, so it may be raw where the run was standardized.
            A table needs the columns of the run by name, in any order; more columns are left out.

        Returns
        -------
        labels : array of shape (m,), int from 0 to k - 1
            A tie goes to the lower number.

        Raises
        ------
        TypeError, ValueError
            If ``X_new`` are not points, or a column is missing.

        >>> import kviz
        >>> kviz.run([[0.0], [1.0], [8.0], [9.0]], k=2, init=[[0.0], [9.0]]).predict([[2.0], [7.0]]).tolist()
        [0, 1]
        """
        names = list(self.dataset.names)
        given = getattr(X_new, "columns", None) if not isinstance(X_new, Dataset) else X_new.names
        if given is not None and tuple(names) == as_dataset(self.X).names != tuple(given):
            given = None  # the run was made from an array, whose columns have no names of their own
            X_new = X_new.points if isinstance(X_new, Dataset) else X_new
        if given is not None:
            missing = [name for name in names if name not in list(map(str, given))]
            if missing:
                raise ValueError(
                    f"X_new has no column {missing[0]!r}; the run was made from {', '.join(names)}."
                )
        if isinstance(X_new, Dataset):
            order = [X_new.names.index(name) for name in names]
            own = X_new.in_units(X_new.points)[:, order]
            points = (own - self.dataset.offset) / self.dataset.factor
        else:
            points = as_points(X_new if given is None else X_new[names], "X_new")
        if points.shape[1] != self.X.shape[1]:
            raise ValueError(
                f"X_new has shape {points.shape}, and the run was made from points of {self.X.shape[1]} "
                f"columns ({', '.join(names)}); give shape (m, {self.X.shape[1]})."
            )
        return frozen(assign(points, self.centroids, self.geometry)[0])

    def to_dataframe(self) -> Any:
        """The points in the data's own units and the letter of their cluster, as a pandas DataFrame."""
        return self.dataset.to_dataframe(
            cluster=[letter(j) if j >= 0 else None for j in self.labels.tolist()]
        )

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` is the same run: the same points and, step by step, the same numbers."""
        if self is other:
            return True
        if not isinstance(other, Trace):
            return NotImplemented
        return (
            len(self) == len(other)
            and self.geometry.name == other.geometry.name
            and np.array_equal(self.X, other.X)
            and all(_same(one, two) for one, two in zip(self, other, strict=True))
        )

    def __hash__(self) -> int:
        return hash((len(self), self.X.shape, self.geometry.name, self.costs.tobytes()))

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


def _same(one: Step, two: Step) -> bool:
    """Whether two steps did the same."""
    return (
        (one.phase, one.iteration, one.cost) == (two.phase, two.iteration, two.cost)
        and np.array_equal(one.centroids, two.centroids)
        and np.array_equal(one.labels, two.labels)
    )


def run_given(given: Any) -> Trace:
    """A run; refuse what is none."""
    if not isinstance(given, Trace):
        kind = type(given).__name__
        raise TypeError(f"what was given is a {kind}; give a run, as kviz.run or kviz.record returns it.")
    return given
