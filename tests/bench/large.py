"""Data beyond memory: what an iteration costs, beside numpy in memory and dask-ml, by workers and chunks.

Run alone: python tests/bench/large.py [points]
Wall seconds of one iteration (an assignment and an update), the median of five, all from the same start.
"""

import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import numpy as np

import kviz

CENTRES = np.array([[0, 0], [6, 1], [3, 7], [9, 9], [2, 3]])


def points(n):
    rng = np.random.default_rng(0)
    return rng.normal(size=(n, 2)) + CENTRES[rng.integers(len(CENTRES), size=n)]


def an_iteration(X, start):
    """Seconds between one update and the next."""
    ends = []
    for step in kviz.kmeans(X, len(start), init=start, max_iter=6):
        if step.phase == "update":
            ends.append(time.perf_counter())
    return median(np.diff(ends))


def dask_ml(X, start):
    from dask_ml.cluster import KMeans

    def fit(rounds):
        begin = time.perf_counter()
        KMeans(len(start), init=start, max_iter=rounds, tol=0).fit(X)
        return time.perf_counter() - begin

    return (fit(6) - fit(1)) / 5


def main(n):
    X = points(n)
    start = X[: len(CENTRES)]
    told = an_iteration(X, start)
    print(f"{n:,} x 2, k = {len(start)}")
    print(f"{'in memory':34}{told * 1e3:9.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "points.npy")
        np.save(path, X)
        del X
        mapped = np.load(path, mmap_mode="r")
        if mapped.nbytes > 64_000_000:
            print(f"{'mapped file':34}{an_iteration(mapped, start) * 1e3:9.0f} ms")
        n = len(mapped)
        del mapped
        on_dask(path, n, start)


def part_of(path, first, end):
    return np.array(np.load(path, mmap_mode="r")[first:end])


def in_parts(path, n, rows):
    """A dask array whose workers read their own parts of the file."""
    import dask
    import dask.array as da

    bounds = [(first, min(first + rows, n)) for first in range(0, n, rows)]
    read = dask.delayed(part_of)
    return da.concatenate(
        [da.from_delayed(read(path, a, b), shape=(b - a, 2), dtype=np.float64) for a, b in bounds]
    )


def on_dask(path, n, start):
    if not find_spec("distributed"):
        print("dask is not installed (pip install 'kviz[dask]')")
        return
    from dask.distributed import Client, LocalCluster

    for workers in (1, 2):
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster),
        ):
            for rows in (250_000, 1_000_000, 4_000_000):
                X = in_parts(path, n, rows)
                name = f"dask, {workers} worker{'s' * (workers > 1)}, chunks of {rows:,}"
                print(f"{name:34}{an_iteration(X, start) * 1e3:9.0f} ms")
            if find_spec("dask_ml"):
                try:
                    print(f"{'dask-ml, the same':34}{dask_ml(X, start) * 1e3:9.0f} ms")
                except KeyError as fault:  # its own, with several workers
                    print(f"{'dask-ml, the same':34}ended with KeyError {fault}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10**7)
