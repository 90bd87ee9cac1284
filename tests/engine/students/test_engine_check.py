"""The check names the classic mistakes, and finds none where there is none."""

import re

import lecture
import numpy as np
import pytest

import kviz

check = kviz.check

X = lecture.blobs()
START = X[:3]
FAR = [X[0], X[1], [200.0, 200.0]]


def manhattan(X, C):
    return np.abs(X[:, None] - C).sum(axis=2).argmin(axis=1)


def broken():
    yield from list(lecture.kmeans(X, 3))[:3]
    raise ZeroDivisionError("division by zero")


MISTAKES = {
    "in-place": (
        lambda: lecture.in_place(X, 3),
        1,
        "a centroid was moved while points were still being assigned",
    ),
    "median": (
        lambda: lecture.kmeans(X, 3, update=lambda m, old: np.median(m, axis=0)),
        2,
        "it is their median",
    ),
    "metric": (lambda: lecture.kmeans(X, 3, assign=manhattan), 1, "labels are those of the other distance"),
    "one-column": (
        lambda: lecture.kmeans(X, 3, assign=lambda X, C: lecture.nearest(X[:, :1], C[:, :1])),
        1,
        "only the first column",
    ),
    "farthest": (
        lambda: lecture.kmeans(X, 3, assign=lambda X, C: ((X[:, None] - C) ** 2).sum(2).argmax(1)),
        1,
        "argmax where argmin belongs",
    ),
    "sum": (
        lambda: lecture.kmeans(X, 3, update=lambda m, old: m.sum(axis=0)),
        2,
        "not divided by their number",
    ),
    "divided": (
        lambda: lecture.kmeans(X, 3, update=lambda m, old: m.sum(axis=0) / len(X)),
        2,
        "by all n points",
    ),
    "whole-numbers": (
        lambda: lecture.kmeans(X, 3, update=lambda m, old: np.trunc(m.mean(axis=0))),
        2,
        "holds whole numbers, make it float",
    ),
    "cost-unsquared": (
        lambda: lecture.with_costs(X, 3, lambda gaps: np.linalg.norm(gaps, axis=1).sum()),
        1,
        "were not squared",
    ),
    "cost-mean": (
        lambda: lecture.with_costs(X, 3, lambda gaps: (gaps**2).sum(axis=1).mean()),
        1,
        "the mean, not the sum",
    ),
    "late": (lambda: lecture.kmeans(X, 3, patience=3), None, "stops late"),
    "early": (lambda: iter(list(lecture.kmeans(X, 3))[:-2]), None, "stops early: .* 1 more round to go"),
    "endless": (lambda: lecture.endless(X, 3), None, "did not stop by itself"),
    "raised": (broken, 3, "raised ZeroDivisionError"),
    "swapped": (lambda: ((C, L) for L, C in lecture.kmeans(X, 3, first=False)), 0, "are swapped"),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_each_classic_mistake_is_recognised_where_it_first_happens(kind):
    make, step, words = MISTAKES[kind]

    report = check(make(), X, limit=100)

    assert not report.ok
    assert 0 <= report.score < 1
    assert report.first.kind == kind
    assert step is None or report.step == step
    assert {f.kind for f in report.findings} <= {kind, "endless"}
    assert re.search(words, str(report).replace("\n", " "))


@pytest.mark.parametrize(
    ("empty", "kind", "words"),
    [
        (lambda old: old * 0, "empty-origin", "no point belongs to C, and its centroid went to the origin"),
        (lambda old: old * np.nan, "nan", "probably the mean of a cluster without points"),
        (lambda old: old + 5, "empty", r"its centroid went to \(205, 205\)"),
    ],
)
def test_an_empty_cluster_that_goes_astray_is_recognised(empty, kind, words):
    report = check(lecture.kmeans(X, 3, start=FAR, empty=empty), X)

    assert report.first.kind == kind
    assert any("lies outside the data" in note for note in report.notes)
    assert kind == "nan" or report.findings[0].clusters == (2,)
    assert any(re.search(words, f.text) for f in report.findings)


def test_an_empty_cluster_may_stay_or_take_a_data_point():
    for empty in (lambda old: old, lambda old: X[7]):
        report = check(lecture.kmeans(X, 3, start=FAR, empty=empty), X)

        assert report.ok, str(report)


def test_a_finding_holds_what_was_expected_and_who_is_concerned():
    report = check(lecture.kmeans(X, 3, assign=manhattan), X)
    finding = report.first
    given = report.trace[finding.step]

    assert finding.labels.tolist() == lecture.nearest(X, given.centroids).tolist()
    assert finding.points.tolist() == np.flatnonzero(finding.labels != given.labels).tolist()
    assert finding.text.startswith(f"point {finding.points[0]} is put into ")


def test_one_mistake_is_not_counted_again_in_later_steps():
    """Each step is judged from what the run itself had before it."""
    pairs = [(labels, np.array(C)) for labels, C in lecture.kmeans(X, 3)]
    spoiled = pairs[2][1].copy()
    spoiled[0] += 0.5

    def once_wrong():
        yield from pairs[:2]
        yield pairs[2][0], spoiled
        yield from lecture.kmeans(X, 3, start=spoiled, first=False)

    report = check(once_wrong(), X)

    assert [f.step for f in report.findings] == [2]
    assert report.findings[0].clusters == (0,)
    assert report.tallies["every update is the middle of its cluster"][0] > 0


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (iter([]), "yielded nothing"),
        ((np.zeros(120), X[:3]), "with `return` gives one answer"),
        (None, "None came"),
        (lecture.kmeans, "First, kmeans is a function that was not called"),
    ],
)
def test_what_cannot_be_read_scores_zero(steps, words):
    report = check(steps, X)

    assert (report.score, report.trace) == (0.0, None)
    assert words in str(report)


def many(power, count=80):
    """Runs from seeds that were drawn by D to some power."""
    rng = np.random.default_rng(1)
    for _ in range(count):
        rows = [int(rng.integers(len(X)))]
        while len(rows) < 4:
            D = ((X[:, None] - X[rows]) ** 2).sum(axis=2).min(axis=1) ** (power / 2)
            D[rows] = 0
            rows.append(int(rng.choice(len(X), p=D / D.sum())))
        yield lecture.kmeans(X, 4, start=X[rows])


def test_seeds_drawn_by_d_instead_of_d_squared_are_told_from_many_runs():
    assert check(list(many(2)), X).ok
    report = check(list(many(1)), X)

    assert [f.kind for f in report.findings] == ["D"]
    assert "drawn by D(x), not by D²(x)" in str(report)
    assert "seeds look drawn uniformly" in str(check(list(many(0)), X))
    assert check(list(many(0)), X).ok, "random seeding is not a mistake, it has another name"
    assert "farthest-first" in str(
        check([kviz.kmeans(X, 4, init="farthest-first", rng=i) for i in range(9)], X)
    )


def test_starts_alone_are_judged_as_well():
    def starts(power):
        return [next(iter(run))[1].copy() for run in many(power)]

    assert check(starts(2), X).tallies == {"seeds are drawn by D²": (1, 1)}
    assert [f.kind for f in check(starts(1), X).findings] == ["D"]
    assert check(starts(1), X).score == 0
    assert "too few to tell" in str(check(starts(2)[:2], X))


def test_a_start_inside_the_data_that_is_no_data_point_is_noted_and_no_mistake():
    report = check(lecture.kmeans(X, 3, start=X[:3] + 0.01), X)

    assert report.ok
    assert "the start centroids are not data points." in report.notes


def test_of_many_runs_the_first_faulty_one_is_shown():
    runs = [lecture.kmeans(X, 3), lecture.kmeans(X, 3, assign=manhattan), lecture.endless(X, 3)]

    report = check(runs, X)

    assert report.first.kind == "metric"
    assert "3 runs were checked, 1 of them without a finding; this is run 1." in str(report)


def test_a_score_is_a_number_for_graders():
    assert float(check(lecture.kmeans(X, 3), X)) == 1.0
    assert 0.5 < float(check(lecture.kmeans(X, 3, patience=3), X)) < 1.0
