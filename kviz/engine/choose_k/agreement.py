"""What the elbow, the silhouette and the gap say together, and why they may differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array

CLOSE = 0.02  # silhouettes nearer to each other than this are equally good
FEW_PLACES = 30  # different points below which rounding makes the groups
FEW_VALUES = 5  # different values of a column below which it makes groups by itself
TINY = 0.01  # share of the points below which a cluster is too small to speak of


@dataclass(frozen=True)
class Caveat:
    """One thing that was seen: the name of its message, and its numbers."""

    case: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


def silhouette_case(k: int | None, silhouettes: Mapping[int, float]) -> Caveat | None:
    """How the silhouette stands beside the elbow's ``k`` (None where there is none)."""
    if not silhouettes:
        return None
    best = max(silhouettes, key=lambda other: silhouettes[other])
    high, own = float(silhouettes[best]), silhouettes.get(k or 0)
    facts = {"best": best, "high": high, "k": k}
    if own is None:
        return Caveat("alone", facts)
    case = "same" if best == k else "nearly" if high - own < CLOSE else "fewer" if best < (k or 0) else "more"
    return Caveat(case, {**facts, "own": float(own)})


def gap_case(k: int | None, rule: int | None, widest: int) -> Caveat:
    """How the gap statistic's ``rule`` (None where it names no k) stands beside the elbow's ``k``."""
    facts = {"rule": rule, "widest": widest}
    if rule is None:
        return Caveat("open", facts)
    if rule == (k or 1):
        return Caveat("same" if k else "none_both", facts)
    return Caveat("one" if rule == 1 else "fewer" if k and rule < k else "more", facts)


def caveats(dataset: Dataset, k: int | None, labels: Array | None) -> list[Caveat]:
    """What a person should know before believing a bend: few places, few values, a tiny cluster.

    ``labels`` (n,) are the clusters of the best run for the elbow's ``k``; both None without an elbow.
    """
    points = dataset.points[:20_000]
    n = len(dataset.points)
    places = len(np.unique(points, axis=0))
    said = []
    if places <= FEW_PLACES and places < 0.8 * len(points):
        said.append(Caveat("places", {"n": places}))
    else:
        counts = [len(np.unique(column)) for column in points.T]
        few = [
            (name, count)
            for name, count in zip(dataset.names, counts, strict=True)
            if count <= FEW_VALUES < n
        ]
        said += [Caveat("values", {"name": name, "n": count}) for name, count in few if count < n // 2]
    if k and labels is not None:
        size = int(np.bincount(np.asarray(labels, dtype=int), minlength=k).min())
        if size < max(2, TINY * n) and size < n / (4 * k):
            said.append(Caveat("small", {"k": k, "n": size, "all": n}))
    return said
