"""Who is in a segment: size, mean, spread and range of every numeric column, against the whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kviz.data.columns.name_words import word_set
from kviz.data.points import Array
from kviz.story.catalogue import book_of
from kviz.story.formatting import SPOKEN
from kviz.story.messages import joined, say, sentences

HIGH = 0.5  # standard deviations from the mean of the whole at which a segment is called high or low
LETTERS = 28  # letters of a column's name in the name of a segment
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
UNIT_WORDS = word_set(
    "mm cm m km in inch inches ft kg g lb lbs usd eur gbp chf k pct percent min mins sec secs hrs hp kmh "
    "mph l ml"
)
# a level, and its finer words for the highest, the middle and the lowest of several twins
GRADES = {
    "high": ("highest", "high", "fairly_high"),
    "average": ("upper_average", "average", "lower_average"),
    "low": ("fairly_low", "low", "lowest"),
}
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
    whole = _segment(-1, str(say("segmentation.names.everyone")), values, everyone, {})
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
    """A column's name as it is spoken: "Annual Income (k$)" is "income", "SepalLengthCm" "sepal length"."""
    spaced = CAMEL.sub(" ", re.sub(r"[(\[{].*?[)\]}]", " ", column[:200]).replace("_", " "))
    words = spaced.replace(".", " ").lower()
    kept = (MEASURES.sub(" ", words).split() or words.split()) or [column]
    while len(kept) > 1 and kept[-1] in UNIT_WORDS:
        kept.pop()
    said = " ".join(kept)
    return said if len(said) <= LETTERS else said[: LETTERS - 1] + "…"


def level(offset: float) -> str:
    """The level "high", "low" or "average", by HIGH standard deviations."""
    return "high" if offset >= HIGH else "low" if offset <= -HIGH else "average"


def suggest_names(
    offsets: Sequence[Mapping[str, float]], features: Sequence[str], columns: Sequence[str]
) -> list[str]:
    """A different name for every segment: its level in the features, then what sets twins apart.

    With more than three features a name speaks of the three in which the segment is most unlike
    the whole.
    """
    names = [_spoken(own, features) for own in offsets]
    others = [column for column in columns if column not in features]
    for name in list(dict.fromkeys(names)):
        twins = [other for other in range(len(names)) if names[other] == name]
        if len(twins) > 1:
            spoken = others or list(features)
            apart = max(spoken, key=lambda column: np.ptp([offsets[twin][column] for twin in twins]))
            for rank, twin in enumerate(sorted(twins, key=lambda twin: -offsets[twin][apart])):
                if others:
                    names[twin] = _listed([name, _level(_ranked(rank, len(twins)), short(apart))])
                else:
                    own = offsets[twin]
                    graded = _graded(level(own[apart]), rank, len(twins))
                    names[twin] = _spoken(own, features, words={apart: graded})
    return [_numbered(name, names[:at]) for at, name in enumerate(names)]


def _graded(word: str, rank: int, of: int) -> str:
    """The level of one of several twins, said more finely: of two high ones the highest and a high one."""
    first, middle, last = GRADES[word]
    return first if rank == 0 else last if rank == of - 1 else middle


def _numbered(name: str, before: list[str]) -> str:
    again = before.count(name) + 1
    return str(say("segmentation.names.again", name=name, n=again)) if name in before else name


def _spoken(
    own: Mapping[str, float], features: Sequence[str], most: int = 3, words: Mapping[str, str] | None = None
) -> str:
    told = sorted(features, key=lambda column: (column not in (words or {}), -abs(own[column])))[:most]
    told = [column for column in features if column in told]
    levels = [(words or {}).get(column) or level(own[column]) for column in told]
    if len(set(levels)) == 1 and len(told) > 1:
        return _level(levels[0], joined([short(column) for column in told]))
    return _listed([_level(word, short(column)) for word, column in zip(levels, told, strict=True)])


def _level(word: str, column: str) -> str:
    return str(say(f"segmentation.names.{word}", column=column))


def _listed(said: Sequence[str]) -> str:
    return str(sentences(said, book_of(SPOKEN.language).marks["comma"]))


def _ranked(rank: int, of: int) -> str:
    if rank == 0:
        return "higher" if of == 2 else "highest"
    if rank == of - 1:
        return "lower" if of == 2 else "lowest"
    return "middle"
