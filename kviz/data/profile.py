"""Who is in a segment: size, mean, spread and range of every numeric column, against the whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array

HIGH = 0.5  # standard deviations from the mean of the whole at which a segment is called high or low
SPOKEN = 28  # letters of a column's name in the name of a segment
MEASURES = re.compile(
    r"\b(annual|yearly|monthly|weekly|daily|total|average|mean|score|index|rate|amount|number|count|of|the|per)\b"
)


@dataclass(frozen=True)
class Stats:
    """One column within one segment, in the column's own units; ``spread`` is the standard deviation."""

    mean: float
    spread: float
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Segment:
    """One cluster as a person would describe it; ``stats`` has an entry for every numeric column.

    ``offsets`` tell how far each mean lies from that of the whole, in standard deviations of the whole.
    """

    cluster: int
    size: int
    share: float
    name: str
    stats: dict[str, Stats]
    offsets: dict[str, float]


@dataclass(frozen=True)
class Profile:
    """All segments beside the whole. ``columns`` are all numeric columns, ``features`` those clustered by."""

    segments: tuple[Segment, ...]
    whole: Segment
    columns: tuple[str, ...]
    features: tuple[str, ...]


def make_profile(
    values: Mapping[str, Array], labels: Array, k: int, features: Sequence[str], names: Sequence[str] = ()
) -> Profile:
    """Describe every cluster by all numeric columns, and suggest a name for it.

    Parameters
    ----------
    values : mapping of column name to array of shape (n,), NaN where there is no value
    labels : array of shape (n,), int from 0 to k - 1
    k : int
        A cluster that nobody belongs to gets no segment.
    features : sequence of str
        The columns that were clustered by; the suggested names speak of them.
    names : sequence of str, optional
        Names for the clusters in their order; an empty one is replaced by a suggestion.
    """
    everyone = np.ones(len(labels), dtype=bool)
    whole = _segment(-1, "everyone", values, everyone, {})
    found = [
        _segment(cluster, "", values, labels == cluster, whole.stats)
        for cluster in range(k)
        if (labels == cluster).any()
    ]
    suggested = suggest_names([segment.offsets for segment in found], features, tuple(values))
    given = dict(enumerate(names))
    segments = tuple(
        Segment(**{**vars(segment), "name": given.get(segment.cluster, "").strip() or name})
        for segment, name in zip(found, suggested, strict=True)
    )
    return Profile(segments, whole, tuple(values), tuple(features))


def _segment(
    cluster: int, name: str, values: Mapping[str, Array], members: Array, whole: Mapping[str, Stats]
) -> Segment:
    stats = {column: _stats(cells[members]) for column, cells in values.items()}
    offsets = {}
    for column, there in whole.items():
        gap = stats[column].mean - there.mean
        offsets[column] = gap / there.spread if there.spread > 0 else 0.0
    return Segment(cluster, int(members.sum()), float(members.mean()), name, stats, offsets)


def _stats(cells: Array) -> Stats:
    cells = cells[np.isfinite(cells)]
    if not len(cells):
        return Stats(*[float("nan")] * 5)
    low, median, high = np.quantile(cells, [0, 0.5, 1])
    return Stats(float(cells.mean()), float(cells.std()), float(low), float(median), float(high))


def short(column: str) -> str:
    """A column's name as it is spoken: "Annual Income (k$)" is "income"."""
    words = re.sub(r"[(\[{].*?[)\]}]", " ", column.replace("_", " ")).lower()
    kept = " ".join(MEASURES.sub(" ", words).split()) or " ".join(words.split()) or column
    return kept if len(kept) <= SPOKEN else kept[: SPOKEN - 1] + "…"


def level(offset: float) -> str:
    """Say "high", "low" or "average", by HIGH standard deviations."""
    return "high" if offset >= HIGH else "low" if offset <= -HIGH else "average"


def suggest_names(
    offsets: Sequence[Mapping[str, float]], features: Sequence[str], columns: Sequence[str]
) -> list[str]:
    """A different name for every segment: its level in the features, then what sets twins apart.

    With more than three features a name speaks of the three in which the segment is most unlike
    the whole.
    """
    names = [_spoken(own, features) for own in offsets]
    others = [column for column in columns if column not in features] or list(features)
    for name in list(dict.fromkeys(names)):
        twins = [other for other in range(len(names)) if names[other] == name]
        if len(twins) > 1:
            apart = max(others, key=lambda column: np.ptp([offsets[twin][column] for twin in twins]))
            for rank, twin in enumerate(sorted(twins, key=lambda twin: -offsets[twin][apart])):
                names[twin] = f"{name}, {_ranked(rank, len(twins))} {short(apart)}"
    return [_numbered(name, names[:at]) for at, name in enumerate(names)]


def _numbered(name: str, before: list[str]) -> str:
    return f"{name} ({before.count(name) + 1})" if name in before else name


def _spoken(own: Mapping[str, float], features: Sequence[str], most: int = 3) -> str:
    told = sorted(features, key=lambda column: -abs(own[column]))[:most]
    told = [column for column in features if column in told]
    levels = [level(own[column]) for column in told]
    if len(set(levels)) == 1 and len(told) > 1:
        said = [short(column) for column in told]
        return f"{levels[0]} {', '.join(said[:-1])} and {said[-1]}"
    return ", ".join(f"{word} {short(column)}" for word, column in zip(levels, told, strict=True))


def _ranked(rank: int, of: int) -> str:
    if rank == 0:
        return "higher" if of == 2 else "highest"
    if rank == of - 1:
        return "lower" if of == 2 else "lowest"
    return "middle"
