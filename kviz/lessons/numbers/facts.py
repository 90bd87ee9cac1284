"""What can be said of a run in the words of a lesson: ``{main.cost}``, ``{main.assign2.changed}``."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.steps import Seed, letter
from kviz.engine.trace import Trace
from kviz.lessons.numbers.runs import index_of, spread_around
from kviz.story.formatting import SPOKEN
from kviz.story.frame import tell

Names = dict[str, Callable[[], Any]]
STEP = re.compile(r"(seed|assign|update|step)(\d+)\Z|(last|start)\Z")


def constants(values: Mapping[str, Any]) -> Names:
    """Facts that are known already."""
    return {name: partial(values.__getitem__, name) for name in values}


class Facts:
    """Named facts, each worked out when it is asked for; an unknown name is answered with the known ones."""

    def __init__(self, what: str, names: Names) -> None:
        self.what, self.names = what, names

    def get(self, name: str) -> Any:
        """One fact.

        Raises
        ------
        ValueError
            If there is no fact of this name.
        """
        if name not in self.names:
            raise ValueError(f"{self.what} has no {name!r}; it has {', '.join(self.names)}")
        return self.names[name]()


class RunFacts(Facts):
    """The facts of a run, and of each of its steps by phase and number."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        X, middle = trace.X, trace.X.mean(axis=0)
        total = spread_around(X, middle)
        names: Names = {
            "n": lambda: len(X), "d": lambda: X.shape[1], "k": lambda: trace.k,
            "cost": lambda: trace.cost, "iterations": lambda: trace.n_iter, "steps": lambda: len(trace),
            "total": lambda: total, "within": lambda: trace.cost,
            "between": lambda: _between(trace, middle), "share": lambda: trace.cost / total,
            "empty": lambda: int((trace.sizes == 0).sum()),
            **_clusters(trace.centroids, trace.labels, trace),
        }  # fmt: skip
        super().__init__("a run", {**names, "assign1, update1, …": lambda: ""})

    def get(self, name: str) -> Any:
        """One fact of the run, or the facts of a step."""
        found = STEP.match(name)
        if not found:
            return super().get(name)
        phase, number, word = found[1], found[2], found[3]
        wanted: int | str = word or (int(number) if phase == "step" else f"{phase} {number}")
        return step_facts(self.trace, index_of(self.trace, wanted))


def step_facts(trace: Trace, index: int) -> Facts:
    """The facts of one step."""
    step, frame = trace[index], tell(trace, index)
    labels = step.labels
    names: Names = {
        "index": lambda: index, "cost": lambda: step.cost, "changed": lambda: len(frame.changed),
        "switching": lambda: len(frame.will_switch), "iteration": lambda: step.iteration,
        "fell": lambda: trace[index - 1].cost - step.cost if index else 0.0,
        "rows": lambda: _listed(frame.changed), **_clusters(step.centroids, labels, trace),
    }  # fmt: skip
    if isinstance(step, Seed):
        names["point"] = lambda: str(step.chosen)
        chances: Any = step.probabilities
        chance = 1.0 if step.chosen is None else float(chances[step.chosen])
        names |= constants({"chance": chance, "draw": step.draw})
    return Facts(f"step {index} ({step.phase})", names)


def _listed(rows: Any) -> str:
    """Rows as a sentence lists them."""
    words = [str(int(row)) for row in rows]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else "none"


def _clusters(centroids: Any, labels: Any, trace: Trace) -> Names:
    """Sizes, places and shares of the cost, by the letter of the cluster."""
    k = len(centroids)
    sizes = np.bincount(labels[labels >= 0], minlength=k)
    units = trace.dataset.in_units(centroids)
    shares: Array = np.zeros(k)
    if (labels >= 0).any():
        own = trace.geometry.own_shares(trace.X, centroids, labels)
        shares = np.bincount(labels[labels >= 0], own[labels >= 0], minlength=k)

    def by_letter(what: str, values: list[Any]) -> Callable[[], Facts]:
        rows = constants({letter(j): values[j] for j in range(k)})
        return lambda: Facts(what, rows)

    whole = [int(size) for size in sizes]
    return {
        "size": by_letter("size", whole),
        "largest": lambda: max(whole), "smallest": lambda: min(whole),
        "centroid": by_letter("centroid", [SPOKEN.place(place) for place in units]),
        "x": by_letter("x", units[:, 0].tolist()), "y": by_letter("y", units[:, -1].tolist()),
        "part": by_letter("part", shares.tolist()),
    }  # fmt: skip


def _between(trace: Trace, middle: Any) -> float:
    """The sum over all clusters of size times squared distance of the mean from the mean of all points."""
    means = [trace.X[trace.labels == j].mean(axis=0) for j in np.flatnonzero(trace.sizes)]
    sizes = trace.sizes[trace.sizes > 0]
    return float(sum(size * ((mean - middle) ** 2).sum() for size, mean in zip(sizes, means, strict=True)))
