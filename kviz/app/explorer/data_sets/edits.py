"""Changes to single points of a data set: a copy of it that belongs to the person at the page.

They are kept as one text, so that a link carries them: ``d7`` takes row 7 of the original away, ``m3:1.5,2``
puts its row 3 at (1.5, 2) and ``a4,5`` adds a point at (4, 5), in the data's own units, joined by ``;``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.story.messages import say

MOST_CHANGES = 500
Place = tuple[float, ...]


@dataclass(frozen=True)
class Edits:
    """What was changed: rows of the original taken away, rows moved, and places of new points."""

    removed: frozenset[int] = frozenset()
    moved: dict[int, Place] = field(default_factory=dict)
    added: tuple[Place, ...] = ()

    def __len__(self) -> int:
        return len(self.removed) + len(self.moved) + len(self.added)

    @classmethod
    def read(cls, text: str) -> "Edits":
        """Read the text of a link; ValueError where it is none."""
        items = [item for item in str(text).split(";") if item]
        if len(items) > MOST_CHANGES:
            raise ValueError(str(say("page.edit.most", n=MOST_CHANGES)))
        try:
            removed = frozenset(_row(item[1:]) for item in items if item[0] == "d")
            pairs = [item[1:].split(":") for item in items if item[0] == "m"]
            moved = {_row(row): _place(place) for row, place in pairs}
            added = tuple(_place(item[1:]) for item in items if item[0] == "a")
        except ValueError:
            raise ValueError(str(say("page.edit.unread"))) from None
        if len(removed) + len(pairs) + len(added) != len(items):
            raise ValueError(str(say("page.edit.unread")))
        return cls(removed, {row: at for row, at in moved.items() if row not in removed}, added)

    def text(self) -> str:
        """The same as a text, always in the same order."""
        items = [f"d{row}" for row in sorted(self.removed)]
        items += [f"m{row}:{_written(place)}" for row, place in sorted(self.moved.items())]
        return ";".join(items + [f"a{_written(place)}" for place in self.added])

    def kept(self, n: int) -> list[int]:
        """The rows of an original of ``n`` that the copy begins with; new points come after them."""
        return [row for row in range(n) if row not in self.removed]

    def without(self, rows: Iterable[int], n: int) -> "Edits":
        """Take away rows of the copy."""
        kept, gone = self.kept(n), set(rows)
        removed = self.removed | {kept[row] for row in gone if row < len(kept)}
        added = tuple(place for i, place in enumerate(self.added, len(kept)) if i not in gone)
        return Edits(removed, {row: at for row, at in self.moved.items() if row not in removed}, added)

    def with_moved(self, row: int, place: Sequence[float], n: int) -> "Edits":
        """Put a row of the copy elsewhere."""
        kept, at = self.kept(n), _rounded(place)
        if row < len(kept):
            return replace(self, moved={**self.moved, kept[row]: at})
        added = list(self.added)
        added[row - len(kept)] = at
        return replace(self, added=tuple(added))

    def with_added(self, places: Iterable[Sequence[float]]) -> "Edits":
        """Add points after all others."""
        return replace(self, added=self.added + tuple(map(_rounded, places)))


def _row(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise ValueError(text)
    return int(text)


def _place(text: str) -> Place:
    place = tuple(float(number) for number in text.split(","))
    if not all(abs(c) < 1e100 for c in place):
        raise ValueError(text)
    return place


def _rounded(place: Sequence[float]) -> Place:
    """As a link keeps it, so that the run is the same after it."""
    return tuple(float(f"{c:.6g}") for c in place)


def _written(place: Place) -> str:
    return ",".join(f"{c:.6g}" for c in place)


def edited(dataset: Dataset, text: str) -> Dataset:
    """A copy of a data set with its changes; ValueError where they do not fit it."""
    edits = Edits.read(text)
    n, d = dataset.points.shape
    rows = [*edits.removed, *edits.moved]
    if any(row >= n for row in rows) or any(len(at) != d for at in (*edits.moved.values(), *edits.added)):
        raise ValueError(str(say("page.edit.other_data")))
    points = np.array(dataset.points)
    for row, at in edits.moved.items():
        points[row] = (np.array(at) - dataset.offset) / dataset.factor
    new = (np.array(edits.added).reshape(-1, d) - dataset.offset) / dataset.factor
    points = np.vstack([points[edits.kept(n)], new])
    about = str(say("page.edit.about", title=dataset.title))
    return replace(dataset, points=points, about=about, notes=(), table=None, kept=None)


def edit_lines(text: str) -> list[str]:
    """The lines of Python that make the same copy of ``data``."""
    edits = Edits.read(text)
    lines = ["points = data.points.copy()"]
    if edits.moved:
        rows, places = zip(*sorted(edits.moved.items()), strict=True)
        lines.append(f"points[{list(rows)}] = ({_listed(places)} - data.offset) / data.factor")
    if edits.removed:
        lines.append(f"points = np.delete(points, {sorted(edits.removed)}, axis=0)")
    if edits.added:
        lines.append(f"points = np.vstack([points, ({_listed(edits.added)} - data.offset) / data.factor])")
    return [*lines, "data = replace(data, points=points, table=None, kept=None)"]


def _listed(places: Iterable[Place]) -> str:
    return f"np.array([{', '.join(f'[{_written(place)}]' for place in places)}])"


def check_edits(value: Any) -> str:
    """Check the text of a link."""
    return Edits.read(str(value)).text()
