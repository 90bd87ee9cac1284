"""The window on a run: two coordinates, limits that hold for all of it, ticks in the data's own units."""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.picture.plane.projection import Projection, projection
from kviz.picture.plane.ticks import scale, ticks
from kviz.picture.plane.voronoi import Regions, regions
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import say

MARGIN = 0.08
DENSE = 30_000  # from so many points on, density instead of markers
BINS = 240  # along the width of the view, where points are drawn as density


class View:
    """Where points and centroids of a run are drawn.

    Equal aspect, always: with unequal axes the nearest centroid looks wrong. ``aspect`` is the
    width of the stage over its height; ``limits`` is (xmin, xmax, ymin, ymax) in the space where
    distances are measured, the same for every step. ``columns`` is as for ``projection``. ``ahead`` says
    whether pictures may show what is still to come.
    """

    ahead = True

    def __init__(
        self, trace: Trace, aspect: float, columns: object = None, numbers: Numbers = SPOKEN
    ) -> None:
        self.trace, self.dataset, self.aspect, self.numbers = trace, trace.dataset, aspect, numbers
        self.plane: Projection = projection(trace.dataset, columns, numbers)
        self.points = self.plane.place(trace.X)
        self.limits = _limits(self.points, self._places(), aspect)
        self._last: tuple[bytes, Regions | None] = b"", None
        self._kept: dict[object, Any] = {}

    def seen(self, aspect: float) -> "View":
        """The same run through a window of another shape."""
        other = copy(self)
        other.aspect, other._kept = aspect, {}
        other.limits = _limits(self.points, self._places(), aspect)
        for name in ("grid", "bins", "counts", "strength"):
            other.__dict__.pop(name, None)
        other._last = b"", None
        return other

    def project(self, positions: Array) -> Array:
        """Positions (m, d) as drawn, (m, 2)."""
        return self.plane.place(positions)

    def heights(self, centroids: Array) -> Array | None:
        """How far centroids lie from the drawn plane, as ``regions`` takes it; None where they lie in it."""
        return self.plane.heights(centroids, self.trace.geometry)

    def cut(self, centroids: Array) -> Regions | None:
        """The cells of centroids (k, d) on screen; None where there are none to draw."""
        geometry = self.trace.geometry
        if self.plane.turned and not geometry.straight:
            return None
        key = centroids.tobytes()
        last, found = self._last
        if last != key:  # an assignment has the borders of the update before it
            found = regions(self.project(centroids), self.limits, geometry, self.heights(centroids))
            self._last = key, found
        return found

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What holds for all steps of the run: worked out once, and kept under a key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @property
    def labels(self) -> tuple[str, str]:
        """Names of the two axes, with what their ticks leave out: a power of ten, a common start."""
        spans = enumerate(self.plane.names)
        across, up = (scale(*self._span(axis)).named(name, self.numbers) for axis, name in spans)
        return across, up

    def ticks(self, axis: int, most: int = 7) -> tuple[Array, list[str]]:
        """Round values of the data's own units along axis 0 or 1: (positions, their labels)."""
        if axis == 1 and self.plane.flat:
            return np.empty(0), []
        values, names = ticks(*self._span(axis), most, self.numbers)
        return (values - self.plane.offset[axis]) / self.plane.factor[axis], names

    def _span(self, axis: int) -> tuple[float, float]:
        offset, factor = self.plane.offset[axis], self.plane.factor[axis]
        low, high = (limit * factor + offset for limit in self.limits[2 * axis : 2 * axis + 2])
        return min(low, high), max(low, high)

    @property
    def dense(self) -> bool:
        """Whether there are too many points for markers."""
        return len(self.points) > DENSE

    @property
    def note(self) -> str:
        """What the picture leaves out, in plain words; "" where it shows everything."""
        density = say("picture.density", self.numbers, count=len(self.points)) if self.dense else ""
        return " ".join(filter(None, [self.plane.note, density]))

    @cached_property
    def trails(self) -> Array:
        """Every place of every centroid, (steps, k, 2), NaN before it was seeded."""
        found = np.full((len(self.trace), max(len(step.centroids) for step in self.trace), 2), np.nan)
        for i, step in enumerate(self.trace):
            found[i, : len(step.centroids)] = self.project(step.centroids)
        return found

    @cached_property
    def stops(self) -> list[tuple[Array, Array]]:
        """For every centroid the steps at which it came to another place, and those places, (m, 2)."""
        found = []
        for way in self.trails.transpose(1, 0, 2):
            when = np.flatnonzero(~np.isnan(way[:, 0]))
            moved = np.diff(way[when], axis=0, prepend=np.nan).any(axis=1)
            found.append((when[moved], way[when[moved]]))
        return found

    @cached_property
    def grid(self) -> tuple[int, int]:
        """Number of density bins along x and y."""
        return BINS, max(1, round(BINS / self.aspect))

    @cached_property
    def bins(self) -> Array:
        """The density bin of every point, row by row from below, (n,)."""
        xmin, xmax, ymin, ymax = self.limits
        nx, ny = self.grid
        column = ((self.points[:, 0] - xmin) * (nx / (xmax - xmin))).astype(np.int32).clip(0, nx - 1)
        row = ((self.points[:, 1] - ymin) * (ny / (ymax - ymin))).astype(np.int32).clip(0, ny - 1)
        return row * nx + column

    @cached_property
    def counts(self) -> Array:
        """How many points lie in every bin, (bins,)."""
        nx, ny = self.grid
        return np.bincount(self.bins, minlength=nx * ny)

    @cached_property
    def strength(self) -> Array:
        """How strongly every bin is drawn, by the logarithm of its count, (bins,)."""
        total = self.counts
        return np.where(total > 0, 0.30 + 0.70 * np.log1p(total) / np.log1p(total.max()), 0.0)

    def _places(self) -> Array:
        """Every place a centroid ever had: those far outside the data are not allowed to shrink it."""
        places = self.trails[~np.isnan(self.trails[..., 0])]
        low, high = self.points.min(axis=0), self.points.max(axis=0)
        reach = (high - low).max() / 2
        return places[((places >= low - reach) & (places <= high + reach)).all(axis=1)]


def _limits(points: Array, centroids: Array, aspect: float) -> tuple[float, float, float, float]:
    low = np.minimum(points.min(axis=0), centroids.min(axis=0, initial=np.inf))
    high = np.maximum(points.max(axis=0), centroids.max(axis=0, initial=-np.inf))
    span = (high - low).max() or max(1.0, np.abs(low).max() * 0.1)
    size = (high - low) + 2 * MARGIN * span
    size = np.maximum(size, size[::-1] * (aspect, 1 / aspect))
    middle = low / 2 + high / 2
    (xmin, ymin), (xmax, ymax) = middle - size / 2, middle + size / 2
    return float(xmin), float(xmax), float(ymin), float(ymax)
