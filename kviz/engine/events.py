"""What must not pass in silence: ties, empty clusters, points that were moved, the limit."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Never

import numpy as np

from kviz.data.points import Array
from kviz.engine.arguments import plain
from kviz.engine.geometry import BLOCK, TIE, Geometry


class Facts(dict):
    """Names and plain numbers that cannot be changed."""

    def _refuse(self, *_: Any, **__: Any) -> Never:
        raise TypeError("the facts of an event cannot be changed; make a new event.")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple:
        return type(self), (dict(self),)


class Event(NamedTuple):
    """One fact that must not pass in silence.

    ``kind`` is "tie", "duplicate", "empty", "moved" or "cap". ``numbers`` holds "case", which kind of tie it
    was, and the counts, points and clusters of it; a file of kviz 0.1 has a sentence there, its "text".
    """

    kind: str
    numbers: Mapping[str, Any]


Events = tuple[Event, ...]


def event(kind: str, case: str, **numbers: Any) -> Event:
    """An event of plain numbers: arrays become tuples."""
    facts = {name: _frozen(plain(value)) for name, value in numbers.items()}
    return Event(kind, Facts(case=case, **facts))


def as_events(items: Iterable[Any]) -> Events:
    """Events from what a file or a program of version 0.1 has: pairs of kind and text."""
    return tuple(item if isinstance(item, Event) else _read(item) for item in items)


def _read(item: Any) -> Event:
    if isinstance(item, Mapping):
        facts = {str(name): _frozen(value) for name, value in item.items() if name != "kind"}
        return Event(str(item["kind"]), Facts(facts))
    kind, text = item
    return Event(str(kind), Facts(text) if isinstance(text, Mapping) else Facts(text=str(text)))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list | tuple) else value


def as_row(event: Event) -> dict[str, Any]:
    """An event as JSON knows it."""
    return {"kind": event.kind, **plain(dict(event.numbers))}


def of_assignment(X: Array, centroids: Array, tied: Array, labels: Array, geometry: Geometry) -> Events:
    """Points ``tied`` (m,) are equally near to several centroids; the first of them, and who got it.

    ``later`` counts those that rounding gave to a later letter than the first of the nearest.
    """
    if not len(tied):
        return ()
    later = 0
    rivals: tuple[int, ...] = ()
    block = max(1, BLOCK // len(centroids))
    for first in range(0, len(tied), block):
        rows = tied[first : first + block]
        shares = geometry.shares(X[rows], centroids)
        near = shares <= shares.min(axis=1, keepdims=True) * (1 + TIE)
        rivals = rivals or tuple(np.flatnonzero(near[0]).tolist())
        later += int((near.argmax(axis=1) != labels[rows]).sum())
    point = int(tied[0])
    facts = {"point": point, "clusters": rivals, "cluster": int(labels[point]), "later": later}
    return (event("tie", "points", n=len(tied), **facts),)


def of_update(empty: Array, moved: Array, assigned: Array, labels: Array, filling: bool = False) -> Events:
    """Clusters without points, and points that were moved to fill one: the farthest first.

    ``empty`` (m,) are empty now, ``assigned`` (n,) and ``labels`` (n,) the clusters before and after the
    move. A cluster may have lost its only point in it; where clusters are filled (``filling``) and one is
    left empty, no point lay away from its centroid.
    """
    if not (len(empty) or len(moved)):
        return ()
    said = [
        event("moved", "next" if i else "first", point=row, cluster=labels[row], source=assigned[row])
        for i, row in enumerate(moved.tolist())
    ]
    robbed = np.intersect1d(empty, assigned[moved])
    waiting = np.setdiff1d(empty, robbed)
    if len(waiting):
        said.append(event("empty", "unfilled" if filling else "kept", n=len(waiting), clusters=waiting))
    if len(robbed):
        said.append(event("empty", "lost", n=len(robbed), clusters=robbed))
    return tuple(said)


def of_cap(limit: int, waiting: int, finished: bool) -> Events:
    """The run was cut off after ``limit`` iterations; ``waiting`` points still changed cluster.

    It is ``finished`` where the next assignment would have ended it.
    """
    case = "iterations" if waiting else "settled" if finished else "quiet"
    return (event("cap", case, limit=limit, n=waiting),)


def of_farthest(share: Array, row: int) -> Events:
    """Farthest-first took ``row``: several points are as far, or every one lies on a start centroid."""
    if share[row] <= 0:
        return of_covered()
    equal = np.flatnonzero(share >= share[row] * (1 - TIE))
    return (event("tie", "farthest", n=len(equal), point=row),) if len(equal) > 1 else ()


def of_candidates(rows: list[int], potentials: list[float], best: int) -> Events:
    """Greedy candidates that leave the same potential as the one that was kept."""
    equal = [row for row, left in zip(rows, potentials, strict=True) if left <= potentials[best] * (1 + TIE)]
    equal = list(dict.fromkeys(equal))
    return (
        (event("tie", "candidates", n=len(equal), points=equal, point=rows[best]),) if len(equal) > 1 else ()
    )


def of_covered() -> Events:
    """Every point lies on a start centroid: there is no distance left to choose by."""
    return (event("duplicate", "covered"),)


def of_scarce(distinct: int, k: int) -> Events:
    """The data has fewer distinct points than clusters."""
    return (event("duplicate", "scarce", n=distinct, k=k),)


def of_same_place(clusters: Iterable[int]) -> Events:
    """These start centroids are at one place."""
    return (event("duplicate", "place", clusters=list(clusters)),)
