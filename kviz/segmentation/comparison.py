"""How the segments compare: each against everyone, in one sentence, and by the categories of the table."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.picture.plane.projection import projection
from kviz.segmentation.result import Segmentation
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import say
from kviz.story.profile import HIGH, Segment

MOST_VALUES = 6  # of a column of text that segments are compared by
TOLD = 4  # features that a sentence speaks of
DOTS, KS = 240, range(2, 7)  # of small pictures
SIGNIFICANT = 1.645  # standard deviations of a normal distribution, exceeded by chance in 5 % of cases


@dataclass(frozen=True)
class Category:
    """A column of text: the share of each of its values in every segment, A first, and in everyone."""

    name: str
    values: tuple[str, ...]
    shares: Array  # (segments, values)
    everyone: Array  # (values,)
    by_chance: bool  # differences as large as these are common where there is no difference


def sentence(found: Segmentation, segment: Segment, numbers: Numbers = SPOKEN) -> str:
    """Say who is in a segment: how many, and where their means lie beside everyone's."""
    everyone, facts = found.profile.whole.stats, list[str]()
    for name in found.profile.features[:TOLD]:
        offset = segment.offsets[name]
        level = "high" if offset > HIGH else "low" if offset < -HIGH else "average"
        place = "more" if facts else "first"
        mean, whole = segment.stats[name].mean, everyone[name].mean
        facts.append(str(say(f"segmentation.{place}.{level}", numbers, name=name, mean=mean, all=whole)))
    said = say("segmentation.segment", numbers, n=segment.size, share=segment.share, facts="; ".join(facts))
    return str(said)


def categories(found: Segmentation) -> list[Category]:
    """The columns of text with a few values each, compared by segment."""
    names = [c.name for c in found.reading.columns if c.kind == "category" and not c.numeric]
    compared = (_category(found, name) for name in names)
    return [category for category in compared if category]


def _category(found: Segmentation, name: str) -> Category | None:
    cells = found.reading.frame[name]
    known = cells.notna().to_numpy() & (found.labels >= 0)
    words = cells.astype(str).to_numpy()[known]
    values, column = np.unique(words, return_inverse=True)
    if not 2 <= len(values) <= MOST_VALUES:
        return None
    clusters = [segment.cluster for segment in found.profile.segments]
    counts = np.zeros((found.k, len(values)))
    np.add.at(counts, (found.labels[known], column), 1)
    counts = counts[clusters]
    total = counts.sum(axis=0)
    order = np.argsort(-total, kind="stable")
    sizes = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, sizes, out=np.full_like(counts, np.nan), where=sizes > 0)
    everyone = total / total.sum()
    return Category(
        name, tuple(values[order].tolist()), shares[:, order], everyone[order], _by_chance(counts)
    )


def _by_chance(counts: Array) -> bool:
    """Whether a table of counts is as even as chance leaves it: Pearson's chi-squared at 5 per cent.

    References
    ----------
    E. B. Wilson and M. M. Hilferty, "The distribution of chi-square", PNAS 17 (1931): the cube root of
    chi-squared by its degrees of freedom is nearly normal.
    """
    counts = counts[counts.sum(axis=1) > 0]
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    freedom = (len(counts) - 1) * (counts.shape[1] - 1)
    if freedom < 1:
        return True
    square = float(((counts - expected) ** 2 / expected).sum())
    part = 2 / (9 * freedom)
    return bool(((square / freedom) ** (1 / 3) - (1 - part)) / part**0.5 <= SIGNIFICANT)


def about_category(found: Segmentation, category: Category, numbers: Numbers = SPOKEN) -> str:
    """Compare the segments by the most frequent value of a category."""
    shares = category.shares[:, 0]
    clusters = [segment.cluster for segment in found.profile.segments]
    low, high = int(np.nanargmin(shares)), int(np.nanargmax(shares))
    value = {"column": category.name, "value": category.values[0], "share": float(category.everyone[0])}
    if len(shares) < 2 or low == high:
        return str(say("segmentation.category_even", numbers, **value))
    ends = {"low": float(shares[low]), "high": float(shares[high]), "A": clusters[low], "B": clusters[high]}
    verdict = say("segmentation.by_chance" if category.by_chance else "segmentation.not_by_chance", numbers)
    return f"{say('segmentation.category', numbers, **value, **ends)} {verdict}"


def small_pictures(found: Segmentation) -> dict[str, Any]:
    """Some rows on a square of 100 by 100, and their clusters for every k of KS that the curve has."""
    trace = found.trace
    rows = np.unique(np.linspace(0, len(trace.X) - 1, min(DOTS, len(trace.X))).astype(int))
    places = projection(trace.dataset).place(trace.X)
    low, span = places.min(axis=0), np.ptp(places, axis=0)
    shares = np.where(span > 0, (places[rows] - low) / np.where(span > 0, span, 1), 0.5)
    shares[:, 1] = 1 - shares[:, 1]
    ks = [k for k in found.elbow.ks if k in KS]
    return {
        "places": (100 * shares).round().astype(int).tolist(),
        "labels": {str(k): _alike(found.elbow.curve.best(k).labels, trace)[rows].tolist() for k in ks},
    }


def _alike(labels: Array, trace: Trace) -> Array:
    """Other labels, named so that a cluster has the letter of the one on screen that it shares most with."""
    known = np.asarray(trace.labels)
    k = int(max(labels.max(), known.max())) + 1
    shared = np.zeros((k, k), dtype=int)
    np.add.at(shared, (labels, known), 1)
    name, free = dict[int, int](), set(range(int(labels.max()) + 1))
    for at in np.argsort(-shared, axis=None, kind="stable"):
        own, other = divmod(int(at), k)
        if own not in name and other in free:
            name[own] = other
            free.discard(other)
    for own in range(int(labels.max()) + 1):
        if own not in name:
            name[own] = free.pop()
    return np.array([name[j] for j in range(int(labels.max()) + 1)])[labels]
