"""What a student's generator yields, checked: the message names the step and the remedy."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kviz.data.points import Array, frozen
from kviz.engine.geometry import label_type
from kviz.engine.steps import letter


class FaultyStep(ValueError):
    """A step that is no k-means step: ``number`` says which, ``kind`` what is wrong with it."""

    def __init__(self, number: int, kind: str, said: str) -> None:
        super().__init__(f"step {number}: {said}")
        self.number, self.kind = number, kind


def stream(steps: Any) -> Iterator:
    """An iterator over what was yielded; whatever is none is explained."""
    if callable(steps) and not hasattr(steps, "__iter__"):
        name = getattr(steps, "__name__", "your generator")
        raise TypeError(f"{name} is a function that was not called; pass {name}(X, k), with parentheses.")
    returned = isinstance(steps, tuple) and len(steps) == 2 and isinstance(steps[0], np.ndarray)
    if returned or steps is None or isinstance(steps, np.ndarray | str) or not hasattr(steps, "__iter__"):
        what = (
            "a pair" if returned else "None" if steps is None else f"something of type {type(steps).__name__}"
        )
        raise TypeError(
            f"a generator is expected, and {what} came: a function with `return` gives one answer, "
            "with `yield labels, centroids` it gives every step."
        )
    return iter(steps)


def read_pair(item: Any, number: int, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Labels (n,) and centroids (m, d) of one yielded item, as private copies.

    Raises
    ------
    FaultyStep
        If it is no pair, the pair is swapped, a shape is wrong, a label has no centroid or a
        centroid is no number.
    """
    if hasattr(item, "labels") and hasattr(item, "centroids"):
        item = (item.labels, item.centroids)
    if not isinstance(item, tuple | list) or len(item) != 2:
        several = isinstance(item, tuple | list)
        what = f"{len(item)} values" if several else f"something of type {type(item).__name__}"
        raise FaultyStep(number, "shape", f"{what} came; yield two, as in `yield labels, centroids`.")
    labels, centroids = (
        _array(part, number, name) for part, name in zip(item, ("labels", "centroids"), strict=True)
    )
    n, d = shape
    if centroids.shape == (n,) and labels.ndim == 2 and labels.shape[1] == d:
        raise FaultyStep(number, "swapped", "labels and centroids are swapped; `yield labels, centroids`.")
    centroids = _centroids(centroids, number, n, d)
    return _labels(labels, number, n, len(centroids)), centroids


def _array(part: Any, number: int, name: str) -> Array:
    if part is None and name == "labels":
        return np.asarray(None)
    try:
        values = np.asarray(part)
        if values.dtype.kind == "c":
            raise TypeError("complex numbers have no order")
        return values if values.dtype.kind in "biuf" else values.astype(np.float64)
    except (TypeError, ValueError):
        raise FaultyStep(
            number,
            "shape",
            f"{name} are no array of numbers but {type(part).__name__} {str(part)[:40]!r}; "
            f"give {'one label per point' if name == 'labels' else 'one row per cluster'}.",
        ) from None


def _centroids(centroids: Array, number: int, n: int, d: int) -> Array:
    """Centroids (m, d), all of them numbers whose distances to n points can be squared."""
    if d == 1 and centroids.ndim == 1:
        centroids = centroids[:, None]
    if centroids.ndim != 2 or centroids.shape[1] != d or not len(centroids):
        hint = "; yield centroids.T" if centroids.ndim == 2 and centroids.shape[0] == d else ""
        raise FaultyStep(
            number,
            "shape",
            f"centroids have shape {centroids.shape}, and the data has d={d} columns: "
            f"(k, {d}) is needed, one row per cluster{hint}.",
        )
    wrong = np.flatnonzero(~np.isfinite(centroids).all(axis=1))
    if len(wrong):
        raise FaultyStep(
            number,
            "nan",
            f"the centroid of {letter(wrong[0])} is {centroids[wrong[0]].tolist()}: probably the mean of a "
            "cluster that nobody belongs to; let an empty cluster keep its centroid.",
        )
    centroids = centroids.astype(np.float64)
    # n·d squares of twice such a size can still be added up
    far = np.flatnonzero((np.abs(centroids) > np.sqrt(np.finfo(np.float64).max / (4.0 * n * d))).any(axis=1))
    if len(far):
        raise FaultyStep(
            number,
            "far",
            f"the centroid of {letter(far[0])} is {centroids[far[0]].tolist()}, so far away that squared "
            "distances overflow; a centroid is the mean of points.",
        )
    return frozen(centroids)


def _labels(labels: Array, number: int, n: int, k: int) -> Array:
    """Labels (n,) from -1 (not assigned yet) to k - 1."""
    if labels.ndim == 0 and labels.dtype.kind not in "biu":
        return frozen(np.full(n, -1, dtype=label_type(k)))
    if labels.shape != (n,):
        raise FaultyStep(
            number,
            "shape",
            f"labels have shape {labels.shape}, and the data has n={n} points: "
            f"({n},) is needed, one label per point.",
        )
    broken = np.flatnonzero(labels != np.floor(labels)) if labels.dtype.kind == "f" else ()
    if len(broken):
        raise FaultyStep(
            number,
            "labels",
            f"the label of point {broken[0]} is {labels[broken[0]]}, and a label is a whole number.",
        )
    outside = np.flatnonzero((labels < -1) | (labels >= k))
    if len(outside):
        point = outside[0]
        hint = (
            "; they seem to count from 1: yield labels - 1" if labels.min() == 1 and labels.max() == k else ""
        )
        raise FaultyStep(
            number,
            "labels",
            f"point {point} has label {labels[point]:g}, and there is no such centroid: "
            f"{k} centroids are numbered 0 to {k - 1}{hint}.",
        )
    return frozen(labels.astype(label_type(k)))
