"""What a student's generator yields, checked: the message names the step and the remedy."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kviz.data.points import Array, frozen
from kviz.engine.geometry import label_type
from kviz.engine.steps import letter


class FaultyStep(ValueError):
    """A step that is not a k-means step: ``number`` says which, ``kind`` what is wrong with it."""

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


def fitted(model: Any) -> Iterator | None:
    """The one pair that a fitted model holds, such as scikit-learn's; None for anything else."""
    if hasattr(model, "labels_") and hasattr(model, "cluster_centers_"):
        return iter([(model.labels_, model.cluster_centers_)])
    return None


def read_pair(item: Any, number: int, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Labels (n,) and centroids (m, d) of one yielded item, as private copies.

    Raises
    ------
    FaultyStep
        If it is not a pair, the pair is swapped, a shape is wrong, a label has no centroid or a
        centroid is not a number.
    """
    if hasattr(item, "labels") and hasattr(item, "centroids"):
        item = (item.labels, item.centroids)
    if isinstance(item, tuple | list) and len(item) == 3 and np.ndim(item[2]) == 0:
        item = item[:2]  # a cost comes along
    if not isinstance(item, tuple | list) or len(item) != 2:
        several = isinstance(item, tuple | list)
        what = f"{len(item)} values" if several else f"something of type {type(item).__name__}"
        raise FaultyStep(number, "shape", f"{what} came; yield two, as in `yield labels, centroids`.")
    _refuse_groups(item, number, shape)
    labels, centroids = (
        _array(part, number, name) for part, name in zip(item, ("labels", "centroids"), strict=True)
    )
    n, d = shape
    if centroids.shape == (n,) and labels.ndim == 2 and labels.shape[1] == d:
        raise FaultyStep(number, "swapped", "labels and centroids are swapped; `yield labels, centroids`.")
    centroids = _centroids(centroids, number, n, d)
    return _labels(labels, number, n, len(centroids)), centroids


def _refuse_groups(pair: Any, number: int, shape: tuple[int, int]) -> None:
    """Dicts, and lists of groups in place of labels, with the line that turns them into arrays."""
    labels, centroids = pair
    n, _ = shape
    if isinstance(centroids, dict):
        raise FaultyStep(
            number,
            "dict",
            "the centroids are in a dict; yield an array with one row per cluster: "
            "np.array([centroids[j] for j in range(k)]).",
        )
    if isinstance(labels, dict):
        sizes = [np.size(group) for group in labels.values()]
        if len(labels) == n and all(size == 1 for size in sizes):
            how = "np.array([labels[i] for i in range(len(X))])"
            raise FaultyStep(number, "dict", f"the labels are in a dict; yield an array: {how}.")
        labels = list(labels.values())
    if not isinstance(labels, list | tuple) or not labels or len(labels) == n:
        return
    groups = [np.ndim(group) for group in labels if np.size(group)]
    if not groups or min(groups) == 0:
        return
    rows = all(depth == 1 for depth in groups) and sum(np.size(group) for group in labels) == n
    if rows:
        raise FaultyStep(
            number,
            "groups",
            "groups of row numbers came instead of labels; yield one label for each point: labels = np.empty("
            "len(X), int), then labels[group] = j for every group j.",
        )
    raise FaultyStep(
        number,
        "groups",
        "groups of points came instead of labels; yield one label for each point, the number of its cluster: "
        "labels[i] = j, in the order of X.",
    )


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
            f"{name} are not an array of numbers but {type(part).__name__} {str(part)[:40]!r}; "
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
            "cluster without points, or a division by zero; let an empty cluster keep its centroid.",
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
        hint = ""
        if labels.shape in ((n, 1), (1, n)):
            hint = "; yield labels.ravel()"
        elif labels.shape == (n, k) and k > 1 and (labels.sum(axis=1) == 1).all():
            hint = "; the column of the 1 is the label: yield labels.argmax(axis=1)"
        raise FaultyStep(
            number,
            "shape",
            f"labels have shape {labels.shape}, and the data has n={n} points: "
            f"({n},) is needed, one label per point{hint}.",
        )
    if labels.dtype.kind == "f" and len(broken := np.flatnonzero(labels != np.floor(labels))):
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
