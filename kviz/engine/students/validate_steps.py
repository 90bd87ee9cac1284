"""What a program yields, checked: what is wrong is a case and its numbers; story has the words."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kviz.data.points import Array, frozen
from kviz.engine.geometry import label_type


class Unusable(Exception):
    """What cannot be read: ``case`` names its message, ``numbers`` are the fields of it."""

    case: str
    numbers: dict[str, Any]


class FaultyStep(Unusable, ValueError):
    """A step that is not a k-means step: ``number`` says which, ``kind`` what is wrong with it."""

    def __init__(self, number: int, kind: str, case: str, said: str = "", /, **numbers: Any) -> None:
        super().__init__(f"step {number}: {said or case}")
        self.number, self.kind, self.case, self.numbers = number, kind, case, numbers

    def told(self, said: str) -> "FaultyStep":
        """The same in words."""
        return FaultyStep(self.number, self.kind, self.case, said, **self.numbers)


class NoGenerator(Unusable, TypeError):
    """Something that cannot be stepped through."""

    def __init__(self, case: str, said: str = "", /, **numbers: Any) -> None:
        super().__init__(said or case)
        self.case, self.numbers = case, numbers

    def told(self, said: str) -> "NoGenerator":
        """The same in words."""
        return NoGenerator(self.case, said, **self.numbers)


def stream(steps: Any) -> Iterator:
    """An iterator over what was yielded; whatever is none is refused."""
    if callable(steps) and not hasattr(steps, "__iter__"):
        raise NoGenerator("not-called", name=getattr(steps, "__name__", "kmeans"))
    if isinstance(steps, tuple) and len(steps) == 2 and isinstance(steps[0], np.ndarray):
        raise NoGenerator("returned-pair")
    if steps is None:
        raise NoGenerator("returned-none")
    if isinstance(steps, np.ndarray | str) or not hasattr(steps, "__iter__"):
        raise NoGenerator("no-generator", type=type(steps).__name__)
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
        if isinstance(item, tuple | list):
            raise FaultyStep(number, "shape", "values", n=len(item))
        raise FaultyStep(number, "shape", "no-pair", type=type(item).__name__)
    _refuse_groups(item, number, shape)
    labels, centroids = (
        _array(part, number, name) for part, name in zip(item, ("labels", "centroids"), strict=True)
    )
    n, d = shape
    if centroids.shape == (n,) and labels.ndim == 2 and labels.shape[1] == d:
        raise FaultyStep(number, "swapped", "swapped")
    centroids = _centroids(centroids, number, n, d)
    return _labels(labels, number, n, len(centroids)), centroids


def _refuse_groups(pair: Any, number: int, shape: tuple[int, int]) -> None:
    """Refuse dicts, and lists of groups in place of labels."""
    labels, centroids = pair
    n, _ = shape
    if isinstance(centroids, dict):
        raise FaultyStep(number, "dict", "dict-centroids")
    if isinstance(labels, dict):
        sizes = [np.size(group) for group in labels.values()]
        if len(labels) == n and all(size == 1 for size in sizes):
            raise FaultyStep(number, "dict", "dict-labels")
        labels = list(labels.values())
    if not isinstance(labels, list | tuple) or not labels or len(labels) == n:
        return
    groups = [np.ndim(group) for group in labels if np.size(group)]
    if not groups or min(groups) == 0:
        return
    rows = all(depth == 1 for depth in groups) and sum(np.size(group) for group in labels) == n
    raise FaultyStep(number, "groups", "groups-of-rows" if rows else "groups-of-points")


def _array(part: Any, number: int, name: str) -> Array:
    if part is None and name == "labels":
        return np.asarray(None)
    try:
        values = np.asarray(part)
        if values.dtype.kind == "c":
            raise TypeError("complex numbers have no order")
        return values if values.dtype.kind in "biuf" else values.astype(np.float64)
    except (TypeError, ValueError):
        facts = {"type": type(part).__name__, "text": repr(str(part)[:40])}
        raise FaultyStep(number, "shape", f"no-array-{name}", **facts) from None


def _centroids(centroids: Array, number: int, n: int, d: int) -> Array:
    """Centroids (m, d), all of them numbers whose distances to n points can be squared."""
    if d == 1 and centroids.ndim == 1:
        centroids = centroids[:, None]
    if centroids.ndim != 2 or centroids.shape[1] != d or not len(centroids):
        turned = centroids.ndim == 2 and centroids.shape[0] == d
        case = "centroids-turned" if turned else "centroids-shape"
        raise FaultyStep(number, "shape", case, shape=str(centroids.shape), d=str(d))
    wrong = np.flatnonzero(~np.isfinite(centroids).all(axis=1))
    if len(wrong):
        row = int(wrong[0])
        raise FaultyStep(number, "nan", "nan", A=row, at=str(centroids[row].tolist()))
    centroids = centroids.astype(np.float64)
    # n·d squares of twice such a size can still be added up
    far = np.flatnonzero((np.abs(centroids) > np.sqrt(np.finfo(np.float64).max / (4.0 * n * d))).any(axis=1))
    if len(far):
        row = int(far[0])
        raise FaultyStep(number, "far", "far", A=row, at=str(centroids[row].tolist()))
    return frozen(centroids)


def _labels(labels: Array, number: int, n: int, k: int) -> Array:
    """Labels (n,) from -1 (not assigned yet) to k - 1."""
    if labels.ndim == 0 and labels.dtype.kind not in "biu":
        return frozen(np.full(n, -1, dtype=label_type(k)))
    if labels.shape != (n,):
        case = "labels-shape"
        if labels.shape in ((n, 1), (1, n)):
            case = "labels-column"
        elif labels.shape == (n, k) and k > 1 and (labels.sum(axis=1) == 1).all():
            case = "labels-one-hot"
        raise FaultyStep(number, "shape", case, shape=str(labels.shape), rows=str(n))
    if labels.dtype.kind == "f" and len(broken := np.flatnonzero(labels != np.floor(labels))):
        row = int(broken[0])
        raise FaultyStep(number, "labels", "label-broken", p=row, label=f"{labels[row]:g}")
    outside = np.flatnonzero((labels < -1) | (labels >= k))
    if len(outside):
        row = int(outside[0])
        case = "label-from-1" if labels.min() == 1 and labels.max() == k else "label-outside"
        raise FaultyStep(number, "labels", case, p=row, label=f"{labels[row]:g}", n=k, last=str(k - 1))
    return frozen(labels.astype(label_type(k)))
