"""How wide each column spreads, and whether one of them decides alone who is near to whom."""

from typing import NamedTuple

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array

UNLIKE = 5  # times that one column may spread wider than another before equal spread is advised
MANY_UNLIKE = 2  # the same where kviz took more than two columns unasked: units differ among so many


class Alone(NamedTuple):
    """The column that decides alone and the next one, with their standard deviations in their own units."""

    wide: str
    first: float
    next: str
    second: float


def spreads(dataset: Dataset) -> Array:
    """Standard deviation of every column (d,), in the space where distances are measured."""
    return np.asarray(dataset.points.std(axis=0))


def equal_spread_wanted(raw: Dataset, scale: str | bool, unasked: bool = False) -> bool:
    """Whether the columns get equal spread: as asked, or where one spreads much wider than another.

    Parameters
    ----------
    raw : Dataset
    scale : "auto", True or False
    unasked : bool
        The columns were not named by a person.

    Raises
    ------
    ValueError
        If ``scale`` is anything else.
    """
    if not isinstance(scale, str | bool) or scale not in ("auto", True, False):
        raise ValueError(f"scale={scale!r} is not known; use 'auto', True or False.")
    if scale != "auto":
        return bool(scale)
    wide = spreads(raw)
    most = MANY_UNLIKE if unasked and len(wide) > 2 else UNLIKE
    return bool(wide.min() > 0 and wide.max() > most * wide.min())


def one_decides(dataset: Dataset) -> Alone | None:
    """The column that spreads more than UNLIKE times as wide as every other, None where none does.

    >>> import numpy as np
    >>> one_decides(Dataset(np.array([[0.0, 1], [9, 2], [30, 1]]), ("km", "rating"))).wide
    'km'
    """
    wide = spreads(dataset)
    if len(wide) < 2:
        return None
    first, second = wide.argsort(kind="stable")[::-1][:2]
    if wide[first] <= UNLIKE * wide[second] or wide[second] == 0:
        return None
    own = dataset.in_units(np.vstack([np.zeros_like(wide), wide]))
    own = own[1] - own[0]
    return Alone(dataset.names[first], float(own[first]), dataset.names[second], float(own[second]))
