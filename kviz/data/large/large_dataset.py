"""A large table as a data set: its points are the sample that pictures show, and a run uses all of them."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array


@dataclass(frozen=True, eq=False, repr=False)
class LargeDataset(Dataset):
    """A Dataset whose ``points`` are a random sample of those in ``parts``."""

    parts: Any = field(default=None, repr=False)

    def __repr__(self) -> str:
        shown = ", ".join(self.names[:6]) + ", …" * (len(self.names) > 6)
        title = f" {self.title!r}" * bool(self.title)
        return f"<LargeDataset{title}: {len(self.parts)} points in parts, columns {shown}>"

    def standardized(self) -> "LargeDataset":
        """Scale every column to mean 0 and standard deviation 1, by all points; in two passes over them."""
        reader, n = self.parts.reader, len(self.parts)
        mean = np.sum(reader.each(_sums), axis=0) / n
        spread = np.sqrt(np.sum(reader.each(partial(_squares, mean=mean)), axis=0) / n)
        spread = np.where(spread > 0, spread, 1.0)
        parts = self.parts.scaled(mean, spread)
        return replace(
            self,
            points=parts.sample.points,
            offset=np.asarray(self.offset) + mean * self.factor,
            factor=np.asarray(self.factor) * spread,
            parts=parts,
        )


def _sums(block: Array) -> Array:
    return np.asarray(block.sum(axis=0))


def _squares(block: Array, mean: Array) -> Array:
    return np.asarray(np.square(block - mean).sum(axis=0))
