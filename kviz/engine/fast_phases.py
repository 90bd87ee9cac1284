"""The fast way to the very same answer, for many points and Euclidean distance.

Nearest centroids come from a screen: x·c - ‖c‖²/2 in single precision, largest where the centroid
is nearest. It is trusted only where the winner leads by more than rounding can have cost; every
other point is decided as in the plain way, by direct differences in double precision. So the
labels are those of the plain way, always, and on every machine. Where there are many clusters in
few columns, points are held in blocks of neighbours, and a centroid too far from a block for any of
its points is left out there. Sums and costs follow the points that changed cluster. Tests prove all
of it equal to ``Work``.
"""

import numpy as np

from kviz.data.points import Array, frozen
from kviz.engine.geometry import EUCLIDEAN, TIE, Geometry, assign, label_type
from kviz.engine.phases import ROUNDING, Work, no_rise

CHUNK = 16384  # points whose scores stay in the cache
UNIT = float(np.finfo(np.float32).eps) / 2
FEW = 1e-3  # below this part of the total, a cost from sums has lost too many digits
CROWD = 16  # clusters from which it pays to keep neighbours together
SMALL = 2**12  # point-centroid pairs below which the plain way is as fast


def neighbours(columns: Array) -> Array:
    """An order of the points in which neighbours stand together: along a Z-shaped curve through a grid."""
    bits = min(6, 16 // len(columns))
    cells = ((columns - columns.min(axis=1, keepdims=True)) * (2**bits - 1)).astype(np.uint16)
    code = np.zeros(columns.shape[1], dtype=np.uint16)
    for bit in range(bits):
        for axis, cell in enumerate(cells):
            code |= ((cell >> bit) & 1) << (bit * len(cells) + axis)
    return np.argsort(code, kind="stable")


def work_on(X: Array, k: int, geometry: Geometry, on_empty: str) -> Work:
    """The faster of two ways that do exactly the same."""
    fast = geometry is EUCLIDEAN and len(X) * k >= SMALL and k > 1
    return (Kernel if fast else Work)(X, k, geometry, on_empty)


class Kernel(Work):
    """``Work`` on single-precision columns, with sums that are kept up to date."""

    def __init__(self, X: Array, k: int, geometry: Geometry, on_empty: str) -> None:
        super().__init__(X, k, geometry, on_empty)
        n, d = X.shape
        spread = self.high - self.low
        self.centre = self.low + spread / 2 - self.origin
        # a power of two: scaling by it is exact, and it keeps single precision in its range
        self.scale = 2.0 ** -np.ceil(np.log2(max(spread.max(), 1e-300)))
        count = -(-n // CHUNK)
        self.width = -(-n // count)
        columns = np.ones((d + 1, count * self.width), dtype=np.float32)
        for column in range(d):
            columns[column, :n] = (self.shifted[:, column] - self.centre[column]) * self.scale
        self.order = neighbours(columns[:d, :n]) if k >= CROWD and d <= 3 and count > 1 else None
        if self.order is not None:
            columns[:d, :n] = columns[:d].take(self.order, axis=1)
        columns[:d, n:] = columns[:d, n - 1 : n]  # points that fill the last block, left out again
        self.blocks = np.ascontiguousarray(columns.reshape(d + 1, count, self.width).swapaxes(0, 1))
        self.reach = np.sqrt(np.square(self.blocks[:, :d]).sum(axis=1).max(axis=1)).tolist()
        self.boxes = self.blocks[:, :d].min(axis=2), self.blocks[:, :d].max(axis=2)
        self.ranks = np.arange(k, dtype=np.min_scalar_type(k))[:, None]
        self.total = float(sum(np.square(column).sum() for column in self.shifted.T))
        self.labels: Array | None = None
        self.sums = self.counts = np.empty(0)  # nothing followed yet
        self.drift = 0

    def assign(self, centroids: Array) -> tuple[Array, Array]:
        """Nearest centroid of every point, and the points that are tied."""
        k, d = centroids.shape
        scaled = (centroids - self.origin - self.centre) * self.scale
        squares = np.square(scaled).sum(axis=1)
        far = float(np.sqrt(squares.max()))
        if far > 1e15:  # single precision cannot hold what follows
            return super().assign(centroids)
        lines = np.empty((k, d + 1), dtype=np.float32)
        lines[:, :d], lines[:, d] = scaled, -squares / 2
        labels = np.empty(self.blocks[:, 0].shape, dtype=label_type(k))
        close: list[Array] = []
        scores = np.empty((k, self.width), dtype=np.float32)
        near = np.empty(scores.shape, dtype=bool)
        ahead = near.view(np.uint8) if k < 256 else np.empty(scores.shape, dtype=self.ranks.dtype)
        for number, (block, reach) in enumerate(zip(self.blocks, self.reach, strict=True)):
            # what rounding can do to two scores, and more than a tie allows
            margin = 2.4 * (d + 4) * UNIT * (reach * far + far * far / 2) + TIE * (1 + far) ** 2
            kept = slice(None) if self.order is None else self.within_reach(number, scaled, far)
            ranks = self.ranks[kept]
            m = len(ranks)
            np.matmul(lines[kept], block, out=scores[:m])
            lead = scores[:m].max(axis=0) - np.float32(margin)
            np.greater_equal(scores[:m], lead, out=near[:m])
            rivals = near[:m].sum(axis=0, dtype=ranks.dtype)
            labels[number] = np.multiply(near[:m].view(np.uint8), ranks, out=ahead[:m]).max(axis=0)
            close.append(number * self.width + np.flatnonzero(rivals > 1))
        labels, unsure = labels.ravel()[: len(self.X)], np.concatenate(close)
        unsure = unsure[unsure < len(self.X)]
        if self.order is not None:
            sorted_labels, labels = labels, np.empty_like(labels)
            labels[self.order] = sorted_labels
            unsure = np.sort(self.order[unsure])
        tied = np.empty(0, dtype=np.intp)
        if len(unsure):
            labels[unsure], tied = assign(self.X[unsure], centroids)
        return frozen(labels), unsure[tied]

    def within_reach(self, number: int, scaled: Array, far: float) -> Array:
        """Centroids that may be nearest to a point of a block: not beyond the nearest plus its size."""
        low, high = (corner[number].astype(np.float64) for corner in self.boxes)
        gaps = np.sqrt(np.square(scaled - (low + high) / 2).sum(axis=1))
        size = np.sqrt(np.square(high - low).sum())
        return np.flatnonzero(gaps <= gaps.min() + size + 1e-5 * (1 + far))

    def sizes(self, labels: Array) -> Array:
        """How many points belong to each cluster (k,)."""
        self.follow(labels)
        return self.counts

    def middles(self, labels: Array) -> Array:
        """The mean of every cluster (k, d), from the origin; the row of an empty one has no meaning."""
        self.follow(labels)
        return self.sums / np.maximum(self.counts, 1)[:, None]

    def cost(self, centroids: Array, labels: Array, before: float) -> float:
        """WCSS from the sums: Σ‖x‖² - 2 Σ S·c + Σ n‖c‖², or directly where that loses digits."""
        self.follow(labels)
        seen = centroids - self.origin
        cost = self.total + float((self.counts[:, None] * seen * seen - 2 * self.sums * seen).sum())
        if cost < FEW * self.total:
            return super().cost(centroids, labels, before)
        return no_rise(cost, before, 1e3 * ROUNDING, self.floor)

    def follow(self, labels: Array) -> None:
        """Bring sums and counts up to date with the points that changed cluster."""
        old = self.labels
        if labels is old:
            return
        changed = None if old is None or len(labels) < CHUNK else self.changed(labels, old)
        self.drift += len(labels) if changed is None else len(changed)
        if old is None or changed is None or self.drift > len(labels):
            self.counts, self.sums, self.drift = *self.gather(labels, self.shifted.T), 0
        else:
            columns = self.shifted.T.take(changed, axis=1)
            came, gone = self.gather(labels[changed], columns), self.gather(old[changed], columns)
            self.counts, self.sums = self.counts + came[0] - gone[0], self.sums + came[1] - gone[1]
        self.labels = labels

    def gather(self, labels: Array, columns: Array) -> tuple[Array, Array]:
        """How many of these points (d, m) every cluster has (k,), and their sum (k, d)."""
        labels = labels.astype(np.intp)
        sums = np.empty((self.k, len(columns)))
        for number, column in enumerate(columns):
            sums[:, number] = np.bincount(labels, column, self.k)
        return np.bincount(labels, minlength=self.k), sums
