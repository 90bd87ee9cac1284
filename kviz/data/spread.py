"""How wide each column spreads, and whether one of them decides alone who is near to whom."""

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array

UNLIKE = 5  # times that one column may spread wider than another before equal spread is advised
MANY_UNLIKE = 2  # the same where kviz took more than two columns unasked: units differ among so many
ALONE = (
    "{wide} alone decides who is near to whom: its standard deviation is {first:.4g}, that of {next} "
    "{second:.3g}. Give the columns equal spread ({remedy})."
)


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


def one_decides(dataset: Dataset, remedy: str = "data.standardized()") -> str:
    """A warning where one column spreads more than UNLIKE times as wide as every other; else "".

    >>> import numpy as np
    >>> one_decides(Dataset(np.array([[0.0, 1], [9, 2], [30, 1]]), ("km", "rating")))[:40]
    'km alone decides who is near to whom: it'
    """
    wide = spreads(dataset)
    if len(wide) < 2:
        return ""
    first, second = wide.argsort(kind="stable")[::-1][:2]
    if wide[first] <= UNLIKE * wide[second] or wide[second] == 0:
        return ""
    own = dataset.in_units(np.vstack([np.zeros_like(wide), wide]))
    own = own[1] - own[0]
    return ALONE.format(
        wide=dataset.names[first], next=dataset.names[second], first=own[first],
        second=own[second], remedy=remedy,
    )  # fmt: skip
