"""What the elbow, the silhouette and the gap say together, and why they may differ."""

from collections.abc import Mapping

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array

CLOSE = 0.02  # silhouettes nearer to each other than this are equally good
FEW_PLACES = 30  # different points below which rounding makes the groups
FEW_VALUES = 5  # different values of a column below which it makes groups by itself
TINY = 0.01  # share of the points below which a cluster is too small to speak of

SAME = "The silhouette agrees: it is highest at k = {best} ({high:.3f})."
NEARLY = "The silhouette is highest at k = {best} ({high:.3f}), and nearly as high at k = {k} ({own:.3f})."
FEWER = (
    "The silhouette prefers k = {best} ({high:.3f}; {own:.3f} at k = {k}): it rewards few groups far apart, "
    "and some of the {k} lie close together."
)
MORE = (
    "The silhouette prefers k = {best} ({high:.3f}; {own:.3f} at k = {k}): some of the {k} groups "
    "have parts of their own."
)
ALONE = "The silhouette is highest at k = {best} ({high:.3f}); k-means finds compact parts in any data."
GAP_SAME = "The gap statistic agrees: k = {rule}."
GAP_NONE_BOTH = "The gap statistic sees no clusters either (k = 1)."
GAP_ONE = (
    "The gap statistic's rule stops at k = 1, since two clusters fit no better than in evenly spread data. "
    "That can happen where groups lie around a middle one; its gap is widest at k = {widest}."
)
GAP_FEWER = (
    "The gap statistic's rule stops at k = {rule}, the first k that one more does not clearly beat; "
    "its gap is widest at k = {widest}."
)
GAP_MORE = (
    "The gap statistic's rule goes on to k = {rule}: compared with evenly spread data, one more cluster "
    "still gains. Long or uneven groups do that."
)
GAP_OPEN = (
    "The gap statistic's rule names no k: the gap grows to the end of the search. Long or curved groups do "
    "that, and so does a column with few values."
)
PLACES = "The points stand on only {places} different places, so the curve follows these places."
VALUES = "Column {name} has only {values} different values, so the bend may follow these."
SMALL = (
    "The smallest of the {k} clusters has only {size} of {n} points: it may be a stray point, not a group."
)


def explain_silhouette(k: int | None, silhouettes: Mapping[int, float]) -> str:
    """One sentence on the silhouette beside the elbow's ``k`` (None where there is none)."""
    if not silhouettes:
        return ""
    best = max(silhouettes, key=lambda other: silhouettes[other])
    high, own = silhouettes[best], silhouettes.get(k or 0)
    if own is None:
        return ALONE.format(best=best, high=high)
    if best == k:
        return SAME.format(best=best, high=high)
    close = NEARLY if high - own < CLOSE else FEWER if best < (k or 0) else MORE
    return close.format(best=best, high=high, k=k, own=own)


def explain_gap(k: int | None, rule: int | None, widest: int) -> str:
    """One sentence on the gap statistic's ``rule`` (None where it names no k) beside the elbow's ``k``."""
    if rule is None:
        return GAP_OPEN
    if rule == (k or 1):
        return GAP_SAME.format(rule=rule) if k else GAP_NONE_BOTH
    if rule == 1:
        return GAP_ONE.format(widest=widest)
    return (GAP_FEWER if k and rule < k else GAP_MORE).format(rule=rule, widest=widest)


def caveats(dataset: Dataset, k: int | None, labels: Array | None) -> list[str]:
    """What a person should know before believing a bend: few places, few values, a tiny cluster.

    ``labels`` (n,) are the clusters of the best run for the elbow's ``k``; both None without an elbow.
    """
    points = dataset.points[:20_000]
    n = len(dataset.points)
    places = len(np.unique(points, axis=0))
    said = []
    if places <= FEW_PLACES and places < 0.8 * len(points):
        said.append(PLACES.format(places=places))
    else:
        counts = [len(np.unique(column)) for column in points.T]
        few = [
            (name, count)
            for name, count in zip(dataset.names, counts, strict=True)
            if count <= FEW_VALUES < n
        ]
        said += [VALUES.format(name=name, values=count) for name, count in few if count < n // 2]
    if k and labels is not None:
        size = int(np.bincount(np.asarray(labels, dtype=int), minlength=k).min())
        if size < max(2, TINY * n) and size < n / (4 * k):
            said.append(SMALL.format(k=k, size=size, n=n))
    return said
