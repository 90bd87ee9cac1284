"""Programs that are not k-means, and some that are: ten lines each, as lectures and students write them."""

import numpy as np


def nearest(X, C):
    return ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)


def program(
    X, k, assign=nearest, middle=lambda members, old: members.mean(axis=0), rounds=6, whole=False, stop=True
):
    """Assign and update; ``whole`` yields once a round."""
    C = X[:k].astype(float)
    for _ in range(rounds):
        L = assign(X, C)
        if not whole:
            yield L, C.copy()
        new = np.array([middle(X[j == L], C[j]) if (j == L).any() else C[j] for j in range(k)])
        if stop and np.array_equal(new, C):
            return
        C = new
        yield L, C.copy()


def farthest(X, C):
    return ((X[:, None] - C) ** 2).sum(axis=2).argmax(axis=1)


def manhattan(X, C):
    return abs(X[:, None] - C).sum(axis=2).argmin(axis=1)


def lazy(X, C):
    """The last points are never assigned: they stay with the first cluster."""
    labels = nearest(X, C)
    labels[len(X) // 2 :] = 0
    return labels


def half_assigned(X, C):
    labels = nearest(X, C)
    labels[::4] = -1
    return labels


def centroids_first(X, k):
    """Yields new centroids together with the labels that fit them."""
    C = X[:k].astype(float)
    for _ in range(5):
        L = nearest(X, C)
        C = np.array([X[j == L].mean(axis=0) if (j == L).any() else C[j] for j in range(k)])
        yield nearest(X, C), C


def jumping(X, k):
    """Puts an empty cluster anywhere."""
    rng = np.random.default_rng(len(X))
    C = np.r_[X[: k - 1], [[50.0] * X.shape[1]]].astype(float)
    for _ in range(4):
        L = nearest(X, C)
        yield L, C.copy()
        C = np.array(
            [X[j == L].mean(axis=0) if (j == L).any() else rng.normal(size=X.shape[1]) * 30 for j in range(k)]
        )
        yield L, C.copy()


def seeded(X, k):
    """Shows its start centroids one by one, as kviz does."""
    for m in range(1, k + 1):
        yield np.full(len(X), -1), X[:m].astype(float)
    yield from program(X, k)


def endless(X, k):
    while True:
        yield nearest(X, X[:k]), X[:k].astype(float)


def backwards(X, k):
    """Every point moves on to the next cluster in each round."""
    labels = np.arange(len(X)) % k
    for _ in range(4):
        C = np.array([X[labels == j].mean(axis=0) for j in range(k)])
        yield labels, C
        labels = (labels + 1) % k
        yield labels, C


PROGRAMS = {
    "right": program,
    "whole rounds": lambda X, k: program(X, k, whole=True),
    "centroids first": centroids_first,
    "seeds shown": seeded,
    "unfinished": lambda X, k: program(X, k, rounds=1),
    "quiet end": lambda X, k: program(X, k, stop=False, rounds=12),
    "sum": lambda X, k: program(X, k, middle=lambda m, c: m.sum(axis=0)),
    "median": lambda X, k: program(X, k, middle=lambda m, c: np.median(m, axis=0)),
    "half way": lambda X, k: program(X, k, middle=lambda m, c: c + 0.5 * (m.mean(axis=0) - c)),
    "a member": lambda X, k: program(X, k, middle=lambda m, c: m[len(m) // 2]),
    "rounded": lambda X, k: program(X, k, middle=lambda m, c: np.round(m.mean(axis=0))),
    "n - 1": lambda X, k: program(X, k, middle=lambda m, c: m.sum(axis=0) / max(1, len(m) - 1)),
    "far away": lambda X, k: program(X, k, middle=lambda m, c: m.mean(axis=0) + 100 * len(m)),
    "never moves": lambda X, k: program(X, k, middle=lambda m, c: c, stop=False, rounds=3),
    "argmax": lambda X, k: program(X, k, assign=farthest),
    "manhattan": lambda X, k: program(X, k, assign=manhattan),
    "last points forgotten": lambda X, k: program(X, k, assign=lazy),
    "half assigned": lambda X, k: program(X, k, assign=half_assigned),
    "single precision": lambda X, k: program(X.astype(np.float32), k),
    "empty anywhere": jumping,
    "endless": endless,
    "backwards": backwards,
}
