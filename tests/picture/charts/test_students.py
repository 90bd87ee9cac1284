"""Runs that no textbook has: a student's own, wrong ones, and data with hardly any points."""

import numpy as np
import pytest

import kviz
from kviz.picture.film import Film
from kviz.story.frame import tell

X = np.random.default_rng(0).normal(size=(60, 2))


def rising(X, k):
    """Centroids that walk away: the cost rises, and the picture must still be right."""
    centroids = X[:k].copy()
    for _ in range(3):
        labels = ((X[:, None] - centroids) ** 2).sum(axis=-1).argmin(axis=1)
        yield labels, centroids
        centroids = centroids + 1.0
        yield labels, centroids


def test_a_run_that_starts_with_labels_is_drawn():
    trace = kviz.record(rising(X, 3), X)
    film = Film(trace, (480, 300))

    assert [len(film.png(i)) > 1000 for i in range(len(film))] == [True] * len(trace)
    assert (np.diff(trace.costs) > 0).any()


def test_points_of_a_wrong_run_that_are_on_the_wrong_side_are_found():
    trace = kviz.record(rising(X, 3), X)
    last = tell(trace, -1)
    nearest = ((X[:, None] - trace[-1].centroids) ** 2).sum(axis=-1).argmin(axis=1)

    np.testing.assert_array_equal(last.will_switch, np.flatnonzero(nearest != trace[-1].labels))
    assert len(last.will_switch)


@pytest.mark.parametrize(
    "points", [[[1.0, 2.0]], [[1.0, 1.0]] * 5, [[1e15, 1e15], [1e15 + 1, 1e15]], [[3.0]], [[2.0], [2.0]]]
)
@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_hardly_any_points_can_be_drawn(points, metric):
    trace = kviz.run(points, k=1, rng=0, metric=metric)
    film = Film(trace, (480, 300))

    assert film.png(-1) == film.png(len(film) - 1)
    assert film.limits[0] < film.limits[1] and film.limits[2] < film.limits[3]


def test_thirty_clusters_have_letters_of_their_own():
    trace = kviz.run(X, k=30, rng=0)
    ax = kviz.draw(trace, -1)
    words = [word.words for mark in ax.collections for word in getattr(mark, "words", ())]

    assert len(set(words)) == 30
    assert words[-4:] == ["AA", "AB", "AC", "AD"]


def test_a_long_run_has_a_stair_for_every_step():
    trace = kviz.run(np.random.default_rng(1).normal(size=(400, 2)), k=12, rng=3)
    film = Film(trace, (640, 400))

    assert len(trace) > 40
    assert film.png(len(trace) - 1) != film.png(len(trace) - 2)
