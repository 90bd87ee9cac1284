"""How long an elbow takes, alone next to a loop over scikit-learn, and with its second opinions.

``python tests/bench/elbow.py``. Both search k = 1 to 10 with 10 restarts each, in turn, on one thread; a
ratio below 1 means that kviz is faster.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Iterator
from statistics import median
from time import process_time

import numpy as np
from figures import Figure, milliseconds, report
from sklearn.cluster import KMeans

import kviz
from kviz.engine.choose_k.elbow import curve

TITLE = "The elbow"
HOW = "CPU, one thread, medians. k = 1 to 10, 10 restarts each, next to a loop over scikit-learn's `KMeans`."


def clouds(n: int) -> np.ndarray:
    """Five round clouds of n points in all."""
    rng = np.random.default_rng(0)
    middles = np.array([(0, 0), (5, 5), (9, 0), (0, 9), (12, 9)])
    return middles[rng.integers(5, size=n)] + rng.normal(size=(n, 2))


def ours(X: np.ndarray, seed: int) -> float:
    """Seconds that kviz takes."""
    start = process_time()
    curve(X, n_init=10, rng=seed)
    return process_time() - start


def loop(X: np.ndarray, seed: int) -> float:
    """Seconds that the loop takes."""
    start = process_time()
    for k in range(1, 11):
        KMeans(k, n_init=10, random_state=seed).fit(X)
    return process_time() - start


def with_opinions(X: np.ndarray) -> float:
    """Seconds of the elbow, its silhouettes and its gap statistic."""
    start = process_time()
    found = kviz.elbow(X, rng=0, progress=False)
    assert found.opinions()
    return process_time() - start


def figures() -> Iterator[Figure]:
    """All lines."""
    wide = np.random.default_rng(0).normal(size=(1_000, 12))
    times = [with_opinions(wide) for _ in range(3)]
    name = "elbow with silhouettes and gap statistic, 1,000 × 12, k ≤ 10"
    yield Figure(name, median(times), "s", 3)
    sets = [("customers, 200 points", kviz.datasets["customers"]().points, 9)]
    sets += [(f"clouds, {n:,} points", clouds(n), 3) for n in (2_000, 20_000, 100_000)]
    for name, X, times in sets:
        pairs = [(ours(X, seed), loop(X, seed)) for seed in range(times)]
        a, b = (median(times) for times in zip(*pairs, strict=True))
        beside = {"kviz": milliseconds(a), "scikit-learn": milliseconds(b)}
        yield Figure(f"the curve alone, {name}", a / b, "×", beside=beside)


if __name__ == "__main__":
    report(TITLE, HOW, figures())
