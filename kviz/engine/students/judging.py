"""A whole run, judged: every step, the costs, the end, and the cause of what is wrong."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array
from kviz.engine.geometry import strays
from kviz.engine.students.infer_steps import cost_of, read_steps
from kviz.engine.students.mistakes.phase import Phase
from kviz.engine.students.mistakes.registry import Cause, causes, explained
from kviz.engine.students.mistakes.whole_run import Run
from kviz.engine.students.report import Finding, Note
from kviz.engine.students.rules import (
    Tolerance,
    claim_of,
    phases_of,
    relocated,
    rises,
    stray_clusters,
    tolerance,
)
from kviz.engine.students.stopping import judge_end, settled
from kviz.engine.trace import Trace

Tallies = dict[str, tuple[int, int]]


def judge(
    trace: Trace, claims: Sequence[float | None], *, endless: bool, ended: bool, eps: float
) -> tuple[list[Finding], Tallies, list[Note]]:
    """Findings, tallies by rule and notes of a run, or of several runs in one stream.

    ``ended`` tells whether the program came to its own end, ``eps`` how precise its numbers are (0: double).
    """
    allowed = tolerance(trace.X, eps)
    cuts = [0, *restarts(trace, allowed), len(trace)]
    findings: list[Finding] = []
    tallies: Tallies = {}
    notes: list[Note] = []
    if len(cuts) > 2:
        notes.append(Note("restarts", {"n": len(cuts) - 1}))
    for a, b in pairwise(cuts):
        last = b == len(trace)
        found, kept = judge_run(
            trace[a:b], claims[a:b], allowed, endless=endless and last, ended=ended or not last
        )
        findings += [f if f.step is None else replace(f, step=f.step + a) for f in found]
        for rule, (right, applied) in kept.items():
            before = tallies.get(rule, (0, 0))
            tallies[rule] = (before[0] + right, before[1] + applied)
    return findings, tallies, notes


def restarts(trace: Trace, allowed: Tolerance) -> list[int]:
    """The steps in which a new run begins: seeds after labels, or after a run at rest new centroids."""
    found = []
    for i in range(1, len(trace)):
        step, before = trace[i], trace[i - 1]
        if (step.phase == "seed" and before.phase != "seed") or (
            step.phase != "seed"
            and before.phase != "seed"
            and not np.array_equal(step.centroids, before.centroids)
            and not np.array_equal(step.labels, before.labels)
            and not len(strays(trace.X, step.labels, step.centroids, trace.geometry))
            and not len(strays(trace.X, before.labels, before.centroids, trace.geometry))
            and settled(trace.X, before, trace.geometry, allowed.near)
            and not relocated(trace, i)
            and not _same_places(step.centroids, before.centroids, allowed.near)
        ):
            found.append(i)
    return found


def _same_places(centroids: Array, before: Array, near: float) -> bool:
    """Whether these are the same centroids in another order."""
    return bool((np.abs(centroids[:, None] - before).max(axis=2) <= near).any(axis=1).all())


def judge_run(
    trace: Trace, claims: Sequence[float | None], allowed: Tolerance, *, endless: bool, ended: bool
) -> tuple[list[Finding], Tallies]:
    """Findings and tallies of one run."""
    phases = phases_of(trace, allowed)
    named = causes(_as_run(trace, phases, allowed))
    findings: list[Finding] = []
    if not named:
        findings, phases = _before_assigned(trace, phases)
        named = causes(_as_run(trace, phases, allowed)) if findings else named
    tallies: Tallies = {}
    if findings:
        tallies["assign"] = (0, 1)
    for phase in phases:
        right, applied = tallies.get(phase.name, (0, 0))
        strayed = stray_clusters(phase)
        tallies[phase.name] = (right + (not len(phase.wrong) and not strayed), applied + 1)
        findings += [_stray(phase, c) for c in strayed[:1]]
    findings += [_fault(phase, named, trace) for phase in phases if len(phase.wrong)]
    wrong = {f.step for f in findings}
    costs = [cost_of(trace.X, step.labels, step.centroids, trace.geometry) for step in trace]
    found = _costs(trace, claims, costs, allowed, wrong)
    tallies["cost"] = (len(trace) - len({f.step for f in found}), len(trace))
    findings += found
    if ended:
        found = judge_end(trace, endless, wrong, allowed)
        tallies["stop"] = (int(not found), 1)
        findings += found
    if only_the_end(trace):
        tallies["shown"] = (0, 1)
        findings.append(Finding(len(trace) - 1, "only-end", case="only-end"))
    return sorted(findings, key=lambda f: np.inf if f.step is None else f.step), tallies


def only_the_end(trace: Trace) -> bool:
    """Whether nothing ever changed, so that nobody saw how the labels came about."""
    first = trace[0]
    if any(step.phase == "seed" for step in trace):
        return False
    still = all(
        np.array_equal(step.labels, first.labels) and np.array_equal(step.centroids, first.centroids)
        for step in trace
    )
    at_data = all((place == trace.X).all(axis=1).any() for place in first.centroids)
    return still and (len(trace) == 1 or not at_data)


def _as_run(trace: Trace, phases: list[Phase], allowed: Tolerance) -> Run:
    pairs = [(step.labels, step.centroids) for step in trace]

    def judged_on(X: Array) -> list[Phase]:
        other = Trace(list(read_steps(iter(pairs), X, trace.geometry)), _dataset(trace, X), trace.geometry)
        return _before_assigned(other, phases_of(other, tolerance(X)))[1]

    return Run(trace.X, trace.geometry, pairs, phases, allowed.near, judged_on)


def _dataset(trace: Trace, X: Array) -> Dataset:
    return replace(trace.dataset, points=X, table=None, kept=None, start=None)


def _before_assigned(trace: Trace, phases: list[Phase]) -> tuple[list[Finding], list[Phase]]:
    """A first step that shows one label for all points, before anything was assigned, told by itself."""
    first = phases[0] if phases else None
    if first is None or first.name != "assign" or first.step or not len(first.wrong) or len(trace) < 2:
        return [], phases
    constant = np.ptp(first.given) == 0
    other = any(not np.array_equal(step.labels, first.given) for step in trace)
    if not constant or not other:
        return [], phases
    label = int(first.given[0])
    found = Finding(
        0, "not-assigned-yet", "", first.wrong, (), first.expected, first.centroids,
        case="not-assigned-yet", numbers={"label": label},
    )  # fmt: skip
    return [found], phases[1:]


def _fault(phase: Phase, named: dict[str, Cause], trace: Trace) -> Finding:
    """What is wrong in a phase, with its cause where one explains all faults."""
    row, facts = named.get("run") or named.get(phase.name) or (None, {})
    kind = row.kind if row else phase.name
    said = row.said if row else ""
    geometry = trace.geometry
    first = int(phase.wrong[0])
    numbers = {"n": len(phase.wrong), "metric": geometry.name}
    if phase.name == "assign":
        label, best = int(phase.given[first]), int(phase.expected[first])
        shares = geometry.shares(phase.X[[first]], phase.centroids)[0]
        numbers |= {"p": first, "B": best, "best": float(shares[best]), "share": geometry.name}
        if label < 0:
            case = "without-cluster"
        else:
            case = "wrong-cluster"
            numbers |= {"A": label, "own": float(shares[label])}
        return Finding(
            phase.step, kind, "", phase.wrong, (), phase.expected, phase.centroids, case, numbers, facts, said
        )
    count = int((phase.labels == first).sum())
    numbers |= {"A": first, "count": count, "middle": geometry.name, "all": phase.wrong.tolist()}
    numbers |= {"given": phase.given[first], "expected": phase.expected[first]}
    points = np.flatnonzero(np.isin(phase.labels, phase.wrong))
    clusters = tuple(phase.wrong.tolist())
    return Finding(
        phase.step,
        kind,
        "",
        points,
        clusters,
        phase.labels,
        phase.expected,
        "wrong-centroid",
        numbers,
        facts,
        said,
    )


def _stray(phase: Phase, c: int) -> Finding:
    origin = not phase.given[c].any()
    numbers = {"A": c, "to": phase.given[c]}
    kind = "empty-origin" if origin else "empty"
    return Finding(phase.step, kind, "", (), (c,), phase.labels, phase.expected, case=kind, numbers=numbers)


def _costs(
    trace: Trace, claims: Sequence[float | None], costs: list[float], allowed: Tolerance, wrong: set
) -> list[Finding]:
    """Costs that rise in a step that is right otherwise, and costs that are not what the program said."""
    name = trace.geometry.name
    found = [
        Finding(i, "rise", case="rise", numbers={"before": costs[i - 1], "after": costs[i], "cost": name})
        for i in range(len(trace))
        if i not in wrong and rises(trace, i, costs, allowed)
    ]
    heard = [claim_of(trace, i, costs, claims[i], allowed) for i in range(len(trace))]
    told = [claim for claim in heard if claim is not None]
    unfair = [claim for claim in told if not claim.fair]
    row, facts = (explained("cost", told) or (None, {})) if unfair else (None, {})
    found += [
        Finding(
            claim.step, row.kind if row else "cost", case="wrong-cost",
            numbers={"given": claim.given, "true": claim.cost, "cost": name},
            cause=facts, said=row.said if row else "",
        )
        for claim in unfair
    ]  # fmt: skip
    return found
