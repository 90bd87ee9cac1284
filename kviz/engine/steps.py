"""The steps a run is made of: frozen, copied, its words first."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from weakref import ref

from kviz.data.points import Array, frozen
from kviz.engine.large.whole import Whole

__all__ = [
    "Assign",
    "Converged",
    "OnDemand",
    "Seed",
    "Step",
    "Steps",
    "Stopped",
    "Update",
    "frozen",
    "letter",
    "letters",
]


def letter(cluster: int) -> str:
    """Name a cluster as the screen does: A, B, ... Z, AA, AB, ..."""
    name, cluster = "", int(cluster) + 1
    while cluster:
        cluster, last = divmod(cluster - 1, 26)
        name = chr(ord("A") + last) + name
    return name


def letters(clusters: Any) -> str:
    """Name several clusters: "A", "A and B", "A, B and C"."""
    names = [letter(cluster) for cluster in clusters]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


class OnDemand:
    """A field that may hold the recipe of its array: a million weights cost nothing until asked for.

    The array that was asked for last is kept: whoever tells or draws a step asks several times.
    """

    last: tuple[Callable[[], Any], Array | None]

    def __set_name__(self, owner: type, name: str) -> None:
        self.slot, self.last = f"_{name}", (lambda: None, None)

    def __get__(self, step: Any, owner: type | None = None) -> Array | None:
        if step is None:
            return None
        held = vars(step)[self.slot]
        if not callable(held):
            return held
        whose, array = self.last
        if whose() is not step:
            array = frozen(held())
            self.last = ref(step), array
        return array

    def __set__(self, step: Any, value: Array | Callable[[], Array] | None) -> None:
        vars(step)[self.slot] = value


@dataclass(frozen=True, eq=False, repr=False)
class Step:
    """One thing the algorithm did.

    ``centroids`` is (m, d), m grows from 1 to k while seeding; ``labels`` is (n,), -1 where a
    point is not assigned yet; ``cost`` is what the run minimises and never rises from step to
    step (while seeding: the potential, the sum of D²(x)). ``iteration`` is 0 while seeding.
    ``events`` are what must not pass in silence: pairs of a kind ("tie", "duplicate", "empty", "moved" or
    "cap") and its numbers. ``whole`` is None, but for a run on large data: there the arrays are those of a
    random sample, and ``whole`` has the exact numbers of all points. Rows are always those of all points.
    """

    phase: ClassVar[str] = ""

    iteration: int
    centroids: Array
    labels: Array
    cost: float
    events: tuple[tuple[str, Any], ...] = field(default=(), kw_only=True)
    whole: Whole | None = field(default=None, kw_only=True)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__}: iteration {self.iteration}, {len(self.labels)} points, "
            f"{len(self.centroids)} centroids, cost {self.cost:.6g}>"
        )


@dataclass(frozen=True, eq=False, repr=False)
class Seed(Step):
    """One more start centroid was chosen.

    ``chosen`` is its row in X, None where it is not a data point. ``weights`` (n,) are the D²(x)
    the choice was drawn from, None for a uniform or a given choice; ``probabilities`` (n,) sums
    to 1, None where the centroid is not a data point; ``draw`` in [0, 1) decided, None where nothing was
    drawn.
    ``candidates`` are the rows a greedy seeding compared, ``potentials`` the cost each would have led to.
    ``method`` names the seeding that ran. ``round`` counts from 1 where no centroid was chosen, but
    ``candidates`` were drawn from which the next ones will be.
    """

    phase: ClassVar[str] = "seed"

    chosen: int | None = None
    weights: OnDemand = OnDemand()
    probabilities: OnDemand = OnDemand()
    draw: float | None = None
    candidates: tuple[int, ...] = ()
    potentials: tuple[float, ...] = ()
    method: str = ""
    round: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Assign(Step):
    """Every point has taken the cluster of its nearest centroid.

    ``changed`` (m,) are the points whose cluster is not that of the step before.
    """

    phase: ClassVar[str] = "assign"

    changed: Array


@dataclass(frozen=True, eq=False, repr=False)
class Update(Step):
    """Every centroid has moved to the middle of its cluster.

    ``previous`` (k, d) is where they were, ``shift`` (k,) how far each moved (Euclidean length),
    ``empty`` the clusters that nobody belonged to. Where such a cluster took a point
    (``on_empty="farthest"``), ``labels`` have it there already, and ``events`` say so.
    """

    phase: ClassVar[str] = "update"

    previous: Array
    empty: Array
    shift: Array


@dataclass(frozen=True, eq=False, repr=False)
class Converged(Step):
    """The last step of a run that is done: no point changed cluster."""

    phase: ClassVar[str] = "converged"

    reason: str = "no point changed cluster"


@dataclass(frozen=True, eq=False, repr=False)
class Stopped(Step):
    """The last step of a run that was cut off."""

    phase: ClassVar[str] = "stopped"

    reason: str = "max_iter reached"


class Steps(Iterator[Step]):
    """The steps of one run, made one at a time as they are asked for: what ``kmeans`` returns.

    Attributes
    ----------
    points : array of shape (n, d)
    geometry : Geometry
    settings : dict, what the run was asked for
    sample : Dataset or None
        Of large data the points that the steps show; ``points`` are its points.
    taken : int
        How many steps were handed out so far.
    """

    def __init__(
        self,
        steps: Generator[Step, None, None],
        points: Array,
        geometry: Any,
        settings: dict[str, Any],
        sample: Any = None,
    ) -> None:
        self.points, self.geometry, self.settings, self.sample = points, geometry, settings, sample
        self.taken = 0
        self._steps = steps

    def __next__(self) -> Step:
        step = next(self._steps)
        self.taken += 1
        return step

    def close(self) -> None:
        """End the run here: the next step that is asked for raises StopIteration."""
        self._steps.close()

    def __repr__(self) -> str:
        k = self.settings.get("k")
        return f"<Steps of k-means: {len(self.points)} points, k={k}, {self.taken} taken so far>"
