"""How points of any number of columns get two coordinates: as they are, two of them, or principal ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.given import many, seen
from kviz.data.points import Array
from kviz.engine.geometry import Geometry
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import say


@dataclass(frozen=True, eq=False)
class Projection:
    """A plane through ``middle`` (d,), spanned by the orthonormal rows of ``basis`` (2, d).

    ``names``, ``offset`` and ``factor`` belong to the two axes: a coordinate in the data's units is
    ``coordinate * factor + offset``. ``flat`` is the case of one column: everything lies on a line.
    ``note`` says in plain words what is left out, "" where nothing is.
    """

    middle: Array
    basis: Array
    names: tuple[str, str]
    offset: tuple[float, float]
    factor: tuple[float, float]
    flat: bool = False
    columns: tuple[int, int] | None = None
    note: str = ""

    def place(self, positions: Array) -> Array:
        """Positions (m, d) in the plane, (m, 2)."""
        positions = np.asarray(positions, dtype=np.float64)
        if self.flat:
            return np.column_stack([positions[:, 0], np.zeros(len(positions))])
        if self.columns:
            return positions[:, self.columns]
        return (positions - self.middle) @ self.basis.T

    def heights(self, positions: Array, geometry: Geometry) -> Array | None:
        """Squared distance from the plane (Manhattan: distance), (m,); None where all lie in it."""
        if not self.note:
            return None
        gaps = np.asarray(positions) - self.middle
        off = gaps - gaps @ self.basis.T @ self.basis
        return geometry.size(off).sum(axis=1)

    @property
    def turned(self) -> bool:
        """Whether the axes are not columns: Manhattan distance then has no borders to draw."""
        return self.columns is None and not self.flat


def projection(dataset: Dataset, columns: object = None, numbers: Numbers = SPOKEN) -> Projection:
    """Choose the plane to draw in.

    ``columns`` are two columns by name or number (from 0), or "principal" for the two directions
    in which the points spread most. Left out: both of two columns, the principal ones of more.
    """
    d, offset, factor = dataset.points.shape[1], np.asarray(dataset.offset), np.asarray(dataset.factor)
    if d == 1:
        return Projection(
            np.zeros(1), np.ones((1, 1)), (dataset.names[0], ""), (float(offset[0]), 0.0),
            (float(factor[0]), 1.0), flat=True,
        )  # fmt: skip
    if isinstance(columns, str) and columns != "principal":
        raise ValueError(f'columns={columns!r} is one name; give two of {_known(dataset)}, or "principal".')
    if (columns is None and d > 2) or isinstance(columns, str):
        return _principal(dataset, numbers)
    listed: Any = columns
    if columns is not None and not many(columns):
        raise TypeError(
            f'columns={seen(columns)} are not two columns; give two of {_known(dataset)}, or "principal".'
        )
    numbered = [0, 1] if columns is None else [_number(dataset, column) for column in listed]
    if len(numbered) != 2 or numbered[0] == numbered[1]:
        raise ValueError(f"columns={columns!r} must be two different ones of {_known(dataset)}.")
    x, y = picked = numbered[0], numbered[1]
    basis = np.eye(d)[list(picked)]
    note = "" if d == 2 else str(say("picture.slice", numbers, d=d))
    return Projection(
        dataset.points.mean(axis=0) if note else np.zeros(d), basis, (dataset.names[x], dataset.names[y]),
        (float(offset[x]), float(offset[y])), (float(factor[x]), float(factor[y])),
        columns=picked, note=note,
    )  # fmt: skip


def _principal(dataset: Dataset, numbers: Numbers) -> Projection:
    X = dataset.points
    middle = X.mean(axis=0)
    spread, directions = np.linalg.eigh(
        np.atleast_2d(np.cov((X - middle).T)) if len(X) > 1 else np.eye(X.shape[1])
    )
    basis = directions[:, ::-1].T[:2]
    basis = (
        basis * np.sign(basis[np.arange(2), np.abs(basis).argmax(axis=1)])[:, None]
    )  # the same on every machine
    shares = spread[::-1][:2] / max(spread.sum(), 1e-300)
    first, second = (
        str(say("picture.principal", numbers, i=i + 1, share=round(float(share), 2)))
        for i, share in enumerate(shares)
    )
    d = X.shape[1]
    note = str(say("picture.principal_slice", numbers, d=d))
    return Projection(middle, basis, (first, second), (0.0, 0.0), (1.0, 1.0), note=note if d > 2 else "")


def _number(dataset: Dataset, column: object) -> int:
    if isinstance(column, str) and column in dataset.names:
        return dataset.names.index(column)
    if isinstance(column, int | np.integer) and 0 <= column < len(dataset.names):
        return int(column)
    raise ValueError(f"column {column!r} is not there; use a name or number of {_known(dataset)}.")


def _known(dataset: Dataset) -> str:
    return ", ".join(f"{j}: {name!r}" for j, name in enumerate(dataset.names))
