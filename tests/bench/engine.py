"""The engine's speed and memory, next to scikit-learn's: ``python tests/bench/engine.py``.

One thread and one process for both. Times are CPU times, medians, of the iterations 3 to 22 from the
same start. A ratio below 1 means that kviz is faster; the last column is the limit that it is held to.
"""

import os
import resource
import subprocess
import sys
import tracemalloc
import warnings
from collections.abc import Callable
from datetime import date
from platform import machine, python_version
from statistics import median
from time import process_time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

import kviz

# points, columns, clusters, limit of the ratio
ITERATIONS = ((10**6, 2, 5, 0.9), (10**6, 2, 50, 0.7), (10**5, 16, 10, 1.3), (2 * 10**4, 2, 5, None))
SHORT, LONG, ROUNDS = 2, 22, 7


def cloud(n: int, d: int) -> np.ndarray:
    """Three clouds that overlap, so that points go on changing for long."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(n, d)) + 3 * rng.integers(0, 3, size=(n, 1))


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = process_time()
    work()
    return process_time() - start


def ours(X: np.ndarray, start: np.ndarray) -> float:
    """Seconds of one iteration of kviz: every step taken, none kept, from one update to a later one."""
    times = []
    for step in kviz.kmeans(X, len(start), init=start, max_iter=LONG):
        if step.phase == "update":
            times.append(process_time())
    return (times[LONG - 1] - times[SHORT - 1]) / (LONG - SHORT)


def theirs(X: np.ndarray, start: np.ndarray) -> float:
    """Seconds of one iteration of scikit-learn: a long run less a short one."""
    times = []
    for iterations in (SHORT, LONG):
        model = KMeans(len(start), init=start, n_init=1, tol=0, algorithm="lloyd", max_iter=iterations)
        times.append(seconds(lambda model=model: model.fit(X)))
        assert model.n_iter_ == iterations
    return (times[1] - times[0]) / (LONG - SHORT)


def one_iteration(n: int, d: int, k: int) -> tuple[float, float]:
    """Milliseconds of one iteration, kviz's and scikit-learn's, measured in turn."""
    X = cloud(n, d)
    start = X[:k].copy()
    times = [(ours(X, start), theirs(X, start)) for _ in range(ROUNDS)]
    a, b = (1e3 * median(column) for column in zip(*times, strict=True))
    return a, b


def small_run() -> tuple[float, int]:
    """Milliseconds of a whole recorded run of 200 points, and its iterations."""
    X = np.random.default_rng(34).random(size=(200, 2))  # needs more than 20 iterations from its first rows
    start = X[:5]
    trace = kviz.run(X, 5, init=start, max_iter=20)
    return 1e3 * median(
        seconds(lambda: kviz.run(X, 5, init=start, max_iter=20)) for _ in range(99)
    ), trace.n_iter


def bytes_per_point_and_step() -> tuple[float, float]:
    """What a trace of a million points and 40 steps holds, and microseconds to reach a step of it."""
    X = cloud(10**6, 2)
    tracemalloc.start()
    trace = kviz.run(X, 5, rng=0, max_iter=17)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    order = np.random.default_rng(0).permutation(len(trace)).tolist()
    jump = (
        median(seconds(lambda: [trace[i].labels for i in order * 100]) for _ in range(9)) / len(order) / 100
    )
    return held / len(X) / len(trace), 1e6 * jump


def importing(module: str) -> float:
    """CPU milliseconds of a fresh interpreter that imports ``module``, above a bare one."""

    def spent(code: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return 1e3 * median(spent(f"import {module}") - spent("pass") for _ in range(11))


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    print(
        f"{date.today()}, {os.cpu_count()} cores ({machine()}), "
        f"Python {python_version()}, numpy {np.__version__}"
    )
    print(f"{'one iteration':<32}{'kviz ms':>10}{'sklearn ms':>12}{'ratio':>8}{'limit':>8}")
    for n, d, k, limit in ITERATIONS:
        a, b = one_iteration(n, d, k)
        print(f"{f'n={n:,} d={d} k={k}':<32}{a:>10.2f}{b:>12.2f}{a / b:>8.2f}{limit or '':>8}")
    time, iterations = small_run()
    print(f"{f'n=200 k=5, {iterations} iterations recorded':<42}{time:>8.2f} ms   limit 3 ms")
    held, jump = bytes_per_point_and_step()
    print(f"{'10^6 points x 40 steps recorded':<42}{held:>8.2f} bytes per point and step   limit 1.5")
    print(f"{'reaching any step of it':<42}{jump:>8.2f} µs")
    a, b = importing("kviz"), importing("numpy")
    print(f"{'import kviz / import numpy':<42}{a / b:>8.2f}   limit 1.2")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
