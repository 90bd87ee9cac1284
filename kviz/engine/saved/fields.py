"""What every field of a run file may hold: looked at before anything is made of it."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from kviz.data.given import seen
from kviz.engine.geometry import GEOMETRIES

LARGEST = 2**53  # of whole numbers: points, clusters, iterations


class Room(NamedTuple):
    """How many points, columns and centroids there are for the numbers of a row to speak of."""

    points: int
    columns: int
    centroids: int


NOWHERE = Room(0, 0, 0)
Check = Callable[[Any, Room], bool]


def count(value: Any, room: Room | None = None) -> bool:
    """Whether it is a whole number from 0."""
    return whole(value) and value <= LARGEST


def whole(value: Any) -> bool:
    """Whether it is a whole number of any size from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def number(value: Any, room: Room | None = None) -> bool:
    """Whether it is a finite number."""
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return known and abs(value) < 1e308 and math.isfinite(value)


def text(value: Any, room: Room | None = None) -> bool:
    """Whether it is a text that can be written again: half of a character pair cannot."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def chance(value: Any, room: Room | None = None) -> bool:
    """Whether it is a number from 0 to 1."""
    return number(value) and 0 <= value <= 1


def point(value: Any, room: Room) -> bool:
    """Whether it is the row of a point."""
    return count(value) and value < room.points


def cluster(value: Any, room: Room) -> bool:
    """Whether it is the number of a cluster."""
    return count(value) and value < room.centroids


def maybe(check: Check) -> Check:
    """The same, or nothing."""
    return lambda value, room: value is None or check(value, room)


def many(check: Check, least: int = 0) -> Check:
    """A list of them, so many at least."""
    return lambda value, room: (
        isinstance(value, list) and len(value) >= least and all(check(item, room) for item in value)
    )


POINTS, CLUSTERS = many(point, 1), many(cluster, 1)
PLACED: dict[str, Check] = {"n": count, "clusters": CLUSTERS}
MOVED: dict[str, Check] = {"point": point, "cluster": cluster, "source": cluster}
CUT: dict[str, Check] = {"limit": count, "n": count}

DATA: dict[str, Check] = {
    "title": text,
    "about": text,
    "group": text,
    "names": many(text, 1),
    "k": count,
    "notes": many(text),
    "offset": many(number, 1),
    "factor": many(number, 1),
    "points": many(many(number, 1), 1),
    "start": maybe(many(many(number, 1), 1)),
    "kept": maybe(many(count)),
}
HEAD: dict[str, Check] = {
    "metric": lambda value, room: text(value) and value in GEOMETRIES,
    "settings": lambda value, room: isinstance(value, dict),
    "source": maybe(text),
    "lines": maybe(many(maybe(count))),
}
# all that a run may have been asked for; a notebook writes it as arguments
SETTINGS: dict[str, Check] = {
    "k": count,
    "init": lambda value, room: value is None or text(value) or many(many(number, 1), 1)(value, room),
    "metric": text,
    "seed": lambda value, room: value is None or isinstance(value, dict) or whole(value),
    "max_iter": count,
    "on_empty": text,
}
# kind and case of an event -> its numbers
EVENTS: dict[tuple[str, str], dict[str, Check]] = {
    ("tie", "points"): {
        "n": count, "point": point, "clusters": CLUSTERS, "cluster": cluster, "later": count,
    },
    ("tie", "farthest"): {"n": count, "point": point},
    ("tie", "candidates"): {"n": count, "points": POINTS, "point": point},
    ("duplicate", "covered"): {},
    ("duplicate", "scarce"): {"n": count, "k": count},
    ("duplicate", "place"): {"clusters": CLUSTERS},
    ("empty", "kept"): PLACED,
    ("empty", "unfilled"): PLACED,
    ("empty", "lost"): PLACED,
    ("moved", "first"): MOVED,
    ("moved", "next"): MOVED,
    ("cap", "iterations"): CUT,
    ("cap", "settled"): CUT,
    ("cap", "quiet"): CUT,
    ("cap", "steps"): {"limit": count},
}  # fmt: skip

ROW: dict[str, Check] = {"iteration": count, "cost": number}
# phase of a step -> its own fields; those of a rule are looked at where the rule is read
FIELDS: dict[str, dict[str, Check]] = {
    "seed": {
        "chosen": maybe(point),
        "draw": maybe(chance),
        "candidates": many(point),
        "potentials": many(number),
        "method": text,
    },
    "assign": {},
    "update": {"empty": many(cluster), "shift": many(number)},
    "converged": {"reason": text},
    "stopped": {"reason": text},
}
NOT_IN_0_1: dict[str, Check] = {"round": count, "changed": many(point), "moved": many(point)}
OF_POINTS = ("k-means++", "greedy-k-means++", "farthest-first", "random", "k-means||")
WHOLE: dict[str, Check] = {
    "n": count,
    "sizes": many(count),
    "changed": count,
    "equal": count,
    "chance": maybe(number),  # of farthest-first it is D²
    "places": many(many(number)),
}


def refuse_fields(given: Any, fields: dict[str, Check], room: Room, where: str) -> None:
    """Refuse a group of fields that lacks one, or where one holds something else."""
    if not isinstance(given, dict):
        raise ValueError(f"{where} is {seen(given, 30)}, not a group of fields")
    for name, check in fields.items():
        if name not in given:
            raise ValueError(f"{where} has no field {name!r}")
        if not check(given[name], room):
            raise ValueError(f"{name}={seen(given[name], 30)} in {where} does not fit the run")


def refuse_row(row: Any, room: Room, where: str) -> None:
    """Refuse the row of a step that says something of what is not there."""
    refuse_fields(row, {"phase": text}, room, where)
    if row["phase"] not in FIELDS:
        raise ValueError(f"phase={seen(row['phase'], 30)} in {where} is unknown")
    more = {name: check for name, check in NOT_IN_0_1.items() if name in row}
    whole = row.get("whole")
    if whole is not None:
        refuse_fields(whole, WHOLE, room, where)
        sizes = (0, room.centroids) if row["phase"] == "seed" else (room.centroids,)
        if not whole["n"] >= room.points or len(whole["sizes"]) not in sizes:
            raise ValueError(f"the numbers of all points in {where} do not fit the run")
        if set(whole) - set(WHOLE) or any(len(place) != room.columns for place in whole["places"]):
            raise ValueError(f"the numbers of all points in {where} do not fit the run")
        room = room._replace(points=whole["n"])
    refuse_fields(row, ROW | FIELDS[row["phase"]] | more, room, where)
    if row["phase"] == "seed":
        _refuse_seed(row, where)
    events = row.get("events", [])
    if not isinstance(events, list):
        raise ValueError(f"events={seen(events, 30)} in {where} is not a list")
    for event in events:
        _refuse_event(event, room, where)


def _refuse_seed(row: dict[str, Any], where: str) -> None:
    """A choice that says how it was made, and forgets a part of it."""
    of_a_point = row.get("probabilities") is not None or row["method"] in OF_POINTS
    if row["chosen"] is None and of_a_point and not row.get("round"):
        raise ValueError(f"{where} is a draw without a winner")
    compared = len(row["potentials"])
    if compared != (1 if row.get("round") else len(row["candidates"])):
        raise ValueError(f"{where} has {len(row['candidates'])} candidates and {compared} potentials")


def _refuse_event(event: Any, room: Room, where: str) -> None:
    """An event of a kind, a case or numbers that no run has; version 0.1 told events in English, as pairs."""
    if isinstance(event, list):
        if len(event) != 2 or not all(isinstance(part, str) for part in event):
            raise ValueError(f"the event {seen(event, 30)} in {where} is not a kind and its sentence")
        return
    refuse_fields(event, {"kind": text}, room, f"an event of {where}")
    if "text" in event:
        refuse_fields(event, {"text": text}, room, f"an event of {where}")
        return
    refuse_fields(event, {"case": text}, room, f"an event of {where}")
    kind = (event["kind"], event["case"])
    if kind not in EVENTS:
        raise ValueError(f"the event {' '.join(kind)!r} in {where} is unknown")
    known = EVENTS[kind]
    refuse_fields(event, known, room, f"an event of {where}")
    more = sorted(set(event) - {"kind", "case", *known})
    if more:
        raise ValueError(f"an event of {where} has a field {more[0]!r} that is unknown")


def refuse_settings(settings: dict[str, Any], n: int, k: int) -> None:
    """Refuse settings that no run has, and a k that does not fit ``n`` points and ``k`` centroids."""
    unknown = sorted(set(settings) - set(SETTINGS))
    if unknown:
        raise ValueError(f"its settings have a field {seen(unknown[0], 30)} that is unknown")
    refuse_fields(settings, {name: SETTINGS[name] for name in settings}, NOWHERE, "its settings")
    if not k <= settings.get("k", k) <= n:
        raise ValueError(f"its settings say k={settings['k']}, which does not fit the centroids")
