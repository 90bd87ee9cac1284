"""A student's own generator is as welcome as ours."""

from types import SimpleNamespace

import lecture
import numpy as np
import pytest

import kviz
from kviz.story.frame import tell

X = lecture.blobs()
N = len(X)


def test_bare_pairs_become_seed_assign_and_update_steps():
    trace = kviz.record(lecture.kmeans(X, 3), X)
    ours = kviz.run(X, 3, init=X[:3])

    assert [step.phase for step in trace][:5] == ["seed", "assign", "update", "assign", "update"]
    assert [step.iteration for step in trace][:5] == [0, 1, 1, 2, 2]
    assert trace[0].labels.tolist() == [-1] * N
    assert (trace.labels == ours.labels).all()
    assert trace.centroids == pytest.approx(ours.centroids)
    assert trace[2].shift == pytest.approx(np.linalg.norm(trace[2].centroids - trace[1].centroids, axis=1))
    assert trace[3].changed.tolist() == np.flatnonzero(trace[3].labels != trace[1].labels).tolist()
    assert trace.costs[1:] == pytest.approx(ours.costs[3 : len(trace) + 2])
    assert trace.converged
    assert trace.settings == {}
    assert trace.k == 3


def test_one_step_for_every_yield():
    assert len(kviz.record(lecture.kmeans(X, 3), X)) == len(list(lecture.kmeans(X, 3)))


def test_a_pair_per_round_counts_rounds():
    """Labels and centroids both changed: that is a whole round, seen after its update."""
    trace = kviz.record(lecture.whole_rounds(X, 3), X)

    assert [step.phase for step in trace[:-1]] == ["update"] * (len(trace) - 1)
    assert [step.iteration for step in trace[:-1]] == list(range(1, len(trace)))
    assert trace.converged


def test_a_pair_that_changes_nothing_ends_a_run_as_converged():
    pairs = list(lecture.kmeans(X, 3))

    trace = kviz.record(iter([*pairs, pairs[-1]]), X)

    assert trace[-1].phase == "converged"
    assert trace.converged


def test_a_run_that_stops_too_early_is_not_called_converged():
    pairs = list(lecture.kmeans(X, 3))[:3]

    assert not kviz.record(iter(pairs), X).converged


def lecture_with_ties_upward(X, start):
    """Whoever compares with <= gives a tie to the last of the nearest."""
    C = np.array(start, dtype=float)
    for _ in range(3):
        labels = len(C) - 1 - ((X[:, None] - C[::-1]) ** 2).sum(axis=2).argmin(axis=1)
        yield labels, C
        C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))])
        yield labels, C


def test_ties_broken_the_other_way_are_assignments_all_the_same():
    """Two points on each of three places, and a centroid on every point: half of the clusters stay empty."""
    P = np.repeat([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]], 2, axis=0)
    trace = kviz.record(lecture_with_ties_upward(P, P), P)

    assert [step.phase for step in trace[:2]] == ["assign", "update"]
    assert trace.converged
    assert all(len(tell(trace, i).will_switch) == 0 for i in range(len(trace)))
    assert kviz.check(lecture_with_ties_upward(P, P), P).first.kind == "late"


def test_far_from_the_origin_a_wrong_label_is_still_a_wrong_assignment():
    """Unlike centroids are nearly alike there, which does not make the first pair a whole round."""
    far = 1000 + 1e-6 * X
    labels = lecture.nearest(far, far[:3])
    labels[50] = (labels[50] + 1) % 3

    first = kviz.check(iter([(labels, far[:3])]), far).first

    assert (first.step, first.kind, first.points.tolist()) == (0, "assign", [50])


def test_arrays_that_go_on_changing_are_safe():
    """One array of labels and one of centroids, written over in every round."""

    def overwriting(X, k):
        C, labels = X[:k].copy(), np.zeros(len(X), dtype=int)
        for _ in range(4):
            labels[:] = lecture.nearest(X, C)
            yield labels, C
            for j in range(k):
                C[j] = X[labels == j].mean(axis=0)
            yield labels, C

    trace = kviz.record(overwriting(X, 3), X)

    assert trace[0].centroids.tolist() == X[:3].tolist()
    assert trace[0].centroids.tolist() != trace[1].centroids.tolist()
    assert trace[0].labels.tolist() == lecture.nearest(X, X[:3]).tolist()


def test_seeds_may_come_one_by_one():
    def seeding(X):
        for m in (1, 2, 3):
            yield np.full(len(X), -1), X[:m]
        yield lecture.nearest(X, X[:3]), X[:3]

    trace = kviz.record(seeding(X), X)

    assert [step.phase for step in trace] == ["seed", "seed", "seed", "assign"]
    assert [step.chosen for step in trace[:3]] == [0, 1, 2]


def test_an_endless_generator_is_stopped_and_says_so():
    trace = kviz.record(lecture.endless(X, 3), X, limit=50)

    assert len(trace) == 51
    assert trace[-1].phase == "stopped"
    assert trace[-1].reason == "the generator had not ended after 50 steps"
    assert trace[-1].events == (("cap", {"case": "steps", "limit": 50}),)
    assert not trace.converged


def test_the_line_that_ran_is_recorded():
    trace = kviz.record(lecture.kmeans(X, 3), X)
    lines = trace.source.splitlines()

    assert lines[0].startswith("def kmeans(X, k")
    shown = [lines[line].strip() for line in trace.lines]
    assert shown[0] == "yield None, C"
    assert set(shown) == {"yield None, C", "yield labels, C"}
    assert trace.lines[1] < trace.lines[2], "after the assignment, after the update"


def test_yield_from_shows_the_inner_generator_that_runs():
    def outer(X, k):
        yield from lecture.kmeans(X, k)

    trace = kviz.record(outer(X, 3), X)
    lines = trace.source.splitlines()

    assert lines[0] == "def outer(X, k):"
    assert lines[trace.lines[1]].strip() == "yield labels, C"
    assert lines[trace.lines[1]] != lines[1]


def test_a_generator_without_a_file_has_no_source():
    space = {}
    exec("def made(X):\n    yield None, X[:2]\n", space)

    trace = kviz.record(space["made"](X), X)

    assert trace.source is None
    assert trace.lines == (None,)


def test_steps_and_things_like_steps_are_accepted():
    ours = list(kviz.kmeans(X, 3, rng=0))
    alike = [SimpleNamespace(labels=s.labels, centroids=s.centroids) for s in ours]

    assert all(a is b for a, b in zip(kviz.record(ours, X), ours, strict=True)), "not even copied"
    assert [s.phase for s in kviz.record(iter(alike), X)] == [s.phase for s in ours]


def test_our_own_generator_needs_no_points():
    trace = kviz.record(kviz.kmeans(X, 3, rng=4))

    assert trace.settings["seed"] == 4
    assert trace.X.tolist() == X.tolist()
    with pytest.raises(ValueError, match="not what the run was made from"):
        kviz.record(kviz.kmeans(X, 3, rng=4), X + 1)


def test_a_run_without_its_beginning_is_not_recorded():
    """After one step only nine of ten could be recorded: better none than a run that starts in the middle."""
    steps = kviz.kmeans(X, 3, rng=4)
    next(steps)

    with pytest.raises(ValueError, match=r"already given 1 step .* its beginning is missing; record a new"):
        kviz.record(steps, X)
    closed = kviz.kmeans(X, 3, rng=4)
    closed.close()
    assert list(closed) == []
    with pytest.raises(ValueError, match="was closed before it gave a step"):
        kviz.record(closed)


def test_the_steps_of_a_run_know_what_they_are_made_of():
    steps = kviz.kmeans(X, 3, init="random", rng=4)
    first = next(steps)

    assert first.phase == "seed"
    assert iter(steps) is steps
    assert steps.taken == 1
    assert steps.points.tolist() == X.tolist()
    assert (steps.geometry.name, steps.settings["init"], steps.settings["k"]) == ("euclidean", "random", 3)
    assert repr(steps) == f"<Steps of k-means: {len(X)} points, k=3, 1 taken so far>"
