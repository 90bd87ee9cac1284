"""How long an elbow curve takes, next to the same loop over scikit-learn: ``python tests/bench/elbow.py``.

Both search k = 1 to 10 with 10 restarts each, in turn, on one thread unless OMP_NUM_THREADS says
otherwise. The last column is the ratio of medians: below 1 kviz is faster.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from statistics import median
from time import perf_counter

import numpy as np
from sklearn.cluster import KMeans

import kviz
from kviz.engine.choose_k.elbow import curve


def clouds(n: int) -> np.ndarray:
    """Five round clouds of n points in all."""
    rng = np.random.default_rng(0)
    middles = np.array([(0, 0), (5, 5), (9, 0), (0, 9), (12, 9)])
    return middles[rng.integers(5, size=n)] + rng.normal(size=(n, 2))


def ours(X: np.ndarray, seed: int) -> float:
    """Seconds that kviz takes."""
    start = perf_counter()
    curve(X, n_init=10, rng=seed)
    return perf_counter() - start


def loop(X: np.ndarray, seed: int) -> float:
    """Seconds that the loop takes."""
    start = perf_counter()
    for k in range(1, 11):
        KMeans(k, n_init=10, random_state=seed).fit(X)
    return perf_counter() - start


def main() -> None:
    """Print one line for each size."""
    sets = [("customers, 200", kviz.datasets["customers"]().points, 9)]
    sets += [(f"clouds, {n:,}", clouds(n), 3) for n in (2_000, 20_000, 100_000)]
    print(f"{'data':<18}{'kviz ms':>10}{'loop ms':>10}{'ratio':>8}")
    for name, X, times in sets:
        pairs = [(ours(X, seed), loop(X, seed)) for seed in range(times)]
        a, b = (1e3 * median(times) for times in zip(*pairs, strict=True))
        print(f"{name:<18}{a:>10.1f}{b:>10.1f}{a / b:>8.2f}")


if __name__ == "__main__":
    main()
