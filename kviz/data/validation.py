"""What points must not be: every refusal names the value, its place and the remedy."""

from typing import Any

import numpy as np

Array = np.ndarray

TINIEST = 1e-150  # a smaller value has a square that float64 rounds to nothing

KINDS = {
    "U": "text",
    "S": "text",
    "T": "text",
    "O": "objects",
    "c": "complex numbers",
    "M": "dates",
    "m": "time spans",
    "V": "records",
}


def place(row: int, column: int, labels: list[str] | None = None) -> str:
    """Where a value stands, counted from 0 as in X[row, column]."""
    named = "" if labels is None else f" ({labels[column]!r})"
    return f"row {row}, column {column}{named}"


def refuse_kind(values: Any, name: str, dtype: str = "") -> None:
    """Refuse whatever holds no real numbers; ``values`` is an array or the letter of a dtype's kind."""
    if values is None:
        raise TypeError(f"{name} is None; give an array or a list of rows, one point each.")
    if hasattr(values, "toarray"):
        raise TypeError(f"{name} is a sparse matrix ({type(values).__name__}); use {name}.toarray().")
    if isinstance(values, bytes) or (isinstance(values, str) and not dtype):
        raise TypeError(f"{name} is text, not points; read a file with kviz.read_table(path).")
    kind = values if isinstance(values, str) else values.dtype.kind
    if kind in "biuf":
        return
    if kind == "O" and not isinstance(values, str) and not values.ndim:
        if hasattr(values[()], "fit"):
            made = type(values[()]).__name__
            raise TypeError(
                f"{name} is a {made}, not points; give what it returns, as model.transform(points)."
            )
        raise TypeError(
            f"{name} is a {type(values[()]).__name__}; give an array or a list of rows, one point each."
        )
    what = "text" if dtype.startswith("str") else KINDS.get(kind, dtype)
    if isinstance(values, str):
        raise TypeError(f"{name} holds {what} (dtype {dtype}); leave it out or turn it into numbers.")
    raise TypeError(
        f"{name} holds {what} (dtype {values.dtype}){_culprit(values)}; points are real numbers: "
        f"turn them into numbers first, for example with {name}.astype(float)."
    )


def _culprit(values: Array) -> str:
    """The first value that is not a real number, in words."""
    for index in np.ndindex(values.shape) if values.size else ():
        value = values[index]
        if not isinstance(value, int | float | np.integer | np.floating):
            where = place(*index) if len(index) == 2 else f"position {', '.join(map(str, index))}"
            said = value.item() if isinstance(value, np.str_ | np.bytes_ | np.complexfloating) else value
            return f", the first of them {said!r} in {where}"
    return ""


def refuse_mask(X: np.ma.MaskedArray, name: str) -> None:
    """Refuse masked values: k-means needs every coordinate of every point."""
    masked = np.argwhere(np.ma.getmaskarray(X))
    if len(masked):
        where = place(*masked[0]) if X.ndim == 2 else f"position {masked[0].tolist()}"
        raise ValueError(
            f"{name} has {len(masked)} masked {_values(len(masked))}, the first in {where}; "
            f"leave those points out or fill them in, for example with {name}.filled(0)."
        )


def refuse_ragged(X: Any, name: str) -> None:
    """Name the first row that is longer or shorter than row 0."""
    try:
        lengths = [len(row) if hasattr(row, "__len__") else 1 for row in X]
    except TypeError:
        return
    odd = next((i for i, length in enumerate(lengths) if length != lengths[0]), None)
    if odd is not None:
        raise ValueError(
            f"{name} is ragged: row {odd} has {lengths[odd]} {_values(lengths[odd])}, "
            f"row 0 has {lengths[0]}; "
            "every point needs the same number of coordinates."
        )


def refuse_estimator(X: Any, name: str) -> None:
    """Refuse a model, a scaler or a pipeline, and what holds points beside other things."""
    if isinstance(X, type):
        raise TypeError(f"{name} is the class {X.__name__}, not points; give an array of shape (n, d).")
    if hasattr(X, "fit") and hasattr(X, "get_params"):
        made = type(X).__name__
        raise TypeError(f"{name} is a {made}, not points; give what it returns, as model.transform(points).")
    if isinstance(X, dict) and hasattr(X, "get") and "data" in X:
        raise TypeError(f"{name} is a {type(X).__name__} that holds points; give these, as {name}['data'].")
    pair = isinstance(X, tuple) and len(X) == 2 and all(isinstance(part, np.ndarray) for part in X)
    if pair and (X[0].ndim, X[1].ndim) == (2, 1) and len(X[0]) == len(X[1]):
        raise ValueError(f"{name} holds points and labels, as make_blobs returns them; give {name}[0] alone.")


def refuse_shape(values: Array, name: str) -> None:
    """Refuse what is not a table of at least one point and one column."""
    if values.ndim != 2:
        raise ValueError(
            f"{name} has {values.ndim} dimensions, shape {values.shape}; give a table of shape (n, d): "
            "one row per point, one column per coordinate."
        )
    if not values.size:
        raise ValueError(
            f"{name} is empty, shape {values.shape}; give at least one point with one coordinate."
        )


def refuse_gaps(points: Array, name: str, labels: list[str] | None = None) -> None:
    """Refuse missing and infinite values: no distance can be taken to them."""
    if np.isfinite(points).all():
        return
    gaps = np.argwhere(~np.isfinite(points))
    row, column = gaps[0].tolist()
    raise ValueError(said_of_gaps(name, len(gaps), points[row, column], row, column, labels))


def said_of_gaps(
    name: str, count: int, value: float, row: int, column: int, labels: list[str] | None = None
) -> str:
    """The sentence for missing and infinite values: how many, and the first of them."""
    return (
        f"{name} has {count} missing or infinite {_values(count)}, "
        f"the first is {value} in {place(row, column, labels)}; leave those rows out or fill them in."
    )


def refuse_extremes(
    points: Array, name: str, labels: list[str] | None = None, terms: int | None = None
) -> None:
    """Refuse a value whose squared distances float64 cannot hold: the answer would be silently wrong.

    ``terms`` is how many of them a cost adds up, the number of values unless it is given.
    """
    largest = np.sqrt(np.finfo(np.float64).max / (4.0 * (terms or points.size)))
    size = np.abs(points)
    if size.max() <= largest and (size.min() >= TINIEST or not ((size > 0) & (size < TINIEST)).any()):
        return
    row, column = np.argwhere((size > largest) | ((size > 0) & (size < TINIEST)))[0].tolist()
    fate = "overflow" if size[row, column] > largest else "vanish"
    value = float(points[row, column])
    raise ValueError(said_of_extreme(name, value, row, column, labels, fate, float(largest)))


def said_of_extreme(
    name: str, value: float, row: int, column: int, labels: list[str] | None, fate: str, largest: float
) -> str:
    """The sentence for a value whose squared distances would "overflow" or "vanish"."""
    return (
        f"{name} is {value!r} in {place(row, column, labels)}, "
        f"and its squared distances would {fate}; sizes from {TINIEST:g} to {largest:.0e} "
        "(or 0) are safe: measure in another unit, for example divide the column by its largest value."
    )


def _values(count: int) -> str:
    return "value" if count == 1 else "values"
