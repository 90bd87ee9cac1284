"""The engine's speed and memory, next to scikit-learn's and mlpack's: ``python tests/bench/engine.py``.

One thread and one process for all, in turn. Times are CPU times, medians. First whole calls, recorded and
seed steps included, against a whole ``fit`` from the same start, then one iteration (of the iterations 3 to
22). mlpack is the fastest known: the fastest of its methods for the data, its tree built, nothing recorded.
A ratio below 1 means that kviz is faster than scikit-learn.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import resource
import subprocess
import sys
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from statistics import median
from time import process_time

import numpy as np
from figures import Figure, milliseconds, report
from sklearn.cluster import KMeans, kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

import kviz

try:
    import mlpack
except ImportError:
    mlpack = None

TITLE = "The engine"
HOW = (
    "CPU, one thread, medians. A whole call with all its steps recorded, next to scikit-learn's Lloyd "
    "from the same start (`n_init=1`, `tol=0`) and to mlpack, the fastest known, which records nothing."
)
# points, columns, clusters, iterations, budget, mlpack's fastest method: a whole call from a given start
WHOLE = (
    (200, 2, 5, 300, 1.2, "hamerly"),
    (2_000, 2, 5, 300, 1.2, "pelleg-moore"),
    (20_000, 2, 5, 60, 0.8, "pelleg-moore"),
    (10**6, 2, 5, 20, 0.8, "pelleg-moore"),
    (10**6, 2, 50, 10, 0.6, "pelleg-moore"),
    (10**5, 16, 10, 30, 0.8, "hamerly"),
)
PLUS_PLUS = ((20_000, 2, 5, 60, 0.7), (10**6, 2, 5, 20, 0.7))  # the same by k-means++
ITERATIONS = ((2 * 10**4, 2, 5), (10**6, 2, 5), (10**6, 2, 50), (10**5, 16, 10))
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


def medians(times: int, *ways: Callable[[], object]) -> list[float]:
    """Median seconds of each way, all measured in turn."""
    for way in ways:
        way()
    rounds = [[seconds(way) for way in ways] for _ in range(times)]
    return [median(column) for column in zip(*rounds, strict=True)]


def race(name: str, budget: float, times: int, *ways: Callable[[], object]) -> Figure:
    """kviz, scikit-learn, and mlpack where it is installed."""
    ours, theirs, *fastest = medians(times, *ways)
    beside = {"kviz": milliseconds(ours), "scikit-learn": milliseconds(theirs)}
    beside["mlpack"] = milliseconds(fastest[0]) if fastest else "not installed"
    return Figure(name, ours / theirs, "×", budget, beside=beside)


def whole_call(
    name: str, X: np.ndarray, start: np.ndarray, iterations: int, budget: float, method: str
) -> Figure:
    """A recorded run from a given start."""
    k = len(start)
    model = KMeans(k, init=start, n_init=1, tol=0, algorithm="lloyd", max_iter=iterations)
    ways = [lambda: kviz.run(X, k, init=start, max_iter=iterations), lambda: model.fit(X)]
    if mlpack:
        ways.append(
            lambda: mlpack.kmeans(
                clusters=k, input_=X, initial_centroids=start.copy(), max_iterations=iterations,
                algorithm=method, labels_only=True,
            )
        )  # fmt: skip
    return race(name, budget, 31 if len(X) < 10_000 else 5, *ways)


def seeded_call(name: str, X: np.ndarray, k: int, iterations: int, budget: float) -> Figure:
    """A recorded run by the paper's k-means++."""

    def theirs() -> None:
        start, _ = kmeans_plusplus(X, k, n_local_trials=1, random_state=0)
        KMeans(k, init=start, n_init=1, tol=0, algorithm="lloyd", max_iter=iterations).fit(X)

    ours, other = medians(5, lambda: kviz.run(X, k, rng=0, max_iter=iterations), theirs)
    beside = {"kviz": milliseconds(ours), "scikit-learn": milliseconds(other)}
    return Figure(name, ours / other, "×", budget, beside=beside)


def one_iteration(n: int, d: int, k: int) -> Figure:
    """One iteration, kviz's and scikit-learn's, measured in turn."""
    X = cloud(n, d)
    start = X[:k].copy()
    times = [(ours(X, start), theirs(X, start)) for _ in range(ROUNDS)]
    a, b = (median(column) for column in zip(*times, strict=True))
    name = f"one iteration, n = {n:,}, d = {d}, k = {k}"
    return Figure(name, a / b, "×", beside={"kviz": milliseconds(a), "scikit-learn": milliseconds(b)})


def cost_of_more_points() -> Figure:
    """How much more a step costs for ten times the points."""
    few, many = cloud(10**5, 2), cloud(10**6, 2)
    a, b = medians(5, *(lambda X=X: kviz.run(X, 5, init=X[:5].copy(), max_iter=20) for X in (few, many)))
    beside = {"kviz": f"{milliseconds(a)} and {milliseconds(b)}"}
    return Figure("a whole call, 1,000,000 points next to 100,000", b / a, "×", 11, beside=beside)


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


def figures() -> Iterator[Figure]:
    """All lines."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    for n, d, k, iterations, budget, method in WHOLE:
        X = cloud(n, d)
        name = f"a whole call, n = {n:,}, d = {d}, k = {k}"
        yield whole_call(name, X, X[:k].copy(), iterations, budget, method)
    X = groups(10**6)
    name = "a whole call, n = 1,000,000, five separate groups"
    yield whole_call(name, X, kviz.run(X, 5, rng=3)[4].centroids, 3, 0.8, "pelleg-moore")
    for n, d, k, iterations, budget in PLUS_PLUS:
        yield seeded_call(f"by k-means++, n = {n:,}, d = {d}, k = {k}", cloud(n, d), k, iterations, budget)
    for row in ITERATIONS:
        yield one_iteration(*row)
    yield cost_of_more_points()
    held, jump = bytes_per_point_and_step()
    name = "recording 1,000,000 points × 40 steps, each point and step"
    yield Figure(name, held, "bytes", 1.5, beside={"kviz": f"any step is reached in {jump:.0f} µs"})
    a, b = importing("kviz"), importing("numpy")
    beside = {"kviz": f"{a:.0f} ms (numpy {b:.0f} ms)"}
    yield Figure("`import kviz` next to `import numpy`", a / b, "×", 1.2, beside=beside)


if __name__ == "__main__":
    with threadpool_limits(1):
        report(TITLE, HOW, figures())
