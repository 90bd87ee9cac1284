"""k-means as ten lines from a lecture, with a place for every mistake."""

import numpy as np


def nearest(X, C):
    return ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)


def mean(members, old):
    return members.mean(axis=0)


def kmeans(X, k, assign=nearest, update=mean, start=None, empty=lambda old: old, patience=1, first=True):
    """Yields the start, then after every assignment and every update."""
    C = np.array(X[:k] if start is None else start, dtype=float)
    labels, quiet = None, 0
    if first:
        yield None, C
    while True:
        new = assign(X, C)
        if labels is not None and (new == labels).all():
            quiet += 1
            if quiet >= patience:
                return
        labels = new
        yield labels, C
        C = np.array([update(X[labels == j], C[j]) if (labels == j).any() else empty(C[j]) for j in range(k)])
        yield labels, C


def with_costs(X, k, cost):
    """Yields a cost with every pair, from the gaps between points and their centroids."""
    for labels, C in kmeans(X, k):
        yield (labels, C) if labels is None else (labels, C, cost(X - C[labels]))


def whole_rounds(X, k):
    """Yields once per iteration, after the update."""
    C = np.array(X[:k], dtype=float)
    while True:
        labels = nearest(X, C)
        moved = np.array([X[labels == j].mean(axis=0) for j in range(k)])
        yield labels, moved
        if (moved == C).all():
            return
        C = moved


def in_place(X, k):
    """The mistake of many first tries: a centroid moves while points are still being assigned."""
    C, labels = np.array(X[:k], dtype=float), np.full(len(X), -1)
    yield labels, C
    while True:
        old = labels.copy()
        for i, x in enumerate(X):
            j = ((x - C) ** 2).sum(axis=1).argmin()
            labels[i] = j
            C[j] = X[labels == j].mean(axis=0)
        yield labels, C
        if (old == labels).all():
            return


def endless(X, k):
    C = np.array(X[:k], dtype=float)
    while True:
        labels = nearest(X, C)
        yield labels, C
        C = np.array([X[labels == j].mean(axis=0) for j in range(k)])
        yield labels, C


def blobs(n=40, seed=0):
    """Three clouds that overlap a little, away from the origin."""
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.normal(size=(n, 2)) + c for c in [(0, 0), (5, 0), (3, 4)]]) + 10
