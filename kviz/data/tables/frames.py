"""Tables that are in memory already: frames of any library, arrays with names, Bunches."""

from typing import Any

import numpy as np


def as_csv(source: Any) -> bytes | None:
    """The bytes of a table in memory as CSV text; None where ``source`` is not one.

    pandas writes itself. polars, pyarrow and the rest are read by narwhals, which is imported only
    here and only for them.
    """
    if isinstance(source, str | bytes | bytearray | memoryview):
        return None
    frame = _frame_of(source)
    return None if frame is None else frame.to_csv(index=False).encode()


def _frame_of(source: Any) -> Any:
    for fits, turn in KINDS:
        if fits(source):
            return turn(source)
    return None


def _is_pandas(source: Any) -> bool:
    return hasattr(source, "to_csv") and hasattr(source, "iloc")


def _from_pandas(frame: Any) -> Any:
    return frame.to_frame() if frame.ndim == 1 else frame


def _is_bunch(source: Any) -> bool:
    return isinstance(source, dict) and "data" in source and "DESCR" in source


def _from_bunch(bunch: Any) -> Any:
    """The data with its feature names, and the target as a last column, by name where there are names."""
    import pandas as pd

    data = bunch["data"]
    if hasattr(data, "iloc"):
        frame = data.copy()
    else:
        names = bunch.get("feature_names")
        frame = pd.DataFrame(data, columns=None if names is None else list(names))
        if names is None:
            frame.columns = [f"x{at + 1}" for at in range(frame.shape[1])]
    target = bunch.get("target")
    if target is not None and np.ndim(target) == 1 and len(target) == len(frame):
        kinds = bunch.get("target_names")
        known = (
            kinds is not None and np.ndim(kinds) == 1 and np.issubdtype(np.asarray(target).dtype, np.integer)
        )
        frame["target"] = np.asarray(kinds)[np.asarray(target)] if known else np.asarray(target)
    return frame


def _is_structured(source: Any) -> bool:
    return isinstance(source, np.ndarray) and source.dtype.names is not None


def _from_structured(array: Any) -> Any:
    import pandas as pd

    return pd.DataFrame({name: np.asarray(array[name]).ravel() for name in array.dtype.names})


def _is_xarray(source: Any) -> bool:
    return type(source).__module__.partition(".")[0] == "xarray"


def _from_xarray(array: Any) -> Any:
    """A Dataset by its variables; an array of two dimensions by the labels of the second."""
    if hasattr(array, "data_vars"):
        return array.to_dataframe().reset_index(drop=True)
    if array.ndim != 2:
        raise ValueError(
            f"The xarray has {array.ndim} dimensions; give one of two: a row for each point, "
            "a column for each coordinate."
        )
    import pandas as pd

    second = array.dims[1]
    named = array.coords[second].values if second in array.coords else None
    columns = [str(label) for label in named] if named is not None else None
    frame = pd.DataFrame(array.values, columns=columns)
    if columns is None:
        frame.columns = [f"{second} {at + 1}" for at in range(frame.shape[1])]
    return frame


def _is_other_frame(source: Any) -> bool:
    """Whether narwhals knows it, without an import for what is not a frame."""
    return hasattr(source, "__dataframe__") or hasattr(source, "column_names") or hasattr(source, "schema")


def _from_other(frame: Any) -> Any:
    try:
        import narwhals as nw
    except ImportError:
        raise ImportError(
            "A frame that is not of pandas is read with narwhals; install it, or give frame.to_pandas()."
        ) from None
    found = nw.from_native(frame)
    if hasattr(found, "collect"):
        found = found.collect()
    import pandas as pd

    return pd.DataFrame({name: found[name].to_list() for name in found.columns})


# what it is -> how it becomes a pandas DataFrame; the first that fits
KINDS = (
    (_is_pandas, _from_pandas),
    (_is_bunch, _from_bunch),
    (_is_structured, _from_structured),
    (_is_xarray, _from_xarray),
    (_is_other_frame, _from_other),
)
