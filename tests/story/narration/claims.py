"""Is a claim true? Every message of narration and events, worked out again from the arrays alone."""

from math import dist, inf, isclose

import numpy as np
from sentence_reader import equal

from kviz.story.narration.moves import FEW


class Moment:
    """Step ``i`` of a run, seen without kviz's own facts."""

    def __init__(self, trace, i, reader):
        self.trace, self.i, self.reader = trace, i, reader
        self.step, self.before = trace[i], trace[i - 1] if i else None
        self.X, self.C, self.L = trace.X, self.step.centroids, self.step.labels
        self.n, self.k = len(self.X), len(self.C)
        self.own = bool(trace.settings)
        self.l1 = trace.geometry.name == "manhattan"
        self.last = i == len(trace) - 1
        self.P = (
            self.before.centroids
            if self.before is not None and len(self.before.centroids) == self.k
            else self.C
        )
        self.old = self.before.labels if self.before is not None else np.full(self.n, -1)
        self.scale = float(np.abs(self.X).max()) + float(np.ptp(self.X, axis=0).max()) + 1e-300

    @property
    def tol(self):
        """Within this two places are the same: a millionth of the data, or what single precision can tell."""
        single = (self.C.astype(np.float32) == self.C).all()
        size = float(np.abs(self.X).max())
        return 3e-6 * float(np.ptp(self.X, axis=0).max()) + (3e-6 if single else 1e-11) * size + 1e-300

    def d(self, p, c):
        """Distance of two places as the run measures it."""
        return float(sum(abs(a - b) for a, b in zip(p, c, strict=True))) if self.l1 else dist(p, c)

    def share(self, p, c):
        return self.d(p, c) if self.l1 else self.d(p, c) ** 2

    def middle(self, j, labels=None):
        labels = self.members if labels is None else labels
        members = [self.X[r] for r in range(self.n) if labels[r] == j]
        if not members:
            return None
        return np.median(members, axis=0) if self.l1 else sum(members) / len(members)

    @property
    def updates(self):
        return self.step.phase == "update" or bool((self.P != self.C).any())

    @property
    def members(self):
        """Labels whose middles an update takes: the ones before, where centroids moved before labels."""
        backward = self.step.phase != "update" and self.updates and (self.old >= 0).any()
        return self.old if backward else self.L

    @property
    def seen(self):
        """Centroids that the points of this step chose from."""
        return self.P if self.step.phase == "update" and not self.own else self.C

    def strays(self, centroids=None):
        C = self.seen if centroids is None else centroids
        return [r for r in range(self.n) if self.L[r] >= 0 and not self.near(r, C)]

    def near(self, r, C):
        shares = [self.share(self.X[r], c) for c in C]
        return shares[self.L[r]] <= min(shares) * (1 + 2e-9)

    def sizes(self):
        return {j: int((j == self.L).sum()) for j in range(self.k)}

    def shared(self, said):
        """Whether a list of all sizes is true, or the range of many."""
        sizes = self.sizes()
        if self.k <= FEW:
            return self.reader.shares(said) == sizes
        ends = self.reader.range(said)
        if len(ends) == 1:
            return set(sizes.values()) == set(ends)
        (low, least), (high, most) = ends
        counts = list(sizes.values())
        return (least, most) == (min(counts), max(counts)) == (sizes[low], sizes[high]) and least < most

    def switched(self, sign):
        """Rows that switched to a centroid that is nearer (-1), equally near (0) or farther (1)."""
        rows = [r for r in range(self.n) if self.old[r] >= 0 <= self.L[r] != self.old[r]]
        gaps = [
            (self.d(self.X[r], self.seen[self.L[r]]), self.d(self.X[r], self.seen[self.old[r]])) for r in rows
        ]
        return sum((0 if isclose(a, b, rel_tol=1e-9) else np.sign(a - b)) == sign for a, b in gaps)

    def place(self, at, position):
        return all(
            equal(said, true) for said, true in zip(at, self.trace.dataset.in_units(position), strict=True)
        )

    def moved(self, j):
        return dist(self.C[j], self.P[j])

    def at_middle(self, j):
        middle = self.middle(j)
        return middle is not None and max(abs(middle - self.C[j])) <= self.tol

    def still(self, j):
        return self.moved(j) <= 1e-11 * self.scale

    def filled(self):
        return [j for j in range(self.k) if (self.members == j).any()]

    def leaders(self, names, said):
        best = max(self.moved(j) for j in names)
        return equal(said["d"], best) and all(
            isclose(self.moved(j), best, rel_tol=1e-8)
            for j in said.get("farthest", [said.get("B", names[0])])
        )

    def right_movers(self):
        return [j for j in self.filled() if self.at_middle(j) and not self.still(j)]


def _start(check):
    """A claim of a drawn or placed start centroid: letter and row first."""

    def judged(m, f):
        return f.get("A", m.k - 1) == m.k - 1 and ("p" not in f or m.step.chosen == f["p"]) and check(m, f)

    return judged


def _weights(m):
    """D² (or D) of every point to the start centroids before this one."""
    return [min(m.share(p, c) for c in m.C[:-1]) for p in m.X]


def _potential(m, centroids):
    return sum(min(m.share(p, c) for c in centroids) for p in m.X)


def _free(m):
    taken = {m.trace[j].chosen for j in range(m.i)} - {None}
    return m.n - len(taken)


def _chance(m, f):
    weights = _weights(m)
    return equal_share(f["chance"], weights[m.step.chosen] / sum(weights))


def equal_share(said, true):
    return abs(said - true) <= 0.06 * true + 1e-12 if true < 0.1 else abs(said - true) <= 5.1e-4


def _best(m, f):
    def left(row):
        return _potential(m, [*m.C[:-1], m.X[row]])

    rows = f.get("points", [f["p"]])
    return (
        set(rows) == set(m.step.candidates) and len(m.step.candidates) == f["draws"]
        and left(f["p"]) <= min(map(left, rows)) * (1 + 1e-9)
    )  # fmt: skip


def _fell(m, f):
    return (
        f["y"] < f["x"]
        and equal(f["x"], m.before.cost)
        and equal(f["y"], m.step.cost)
        and m.step.cost < m.before.cost
    )


def _stayed(m, f):
    slack = 1e-8 * m.before.cost + 1e-24 * m.n * m.scale**2 + 1e-13 * m.n * m.scale * m.l1
    return equal(f["y"], m.step.cost) and abs(m.step.cost - m.before.cost) <= slack


def _rose(m, f):
    return f["x"] < f["y"] and m.step.cost > m.before.cost and equal(f["y"], m.step.cost) and not m.own


def _cost(m):
    labels = [
        int(np.argmin([m.share(p, c) for c in m.C])) if label < 0 else label
        for p, label in zip(m.X, m.L, strict=True)
    ]
    return sum(m.share(m.X[r], m.C[labels[r]]) for r in range(m.n))


def _first_cost(m, f):
    return equal(f["y"], m.step.cost) and _right_cost(m)


def _dust(m):
    """A cost that rounding can make."""
    return m.n**2 * 1e-15 * m.scale if m.l1 else m.n**3 * (1e-15 * m.scale) ** 2


def _right_cost(m):
    return isclose(m.step.cost, _cost(m), rel_tol=1e-6, abs_tol=_dust(m))


def _all_nearest(m, f):
    return not m.strays() and (m.L >= 0).all() and m.shared(f["shares"])


def _farthest(m):
    return all(
        m.share(m.X[r], m.seen[m.L[r]]) >= max(m.share(m.X[r], c) for c in m.seen) * (1 - 1e-8)
        for r in range(m.n)
    )


def _all_farthest(m, f):
    return _farthest(m) and m.shared(f["shares"])


def _stray(m, f):
    p, a, b = m.X[f["p"]], m.seen[f["A"]], m.seen[f["B"]]
    return (
        m.L[f["p"]] == f["A"] and f["near"] < f["far"]
        and equal(f["far"], m.d(p, a)) and equal(f["near"], m.d(p, b))
        and m.d(p, b) <= min(m.d(p, c) for c in m.seen) * (1 + 1e-9)
    )  # fmt: skip


def _rows_nearer(m):
    return len(m.strays(m.C))


def _next(m, f):
    after = m.trace[m.i + 1] if not m.last else None
    return after is not None and int((after.labels != m.L).sum()) == f["n"]


def _moves(names, check=lambda m, f: True):
    """A claim about clusters: ``names(m, f)`` are the ones that it speaks of."""

    def judged(m, f):
        m.told.update(names(m, f))
        return check(m, f)

    return judged


def _center(kind):
    def is_there(m, f):
        ok = True
        for j in f["clusters"]:
            members = m.X[m.members == j]
            place = {
                "median": np.median(members, axis=0),
                "mean": members.mean(axis=0),
                "sum": members.sum(axis=0),
            }[kind]
            ok = ok and max(abs(place - m.C[j])) <= m.tol * len(members) and not m.at_middle(j)
        return ok

    return _moves(lambda m, f: f["clusters"], is_there)


def _part(m, f):
    return f["share"] < 1 and all(
        np.abs(m.P[j] + f["share"] * (m.middle(j) - m.P[j]) - m.C[j]).max() <= 0.06 * m.moved(j) + m.tol
        for j in f["clusters"]
    )


def _member(m, j, p):
    return m.members[p] == j and np.abs(m.X[p] - m.C[j]).max() <= m.tol


def _all_off(m, f):
    offs = [dist(m.middle(j), m.C[j]) for j in f["clusters"]]
    return (
        min(offs) > 0 and equal(f["d"], max(offs)) and isclose(dist(m.middle(f["B"]), m.C[f["B"]]), max(offs))
    )


def _off(m, f):
    return equal(f["d"], dist(m.middle(f["B"]), m.C[f["B"]])) and m.place(f["at"], m.C[f["B"]])


def _settled(m):
    empty = len(set(m.L.tolist())) < m.k
    if m.own and empty and m.trace.settings["on_empty"] == "farthest":
        return all(m.share(m.X[r], m.C[m.L[r]]) <= _dust(m) for r in range(m.n))
    return (
        not m.strays(m.C)
        and (m.L >= 0).all()
        and all(
            (middle := m.middle(j, m.L)) is None or max(abs(middle - m.C[j])) <= m.tol for j in range(m.k)
        )
    )


def _lowest(m, f):
    return m.k == 1 or m.step.cost <= 1e-20 * m.n**3 * m.scale**2 + 1e-12 * m.n**2 * m.scale * m.l1


def _tied(m, exactly):
    rows, later = [], 0
    for r in range(m.n):
        shares = [m.share(m.X[r], c) for c in m.C]
        near = [j for j in range(m.k) if shares[j] <= min(shares) * (1 + 1e-11)]
        if len(near) > 1:
            rows.append((r, near))
            later += near[0] != m.L[r]
    return rows, bool(later) != exactly


def _tie(exactly):
    def judged(m, f):
        rows, right = _tied(m, exactly)
        n = f.get("n", 1)
        known = "point" not in f or (
            rows[0] == (f["point"], f["clusters"]) and m.L[f["point"]] == f["cluster"]
        )
        return len(rows) == n and right and known

    return judged


def _same_place(m, f):
    return (
        all((m.C[j] == m.C[f["clusters"][-1]]).all() for j in f["clusters"]) and f["clusters"][-1] == m.k - 1
    )


def _moved(m, f):
    r = f["point"]
    return m.L[r] == f["cluster"] and m.old[r] == f["source"] and not (m.old == f["cluster"]).any()


def _first_moved(m, f):
    far = [m.share(m.X[r], m.P[m.old[r]]) for r in range(m.n)]
    return _moved(m, f) and far[f["point"]] >= max(far) * (1 - 1e-9)


def _empties(m, f):
    return all(not (j == m.L).any() for j in f["clusters"])


def _kept(m, f):
    return _empties(m, f) and all(m.still(j) for j in f["clusters"])


EMPTY_MOVE = _moves(lambda m, f: f["clusters"], _kept)


def _candidates(m):
    """The places that could be drawn from so far: the first start centroid, and what the rounds drew."""
    seeds = [step for step in m.trace[: m.i] if step.phase == "seed"]
    return m.X[[seeds[0].chosen, *(row for step in seeds if step.round for row in step.candidates)]]


def _candidate_chance(m, f):
    places = _candidates(m)
    crowds = [0] * len(places)
    for x in m.X:
        gaps = [m.share(x, c) for c in places]
        crowds[gaps.index(min(gaps))] += 1
    weights = [n * min(m.share(p, c) for c in m.C[:-1]) for n, p in zip(crowds, places, strict=True)]
    here = [i for i, p in enumerate(places) if (p == m.X[f["p"]]).all()]
    return any(equal_share(f["chance"], weights[i] / sum(weights)) for i in here)


CHECKS = {
    "narration.start.drawn": _start(lambda m, f: f.get("n", 1) == m.n),
    "narration.start.left": _start(lambda m, f: f.get("n", 1) == _free(m)),
    "narration.start.weighted": _start(_chance),
    "narration.start.unlikely": lambda m, f: _weights(m)[m.step.chosen] / sum(_weights(m)) < 1 / m.n,
    "narration.start.best": _start(_best),
    "narration.start.best_name": lambda m, f: m.k == 2 and m.trace.settings["init"] == "greedy-k-means++",
    "narration.start.farthest": _start(
        lambda m, f: (
            equal(f["d"], min(m.d(m.X[f["p"]], c) for c in m.C[:-1]))
            and _weights(m)[f["p"]] >= max(_weights(m)) * (1 - 1e-9)
        )
    ),
    "narration.start.next_row": _start(lambda m, f: max(_weights(m)) == 0),
    "narration.start.round": lambda m, f: (
        f.get("n", 1) == len(m.step.candidates)
        and f["times"] == 2 * m.trace.settings["k"]
        and f["i"] == sum(bool(step.round) for step in m.trace[: m.i + 1] if step.phase == "seed")
        and equal(f["y"], sum(min(m.share(x, c) for c in _candidates(m)) for x in m.X))
    ),
    "narration.start.candidate": _start(_candidate_chance),
    "narration.start.box": _start(lambda m, f: m.step.method == "box" and m.place(f["at"], m.C[-1])),
    "narration.start.random-partition": _start(
        lambda m, f: m.step.method == "random-partition" and m.place(f["at"], m.C[-1])
    ),
    "narration.start.given": _start(lambda m, f: m.step.method == "given" and m.place(f["at"], m.C[-1])),
    "narration.start.yours": _start(lambda m, f: not m.own and m.place(f["at"], m.C[-1])),
    "narration.start.method": _start(lambda m, f: m.step.method == f["name"] and m.place(f["at"], m.C[-1])),
    "narration.start.point": lambda m, f: (m.X[f["p"]] == m.C[-1]).all(),
    "narration.start.no_point": lambda m, f: not (m.C[-1] == m.X).all(axis=1).any(),
    "narration.sum.first": lambda m, f: m.i == 0 and equal(f["y"], _potential(m, m.C)),
    "narration.sum.fell": _fell,
    "narration.sum.stayed": _stayed,
    "narration.cost.first": _first_cost,
    "narration.cost.fell": _fell,
    "narration.cost.stayed": _stayed,
    "narration.cost.rose": _rose,
    "narration.points.join": lambda m, f: f.get("n", 1) and _all_nearest(m, f),
    "narration.points.join_farthest": _all_farthest,
    "narration.points.join_somehow": lambda m, f: (
        m.shared(f["shares"]) and (bool(m.strays()) or (m.L < 0).any() or m.step.phase == "update")
    ),
    "narration.points.all_farthest": lambda m, f: _farthest(m),
    "narration.points.nearer": lambda m, f: f["n"] == m.switched(-1),
    "narration.points.equal": lambda m, f: f["n"] == m.switched(0),
    "narration.points.farther": lambda m, f: f["n"] == m.switched(1),
    "narration.points.none": lambda m, f: not any(map(m.switched, (-1, 0, 1))),
    "narration.points.now": lambda m, f: m.shared(f["shares"]),
    "narration.points.strays": lambda m, f: f["n"] == len(m.strays()),
    "narration.points.stray": _stray,
    "narration.points.waiting": lambda m, f: f["n"] == int((m.L < 0).sum()) > 0,
    "narration.points.empty": _empties,
    "narration.moves.all": _moves(
        lambda m, f: m.right_movers(),
        lambda m, f: m.right_movers() == list(range(m.k)) and m.leaders(range(m.k), f),
    ),
    "narration.moves.all_equal": _moves(
        lambda m, f: m.right_movers(),
        lambda m, f: (
            m.right_movers() == list(range(m.k)) and m.leaders(range(m.k), {**f, "farthest": f["clusters"]})
        ),
    ),
    "narration.moves.single": _moves(
        lambda m, f: [0], lambda m, f: m.k == 1 and m.at_middle(0) and equal(f["d"], m.moved(0))
    ),
    "narration.moves.none": _moves(
        lambda m, f: range(m.k), lambda m, f: all(m.at_middle(j) and m.still(j) for j in range(m.k))
    ),
    "narration.moves.shown": _moves(lambda m, f: range(m.k), lambda m, f: all(map(m.at_middle, range(m.k)))),
    "narration.moves.none_but_empty": _moves(
        lambda m, f: m.filled(), lambda m, f: all(m.at_middle(j) and m.still(j) for j in m.filled())
    ),
    "narration.moves.one": _moves(
        lambda m, f: [f["B"]], lambda m, f: m.right_movers() == [f["B"]] and equal(f["d"], m.moved(f["B"]))
    ),
    "narration.moves.some": _moves(
        lambda m, f: f["clusters"],
        lambda m, f: m.right_movers() == f["clusters"] and m.leaders(f["clusters"], f),
    ),
    "narration.moves.some_many": _moves(
        lambda m, f: m.right_movers(),
        lambda m, f: (len(m.right_movers()), m.k) == (f["n"], f["k"]) and m.leaders(m.right_movers(), f),
    ),
    "narration.moves.there_many": _moves(
        lambda m, f: [j for j in range(m.k) if m.still(j)],
        lambda m, f: sum(m.still(j) and m.at_middle(j) for j in range(m.k)) == f["n"],
    ),
    "narration.moves.some_equal": _moves(
        lambda m, f: f["clusters"],
        lambda m, f: m.right_movers() == f["clusters"] and m.leaders(f["clusters"], f),
    ),
    "narration.moves.there": _moves(
        lambda m, f: f["clusters"], lambda m, f: all(m.still(j) and m.at_middle(j) for j in f["clusters"])
    ),
    "narration.moves.already": _moves(
        lambda m, f: f["clusters"], lambda m, f: all(m.still(j) and m.at_middle(j) for j in f["clusters"])
    ),
    "narration.moves.part": _moves(lambda m, f: f["clusters"], _part),
    "narration.moves.placed": _moves(
        lambda m, f: [f["B"]], lambda m, f: not (m.members == f["B"]).any() and m.place(f["at"], m.C[f["B"]])
    ),
    "narration.moves.median": _center("median"),
    "narration.moves.mean": _center("mean"),
    "narration.moves.sum": _center("sum"),
    "narration.moves.still": _moves(
        lambda m, f: f["clusters"], lambda m, f: all(m.still(j) and not m.at_middle(j) for j in f["clusters"])
    ),
    "narration.moves.member": _moves(lambda m, f: [f["B"]], lambda m, f: _member(m, f["B"], f["p"])),
    "narration.moves.members": _moves(
        lambda m, f: f["clusters"],
        lambda m, f: all(_member(m, j, p) for j, p in zip(f["clusters"], f["points"], strict=True)),
    ),
    "narration.moves.elsewhere": _moves(lambda m, f: [f["B"]], _off),
    "narration.moves.elsewhere_all": _moves(lambda m, f: f["clusters"], _all_off),
    "narration.next.some": _next,
    "narration.next.none": lambda m, f: m.own and not m.last and (m.trace[m.i + 1].labels == m.L).all(),
    "narration.next.nearer": lambda m, f: f["n"] == _rows_nearer(m) + int((m.L < 0).sum()),
    "narration.next.settled": lambda m, f: not _rows_nearer(m),
    "narration.end.finished": lambda m, f: (
        m.own
        and m.step.phase == "converged"
        and (m.old == m.L).all()
        and f["n"] == m.step.iteration
        and equal(f["y"], m.step.cost)
        and _right_cost(m)
    ),
    "narration.end.limit": lambda m, f: (
        equal(f["y"], m.step.cost) and m.step.phase == "stopped" and f["n"] == m.trace.settings["max_iter"]
    ),
    "narration.end.steps": lambda m, f: (
        equal(f["y"], m.step.cost) and m.step.phase == "stopped" and f["n"] == m.i
    ),
    "narration.end.fixed": lambda m, f: _settled(m),
    "narration.end.another": lambda m, f: m.own and m.k > 1 and not _lowest(m, f),
    "narration.end.lowest": _lowest,
    "narration.program.quiet": lambda m, f: (
        equal(f["y"], m.step.cost) and (m.old == m.L).all() and (m.C == m.P).all()
    ),
    "narration.program.ends": lambda m, f: m.last and not m.own,
    "narration.program.switching": lambda m, f: f["n"] == _rows_nearer(m) + int((m.L < 0).sum()),
    "narration.program.moving": lambda m, f: all(
        max(abs(m.middle(j, m.L) - m.C[j])) > 1e-8 * m.tol for j in f["clusters"]
    ),
    "events.tie.points": _tie(True),
    "events.tie.rounding": _tie(False),
    "events.tie.farthest": lambda m, f: (
        f["n"] == sum(w >= max(_weights(m)) * (1 - 1e-11) for w in _weights(m))
        and m.step.chosen == f["point"]
    ),
    "events.tie.candidates": lambda m, f: (
        m.step.chosen == f["point"]
        and f["point"] in f["points"]
        and np.allclose(
            [_potential(m, [*m.C[:-1], m.X[r]]) for r in f["points"]], m.step.cost, rtol=1e-11, atol=0
        )
    ),
    "events.duplicate.covered": lambda m, f: max(_weights(m)) == 0,
    "events.duplicate.scarce": lambda m, f: (
        len({tuple(p + 0.0) for p in m.X}) == f.get("n", 1) < f["k"] == m.trace.k
    ),
    "events.duplicate.place": _same_place,
    "events.empty.kept": EMPTY_MOVE,
    "events.empty.unfilled": EMPTY_MOVE,
    "events.empty.lost": _moves(
        lambda m, f: f["clusters"], lambda m, f: _kept(m, f) and (np.isin(f["clusters"], m.old)).all()
    ),
    "events.moved.first": _first_moved,
    "events.moved.next": _moved,
    "events.cap.iterations": lambda m, f: (
        int((m.old != m.L).sum()) >= 1 and f["n"] == int((m.old != m.L).sum())
    ),
    "events.cap.settled": lambda m, f: (m.old == m.L).all() and not m.strays(),
    "events.cap.quiet": lambda m, f: (m.old == m.L).all(),
    "events.cap.steps": lambda m, f: m.step.phase == "stopped" and not m.own,
}


def check_of(key):
    """The check of a message; what is said in two geometries has one."""
    parts = [part for part in key.split(".") if part not in ("euclidean", "manhattan")]
    return CHECKS[".".join(parts).replace("all_first", "all")]


def untrue(trace, i, reader, sentence):
    """What is wrong with the sentence of step ``i``, None where all of it is true."""
    m = Moment(trace, i, reader)
    m.told = set()
    keys = set()
    for candidates in reader.read(sentence):
        if not any(check_of(claim.key)(m, claim.fields) for claim in candidates):
            return f"{candidates} in {sentence!r}"
        keys |= {claim.key for claim in candidates}
    said = " ".join(sorted(keys))
    if m.step.phase in ("assign", "update"):
        rose = (
            m.before is not None
            and m.before.phase != "seed"
            and m.step.cost > m.before.cost * (1 + 1e-8) + 1e-20
        )
        if rose and m.step.cost < inf and "rose" not in said:
            return f"the cost rose, which is not said: {sentence!r}"
        if m.strays() and m.step.phase == "assign" and "stray" not in said and "farthest" not in said:
            return f"some are not with the nearest, which is not said: {sentence!r}"
    if m.step.phase == "update" and m.told != set(range(m.k)) - _silent(m):
        return f"moves of {m.told} are told, of {m.k}: {sentence!r}"
    if (
        m.last
        and m.step.phase == "converged"
        and set(range(m.k)) - set(m.L.tolist())
        and ".empty" not in said
    ):
        return f"an empty cluster is not mentioned at the end: {sentence!r}"
    return None


def _silent(m):
    """Clusters that nothing is to be said of: empty ones of a student's program that stay where they are."""
    return set() if m.own else {j for j in range(m.k) if not (m.members == j).any() and m.still(j)} - m.told
