"""The ground a seeding works on where points come in parts: each question is one pass over the data."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NoReturn

import numpy as np

from kviz.data.large.parts import Parts
from kviz.data.points import Array, frozen
from kviz.engine import events
from kviz.engine.geometry import EUCLIDEAN, Geometry, label_type
from kviz.engine.large.passes import label
from kviz.engine.large.whole import Whole
from kviz.engine.seeding.potential import Ground, nearer, rows_at, shares_so_far
from kviz.engine.steps import Seed


class LargeGround(Ground):
    """What ``Ground`` does, without an array of all points. Rows are those of all points."""

    def __init__(self, parts: Parts, k: int, geometry: Geometry, method: str) -> None:
        self.parts, self.k, self.geometry, self.method = parts, k, geometry, method
        self.shape, self.n = parts.shape, len(parts)
        self.rows: list[int | None] = []
        self.centroids = np.empty((0, parts.shape[1]))
        self.totals = np.empty(0)  # each part's share of the potential
        self.cost = np.inf
        self.events = events.of_scarce(parts.distinct, k) if parts.distinct < min(k, 1_000) else ()
        self.shown = parts.sample.points
        self.nobody = frozen(np.full(len(self.shown), -1, dtype=label_type(k)))

    @property
    def X(self) -> NoReturn:  # type: ignore[override]
        """There is no array of all points."""
        raise TypeError(
            f"init={self.method!r} needs all points in memory, and these come in parts; use 'k-means||', "
            "or give start centroids."
        )

    def covered(self) -> bool:
        """Whether every point lies on a start centroid."""
        return bool(self.rows) and not self.totals.any()

    def weights(self) -> Any:
        """Recipe of the D²(x) of the sample, None where they decide nothing."""
        return None if not self.rows or self.covered() else self.distances()

    def distances(self) -> Any:
        """Recipe of the D²(x) of the sample as they are now, all 0 or not."""
        return partial(shares_so_far, self.shown, self.centroids, self.geometry)

    def drawn(self, draws: Sequence[float]) -> list[tuple[int, dict[str, Any]]]:
        """For each number in [0, 1) the row that it draws with probability D²(x) / ΣD²: first its part."""
        if not self.rows or self.covered():
            said = events.of_covered() if self.rows else ()
            return [(row, {**facts, "said": said}) for row, facts in map(self.drawn_evenly, draws)]
        ends, picks = np.cumsum(self.totals), []
        for draw in draws:
            at = draw * ends[-1]
            part = min(int(np.searchsorted(ends, at, side="right")), int(np.flatnonzero(self.totals)[-1]))
            within = at - (ends[part - 1] if part else 0.0)
            pick = partial(pick_at, seeds=self.centroids, geometry=self.geometry, within=within)
            [(own, share)] = self.parts.reader.each(pick, only=[part])
            whole = Whole(self.n, chance=share / float(ends[-1]))
            row = int(self.parts.starts[part]) + own
            picks.append((row, {"draw": float(draw), "weights": self.weights(), "whole": whole, "said": ()}))
        return picks

    def drawn_evenly(self, draw: float) -> tuple[int, dict[str, Any]]:
        """The row, not taken yet, that a number in [0, 1) draws where all are equally likely."""
        taken = sorted(row for row in self.rows if row is not None)
        row = min(int(draw * (self.n - len(taken))), self.n - len(taken) - 1)
        for one in taken:
            row += one <= row
        return row, {"draw": float(draw), "whole": Whole(self.n, chance=1 / (self.n - len(taken)))}

    def farthest(self) -> tuple[int, dict[str, Any]]:
        """The row with the largest D²; where every D² is 0, the next row that is not a seed yet."""
        look = partial(farthest_in, seeds=self.centroids, geometry=self.geometry)
        parts = zip(self.parts.reader.each(look), self.parts.starts, strict=False)
        found = [(one[0], -int(first) - one[1], one[2]) for one, first in parts if one]
        share, behind, _ = max(found)
        row = -behind
        if share <= 0:
            row = next(row for row in range(self.n) if row not in self.rows)
            return row, {"weights": self.distances(), "said": events.of_covered(), "whole": Whole(self.n)}
        equal = sum(count for far, _, count in found if far == share)
        said = (events.event("tie", "farthest", n=equal, point=row),) if equal > 1 else ()
        facts = {"weights": self.distances(), "said": said, "whole": Whole(self.n, chance=share)}
        return row, facts

    def potentials_with(self, rows: Sequence[int]) -> list[float]:
        """The potential for each of these rows, if it were the next seed."""
        places = [np.vstack([self.centroids, self.parts.at(row)]) for row in rows]
        look = partial(totals_of, many=places, geometry=self.geometry)
        return np.sum(self.parts.reader.each(look), axis=0).tolist()

    def box(self) -> tuple[Array, Array]:
        """The corners of the points' bounding box."""
        return self.parts.low, self.parts.high

    def middles_of_random_clusters(self, rng: np.random.Generator) -> Array:
        """The means (k, d) of random clusters, at least one point in each."""
        if self.geometry is not EUCLIDEAN:
            return self.X
        numbers = rng.integers(2**63, size=self.parts.reader.count).tolist()
        sums, counts = zip(*self.parts.reader.each(partial(random_sums, k=self.k), numbers), strict=True)
        total, count = np.sum(sums, axis=0), np.sum(counts, axis=0)
        for cluster in np.flatnonzero(count == 0):
            total[cluster], count[cluster] = self.parts.at(int(rng.integers(self.n))), 1
        return total / count[:, None]

    def sampled(self, rng: np.random.Generator, times: float, places: Array) -> tuple[Array, Array, float]:
        """Rows drawn each by itself, with probability ``times`` · D²(x) / ΣD², their places, and ΣD²."""
        measure = partial(totals_of, many=[places], geometry=self.geometry)
        total = float(np.sum(self.parts.reader.each(measure)))
        if not total:
            return np.empty(0, dtype=np.intp), np.empty((0, self.shape[1])), 0.0
        numbers = rng.integers(2**63, size=self.parts.reader.count).tolist()
        draw = partial(sample_of, places=places, geometry=self.geometry, scale=times / total)
        found = self.parts.reader.each(draw, numbers)
        rows = [first + own for (own, _), first in zip(found, self.parts.starts, strict=False)]
        return np.concatenate(rows), np.concatenate([there for _, there in found]), total

    def crowds(self, places: Array) -> Array:
        """How many points are nearest to each of the places (m,)."""
        count = partial(crowds_of, places=places, geometry=self.geometry)
        return np.sum(self.parts.reader.each(count), axis=0)

    def take_round(self, rows: Array, there: Array, number: int, before: Array, total: float) -> Seed:
        """A round in which ``rows`` were drawn as candidates by their D² to the places ``before`` (m, d)."""
        shown, geometry = self.shown, self.geometry
        whole = Whole(self.n, places=tuple(map(tuple, there.tolist())))
        return Seed(
            0, self.centroids, self.nobody, self.cost, candidates=tuple(rows.tolist()), potentials=(total,),
            weights=lambda: shares_so_far(shown, before, geometry), method=self.method, round=number,
            whole=whole,
        )  # fmt: skip

    def take_candidate(self, rows: Array, weights: Array, one: int, draw: float) -> Seed:
        """Make one of the candidates in ``rows`` (m,) the next seed, drawn by ``weights`` (m,)."""
        whole = Whole(self.n, chance=float(weights[one] / weights.sum()))
        return self.take_row(int(rows[one]), draw=draw, weights=self.distances(), whole=whole)

    def take_row(self, row: int, **facts: Any) -> Seed:
        """Make row ``row`` of all points the next seed."""
        return self._add(self.parts.at(row), row, **facts)

    def take(self, position: Array, **facts: Any) -> Seed:
        """Make any position the next seed; where it is a data point, its row is found."""
        [(row, totals)] = self._looked_up(np.asarray(position)[None])
        return self._add(position, row, totals, **{"whole": Whole(self.n), **facts})

    def take_all(self, start: Array) -> Iterator[Seed]:
        """Make these positions (k, d) the seeds, one after the other, by one look at all points."""
        for position, (row, totals) in zip(start, self._looked_up(start), strict=True):
            yield self._add(position, row, totals, whole=Whole(self.n))

    def _looked_up(self, places: Array) -> list[tuple[int | None, Array]]:
        """For each place its row, and each part's share of the potential with it and those before it."""
        look = partial(looked_up, seeds=self.centroids, places=places, geometry=self.geometry)
        told = self.parts.reader.each(look)
        found = []
        for i in range(len(places)):
            parts = zip(told, self.parts.starts, strict=False)
            rows = [int(first) + part[0][i] for part, first in parts if part[0][i] >= 0]
            found.append((rows[0] if rows else None, np.array([part[1][i] for part in told])))
        return found

    def _add(
        self, position: Array, row: int | None, totals: Array | None = None, *, said: tuple = (), **facts: Any
    ) -> Seed:
        said, self.events = (*self.events, *said), ()
        twins = np.flatnonzero((self.centroids == position).all(axis=1))
        self.centroids = frozen(np.vstack([self.centroids, position]))
        self.rows.append(row)
        if totals is None:
            measure = partial(totals_of, many=[self.centroids], geometry=self.geometry)
            totals = np.array(self.parts.reader.each(measure))[:, 0]
        self.totals = totals
        self.cost = min(self.cost, float(self.totals.sum()))  # more seeds lower it, but for rounding
        if len(twins):
            said = (*said, *events.of_same_place([*twins, len(self.rows) - 1]))
        return Seed(0, self.centroids, self.nobody, self.cost, row, method=self.method, events=said, **facts)


def shares_of(block: Array, places: Array, geometry: Geometry) -> Array:
    """D²(x) of the points of a part to the nearest of some places (n,)."""
    return geometry.own_shares(block, places, label(block, places, geometry).labels)


def totals_of(block: Array, many: Sequence[Array], geometry: Geometry) -> list[float]:
    """The sum of D² in a part, for each of several sets of places."""
    return [float(shares_of(block, places, geometry).sum()) for places in many]


def pick_at(block: Array, seeds: Array, geometry: Geometry, within: float) -> tuple[int, float]:
    """The row of a part at which the sum of D² passes ``within``, and its D²; never one whose D² is 0."""
    share = shares_of(block, seeds, geometry)
    row = int(np.searchsorted(np.cumsum(share), within, side="right"))
    row = row if row < len(share) else int(np.flatnonzero(share)[-1])
    return row, float(share[row])


def farthest_in(block: Array, seeds: Array, geometry: Geometry) -> tuple[float, int, int] | None:
    """The largest D² of a part, its row, and how many points are as far."""
    if not len(block):
        return None
    share = shares_of(block, seeds, geometry)
    row = int(share.argmax())
    return float(share[row]), row, int((share == share[row]).sum())


def random_sums(block: Array, number: int, k: int) -> tuple[Array, Array]:
    """Sums (k, d) and sizes (k,) of random clusters in a part."""
    labels = np.random.default_rng(number).integers(k, size=len(block))
    sums = np.stack([np.bincount(labels, column, k) for column in block.T], axis=1)
    return sums, np.bincount(labels, minlength=k)


def sample_of(
    block: Array, number: int, places: Array, geometry: Geometry, scale: float
) -> tuple[Array, Array]:
    """Rows and places of points that are drawn each by itself with probability ``scale`` · D²(x)."""
    draws = np.random.default_rng(number).random(len(block))
    rows = np.flatnonzero(draws < scale * shares_of(block, places, geometry))
    return rows, block[rows]


def crowds_of(block: Array, places: Array, geometry: Geometry) -> Array:
    """How many points of a part are nearest to each place (m,)."""
    return np.bincount(label(block, places, geometry).labels, minlength=len(places))


def looked_up(block: Array, seeds: Array, places: Array, geometry: Geometry) -> tuple[list[int], list[float]]:
    """For each place the first row of a part that lies there (-1: none), and the sum of D² with it."""
    rows, totals = [], []
    share = shares_of(block, seeds, geometry) if len(seeds) else np.full(len(block), np.inf)
    for place in places:
        share = nearer(share, block, place[None], geometry)
        there = rows_at(place, block)
        rows.append(int(there[0]) if len(there) else -1)
        totals.append(float(share.sum()))
    return rows, totals
