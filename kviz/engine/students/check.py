"""Is this really k-means? Walks a run and says in words where it first goes wrong."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kviz.data.dataset import as_dataset
from kviz.engine.arguments import one_of
from kviz.engine.geometry import GEOMETRIES, Geometry
from kviz.engine.steps import Step
from kviz.engine.students.infer_steps import cost_of, finished, read_steps
from kviz.engine.students.report import Finding, Report
from kviz.engine.students.rules import judge_cost, judge_step, starting_centroids
from kviz.engine.students.seed_draws import data_rows, judge_seedings, outside, start_arrays
from kviz.engine.students.source_lines import Source
from kviz.engine.students.stopping import judge_end
from kviz.engine.students.validate_steps import FaultyStep, stream
from kviz.engine.trace import Trace

RULES = {
    "readable": "every step can be read",
    "seeds": "the start lies inside the data",
    "assign": "every assignment is the nearest centroid",
    "update": "every update is the middle of its cluster",
    "cost": "the cost never rises, and is as claimed",
    "stop": "it stops when nothing changes any more",
    "draws": "seeds are drawn by D²",
}


def check(steps: Any, X: Any, *, metric: str = "euclidean", limit: int = 1000) -> Report:
    """Check a run of k-means, or many; all that is said of ``kviz.check`` holds, which adds the picture.

    Each step is judged from what the run itself had before it, so one mistake is not counted
    again later. A tie may go either way. What cannot be read, and a program that raises, is a finding.
    """
    geometry = GEOMETRIES[one_of(metric, GEOMETRIES, "metric")]
    dataset = as_dataset(X)
    if isinstance(steps, list | tuple) and steps and all(hasattr(run, "__next__") for run in steps):
        return _check_many(steps, dataset, geometry, limit)
    starts = start_arrays(steps, dataset.points)
    if starts:
        found, notes, tally = judge_seedings(starts, dataset.points, geometry)
        return Report(tuple(found), {RULES["draws"]: tally}, notes)
    return _check_one(steps, dataset, geometry, limit)


def _check_many(runs: Any, dataset: Any, geometry: Geometry, limit: int) -> Report:
    """The report of the first faulty run, or of the first, with what all seeds say together."""
    reports = [_check_one(run, dataset, geometry, limit) for run in runs]
    chosen = next((report for report in reports if not report.ok), reports[0])
    starts = [starting_centroids(report.trace) for report in reports if report.trace]
    found, notes, tally = judge_seedings([s for s in starts if s is not None], dataset.points, geometry)
    number = reports.index(chosen)
    said = f"{len(reports)} runs were checked, {sum(r.ok for r in reports)} of them without a finding"
    notes = (*chosen.notes, f"{said}; this is run {number}.", *notes)
    tallies = {**chosen.tallies, RULES["draws"]: tally}
    return Report((*chosen.findings, *found), tallies, notes, chosen.trace)


def _check_one(steps: Any, dataset: Any, geometry: Geometry, limit: int) -> Report:
    X = dataset.points
    kept: list[Step] = []
    claims: list[float | None] = []
    source, lines, fault = Source(), [], None
    try:
        items = stream(steps)
    except TypeError as error:
        return Report((Finding(None, "form", str(error)),), {RULES["readable"]: (0, 1)})
    try:
        for step in read_steps(_without_costs(items, claims), X, geometry):
            kept.append(step)
            lines.append(source.line(steps))
            if len(kept) == limit:
                break
    except FaultyStep as error:
        fault = Finding(len(kept), error.kind, str(error).split(": ", 1)[1])
    except Exception as error:
        # a grader's pile holds programs that crash: that is a finding, not the end of the checking
        fault = _raised(error, len(kept))
    if not kept and fault is None:
        fault = Finding(None, "nothing", "the generator yielded nothing; yield labels and centroids.")
    if not kept:
        return Report((fault,), {RULES["readable"]: (0, 1)})
    endless = len(kept) == limit
    if not endless and fault is None:
        kept[-1] = finished(kept[-1], kept[-2] if len(kept) > 1 else None)
    trace = Trace(kept, dataset, geometry, source=str(source) or None, lines=lines)
    return _judge(trace, claims, fault, endless)


def _judge(trace: Trace, claims: list, fault: Finding | None, endless: bool) -> Report:
    """Judge every step, the costs, the start and the end."""
    X, geometry = trace.X, trace.geometry
    findings: list[Finding] = []
    kept = dict.fromkeys(RULES, (0, 0))

    def tally(rule: str, found: list[Finding]) -> None:
        right, applied = kept[rule]
        kept[rule] = (right + (not found), applied + 1)
        findings.extend(found)

    start, notes = starting_centroids(trace), ()
    if start is not None:
        tally("seeds", outside(start, X, trace))
        if data_rows(start, X) is None:
            notes = ("the start centroids are no data points.",)
    costs = [cost_of(X, step.labels, step.centroids, geometry) for step in trace]
    for i in range(len(trace)):
        wrong = len(findings)
        for rule, found in judge_step(trace, i):
            tally(rule, found)
        rises = judge_cost(trace, i, costs, claims[i])
        tally("cost", rises)
        if len(findings) - len(rises) > wrong:  # a wrong step explains its own cost
            del findings[len(findings) - len(rises) :]
    if fault is None:
        tally("stop", judge_end(trace, endless, {f.step for f in findings}))
    tally("readable", [fault] if fault else [])
    return Report(tuple(findings), {RULES[rule]: kept[rule] for rule in RULES if kept[rule][1]}, notes, trace)


def _raised(error: Exception, step: int) -> Finding:
    return Finding(step, "raised", f"the program raised {type(error).__name__}: {error}.")


def _without_costs(items: Iterator, claims: list) -> Iterator:
    """The same items as pairs or steps; a cost that comes along is kept as a claim."""
    for item in items:
        claim = getattr(item, "cost", None)
        if isinstance(item, tuple | list) and len(item) == 3 and np.ndim(item[2]) == 0:
            item, claim = item[:2], item[2]
        claims.append(None if claim is None else float(claim))
        yield item
