"""The engine's speed and memory, next to scikit-learn's: ``python tests/bench/engine.py``.

One thread and one process for both. Times are CPU times, medians. First whole calls, recorded and seed steps
included, against a whole ``fit`` from the same start, then one iteration (of the iterations 3 to 22). A ratio
below 1 means that kviz is faster; each budget is *held* or *missed*.
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
from sklearn.cluster import KMeans, kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

import kviz

# points, columns, clusters, iterations, budget: a whole call from a given start, seed steps included
WHOLE = (
    (200, 2, 5, 300, 1.2),
    (2_000, 2, 5, 300, 1.2),
    (20_000, 2, 5, 60, 0.8),
    (10**6, 2, 5, 20, 0.8),
    (10**6, 2, 50, 10, 0.6),
    (10**5, 16, 10, 30, 0.8),
)
PLUS_PLUS = ((20_000, 2, 5, 60, 0.7), (10**6, 2, 5, 20, 0.7))  # the same by k-means++
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


def groups(n: int) -> np.ndarray:
    """Five separate groups: a run of few iterations, so that what is done once counts."""
    rng = np.random.default_rng(0)
    middles = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0], [4.0, 4.0]])
    return 0.3 * rng.normal(size=(n, 2)) + middles[rng.integers(0, 5, n)]


def whole_call(X: np.ndarray, start: np.ndarray, iterations: int) -> tuple[float, float]:
    """Milliseconds of ``kviz.run`` and of ``KMeans.fit`` from the same start, in turn."""
    k, rounds = len(start), 31 if len(X) < 10_000 else 5
    model = KMeans(k, init=start, n_init=1, tol=0, algorithm="lloyd", max_iter=iterations)
    times = [
        (
            seconds(lambda: kviz.run(X, k, init=start, max_iter=iterations)),
            seconds(lambda: model.fit(X)),
        )
        for _ in range(rounds)
    ]
    a, b = (1e3 * median(column) for column in zip(*times, strict=True))
    return a, b


def seeded_call(X: np.ndarray, k: int, iterations: int) -> tuple[float, float]:
    """Milliseconds of ``kviz.run`` by k-means++ and of the paper's k-means++ and Lloyd of scikit-learn."""

    def theirs() -> None:
        start, _ = kmeans_plusplus(X, k, n_local_trials=1, random_state=0)
        KMeans(k, init=start, n_init=1, tol=0, algorithm="lloyd", max_iter=iterations).fit(X)

    times = [(seconds(lambda: kviz.run(X, k, rng=0, max_iter=iterations)), seconds(theirs)) for _ in range(5)]
    a, b = (1e3 * median(column) for column in zip(*times, strict=True))
    return a, b


def verdict(value: float, budget: float) -> str:
    """Whether a budget is held."""
    return "held" if value <= budget else "missed"


def told(name: str, a: float, b: float, budget: float) -> None:
    """Print one line: both times, their ratio, the budget, and whether it is held."""
    print(f"{name:<32}{a:>10.2f}{b:>12.2f}{a / b:>8.2f}{budget:>8}  {verdict(a / b, budget)}", flush=True)


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
    print(f"{'a whole call, given start':<32}{'kviz ms':>10}{'sklearn ms':>12}{'ratio':>8}{'budget':>8}")
    for n, d, k, iterations, budget in WHOLE:
        X = cloud(n, d)
        told(f"n={n:,} d={d} k={k}", *whole_call(X, X[:k].copy(), iterations), budget)
    X = groups(10**6)
    told("n=1,000,000, 5 separate groups", *whole_call(X, kviz.run(X, 5, rng=3)[4].centroids, 3), 0.8)
    print(f"{'the same by k-means++':<32}")
    for n, d, k, iterations, budget in PLUS_PLUS:
        told(f"n={n:,} d={d} k={k}", *seeded_call(cloud(n, d), k, iterations), budget)
    print(f"{'one iteration':<32}{'kviz ms':>10}{'sklearn ms':>12}{'ratio':>8}{'limit':>8}")
    for n, d, k, limit in ITERATIONS:
        a, b = one_iteration(n, d, k)
        print(f"{f'n={n:,} d={d} k={k}':<32}{a:>10.2f}{b:>12.2f}{a / b:>8.2f}{limit or '':>8}")
    time, iterations = small_run()
    print(f"{f'n=200 k=5, {iterations} iterations recorded':<42}{time:>8.2f} ms   limit 3 ms")
    held, jump = bytes_per_point_and_step()
    name = "10^6 points x 40 steps, each point and step"
    print(f"{name:<44}{held:>6.2f} bytes   budget 1.5  {verdict(held, 1.5)}")
    print(f"{'reaching any step of it':<42}{jump:>8.2f} µs")
    a, b = importing("kviz"), importing("numpy")
    print(f"{'import kviz / import numpy':<42}{a / b:>8.2f}   budget 1.2  {verdict(a / b, 1.2)}")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
