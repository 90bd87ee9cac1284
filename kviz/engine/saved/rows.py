"""The steps of a run as rows of a file, and back: what did not change is left out."""

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
from kviz.engine.saved.fields import Check, Room, count, many, number, point, refuse_fields, refuse_row
from kviz.engine.seeding.potential import even_chances, shares_so_far, single_chance, weighted_chances
from kviz.engine.steps import Assign, Converged, Seed, Step, Stopped, Update

KINDS = {kind.phase: kind for kind in (Seed, Assign, Update, Converged, Stopped)}
PLAIN_FIELDS = {
    Seed: ("chosen", "draw", "candidates", "potentials", "method", "round"),
    Converged: ("reason",),
    Stopped: ("reason",),
}
RULE = "D² / ΣD²"
MADE = {RULE: weighted_chances, "D²": shares_so_far}
LABEL_TYPES = ("int8", "int16", "int32", "int64")


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


def read_rows(rows: Any, X: Array, geometry: Geometry) -> list[Step]:
    """The steps again, each from its row and the step before."""
    if not isinstance(rows, list) or not rows:
        raise ValueError("there are no steps")
    steps: list[Step] = []
    for i, row in enumerate(rows):
        steps.append(_step(row, f"step {i}", steps[-1] if steps else None, X, geometry))
    if len({step.whole.n if step.whole else 0 for step in steps}) > 1:
        raise ValueError("some steps have other numbers of all points than the rest")
    return steps


def _step(row: dict[str, Any], where: str, before: Step | None, X: Array, geometry: Geometry) -> Step:
    if not isinstance(row, dict):
        raise ValueError(f"{where} is not a group of fields")
    centroids = _places(row["centroids"], X, where) if "centroids" in row else _there(before).centroids
    room = Room(len(X), X.shape[1], len(centroids))
    refuse_row(row, room, where)
    kind = KINDS[row["phase"]]
    labels, moved = _labels(row, before, room, where)
    facts: dict[str, Any] = {name: row[name] for name in PLAIN_FIELDS.get(kind, ()) if name in row}
    if row.get("whole") is not None:
        facts["whole"] = _whole(row["whole"])
    if kind is Seed:
        grown = not isinstance(before, Seed) or len(centroids) > len(before.centroids)
        if row["chosen"] is not None and not grown:
            raise ValueError(f"{where} chooses a start centroid that is not there")
        facts |= {"candidates": tuple(row["candidates"]), "potentials": tuple(row["potentials"])}
        for name in ("weights", "probabilities"):
            facts[name] = _made(row.get(name), X, centroids, geometry, f"{name} of {where}")
    if kind is Assign:
        facts["changed"] = frozen(np.array(row.get("changed", moved), dtype=np.int32))
    if kind is Update:
        previous = _places(row["previous"], X, where) if "previous" in row else _there(before).centroids
        facts |= {"empty": frozen(np.array(row["empty"], dtype=np.intp)), "shift": _floats(row["shift"])}
        facts["previous"] = previous
        if previous.shape != centroids.shape or facts["shift"].shape != (len(centroids),):
            raise ValueError(f"{where} is a move that does not fit the centroids")
    events = as_events(row.get("events", ()))
    return kind(row["iteration"], centroids, labels, float(row["cost"]), events=events, **facts)


def _places(given: Any, X: Array, where: str) -> Array:
    """Centroids (m, d) in the space of the points."""
    if not many(many(number, 1), 1)(given, Room(0, 0, 0)) or {len(place) for place in given} != {X.shape[1]}:
        raise ValueError(f"the centroids of {where} are not numbers, {X.shape[1]} for each centroid")
    centroids = _floats(given)
    refuse_extremes(centroids, "a centroid", terms=X.size)
    return centroids


def _whole(row: dict[str, Any]) -> Whole:
    """The numbers of all points, where the steps show a sample."""
    places = tuple(tuple(map(float, place)) for place in row["places"])
    return Whole(**{**row, "sizes": tuple(map(int, row["sizes"])), "places": places})


def _labels(row: dict[str, Any], before: Step | None, room: Room, where: str) -> tuple[Array, list[int]]:
    """Labels of a row, and the points that moved since the row before."""
    n = room.points
    if "labels" not in row and "moved" not in row:
        return _fitting(_there(before).labels, room, where), []
    if "labels" in row:
        dtype = row["label_type"] if "label_type" in row else _there(before).labels.dtype.name
        labels = np.asarray(row["labels"])
        if dtype not in LABEL_TYPES or labels.dtype.kind != "i" or labels.shape != (n,):
            raise ValueError(f"{where} has labels that do not fit the points")
        old = np.full(n, -1) if before is None else before.labels
        return frozen(_fitting(labels, room, where).astype(dtype)), np.flatnonzero(labels != old).tolist()
    moved, to = row["moved"], np.asarray(row.get("to"))
    if not many(point)(moved, room) or to.dtype.kind != "i" or to.shape != (len(moved),):
        raise ValueError(f"{where} moves points that are not there")
    labels = np.array(_there(before).labels)
    labels[moved] = _fitting(to, room, where)
    return frozen(_fitting(labels, room, where)), moved


def _fitting(labels: Array, room: Room, where: str) -> Array:
    """Labels from -1 to the last centroid."""
    if not -1 <= labels.min() <= labels.max() < room.centroids:
        raise ValueError(f"{where} has a label without a centroid")
    return labels


def _there(before: Step | None) -> Step:
    """The step before, which a row that leaves something out cannot do without."""
    if before is None:
        raise ValueError("a first step that leaves something out")
    return before


def _made(recipe: Any, X: Array, centroids: Array, geometry: Geometry, where: str) -> Any:
    """Weights or probabilities from what the file says of them."""
    n, room = len(X), Room(len(X), X.shape[1], len(centroids))
    if recipe is None:
        return None
    if isinstance(recipe, list):
        if not many(number)(recipe, room) or len(recipe) != n or min(recipe) < 0:
            raise ValueError(f"the {where} do not fit the points")
        return _floats(recipe)
    rules: dict[str, dict[str, Check]] = {
        "even": {"except": many(point)},
        "only": {"only": point},
        "rule": {"seeds": count},
    }
    rule = next((name for name in rules if isinstance(recipe, dict) and name in recipe), None)
    if rule is None:
        raise ValueError(f"the {where} come from a rule that is unknown")
    refuse_fields(recipe, rules[rule], room, f"the {where}")
    if rule == "even" and len(set(recipe["except"])) < n:
        return partial(even_chances, n, tuple(recipe["except"]))
    if rule == "only":
        return partial(single_chance, n, recipe["only"])
    if rule == "even" or not 0 < recipe["seeds"] <= len(centroids) or recipe["rule"] not in MADE:
        raise ValueError(f"the {where} come from start centroids that are not there")
    made = partial(MADE[recipe["rule"]], X, frozen(centroids[: recipe["seeds"]]), geometry)
    if recipe["rule"] == RULE and not _apart(*made.args):
        raise ValueError(f"the {where} are all 0")
    return made


def _apart(X: Array, centroids: Array, geometry: Geometry) -> bool:
    """Whether any point lies apart from these centroids: a few points nearly always tell."""
    few = X[:: max(1, len(X) // 64)]
    return any(shares_so_far(some, centroids, geometry).any() for some in (few, X))


def _floats(values: Any) -> Array:
    return frozen(np.array(values, dtype=np.float64))
