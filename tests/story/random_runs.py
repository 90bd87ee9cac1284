"""Runs of every kind on small random data: of kviz with every option, and of wrong programs."""

import numpy as np
from wrong_programs import PROGRAMS

import kviz
from kviz.engine.seeding.registry import SEEDINGS


def cloud(rng):
    """Small data of every kind: scattered, on a grid (ties), a few places many times, far from zero."""
    n, d = int(rng.integers(1, 16)), int(rng.integers(1, 4))
    kind = rng.integers(5)
    if kind == 0:
        return rng.integers(-2, 3, size=(n, d)).astype(float)
    if kind == 1:
        return rng.normal(size=(3, d))[rng.integers(0, 3, n)] * 10.0 ** rng.integers(-4, 5)
    if kind == 2:
        return rng.normal(size=(n, d)) + 1e3
    return np.r_[rng.normal(size=(n, d)), rng.normal(size=(n, d)) + 4] * 10.0 ** rng.integers(-3, 4)


def own_run(seed):
    """A run of kviz with any seeding, geometry and rule for empty clusters."""
    rng = np.random.default_rng(seed)
    X = cloud(rng)
    k = int(rng.integers(1, min(len(X), 6) + 1))
    if seed % 20 == 19:  # so many clusters that a sentence names no longer each of them
        X, k = rng.normal(size=(60, 2)), 12
    init = [*SEEDINGS, "given", "callable"][rng.integers(len(SEEDINGS) + 2)]
    if init == "callable":
        init = first_rows
    elif init == "given":
        init = X[rng.integers(0, len(X), k)] + rng.choice([0, 0, 1, 50]) * rng.normal(size=(k, X.shape[1]))
    return kviz.run(
        X, k, init=init, metric=("euclidean", "manhattan")[rng.integers(2)], rng=seed,
        max_iter=int(rng.choice([1, 2, 300])), on_empty=("keep", "farthest")[rng.integers(2)],
    )  # fmt: skip


def first_rows(X, k, rng):
    return X[:k]


def programs():
    """What students hand in, on data of every kind."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        X = cloud(rng)
        k = int(rng.integers(1, min(len(X), 4) + 1))
        for name, program in PROGRAMS.items():
            for metric in ("euclidean", "manhattan"):
                yield f"{name} {seed} {metric}", kviz.record(program(X, k), X, metric=metric, limit=20)
