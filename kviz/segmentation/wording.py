"""A segmentation in words: what was done and found, and the table of segments."""

from typing import Any

import numpy as np

from kviz.data.profile import Profile, Segment, Stats
from kviz.data.spread import spreads
from kviz.engine.seeding.registry import title_of
from kviz.segmentation.comparison import about_category, categories, sentence, small_pictures
from kviz.segmentation.program import code
from kviz.segmentation.result import Segmentation
from kviz.story.formatting import ENGLISH, Numbers, letter, listed, plural

CHOSEN_BY_HAND = "{name} was chosen by hand ({advice})."
TAKEN_ALL_THE_SAME = "{name} was taken because too few other columns may be features ({advice})."
DRAWN_BY = (
    "The picture shows the rows along two principal directions, in which they spread most; the distances "
    "that decide are measured in all columns."
)


def told(found: Segmentation, numbers: Numbers = ENGLISH) -> list[tuple[str, list[str]]]:
    """Every step with its sentences: inspect, features, scale, choose k, run, profile."""
    return [
        ("Inspect", _inspect(found, numbers)),
        ("Features", _features(found)),
        ("Scale", _scale(found, numbers)),
        ("Choose k", _choose(found)),
        ("Run", _run(found, numbers)),
        ("Segments", [describe(found, segment, numbers) for segment in found.profile.segments]),
    ]


def _inspect(found: Segmentation, numbers: Numbers) -> list[str]:
    reading = found.reading
    said = list(reading.notes)
    gaps = [f"{c.name} ({numbers.count(c.missing)})" for c in reading.columns if c.missing]
    said.append(f"Values are missing in {listed(gaps)}." if gaps else "No value is missing.")
    out = int((found.labels < 0).sum())
    if out:
        said.append(f"{plural(out, 'row', numbers)} without a value in a feature got no segment.")
    elif gaps and found.missing == "median":
        said.append("Where a feature was missing, the median of its column was filled in.")
    twins = reading.duplicates
    again = "repeats" if twins == 1 else "repeat"
    twice = f"{plural(twins, 'row', numbers)} {again} an earlier one."
    said.append(twice if twins else "No row is there twice.")
    return said


def _features(found: Segmentation) -> list[str]:
    features = found.profile.features
    said = [f"We cluster by {listed(list(features), 12)}.", *found.taken]
    if len(features) > 2:
        said.append(DRAWN_BY)
    said += [
        f"{column.name}: {column.advice}."
        for column in found.reading.columns
        if column.advice and column.name not in features
    ]
    chosen = [found.reading[name] for name in features]
    how = TAKEN_ALL_THE_SAME if found.taken else CHOSEN_BY_HAND
    return said + [how.format(name=c.name, advice=c.advice) for c in chosen if c.advice]


def _scale(found: Segmentation, numbers: Numbers) -> list[str]:
    data, n = found.dataset, len(found.dataset.points)
    wide = spreads(data) * data.factor
    each = listed([f"{name} {numbers(value)}" for name, value in zip(data.names, wide, strict=True)], 12)
    said = f"Standard deviations: {each}."
    done = "The features were given equal spread" if found.scaled else "The features keep their own units"
    other = "without that" if found.scaled else "with equal spread"
    moved = "no row" if not found.moved else f"{numbers.count(found.moved)} of {numbers.count(n)} rows"
    return [said, f"{done}; {other} {moved} would be in another segment."]


def _choose(found: Segmentation) -> list[str]:
    return [found.elbow.sentence, found.why_k, *found.elbow.opinions()]


def _run(found: Segmentation, numbers: Numbers) -> list[str]:
    trace = found.trace
    turns = plural(trace.n_iter, "iteration", numbers)
    unit = "squared standard deviations" if found.scaled else "squared units"
    said = [f"k-means ended after {turns} with a WCSS of {numbers(trace.cost)} ({unit})."]
    rates = [f"{numbers.percent(share)} from {title_of(init)}" for init, share in found.starts.worse.items()]
    if found.k > 1:
        each = f"Of {found.starts.runs} single runs for each seeding"
        said.append(f"{each}, {listed(rates)} ended in a worse optimum.")
    return said


def describe(found: Segmentation, segment: Segment, numbers: Numbers = ENGLISH) -> str:
    """One segment in one sentence, its features in their own units."""
    total = numbers.count(found.profile.whole.size)
    everyone = found.profile.whole.stats
    facts = [
        f"{name} {numbers(segment.stats[name].mean)} (everyone {numbers(everyone[name].mean)})"
        for name in found.profile.features[:4]
    ]
    members = f"{numbers.count(segment.size)} of {total}, {numbers.percent(segment.share)}"
    return f"{letter(segment.cluster)}, {segment.name}: {members}; mean {', '.join(facts)}."


def cell(stats: Stats, numbers: Numbers = ENGLISH) -> str:
    """Mean ± spread, low to high."""
    return f"{numbers(stats.mean)} ± {numbers(stats.spread)} ({numbers(stats.low)} to {numbers(stats.high)})"


def frame(profile: Profile) -> Any:
    """The profile as a pandas DataFrame: one row for each segment, the last one for everyone."""
    import pandas as pd

    rows, index = [], []
    for part in (*profile.segments, profile.whole):
        cells: dict[tuple[str, str], float] = {("size", ""): part.size}
        for column, stats in part.stats.items():
            cells |= {(column, "mean"): stats.mean, (column, "std"): stats.spread}
            cells |= {(column, "min"): stats.low, (column, "max"): stats.high}
        rows.append(cells)
        index.append(f"{letter(part.cluster)}: {part.name}" if part.cluster >= 0 else part.name)
    return pd.DataFrame(rows, index=index, columns=pd.MultiIndex.from_tuples(rows[0]))


def summary(found: Segmentation) -> dict[str, Any]:
    """Everything a page needs to show the segmentation, as JSON knows it; text stays text."""
    profile, compared = found.profile, categories(found)
    return {
        "k": found.k,
        "why": found.why_k,
        "opinions": found.elbow.opinions(),
        "small": small_pictures(found),
        "compared": [about_category(found, category) for category in compared],
        "categories": [
            {
                "name": category.name,
                "values": list(category.values),
                "shares": [
                    [None if np.isnan(share) else round(share, 4) for share in row]
                    for row in [*category.shares.tolist(), category.everyone.tolist()]
                ],
            }
            for category in compared
        ],
        "scaled": found.scaled,
        "features": list(profile.features),
        "columns": [
            {"name": c.name, "kind": c.kind, "missing": c.missing, "advice": c.advice, "numeric": c.numeric}
            for c in found.reading.columns
        ],
        "told": [[heading, sentences] for heading, sentences in told(found)],
        "elbow": {
            "ks": list(found.elbow.ks),
            "costs": found.elbow.costs.tolist(),
            "best_k": found.elbow.best_k,
            "sentence": found.elbow.sentence,
            "silhouettes": {str(k): value for k, value in found.elbow.silhouettes.items()},
        },
        "segments": [
            {
                "cluster": segment.cluster,
                "letter": letter(segment.cluster) if segment.cluster >= 0 else "",
                "name": segment.name,
                "size": segment.size,
                "share": segment.share,
                "sentence": sentence(found, segment) if segment.cluster >= 0 else "",
                "cells": {name: cell(stats) for name, stats in segment.stats.items()},
            }
            for segment in (*profile.segments, profile.whole)
        ],
        "code": code(found),
    }
