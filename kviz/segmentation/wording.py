"""A segmentation in words: what was done and found, and the table of segments."""

from typing import Any

from kviz.data.spread import spreads
from kviz.segmentation.result import Segmentation
from kviz.story.formatting import SPOKEN, Numbers, letter
from kviz.story.messages import joined, say, sentences
from kviz.story.names import column_advice, seeding_title, table_text
from kviz.story.profile import Profile, Segment, Stats

MOST = 12  # columns that a sentence lists


def told(found: Segmentation, numbers: Numbers = SPOKEN) -> dict[str, list[str]]:
    """The sentences of every step: inspect, features, scale, choose, run, segments."""
    return {
        "inspect": _inspect(found, numbers),
        "features": _features(found, numbers),
        "scale": _scale(found, numbers),
        "choose": [found.elbow.sentence, found.why_k, *found.elbow.opinions()],
        "run": _run(found, numbers),
        "segments": [describe(found, segment, numbers) for segment in found.profile.segments],
    }


def heading(step: str, numbers: Numbers = SPOKEN) -> str:
    """What a step of ``told`` is called."""
    return str(say(f"segmentation.headings.{step}", numbers))


def _told(case: str, numbers: Numbers, /, **fields: Any) -> str:
    return str(say(f"segmentation.told.{case}", numbers, **fields))


def _inspect(found: Segmentation, numbers: Numbers) -> list[str]:
    reading = found.reading
    said = [str(table_text(note, numbers)) for note in reading.notes]
    gaps = [_told("gap", numbers, name=c.name, n=c.missing) for c in reading.columns if c.missing]
    said.append(_told("gaps", numbers, columns=joined(gaps, numbers)) if gaps else _told("no_gaps", numbers))
    out = int((found.labels < 0).sum())
    if out:
        said.append(_told("left_out", numbers, n=out))
    elif gaps and found.missing == "median":
        said.append(_told("filled", numbers))
    twins = reading.duplicates
    said.append(_told("twins" if twins else "no_twins", numbers, n=twins))
    return said


def _features(found: Segmentation, numbers: Numbers) -> list[str]:
    features = found.profile.features
    said = [_told("by", numbers, columns=joined(features, numbers, MOST))]
    said += [str(table_text(note, numbers)) for note in found.taken]
    if len(features) > 2:
        said.append(_told("drawn_by", numbers))
    columns = found.reading.columns
    advice = {c.name: column_advice(c.role, numbers) for c in columns if column_advice(c.role, numbers)}
    left = [name for name in advice if name not in features]
    said += [_told("advice", numbers, name=name, advice=advice[name]) for name in left]
    how = "all_the_same" if found.taken else "by_hand"
    return said + [_told(how, numbers, name=f, advice=advice[f]) for f in features if f in advice]


def _scale(found: Segmentation, numbers: Numbers) -> list[str]:
    data, n = found.dataset, len(found.dataset.points)
    wide = (spreads(data) * data.factor).tolist()
    each = [
        _told("deviation", numbers, name=name, value=value)
        for name, value in zip(data.names, wide, strict=True)
    ]
    case = f"{'scaled' if found.scaled else 'raw'}{'' if found.moved else '_none'}"
    return [
        _told("deviations", numbers, each=joined(each, numbers, MOST)),
        _told(case, numbers, n=found.moved, all=n),
    ]


def _run(found: Segmentation, numbers: Numbers) -> list[str]:
    trace = found.trace
    ended = f"ended_{'scaled' if found.scaled else 'raw'}"
    said = [_told(ended, numbers, n=trace.n_iter, cost=trace.cost)]
    rates = [
        _told("rate", numbers, share=share, name=seeding_title(init, numbers))
        for init, share in found.starts.worse.items()
    ]
    if found.k > 1:
        said.append(_told("worse", numbers, n=found.starts.runs, rates=joined(rates, numbers)))
    return said


def describe(found: Segmentation, segment: Segment, numbers: Numbers = SPOKEN) -> str:
    """One segment in one sentence, its features in their own units."""
    everyone = found.profile.whole.stats
    facts = [
        _told("mean", numbers, name=name, mean=segment.stats[name].mean, all=everyone[name].mean)
        for name in found.profile.features[:4]
    ]
    about = {"A": segment.cluster, "name": segment.name, "n": segment.size, "all": found.profile.whole.size}
    return _told("segment", numbers, **about, share=segment.share, facts=sentences(facts, ", "))


def cell(stats: Stats, numbers: Numbers = SPOKEN) -> str:
    """Mean ± spread, low to high."""
    facts = {"mean": stats.mean, "spread": stats.spread, "low": stats.low, "high": stats.high}
    return _told("cell", numbers, **facts)


def headline(found: Segmentation, numbers: Numbers = SPOKEN) -> str:
    """The first line of a report: how many rows and segments, by which columns, and why so many."""
    columns = joined(found.profile.features, numbers, MOST)
    facts = {"n": len(found.dataset.points), "k": found.k, "columns": columns, "why": found.why_k}
    return str(say("segmentation.report.headline", numbers, **facts))


def size_of(segment: Segment, numbers: Numbers = SPOKEN) -> str:
    """How many rows a segment has, and their share."""
    return str(say("segmentation.report.size_share", numbers, n=segment.size, share=segment.share))


def report_words(case: str, /, **fields: Any) -> str:
    """A fixed word of the reports."""
    return str(say(f"segmentation.report.{case}", SPOKEN, **fields))


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
