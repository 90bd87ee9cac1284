"""Is this really k-means? Reads a run, or many, and finds where it first goes wrong."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset, as_dataset
from kviz.data.points import Array
from kviz.engine.arguments import one_of
from kviz.engine.geometry import GEOMETRIES, Geometry
from kviz.engine.students.guard import Guard, OutOfTime, closed, guarded
from kviz.engine.students.infer_steps import finished, read_steps
from kviz.engine.students.judging import judge
from kviz.engine.students.report import Finding, Note, Report
from kviz.engine.students.seed_draws import data_rows, judge_seedings, outside, start_arrays
from kviz.engine.students.source_lines import Source
from kviz.engine.students.validate_steps import FaultyStep, NoGenerator, fitted, stream
from kviz.engine.trace import Trace

RULES = ("readable", "data", "assign", "update", "cost", "stop", "shown", "draws")


def check(steps: Any, X: Any, *, metric: str = "euclidean", limit: int = 1000, seconds: float = 60) -> Report:
    """Check a run of k-means, or many; all that is said of ``kviz.check`` holds; it adds words.

    Each step is judged from what the run itself had before it, so one mistake is not counted
    again later. A tie may go either way. What cannot be read, and a program that raises, is a finding.
    """
    geometry = GEOMETRIES[one_of(metric, GEOMETRIES, "metric")]
    dataset = as_dataset(X)
    if isinstance(steps, list | tuple) and steps and all(hasattr(run, "__next__") for run in steps):
        return _check_many(steps, X, dataset, geometry, limit, seconds)
    starts = start_arrays(steps, dataset.points)
    if starts:
        found, notes, tally = judge_seedings(starts, dataset.points, geometry)
        return Report(tuple(found), {"draws": tally}, notes)
    return _check_one(steps, X, dataset, geometry, limit, seconds)


def _check_many(
    runs: Any, X: Any, dataset: Dataset, geometry: Geometry, limit: int, seconds: float
) -> Report:
    """The report of the first faulty run, or of the first, with what all seeds say together."""
    reports = [_check_one(run, X, dataset, geometry, limit, seconds) for run in runs]
    chosen = next((report for report in reports if not report.ok), reports[0])
    starts = [starting_centroids(report.trace) for report in reports if report.trace]
    known = [start for start in starts if start is not None]
    found, notes, tally = judge_seedings(known, dataset.points, geometry, alone=False)
    many = Note(
        "many-runs",
        {"n": len(reports), "right": sum(r.ok for r in reports), "number": reports.index(chosen)},
    )
    return Report(
        (*chosen.findings, *found),
        {**chosen.tallies, "draws": tally},
        (*chosen.notes, many, *notes),
        chosen.trace,
    )


def _check_one(
    steps: Any, X: Any, dataset: Dataset, geometry: Geometry, limit: int, seconds: float
) -> Report:
    guard = Guard(seconds)
    try:
        items = fitted(steps) or stream(steps)
    except NoGenerator as error:
        wrong = Finding(None, "form", case=f"unread.{error.case}", numbers=error.numbers)
        return Report((wrong,), {"readable": (0, 1)})
    seen = Seen(X, dataset.points)
    kept, lines, fault, source = [], [], None, Source()
    try:
        for step in read_steps(seen.each(guarded(items, guard)), dataset.points, geometry):
            kept.append(step)
            lines.append(source.line(steps))
            if len(kept) == limit:
                break
    except FaultyStep as error:
        fault = Finding(len(kept), error.kind, case=f"unread.{error.case}", numbers=error.numbers)
    except BaseException as error:
        # a pile of homework holds programs that crash, exit or hang: a finding, not the end of the check
        if guard.interrupted:
            raise
        fault = _raised(error, len(kept), guard)
    endless = len(kept) == limit
    closed(items, guard)
    notes = _said(guard)
    if not kept:
        return Report((fault or Finding(None, "nothing", case="nothing"),), {"readable": (0, 1)}, notes)
    if not endless and fault is None:
        kept[-1] = finished(kept[-1], kept[-2] if len(kept) > 1 else None)
    trace = Trace(kept, dataset, geometry, source=str(source) or None, lines=lines)
    return _report(trace, seen, fault, endless, notes)


def _report(
    trace: Trace, seen: "Seen", fault: Finding | None, endless: bool, notes: tuple[Note, ...]
) -> Report:
    """Judge the run on the data it really had; where it changed them, that comes first."""
    changed = seen.finding(trace)
    judged = trace
    if changed and changed.kind == "changed-X" and np.isfinite(seen.now).all():
        pairs = iter([(step.labels, step.centroids) for step in trace])
        again = list(read_steps(pairs, seen.now, trace.geometry))
        judged = Trace(again, as_dataset(seen.now), trace.geometry)
    ended = fault is None
    findings, tallies, more = judge(judged, seen.claims, endless=endless, ended=ended, eps=seen.eps)
    if changed and changed.kind == "view-of-X":
        findings = [f for f in findings if f.kind == "endless"]
    start = starting_centroids(trace)
    if start is not None:
        more += outside(start, trace.X)
        if data_rows(start, trace.X) is None:
            more.append(Note("start-not-data"))
    findings = [*([changed] if changed else []), *findings, *([fault] if fault else [])]
    tallies = {
        "readable": (int(fault is None), 1),
        **({"data": (0, 1)} if changed else {}),
        **tallies,
    }
    ordered = {rule: tallies[rule] for rule in RULES if tallies.get(rule, (0, 0))[1]}
    return Report(tuple(findings), ordered, (*more, *notes), trace)


class Seen:
    """What comes along with the steps: claimed costs, the precision, and whether X is still the same."""

    def __init__(self, X: Any, points: Array) -> None:
        self.given, self.points, self.now = X, points, points
        self.claims: list[float | None] = []
        self.changed_at: int | None = None
        self.view = False
        self.eps = _eps(getattr(X, "dtype", None))

    def each(self, items: Iterator) -> Iterator:
        """The same items as pairs or steps; a cost that comes along is kept as a claim."""
        for item in items:
            claim = getattr(item, "cost", None)
            if isinstance(item, tuple | list) and len(item) == 3 and np.ndim(item[2]) == 0:
                claim, item = item[2], item[:2]
            self.claims.append(_number(claim))
            self._look(item)
            yield item

    def _look(self, item: Any) -> None:
        centroids = item[1] if isinstance(item, tuple | list) and len(item) == 2 else None
        self.eps = max(self.eps, _eps(getattr(centroids, "dtype", None)))
        if not isinstance(self.given, np.ndarray | list):
            return
        now = np.asarray(self.given, dtype=np.float64).reshape(self.points.shape)
        if np.array_equal(now, self.now):
            return
        if self.changed_at is None:
            self.changed_at = len(self.claims) - 1
        self.now = now.copy()
        rows = np.flatnonzero((now != self.points).any(axis=1))
        if isinstance(centroids, np.ndarray) and centroids.ndim == 2 and isinstance(self.given, np.ndarray):
            self.view |= np.shares_memory(centroids, self.given) or len(rows) <= len(centroids)
        elif isinstance(self.given, list) and isinstance(centroids, np.ndarray):
            return  # an array is never a view of a list
        elif len(rows) <= (1 if centroids is None else len(np.atleast_1d(centroids))):
            self.view = True

    def finding(self, trace: Trace) -> Finding | None:
        """That the program changed X, None where it did not."""
        if self.changed_at is None:
            return None
        step = min(self.changed_at, len(trace) - 1)
        rows = np.flatnonzero((self.now != self.points).any(axis=1))
        kind = "view-of-X" if self.view else "changed-X"
        numbers = {"p": int(rows[0]) if len(rows) else 0, "n": len(rows)}
        return Finding(step, kind, points=rows, case=kind, numbers=numbers)


def starting_centroids(trace: Trace) -> Array | None:
    """The centroids a run started from, None where they were never shown."""
    first = [step for step in trace if step.phase == "seed"]
    if first:
        k = len(trace.centroids)
        return next((step.centroids for step in first if len(step.centroids) == k), first[-1].centroids)
    return trace[0].centroids if trace[0].phase == "assign" else None


def _eps(dtype: Any) -> float:
    """The precision of a number type that is coarser than double, 0 of any other."""
    low = isinstance(dtype, np.dtype) and dtype.kind == "f" and dtype.itemsize < 8
    return float(np.finfo(dtype).eps) if low else 0.0


def _number(claim: Any) -> float | None:
    try:
        return None if claim is None else float(claim)
    except (TypeError, ValueError):
        return None


def _raised(error: BaseException, step: int, guard: Guard) -> Finding:
    if isinstance(error, OutOfTime):
        return Finding(step, "time", case="time", numbers={"seconds": guard.seconds})
    cases = {SystemExit: "exit", RecursionError: "recursion", EOFError: "input"}
    case = next((case for kind, case in cases.items() if isinstance(error, kind)), "raised")
    if isinstance(error, ValueError) and "read-only" in str(error):
        case = "read-only"
    try:
        words = str(error)[:300]
    except Exception:
        words = ""
    numbers = {"error": f"{type(error).__name__}{': ' + words if words else ''}".rstrip(".")}
    return Finding(step, "raised", case=case, numbers=numbers)


def _said(guard: Guard) -> tuple[Note, ...]:
    """Notes on what the program printed, and what it was warned of."""
    notes = []
    if guard.printed.count:
        text = guard.printed.getvalue().strip()
        notes.append(Note("printed", {"n": guard.printed.count, "text": text.split("\n")[0][:60]}))
    warned = dict.fromkeys(guard.warned)
    if warned:
        notes.append(Note("warned", {"n": len(warned), "text": next(iter(warned))[:120]}))
    return tuple(notes)
