"""A cause is named only where it explains every fault of the run; what is right in another way passes."""

import sys
from contextlib import suppress

import lecture
import numpy as np
import pytest

import kviz
from kviz.engine.students.mistakes.phase import by_places
from kviz.engine.students.mistakes.registry import MISTAKES

X = np.concatenate([lecture.blobs(30, seed=7) - 8, lecture.blobs(15, seed=9) * [1.5, 0.7] - 4])
N = len(X)


def gaps(X, C):
    return X[:, None] - C


def norms(X):
    return np.linalg.norm(X, axis=-1)


ASSIGN = {
    "signed": lambda X, C: gaps(X, C).sum(2).argmin(1),
    "lengths": lambda X, C: np.abs(norms(X)[:, None] - norms(C)).argmin(1),
    "dot-product": lambda X, C: (X @ C.T).argmax(1),
    "cosine": lambda X, C: ((X @ C.T) / norms(C)).argmax(1),
    "chebyshev": lambda X, C: np.abs(gaps(X, C)).max(2).argmin(1),
    "scaled": lambda X, C: ((gaps(X, C) / X.std(axis=0)) ** 2).sum(2).argmin(1),
    "other-units": lambda X, C: ((gaps(X, C) * [1, 4]) ** 2).sum(2).argmin(1),
    "swapped-columns": lambda X, C: lecture.nearest(X, C[:, ::-1]),
    "wrong-index": lambda X, C: (lecture.nearest(X, C) + 1) % len(C),
    "last-point": lambda X, C: np.append(lecture.nearest(X[:-1], C), 0),
}
UPDATE = {
    "rounded": lambda m, old: m.mean(axis=0).round(1),
    "whole-numbers": lambda m, old: m.sum(axis=0) // len(m),
    "n-minus-1": lambda m, old: m.sum(axis=0) / (len(m) - 1),
    "first-member": lambda m, old: m[1:].mean(axis=0),
    "last-member": lambda m, old: m[:-1].mean(axis=0),
    "no-axis": lambda m, old: np.full(2, m.mean()),
    "swapped-columns": lambda m, old: m.mean(axis=0)[::-1],
    "midrange": lambda m, old: (m.min(axis=0) + m.max(axis=0)) / 2,
    "medoid": lambda m, old: m[norms(m[:, None] - m).sum(axis=1).argmin()],
    "learning-rate": lambda m, old: old + 0.3 * (m.mean(axis=0) - old),
    "old-centroid-counted": lambda m, old: (m.sum(axis=0) + old) / (len(m) + 1),
}


def few(steps, n=9):
    return (pair for pair, _ in zip(steps, range(n), strict=False))


@pytest.mark.parametrize("k", [3, 4])
@pytest.mark.parametrize("kind", ASSIGN)
def test_a_wrong_assignment_is_named(kind, k):
    start = np.concatenate([X[1:k], X[-1:]])  # so that the last point belongs to the last cluster
    report = kviz.check(few(lecture.kmeans(X, k, start=start, assign=ASSIGN[kind])), X)

    assert {f.kind for f in report.findings if f.kind not in ("late", "early", "rise")} == {kind}, str(report)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", UPDATE)
def test_a_wrong_update_is_named(kind, first):
    report = kviz.check(few(lecture.kmeans(X, 3, update=UPDATE[kind], first=first)), X)

    assert {f.kind for f in report.findings if f.kind not in ("late", "early", "rise")} == {kind}, str(report)


DATA = {
    "standardised": lambda X: (X - X.mean(axis=0)) / X.std(axis=0),
    "min-max": lambda X: (X - X.min(axis=0)) / np.ptp(X, axis=0),
    "centred": lambda X: X - X.mean(axis=0),
    "rows-normalised": lambda X: X / norms(X)[:, None],
    "rescaled": lambda X: X * [3, 0.2] + 1,
    "shuffled": lambda X: X[np.random.default_rng(5).permutation(N)],
}


@pytest.mark.parametrize("kind", DATA)
def test_a_run_on_other_data_is_named(kind):
    report = kviz.check(lecture.kmeans(DATA[kind](X), 3), X)

    assert {f.kind for f in report.findings} == {kind}, str(report)


def test_a_cause_that_explains_only_some_of_the_faults_is_not_named():
    """Medians in the first round, something else in the second."""
    calls = []

    def update(members, old):
        calls.append(1)
        return np.median(members, axis=0) if len(calls) <= 3 else members.mean(axis=0) + len(calls) % 2

    report = kviz.check(few(lecture.kmeans(X, 3, update=update)), X)

    assert report.first.kind == "update"
    assert "The cause was not recognised." in str(report)
    assert "median" not in str(report)


def test_one_final_pair_and_a_fitted_model_are_only_the_end():
    from sklearn.cluster import KMeans

    model = KMeans(3, n_init=1, random_state=0, tol=0).fit(X)
    for end in (model, iter([(model.labels_, model.cluster_centers_)])):
        report = kviz.check(end, X)
        assert not report.ok
        assert report.score < 1
        assert "only the end was shown" in str(report)


@pytest.mark.parametrize(
    "raised", [SystemExit(3), KeyboardInterrupt(), RecursionError("deep"), EOFError(), GeneratorExit()]
)
def test_whatever_a_program_raises_is_a_finding(raised):
    def student():
        yield None, X[:3]
        raise raised

    report = kviz.check(student(), X)

    assert report.first.kind == "raised"
    assert report.first.step == 1


def test_an_endless_loop_is_stopped_and_what_is_printed_does_not_show(capsys):
    def student():
        print("here I am")
        np.log(np.zeros(1))
        yield None, X[:3]
        while True:
            with suppress(Exception):
                sum(range(100))

    report = kviz.check(student(), X, seconds=0.3)

    assert report.first.kind == "time"
    assert capsys.readouterr() == ("", "")
    assert any("here I am" in note for note in report.notes)
    assert any("RuntimeWarning" in note for note in report.notes)
    assert sys.stdin is not None


def test_a_program_that_changes_a_list_of_points_is_told_so():
    Y = X.tolist()

    def shifting():
        centroids = np.array(Y[:2])
        yield None, centroids
        Y[0][0] += 1
        yield None, centroids

    kinds = [finding.kind for finding in kviz.check(shifting(), Y).findings]

    assert "changed-X" in kinds
    assert "view-of-X" not in kinds  # an array is never a view of a list
    assert "raised" not in kinds


def test_a_program_that_changes_the_data_is_told_so():
    Y, Z = X.copy(), X.copy()

    def scaling():
        Y[:] = Y / 10
        yield from lecture.kmeans(Y, 3)

    def view():
        C = Z[:3]
        for _ in range(3):
            labels = lecture.nearest(Z, C)
            yield labels, C
            for j in range(3):
                C[j] = Z[labels == j].mean(axis=0)
            yield labels, C

    assert [f.kind for f in kviz.check(scaling(), Y).findings] == ["changed-X"]
    assert kviz.check(view(), Z).first.kind == "view-of-X"


def test_single_precision_is_judged_by_its_own_rounding():
    far = (X + 3000).astype(np.float32)

    def single():
        C = far[:3].copy()
        for _ in range(30):
            labels = lecture.nearest(far, C)
            yield labels, C
            moved = np.array([far[labels == j].mean(axis=0) for j in range(3)])
            if (moved == C).all():
                return
            C = moved
            yield labels, C

    assert kviz.check(single(), far).ok


def test_restarts_in_one_stream_are_runs_of_their_own():
    def stream():
        for first in (0, 10, 40):
            yield from lecture.kmeans(X, 3, start=X[first : first + 3])

    report = kviz.check(stream(), X)

    assert report.ok, str(report)
    assert "3 runs, one after the other" in str(report)


@pytest.mark.parametrize("digits", [0, 1, 4])
def test_a_rounded_cost_is_no_mistake_and_a_cut_one_is(digits):
    rounded = lecture.with_costs(X, 3, lambda gaps: round(float((gaps**2).sum()), digits))
    cut = lecture.with_costs(X, 3, lambda gaps: int((gaps**2).sum()))

    assert kviz.check(rounded, X).ok
    assert kviz.check(cut, X).first.kind == "cost-whole"
    assert len(kviz.record(lecture.with_costs(X, 3, lambda gaps: 1.0), X)) > 3


def test_a_mistake_is_added_by_one_function_and_one_row(monkeypatch):
    def corner(phase):
        return np.array([phase.X[phase.labels == j].max(axis=0) for j in range(phase.k)])

    said = "Cause: it is the upper right corner of the cluster."
    row = by_places("corner", corner)
    monkeypatch.setattr(
        "kviz.engine.students.mistakes.registry.MISTAKES",
        [*MISTAKES, type(row)(row.kind, row.family, row.explains, said)],
    )

    report = kviz.check(few(lecture.kmeans(X, 3, update=lambda m, old: m.max(axis=0))), X)

    assert report.first.kind == "corner"
    assert said in str(report)
