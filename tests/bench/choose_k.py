"""How often the elbow is right: ``python tests/bench/choose_k.py [MINUTES]``, on generated data with known k.

Data without clusters: uniform, one round cloud, one long cloud, skewed; 40 to 1,000 points, 1 to 12
columns. Data with 2 to 8 groups, equal and unequal in size and spread, whose centres are at least
so many standard deviations apart. Each row says how often an elbow was found, and how often the
right one; "clear" counts only those that kviz calls clear.
"""

import sys
from collections import defaultdict
from itertools import product
from time import monotonic

import numpy as np

from kviz.engine.choose_k.elbow import curve
from kviz.engine.choose_k.knee import find_bend

SIZES, COLUMNS = (40, 100, 200, 500, 1000), (1, 2, 3, 5, 12)


def empty(rng: np.random.Generator, n: int, d: int) -> dict[str, np.ndarray]:
    """Data without clusters."""
    round_cloud = rng.normal(0, 1, (n, d))
    return {
        "uniform": rng.uniform(0, 1, (n, d)),
        "one cloud": round_cloud,
        "one long cloud": round_cloud @ rng.normal(size=(d, d)),
        "skewed": rng.lognormal(0, 0.5, (n, d)),
    }


def grouped(rng: np.random.Generator, n: int, d: int, apart: float) -> tuple[np.ndarray, int]:
    """Groups whose centres are at least ``apart`` standard deviations from each other, and how many."""
    count = int(rng.integers(2, 9))
    box = apart * max(1.5, 1.2 * count ** (1 / d))
    while True:
        centers = rng.uniform(0, box, (count, d))
        gaps = np.linalg.norm(centers[:, None] - centers, axis=2)[np.triu_indices(count, 1)]
        if gaps.min() >= apart:
            break
        box *= 1.02
    shares = np.full(count, 1 / count) if rng.random() < 0.5 else rng.dirichlet(np.full(count, 5))
    own = rng.choice(count, n, p=shares)
    own[: 4 * count] = np.tile(np.arange(count), 4)
    spread = np.ones(count) if rng.random() < 0.5 else rng.uniform(0.7, 1.3, count)
    return centers[own] + rng.normal(0, 1, (n, d)) * spread[own][:, None], count


def main() -> None:
    """Try data for so many minutes and print one line for each kind."""
    end = monotonic() + 60 * float(sys.argv[1] if len(sys.argv) > 1 else 3)
    rng = np.random.default_rng(0)
    rows = defaultdict(list)
    while monotonic() < end:
        for n, d in product(SIZES, COLUMNS):
            tried = [(f"{kind}, {'40' if n == 40 else '100 to 1,000'} points", X, None) for kind, X in
                     empty(rng, n, d).items()]  # fmt: skip
            tried += [(f"groups {gap} apart", *grouped(rng, n, d, gap)) for gap in (4, 6, 8, 12)]
            for kind, X, count in tried:
                found = find_bend(range(1, 11), curve(X, range(1, 11), 10, rng).costs)
                clear = found.confidence == "clear"
                rows[kind].append(
                    (found.best_k is not None, clear, count is not None and found.best_k == count)
                )
    print(f"{'data':<36}{'tried':>7}{'elbow %':>9}{'clear %':>9}{'right %':>9}")
    for kind, results in sorted(rows.items()):
        elbow, clear, right = 100 * np.mean(results, axis=0)
        print(f"{kind:<36}{len(results):>7}{elbow:>9.1f}{clear:>9.1f}{right:>9.1f}")


if __name__ == "__main__":
    main()
