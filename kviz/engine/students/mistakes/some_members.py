"""How wrong programs count some members more than others: a part of them, weights, a random sample."""

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from kviz.data.points import Array
from kviz.engine.students.mistakes.phase import Facts, Mistake, Phase, Phases, by_places
from kviz.engine.students.mistakes.update import each, leaving_out

MOST_OF_A_BATCH = 0.9  # of a cluster; a mean of nearly all members is not a small sample
SPARED = 0.2  # of the scatter of another column: a column that scatters less was not sampled with it
ALIKE = 40  # sums that look alike in one number and are looked at one by one
PROOFS = 3  # clusters for which all parts of the members are tried
TIMES = {20: 3, 26: 2}  # up to so many members: how often one may be drawn; some million sums for either half


def weighted(weights: Callable[[Phase, Array], Array]) -> Callable[[Phase], Array]:
    """The mean of every cluster's rows with the weights of these rows; NaN where they sum to 0."""

    def places(s: Phase) -> Array:
        made = np.full(s.centroids.shape, np.nan)
        for cluster in range(s.k):
            rows = np.flatnonzero(s.labels == cluster)
            if len(rows):
                w = weights(s, rows)
                made[cluster] = (w[:, None] * s.X[rows]).sum(axis=0) / w.sum()
        return made

    return places


def to_old(power: float) -> Callable[[Phase, Array], Array]:
    """The distance of every member to its old centroid, to this power."""

    def weights(s: Phase, rows: Array) -> Array:
        return np.linalg.norm(s.X[rows] - s.centroids[s.labels[rows]], axis=1) ** power

    return weights


def every(step: int, first: int) -> Callable[[Array], Array]:
    """The mean of every second or third member; NaN where there is none."""
    return lambda m: m[first::step].mean(axis=0) if len(m) > first else m[0] * np.nan


def sampled(phases: Phases) -> Facts | None:
    """Every centroid scatters about the mean of its members as the mean of a random part of them does.

    The scatter is compared with the members' own: for a part f of n members, n·r'S⁻¹r/(1/f - 1) is
    chi-squared with d degrees of freedom. A program's own arithmetic does not look like this: it errs to one
    side, goes out of step with the sizes of the clusters, spares a column, or comes to the same place again
    for the same members, which chance does not. Where clusters are small, it is proved: the centroid is the
    mean of some of the members, and not of all of them with weights of any kind.
    """
    z, columns = _scatter(phases)
    if len(z) < 6 or z.size < 12:
        return None
    size = float((z**2).mean())  # 1/f - 1
    each = np.sqrt((columns**2).mean(axis=0))
    leaning = np.abs(z.mean(axis=0)) > 3 * z.std(axis=0, ddof=1) / np.sqrt(len(z))
    distances = (z**2).sum(axis=1) / size
    outliers = distances.max() > z.shape[1] + 6 * np.sqrt(2 * z.shape[1]) + 4
    alike = distances.std() < 0.25 * np.sqrt(2 * z.shape[1])
    share = 1 / (1 + size)
    spared = each.min() < SPARED * each.max()
    if leaning.any() or outliers or alike or spared or not 0 < share < MOST_OF_A_BATCH:
        return None
    proved = list(islice(_proofs(phases), PROOFS))
    return {"share": share} if 2 * sum(proved) >= len(proved) else None


def _scatter(phases: Phases) -> tuple[Array, Array]:
    """How far every centroid is from the mean: in units of its own scatter, and of the members' spread.

    Nothing where one lies outside its members, or where the same members came to the same place again.
    """
    whitened: list[Array] = []
    known: dict[bytes, bytes] = {}
    columns: list[Array] = []
    for phase in phases:
        for cluster in range(phase.k):
            members = phase.members(cluster)
            n, d = members.shape
            if n <= d + 2:
                continue
            given, place = phase.given[cluster], phase.given[cluster].tobytes()
            if known.get(members.tobytes()) == place:
                return np.empty((0, 1)), np.empty((0, 1))
            known[members.tobytes()] = place
            off = given - members.mean(axis=0)
            columns.append(off / np.maximum(members.std(axis=0), 1e-300))
            inside = (given >= members.min(axis=0)) & (given <= members.max(axis=0))
            spread = np.linalg.eigvalsh(np.cov(members.T).reshape(d, d))
            if not inside.all() or spread.min() <= 0:
                return np.empty((0, 1)), np.empty((0, 1))
            root = np.linalg.cholesky(np.cov(members.T).reshape(d, d))
            whitened.append(np.sqrt(n) * np.linalg.solve(root, off))
    return np.array(whitened), np.array(columns)


def _proofs(phases: Phases) -> Iterator[bool]:
    """Of the smallest clusters whose centroid is wrong: whether it is the mean of some of the members."""
    wrong = [(phase.members(int(c)), phase.given[c]) for phase in phases for c in phase.wrong]
    for members, place in sorted(wrong, key=lambda pair: len(pair[0])):
        times = next((times for most, times in TIMES.items() if len(members) <= most), 0)
        if times and members.shape[1] > 1:
            yield is_mean_of_some(members, place, times)


def is_mean_of_some(members: Array, place: Array, times: int = 1) -> bool:
    """Whether some of the members (n, d), each up to so many ``times``, have this mean.

    Then their gaps to it add up to zero: all sums of one half are looked up among those of the other half.
    """
    gaps = members - place
    near = 1e-9 * float(np.abs(gaps).max()) or 1e-300
    one, other = (_all_sums(gaps[half::2], times)[1:] for half in (0, 1))
    if any((np.abs(sums) <= near).all(axis=1).any() for sums in (one, other)):
        return True
    mixed = np.sqrt(np.arange(2, 2 + gaps.shape[1]))  # columns in one number, which few sums share by chance
    order = np.argsort(other @ mixed)
    had, wanted, reach = (other @ mixed)[order], -(one @ mixed), near * float(mixed.sum())
    low, high = np.searchsorted(had, wanted - reach), np.searchsorted(had, wanted + reach, "right")
    for step in range(min(ALIKE, int((high - low).max(initial=0)))):
        at = np.flatnonzero(low + step < high)
        if (np.abs(one[at] + other[order[low[at] + step]]) <= near).all(axis=1).any():
            return True
    return False


def _all_sums(gaps: Array, times: int) -> Array:
    """The sum of every choice among the rows, each up to so many times; the first is that of none."""
    sums = np.zeros((1, gaps.shape[1]))
    for gap in gaps:
        sums = np.concatenate([sums + often * gap for often in range(times + 1)])
    return sums


EVERY = {2: "every-second", 3: "every-third"}
MEMBER_MISTAKES = [
    *(by_places(kind, each(every(step, first)))
      for step, kind in EVERY.items() for first in range(step)),
    *(by_places(kind, leaving_out(slice(first, None, step)))
      for step, kind in EVERY.items() for first in range(step)),
    by_places("half-of-members", each(lambda m: m[: max(1, len(m) // 2)].mean(axis=0))),
    by_places("half-of-members", each(lambda m: m[len(m) // 2 :].mean(axis=0))),
    by_places("ends-of-members", each(lambda m: m[[0, -1]].mean(axis=0))),
    *(by_places("row-weights", weighted(weights)) for weights in (
        lambda s, rows: rows * 1.0,
        lambda s, rows: rows + 1.0,
        lambda s, rows: len(s.X) - rows * 1.0,
        lambda s, rows: np.arange(len(rows)) * 1.0,
        lambda s, rows: np.arange(len(rows)) + 1.0,
        lambda s, rows: len(rows) - np.arange(len(rows)) * 1.0,
    )),
    *(by_places("distance-weights", weighted(to_old(power))) for power in (1, 2, -1, -2)),
    Mistake("mini-batch", "update", sampled),
]  # fmt: skip
