"""The steps of a run as rows of a file: what did not change is left out."""

from dataclasses import asdict
from functools import partial
from typing import Any

import numpy as np

from kviz.data.points import Array, frozen
from kviz.data.validation import refuse_extremes
from kviz.engine.arguments import plain
from kviz.engine.events import as_events, as_row
from kviz.engine.geometry import Geometry
from kviz.engine.large.whole import Whole
from kviz.engine.seeding.potential import even_chances, shares_so_far, single_chance, weighted_chances
from kviz.engine.steps import Assign, Converged, Seed, Step, Stopped, Update

KINDS = {kind.phase: kind for kind in (Seed, Assign, Update, Converged, Stopped)}
PLAIN_FIELDS = {
    Seed: ("chosen", "draw", "candidates", "potentials", "method", "round"),
    Converged: ("reason",),
    Stopped: ("reason",),
}
RULE = "D² / ΣD²"


def rows(trace: Any) -> list[dict[str, Any]]:
    """One JSON-friendly row per step; a row leaves out what is as it was in the row before."""
    return [_row(step, trace.steps[i - 1] if i else None) for i, step in enumerate(trace.steps)]


def _row(step: Step, before: Step | None) -> dict[str, Any]:
    row: dict[str, Any] = {"phase": step.phase, "iteration": step.iteration, "cost": step.cost}
    row |= {name: plain(getattr(step, name)) for name in PLAIN_FIELDS.get(type(step), ())}
    if isinstance(step, Seed):
        row |= {name: _recipe(vars(step)[f"_{name}"]) for name in ("weights", "probabilities")}
    if isinstance(step, Update):
        row |= {"empty": step.empty.tolist(), "shift": step.shift.tolist()}
        if before is None or not _same(step.previous, before.centroids):
            row["previous"] = step.previous.tolist()
    if step.whole:
        row["whole"] = plain(asdict(step.whole))
    if step.events:
        row["events"] = [as_row(event) for event in as_events(step.events)]
    if before is None or not _same(step.centroids, before.centroids):
        row["centroids"] = step.centroids.tolist()
    moved = None
    if before is None or step.labels.dtype != before.labels.dtype:
        row |= {"labels": step.labels.tolist(), "label_type": step.labels.dtype.name}
    elif step.labels is not before.labels:
        moved = np.flatnonzero(step.labels != before.labels)
        if 3 * len(moved) > len(step.labels):
            row["labels"] = step.labels.tolist()
        elif len(moved):
            row |= {"moved": moved.tolist(), "to": step.labels[moved].tolist()}
    if isinstance(step, Assign) and not (moved is not None and np.array_equal(step.changed, moved)):
        row["changed"] = step.changed.tolist()
    return row


def _same(a: Array, b: Array) -> bool:
    """Whether two arrays hold the same bits (-0.0 is not 0.0)."""
    return a is b or (a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes())


def _recipe(held: Any) -> Any:
    """How the row of a file says where weights or probabilities come from."""
    if not isinstance(held, partial):
        return plain(np.asarray(held() if callable(held) else held)) if held is not None else None
    if held.func is even_chances:
        return {"even": True, "except": list(held.args[1])}
    if held.func is single_chance:
        return {"only": held.args[1]}
    return {"rule": "D²" if held.func is shares_so_far else RULE, "seeds": len(held.args[1])}


def read_rows(rows: list[dict[str, Any]], X: Array, geometry: Geometry) -> list[Step]:
    """The steps again, each from its row and the step before."""
    steps: list[Step] = []
    for row in rows:
        steps.append(_step(row, steps[-1] if steps else None, X, geometry))
    return steps


def _step(row: dict[str, Any], before: Step | None, X: Array, geometry: Geometry) -> Step:
    kind = KINDS[row["phase"]]
    centroids = _floats(row["centroids"]) if "centroids" in row else _there(before).centroids
    if centroids.ndim != 2 or centroids.shape[1] != X.shape[1]:
        raise ValueError(f"centroids of shape {centroids.shape} for points of shape {X.shape}")
    if not np.isfinite(centroids).all() or not np.isfinite(float(row["cost"])):
        raise ValueError("a centroid or a cost that is not a number")
    labels, moved = _labels(row, before, len(X))
    if not -1 <= labels.min() <= labels.max() < len(centroids):
        raise ValueError("a label without a centroid")
    refuse_extremes(centroids, "a centroid", terms=X.size)
    facts: dict[str, Any] = {name: row[name] for name in PLAIN_FIELDS.get(kind, ()) if name in row}
    if "whole" in row:
        facts["whole"] = _whole(row["whole"])
    if not all(isinstance(facts.get(name, ""), str) for name in ("method", "reason")):
        raise ValueError("a method or a reason that is not a text")
    if kind is Seed:
        n = facts["whole"].n if "whole" in facts else len(X)
        _refuse_rows(
            [*row["candidates"], *([] if row["chosen"] is None else [row["chosen"]])],
            n,
            "a seed that is not a row of the data",
        )
        if row["chosen"] is None and row["probabilities"] is not None:
            raise ValueError("a draw without a winner")
        grown = not isinstance(before, Seed) or len(centroids) > len(before.centroids)
        if row["chosen"] is not None and not grown:
            raise ValueError("a seed step without a new start centroid")
        measured = [*row["potentials"], *([] if row["draw"] is None else [row["draw"]])]
        if not np.isfinite(np.array(measured, dtype=np.float64)).all():
            raise ValueError("a potential or a draw that is not a number")
        facts |= {"candidates": tuple(row["candidates"]), "potentials": tuple(row["potentials"])}
        facts |= {name: _made(row[name], X, centroids, geometry) for name in ("weights", "probabilities")}
    if kind is Assign:
        _refuse_rows(row.get("changed", moved), len(X))
        facts["changed"] = frozen(np.array(row.get("changed", moved), dtype=np.int32))
    if kind is Update:
        _refuse_rows(row["empty"], len(centroids))
        facts["previous"] = _floats(row["previous"]) if "previous" in row else _there(before).centroids
        facts |= {"empty": frozen(np.array(row["empty"], dtype=np.intp)), "shift": _floats(row["shift"])}
        refuse_extremes(facts["previous"], "a centroid", terms=X.size)
        if facts["previous"].shape != centroids.shape or facts["shift"].shape != (len(centroids),):
            raise ValueError("a move that does not fit the centroids")
    events = as_events(row.get("events", ()))
    return kind(int(row["iteration"]), centroids, labels, float(row["cost"]), events=events, **facts)


def _whole(row: dict[str, Any]) -> Whole:
    """The numbers of all points, where the steps show a sample."""
    places = tuple(tuple(map(float, place)) for place in row["places"])
    return Whole(**{**row, "sizes": tuple(map(int, row["sizes"])), "places": places})


def _labels(row: dict[str, Any], before: Step | None, n: int) -> tuple[Array, list[int]]:
    """Labels of a row, and the points that moved since the row before."""
    if "labels" in row:
        dtype = np.dtype(row.get("label_type") or _there(before).labels.dtype)
        if dtype.kind != "i" or len(row["labels"]) != n:
            raise ValueError("labels that do not fit the points")
        labels = np.array(row["labels"], dtype=dtype)
        old = np.full(n, -1) if before is None else before.labels
        return frozen(labels), np.flatnonzero(labels != old).tolist()
    if "moved" not in row:
        return _there(before).labels, []
    labels = np.array(_there(before).labels)
    labels[row["moved"]] = row["to"]
    return frozen(labels), row["moved"]


def _refuse_rows(given: Any, n: int, what: str = "a point or a cluster that is not there") -> None:
    """Refuse numbers that count no row, or no cluster, of ``n``."""
    known = [isinstance(i, int) and not isinstance(i, bool) and 0 <= i < n for i in given]
    if not all(known):
        raise ValueError(what)


def _there(before: Step | None) -> Step:
    """The step before, which a row that leaves something out cannot do without."""
    if before is None:
        raise ValueError("a first step that leaves something out")
    return before


def _made(recipe: Any, X: Array, centroids: Array, geometry: Geometry) -> Any:
    """Weights or probabilities from what the file says of them."""
    if recipe is None or isinstance(recipe, list):
        if recipe is not None and (len(recipe) != len(X) or not np.isfinite(_floats(recipe)).all()):
            raise ValueError("weights that do not fit the points")
        return None if recipe is None else _floats(recipe)
    if "even" in recipe:
        _refuse_rows(recipe["except"], len(X))
        return partial(even_chances, len(X), tuple(recipe["except"]))
    if "only" in recipe:
        _refuse_rows([recipe["only"]], len(X))
        return partial(single_chance, len(X), recipe["only"])
    if not 0 < recipe["seeds"] <= len(centroids):
        raise ValueError("weights of start centroids that are not there")
    made = weighted_chances if recipe["rule"] == RULE else shares_so_far
    return partial(made, X, frozen(centroids[: recipe["seeds"]]), geometry)


def _floats(values: Any) -> Array:
    return frozen(np.array(values, dtype=np.float64))
