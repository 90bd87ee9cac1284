"""Points in: whatever the caller has becomes one checked array (n, d)."""

from collections.abc import Sequence
from typing import Any
from weakref import ReferenceType, ref

import numpy as np

from kviz.data.validation import (
    refuse_estimator,
    refuse_extremes,
    refuse_gaps,
    refuse_kind,
    refuse_mask,
    refuse_ragged,
    refuse_shape,
)

Array = np.ndarray


def frozen(values: Any) -> Array:
    """A private copy that nobody can write to: it lives in immutable bytes.

    An array that is such a copy already comes back as it is, so a million points are held once.
    """
    if isinstance(values, np.ndarray) and isinstance(values.base, bytes):
        return values
    values = np.asarray(values)
    return np.ndarray(values.shape, values.dtype, buffer=values.tobytes() or b"\0")


_kept: list[tuple[ReferenceType, Array]] = []


def by_columns(X: Array, *, last: bool = False) -> Array:
    """The same read-only points with each column in one piece: what is done column by column is faster.

    A copy (n, d), kept until it is asked for with ``last``, or until ``X`` is gone or other points come:
    so seeding and iterations share one.
    """
    if X.flags.writeable:  # somebody's own array may change under our hands
        return np.asfortranarray(X)
    held = [copy for of, copy in _kept if of() is X]
    copy = held[0] if held else np.asfortranarray(X)
    _kept[:] = [] if last else [(ref(X, lambda _: _kept.clear()), copy)]
    return copy


def as_points(X: Any, name: str = "X", labels: Sequence[str] | None = None) -> Array:
    """Copy ``X`` into a read-only float64 array of shape (n, d), or say what is wrong with it.

    Parameters
    ----------
    X : list of rows, array, DataFrame or Dataset, n points of d real coordinates
        A flat list of n numbers is n points on a line.
    name : str
        What the messages call it.
    labels : list of str, optional
        What the messages call its columns, where ``X`` itself has no names for them.

    Returns
    -------
    points : array of shape (n, d), float64, C order, read-only
        The caller's own array is neither changed nor frozen.

    Raises
    ------
    TypeError
        If the values are not real numbers (text, dates, complex, objects, a sparse matrix).
    ValueError
        If there is no point, a row is longer than another, a value is missing, masked or infinite,
        or its square would overflow or vanish in float64. Row and column are named, counted from 0.

    """
    if "points" in getattr(type(X), "__dataclass_fields__", ()):  # a Dataset; a table may have such a column
        X = X.points
    columns = getattr(X, "columns", None)
    if columns is not None:
        labels = [str(column) for column in columns]
    values = _numbers(X, name, labels)
    if values.ndim == 1:
        values = values[:, None]
    refuse_shape(values, name)
    known = list(labels) if labels is not None and len(labels) == values.shape[1] else None
    with np.errstate(over="ignore"):
        points = frozen(np.asarray(values, dtype=np.float64))
    refuse_gaps(points, name, known)
    refuse_extremes(points, name, known)
    return points


def _numbers(X: Any, name: str, labels: Sequence[str] | None) -> Array:
    """The values of ``X`` as an array of real numbers, not yet float64."""
    if labels is not None and hasattr(X, "dtypes") and hasattr(X, "to_numpy"):
        for label, dtype in zip(labels, X.dtypes, strict=True):
            refuse_kind(getattr(dtype, "kind", "O"), f"column {label!r} of {name}", str(dtype))
        pandas = hasattr(X, "iloc")
        return np.asarray(X.to_numpy(dtype=np.float64, na_value=np.nan) if pandas else X.to_numpy())
    refuse_estimator(X, name)
    if isinstance(X, str | bytes) or X is None or hasattr(X, "toarray"):
        refuse_kind(X, name)
    if isinstance(X, np.ma.MaskedArray):
        refuse_mask(X, name)
        X = X.data
    try:
        values = np.asarray(X)
    except (ValueError, TypeError):
        refuse_ragged(X, name)
        raise
    refuse_kind(values, name)
    return values
