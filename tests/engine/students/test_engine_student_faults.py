"""What a student's generator may not do: the step is named, and the remedy."""

import lecture
import numpy as np
import pytest

import kviz
from kviz.engine.students.validate_steps import FaultyStep

X = lecture.blobs()
N = len(X)
GOOD = np.zeros(N, dtype=int)


def returning(X, k):
    return lecture.nearest(X, X[:k]), X[:k]


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (returning(X, 3), "a pair came.*with `yield labels, centroids`"),
        (None, "None came"),
        (lecture.kmeans, r"not called; pass kmeans\(X, k\)"),
        (3, "something of type int came"),
        (X, "something of type ndarray came"),
    ],
)
def test_what_is_no_generator_is_explained(steps, message):
    with pytest.raises(TypeError, match=message):
        kviz.record(steps, X)


@pytest.mark.parametrize(
    ("pair", "kind", "message"),
    [
        ((X[:3], GOOD), "swapped", "labels and centroids are swapped; `yield labels, centroids`"),
        ((GOOD, X[:3].T), "shape", r"shape \(2, 3\).*\(k, 2\) is needed.*yield centroids.T"),
        ((GOOD, X[:3, 0]), "shape", r"shape \(3,\)"),
        ((GOOD[:-1], X[:3]), "shape", r"labels have shape \(119,\).*n=120"),
        ((GOOD + 3, X[:3]), "labels", "point 0 has label 3.*numbered 0 to 2"),
        ((np.arange(N) % 3 + 1, X[:3]), "labels", "count from 1: yield labels - 1"),
        ((GOOD - 2, X[:3]), "labels", "label -2"),
        ((GOOD + 0.5, X[:3]), "labels", "0.5, and a label is a whole number"),
        ((GOOD, X[:3] * np.nan), "nan", r"centroid of A is \[nan, nan\].*let an empty cluster keep"),
        ((GOOD, X[:3] * 1e200), "far", "centroid of A is .*so far away that squared distances overflow"),
        ((GOOD, None), "shape", "centroids"),
        ((["a"] * N, X[:3]), "shape", "labels are not an array of numbers"),
        (GOOD, "shape", "type ndarray came; yield two"),
        ((GOOD, X[:3], 1, 2), "shape", "4 values came"),
    ],
)
def test_a_faulty_step_is_named_with_its_remedy(pair, kind, message):
    def student():
        yield None, X[:3]
        yield pair

    with pytest.raises(FaultyStep, match=f"step 1: .*{message}") as caught:
        kviz.record(student(), X)
    assert (caught.value.number, caught.value.kind) == (1, kind)


def test_a_changing_number_of_centroids_is_refused():
    with pytest.raises(FaultyStep, match="step 1: 2 centroids, and the step before has 3"):
        kviz.record(iter([(GOOD, X[:3]), (GOOD, X[:2])]), X)


def test_whole_numbers_kept_as_floats_are_labels():
    trace = kviz.record(iter([(np.zeros(N), X[:1])]), X)

    assert trace.labels.dtype == np.int8


def test_an_error_in_the_students_code_says_in_which_step():
    def broken():
        yield None, X[:3]
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine") as caught:
        kviz.record(broken(), X)
    assert "while it computed step 1" in caught.value.__notes__[0]


def test_a_generator_that_yields_nothing_is_explained():
    with pytest.raises(ValueError, match="yielded nothing; put `yield labels, centroids`"):
        kviz.record(iter([]), X)
