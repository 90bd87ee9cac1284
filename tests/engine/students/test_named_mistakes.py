"""One program for every mistake that has no test elsewhere: its cause is named, and nothing else is found."""

import lecture
import numpy as np
import pytest

import kviz
from kviz.engine.students.mistakes.some_members import is_mean_of_some

X = np.concatenate([lecture.blobs(30, seed=7) + 20, lecture.blobs(15, seed=9) * [1.5, 0.7] + 24])
X3 = np.column_stack([X, np.random.default_rng(4).normal(scale=4, size=len(X)) + 9])
LATE = {"late", "early", "rise", "early-points", "early-centroids", "endless"}


def few(steps, n=12):
    return (pair for pair, _ in zip(steps, range(n), strict=False))


def kinds(report):
    return {finding.kind for finding in report.findings if finding.kind not in LATE}


def first_stays(X, C):
    labels = lecture.nearest(X, C)
    labels[0] = len(C) - 1
    return labels


ASSIGN = {
    "smallest-difference": (X, lambda X, C: np.abs(X[:, None] - C).min(axis=2).argmin(axis=1)),
    "column-left-out": (X3, lambda X, C: lecture.nearest(X[:, :-1], C[:, :-1])),
    "centroid-left-out": (X, lambda X, C: lecture.nearest(X, C[:-1])),
    "first-point": (X, first_stays),
    "metric": (X, lambda X, C: np.abs(X[:, None] - C).sum(axis=2).argmin(axis=1)),
}
UPDATE = {
    "sum": lambda m, old: m.sum(axis=0),
    "n-plus-1": lambda m, old: m.sum(axis=0) / (len(m) + 1),
    "floor": lambda m, old: np.ceil(m.mean(axis=0)),
    "all-points": lambda m, old: X.mean(axis=0),
}


@pytest.mark.parametrize("kind", ASSIGN)
def test_a_wrong_assignment(kind):
    points, assign = ASSIGN[kind]
    start = points[[0, 40, 80, -1]]
    report = kviz.check(few(lecture.kmeans(points, 4, start=start, assign=assign)), points)

    assert kinds(report) == {kind}, str(report)


@pytest.mark.parametrize("kind", UPDATE)
def test_a_wrong_update(kind):
    report = kviz.check(few(lecture.kmeans(X, 3, update=UPDATE[kind])), X)

    assert kinds(report) == {kind}, str(report)


def loop(update, points=X, k=3, rounds=6):
    """The two steps with whatever the update remembers: update(labels, C, round) returns the centroids."""
    C = points[:k].copy()
    yield None, C
    for i in range(rounds):
        labels = lecture.nearest(points, C)
        yield labels, C
        C = update(labels, C, i)
        yield labels, C


def summed(labels, points=X, k=3):
    return np.stack([points[labels == j].sum(axis=0) for j in range(k)])


def counted(labels, k=3):
    return np.bincount(labels, minlength=k)[:, None].astype(float)


@pytest.mark.parametrize("of", ["sums", "counts", "both"])
def test_sums_that_are_not_reset(of):
    kept = {"sums": 0.0, "counts": 0.0}

    def update(labels, C, i):
        for name, now in (("sums", summed(labels)), ("counts", counted(labels))):
            kept[name] = now + (kept[name] if of in (name, "both") else 0)
        return kept["sums"] / kept["counts"]

    assert kinds(kviz.check(loop(update, rounds=2), X)) == {"not-reset"}


def test_a_centroid_that_is_never_moved():
    def update(labels, C, i):
        moved = summed(labels) / counted(labels)
        moved[1] = C[1]
        return moved

    assert kinds(kviz.check(loop(update), X)) == {"not-updated"}


def test_the_mean_of_the_centroids():
    """The tutorial's own slip: the middle of A and B in place of the middle of their points."""
    report = kviz.check(loop(lambda labels, C, i: np.tile(C.mean(axis=0), (3, 1)), rounds=1), X)

    assert kinds(report) == {"mean-of-centroids"}
    assert "mean of the centroids, not the mean of the cluster's points" in str(report)


def test_seeds_drawn_anew_in_every_round():
    rng = np.random.default_rng(0)
    report = kviz.check(loop(lambda labels, C, i: X[rng.choice(len(X), 3, replace=False)]), X)

    assert kinds(report) == {"reseeded"}


def test_only_the_points_that_changed():
    before = []

    def update(labels, C, i):
        changed = labels != before[-1] if before else np.ones(len(X), dtype=bool)
        before.append(labels)
        return np.array([
            X[changed & (labels == j)].mean(axis=0) if (changed & (labels == j)).any() else C[j]
            for j in range(3)
        ])  # fmt: skip

    assert kinds(kviz.check(loop(update), X)) == {"only-changed"}


@pytest.mark.parametrize(
    ("kind", "part"), [("first-point-left-out", slice(1, None)), ("last-point-left-out", slice(None, -1))]
)
def test_a_point_of_the_data_left_out_of_every_mean(kind, part):
    points = np.concatenate([X, X[:1] + 0.1])  # first and last point belong to the cluster A

    def update(labels, C, i):
        return np.array([points[part][labels[part] == j].mean(axis=0) for j in range(3)])

    assert kinds(kviz.check(loop(update, points), points)) == {kind}


def test_a_mini_batch():
    rng = np.random.default_rng(1)

    def update(labels, C, i):
        some = rng.choice(len(X), 70, replace=False)
        return np.array([X[some][labels[some] == j].mean(axis=0) for j in range(3)])

    assert kinds(kviz.check(loop(update), X)) == {"mini-batch"}


def counted_members(part):
    """Every centroid is the mean of what ``part`` makes of its members (m, d), old centroid and rows."""

    def update(labels, C, i):
        chosen = [np.flatnonzero(labels == j) for j in range(3)]
        return np.array([part(X[rows], C[j], rows) for j, rows in enumerate(chosen)])

    return kinds(kviz.check(loop(update), X))


def weights(made):
    return lambda m, old, rows: np.average(m, axis=0, weights=made(m, old, rows))


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("every-second", lambda m, old, rows: m[::2].mean(axis=0)),
        ("every-second", lambda m, old, rows: m[rows % 2 == 0].mean(axis=0)),
        ("every-third", lambda m, old, rows: m[::3].mean(axis=0)),
        ("half-of-members", lambda m, old, rows: m[: len(m) // 2].mean(axis=0)),
        ("ends-of-members", lambda m, old, rows: (m[0] + m[-1]) / 2),
        ("row-weights", weights(lambda m, old, rows: rows)),
        ("row-weights", weights(lambda m, old, rows: np.arange(len(m)) + 1)),
        ("distance-weights", weights(lambda m, old, rows: ((m - old) ** 2).sum(axis=1))),
    ],
)
def test_members_that_do_not_count_the_same(kind, part):
    assert counted_members(part) == {kind}


@pytest.mark.parametrize("seed", range(8))
def test_weights_of_any_kind_are_no_random_sample(seed):
    """In clusters as small as these it can be proved that the centroid is not the mean of some members."""
    rng = np.random.default_rng(seed)
    of_rows = rng.random(90)
    few = [X[j * 30 : j * 30 + 20] for j in range(3)]
    points = np.concatenate(few) + rng.normal(scale=0.1, size=(60, 2))

    def update(labels, C, i):
        drawn = of_rows[:60] if seed % 2 else rng.random(60)
        return np.array([
            np.average(points[labels == j], axis=0, weights=drawn[labels == j]) for j in range(3)
        ])  # fmt: skip

    report = kviz.check(loop(update, points), points)

    assert kinds(report) <= {"update"}
    assert "The cause was not recognised." in str(report)


@pytest.mark.parametrize("replace", [False, True])
def test_a_mean_of_some_members_is_proved(replace):
    rng = np.random.default_rng(5)
    members, some = rng.normal(size=(20, 2)), rng.choice(20, 8, replace=replace)

    assert is_mean_of_some(members, members[some].mean(axis=0), times=3)
    assert not is_mean_of_some(members, np.average(members, axis=0, weights=rng.random(20)), times=3)


def test_clusters_that_are_renumbered_consistently_are_no_stale_labels():
    rng = np.random.default_rng(1)

    def program():
        C = X[:3].copy()
        for _ in range(8):
            labels = lecture.nearest(X, C)
            yield labels, C
            order = rng.permutation(3)
            C = (summed(labels) / counted(labels))[order]
            labels = np.argsort(order)[labels]
            yield labels, C

    report = kviz.check(program(), X)

    assert kinds(report) == {"renumbered"}
    assert "which is consistent" in str(report)


@pytest.mark.parametrize("name", ["uint8", "int8", "int16"])
def test_an_overflow_of_a_small_type(name):
    shares = (X - X.min(axis=0)) / np.ptp(X, axis=0)
    points = np.round(shares * np.iinfo(name).max).astype(name)

    def program():
        C = points[:3].copy()
        for _ in range(5):
            with np.errstate(over="ignore"):
                labels = ((points[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
            yield labels, C.astype(float)
            C = np.array([points[labels == j].astype(float).mean(axis=0).round() for j in range(3)]).astype(
                name
            )
            yield labels, C.astype(float)

    report = kviz.check(program(), points)

    assert "overflow" in kinds(report), str(report)
    assert f"of type {name}" in str(report)


DATA = {
    "logarithm": np.log,
    "data-rounded": np.round,
    "columns-swapped-in-X": lambda X: X[:, ::-1],
}


@pytest.mark.parametrize("kind", DATA)
def test_a_run_on_other_data(kind):
    assert kinds(kviz.check(lecture.kmeans(DATA[kind](X), 3), X)) == {kind}


def test_a_mean_where_the_distance_asks_for_a_median():
    def program(update):
        def nearest(X, C):
            return np.abs(X[:, None] - C).sum(axis=2).argmin(axis=1)

        return lecture.kmeans(X, 3, assign=nearest, update=update)

    report = kviz.check(program(lecture.mean), X, metric="manhattan")

    assert kinds(report) == {"mean"}
    assert kviz.check(program(lambda m, old: np.median(m, axis=0)), X, metric="manhattan").ok


def test_equal_members_that_are_counted_once():
    points = np.repeat(X, np.arange(len(X)) % 3 + 1, axis=0)
    report = kviz.check(
        few(lecture.kmeans(points, 3, start=X[:3], update=lambda m, old: np.unique(m, axis=0).mean(axis=0))),
        points,
    )

    assert kinds(report) == {"duplicates"}


COSTS = {
    "cost-half": lambda gaps: (gaps**2).sum() / 2,
    "cost-double": lambda gaps: 2 * (gaps**2).sum(),
    "cost-root": lambda gaps: np.sqrt((gaps**2).sum()),
    "cost-by-k": lambda gaps: (gaps**2).sum() / 3,
    "cost-largest": lambda gaps: (gaps**2).sum(axis=1).max(),
}


@pytest.mark.parametrize("kind", COSTS)
def test_a_wrong_cost(kind):
    assert kinds(kviz.check(lecture.with_costs(X, 3, COSTS[kind]), X)) == {kind}


N = len(X)
GOOD = np.zeros(N, dtype=int)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((GOOD[:, None], X[:3]), "yield labels.ravel()"),
        ((np.eye(3)[GOOD], X[:3]), "yield labels.argmax(axis=1)"),
        ((GOOD, {0: X[0], 1: X[1]}), "np.array([centroids[j] for j in range(k)])"),
        ((dict.fromkeys(range(N), 0), X[:3]), "np.array([labels[i] for i in range(len(X))])"),
        (([X[:30], X[30:]], X[:2]), "groups of points came instead of labels"),
        (([list(range(30)), list(range(30, N))], X[:2]), "groups of row numbers came instead of labels"),
        (({0: list(range(30)), 1: list(range(30, N))}, X[:2]), "labels[group] = j for every group j"),
        ((GOOD, X[:3].T), "yield centroids.T"),
        ((GOOD, X[0]), "one row per cluster"),
        ((GOOD, "three"), "centroids are not an array of numbers"),
        ((GOOD[1:], X[:3]), f"({N},) is needed, one label per point"),
    ],
)
def test_a_wrong_shape_is_told_with_the_line_that_mends_it(pair, said):
    report = kviz.check(iter([pair]), X)

    assert said in str(report)
    assert report.score == 0


def told_of(update):
    """The kind that is named for a program that is right but for its update (X, labels, centroids)."""
    points = kviz.datasets["blobs"]().points

    def program():
        centroids, labels = points[[0, 40, 80]].copy(), None
        for _ in range(20):
            nearest = ((points[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
            if labels is not None and np.array_equal(nearest, labels):
                return
            labels = nearest
            yield labels.copy(), centroids.copy()
            centroids = update(points, labels, centroids)
            yield labels.copy(), centroids.copy()

    report = kviz.check(program(), points)
    assert not report.ok
    return report.first.kind, str(report)


def mean_of(X, labels, j):
    return X[labels == j].mean(axis=0)


def test_an_exact_rule_that_no_row_knows_is_not_called_mini_batch():
    """A trimmed mean lies near the mean, and one column that stays does not scatter: neither is a sample."""
    trimmed = told_of(
        lambda X, labels, C: np.array([np.sort(X[labels == j], axis=0)[2:-2].mean(axis=0) for j in range(3)])
    )
    kept = told_of(
        lambda X, labels, C: np.column_stack([[mean_of(X, labels, j)[0] for j in range(3)], C[:, 1]])
    )
    for kind, said in (trimmed, kept):
        assert kind == "update" and "The cause was not recognised." in said


def test_a_centroid_that_goes_past_the_middle_goes_too_far():
    kind, said = told_of(
        lambda X, labels, C: C + 1.5 * (np.array([mean_of(X, labels, j) for j in range(3)]) - C)
    )
    assert kind == "too-far"
    assert "moves too far, 150 % of the way" in said
