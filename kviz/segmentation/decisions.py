"""What a segmentation decides by looking: the scale, k, and how much the choice of starts matters."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.choose_k.restarts import compare_starts, tolerance
from kviz.picture.charts.elbow import Elbow
from kviz.story.messages import say

COORDINATES = 8_000_000  # how many all runs of one seeding may read in an iteration, so that it ends


def decide_k(found: Elbow, k: int | None) -> tuple[int, str]:
    """The number of segments and why: by hand, by the elbow, or by the silhouette where there is none."""
    if k is not None:
        return k, _why("by_hand", k)
    if found.best_k is not None:
        return found.best_k, _why("by_elbow", found.best_k)
    judged = found.silhouettes
    if not judged:
        return 1, _why("none", 1)
    best = max(judged, key=judged.__getitem__)
    return best, _why("by_silhouette", best)


def _why(case: str, k: int) -> str:
    return str(say(f"segmentation.told.k_{case}", k=k))


def count_moved(labels: Array, others: Array, k: int) -> int:
    """Rows that two clusterings put in different clusters, whatever the clusters are called."""
    table = np.zeros((k, k), dtype=int)
    np.add.at(table, (np.asarray(labels, dtype=int), np.asarray(others, dtype=int)), 1)
    best = {0: 0}  # bits of the columns taken -> most rows that agree
    for row in table.tolist():
        after: dict[int, int] = {}
        for taken, agreed in best.items():
            for column, same in enumerate(row):
                if not taken >> column & 1:
                    bits = taken | 1 << column
                    after[bits] = max(after.get(bits, -1), agreed + same)
        best = after
    return len(labels) - max(best.values())


@dataclass(frozen=True, eq=False)
class Starts:
    """Where many single runs ended: final costs (runs,) for each seeding, and the best cost known.

    A cost up to ``same`` times the best one counts as the same optimum.
    """

    costs: dict[str, Array]
    best: float
    same: float

    @property
    def runs(self) -> int:
        """Runs for each seeding."""
        return len(next(iter(self.costs.values())))

    @property
    def worse(self) -> dict[str, float]:
        """Share of runs that ended in a worse optimum, for each seeding."""
        return {init: float(np.mean(found > self.best * self.same)) for init, found in self.costs.items()}


def compare_seedings(
    X: Array, k: int, best: float, seed: int, progress: Callable[[int, int], object] | None = None
) -> Starts:
    """Run k-means many times from each seeding, as often as patience allows; ``progress`` may raise."""
    work = X.size * k
    fewest = 20 if work <= COORDINATES // 2 else 6  # of so many points each run takes a second
    runs = int(np.clip(COORDINATES // work, fewest, 500))
    costs = compare_starts(X, k, runs, np.random.default_rng(seed), progress)
    best = min([best, *(float(found.min()) for found in costs.values())])
    return Starts(costs, best, same=1 + tolerance(len(X), k))
