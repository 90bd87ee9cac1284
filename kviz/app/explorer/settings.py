"""What a person has chosen on the page: one immutable value, checked on the way in, written as an address."""

from collections.abc import Callable, Container
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from kviz.app.explorer.data_sets.edits import check_edits
from kviz.engine.geometry import GEOMETRIES
from kviz.engine.seeding.registry import SEEDINGS
from kviz.story.messages import joined, say
from kviz.story.names import seeding_about, seeding_note, seeding_title

MAX_K = 12
MAX_COLUMNS = 100  # of a start centroid that was placed
MAX_SEED = 2**32 - 1
OWN_STARTS = {
    name: str(say(f"page.start_of.{name}")) for name in ("own", "placed")
}  # starts that no seeding makes
METRICS = {name: str(say(f"page.metrics.{name}")) for name in GEOMETRIES}
EMPTY_RULES = {name: str(say(f"page.empty_rules.{name}")) for name in ("keep", "farthest")}
SCALES = {name: str(say(f"page.scales.{name}")) for name in ("raw", "standardized")}
MAX_DRAWN = 300
MAX_NAME = 60  # letters of the name of a data set
LEFT_OUT = ("metric", "scale", "on_empty", "edits")  # of an address, where they are as usual

Places = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Settings:
    """One run, described.

    ``data`` names a data set on the explorer's shelf; ``init`` is a seeding, "own" for the start that a
    data set brings along or "placed" for ``start``, the places (k, d) that a person chose, in the data's
    own units. ``drawn`` are the points of a data set drawn by hand; ``edits`` the changes to single points of
    any other one, as ``data_sets.edits`` writes them. ``versus`` describes a second run
    beside this one: "", "init:NAME", "seed:NUMBER" or "scale:NAME".
    """

    data: str = "tutorial"
    k: int = 3
    init: str = "k-means++"
    metric: str = "euclidean"
    seed: int = 0
    scale: str = "raw"
    on_empty: str = "keep"
    versus: str = ""
    start: Places = ()
    drawn: Places = ()
    edits: str = ""

    def rival(self) -> "Settings | None":
        """The second run of a comparison."""
        name, _, value = self.versus.partition(":")
        return replace(self, versus="", **{name: CHECKS[name](value)}) if name else None


def number(low: int, high: int, what: str) -> Callable[[Any], int]:
    """A check for whole numbers from ``low`` to ``high``; ``what`` names its message under [page.fault]."""

    def check(value: Any) -> int:
        try:
            whole = int(value)
            fits = low <= whole <= high and whole == float(value)
        except (TypeError, ValueError, OverflowError):
            fits = False
        if not fits:
            raise ValueError(str(say(f"page.fault.{what}", low=low, high=high)))
        return whole

    return check


def one_of(*allowed: str) -> Callable[[Any], str]:
    """A check for one of some words."""

    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(str(say("page.fault.one_of", allowed=joined(allowed))))
        return value

    return check


def start_name(value: Any) -> str:
    """Check what a start is chosen by: a seeding, or one of OWN_STARTS."""
    return one_of(*OWN_STARTS, *SEEDINGS)(value)


def start_title(init: str) -> str:
    """What the screen calls a start."""
    return OWN_STARTS.get(init) or seeding_title(init)


def start_says(init: str) -> str:
    """How a start chooses, and what it is confused with, as the row of its seeding says it."""
    if init in OWN_STARTS:
        return str(say(f"page.init_{init}"))
    return f"{seeding_about(SEEDINGS[init])} {seeding_note(SEEDINGS[init])}".strip()


def set_name(value: Any) -> str:
    """Check the name of a data set: whether there is one of that name is asked later."""
    if len(str(value)) > MAX_NAME:
        raise ValueError(str(say("page.fault.name", n=MAX_NAME)))
    return str(value)


def places(limit: int, columns: Container[int]) -> Callable[[Any], Places]:
    """A check for up to ``limit`` positions, finite and of a size that can be squared.

    All of them have as many coordinates, and ``columns`` says how many that may be.
    """

    def check(value: Any) -> Places:
        if isinstance(value, str):
            value = [pair.split(",") for pair in value.split(";") if pair]
        try:
            found = tuple(tuple(float(c) for c in place) for place in value[: limit + 1])
        except (TypeError, ValueError):
            raise ValueError(str(say("page.fault.position"))) from None
        lengths = {len(place) for place in found}
        if len(lengths) > 1 or not all(length in columns for length in lengths):
            raise ValueError(str(say("page.fault.position")))
        if len(found) > limit:
            raise ValueError(str(say("page.fault.positions", n=limit)))
        if not all(abs(c) < 1e100 for place in found for c in place):
            raise ValueError(str(say("page.fault.size")))
        return found

    return check


def versus(value: Any) -> str:
    """Check the description of a second run."""
    name, _, choice = str(value).partition(":")
    if not value:
        return ""
    if name not in ("init", "seed", "scale"):
        raise ValueError(str(say("page.fault.versus")))
    return f"{name}:{CHECKS[name](choice)}"


CHECKS: dict[str, Callable[[Any], Any]] = {
    "data": set_name,
    "k": number(1, MAX_K, "k"),
    "init": start_name,
    "metric": one_of(*METRICS),
    "seed": number(0, MAX_SEED, "seed"),
    "scale": one_of(*SCALES),
    "on_empty": one_of(*EMPTY_RULES),
    "versus": versus,
    "start": places(MAX_K, range(1, MAX_COLUMNS + 1)),
    "drawn": places(MAX_DRAWN, (2,)),
    "edits": check_edits,
}


def address(settings: Settings, step: int) -> str:
    """Write a run and a step as the part of a link behind the #."""
    words: dict[str, object] = {}
    for entry in fields(Settings):
        value = getattr(settings, entry.name)
        if entry.name == "drawn" and settings.data != "drawn":
            continue
        if entry.name in ("start", "drawn"):
            value = ";".join(",".join(f"{c:.6g}" for c in place) for place in value)
        elif entry.name in LEFT_OUT and value == entry.default:
            continue
        if value != "":
            words[entry.name] = value
    return urlencode({**words, "step": step}, safe=":;,")


def from_address(text: str) -> tuple[dict[str, Any], int, list[str]]:
    """Read a link: the changes it asks for, the step, and what in it could not be read."""
    changes, step, faults = {}, 0, []
    try:
        words = parse_qsl(str(text)[:20_000].lstrip("#?"), max_num_fields=40)
    except ValueError:
        return {}, 0, [str(say("page.fault.address"))]
    for name, value in words:
        if name == "step":
            step = int(value) if value.isdecimal() and len(value) < 7 else 0
        elif name in CHECKS:
            try:
                changes[name] = CHECKS[name](value)
            except ValueError as fault:
                faults.append(str(say("page.fault.named", name=name, fault=str(fault))))
    if changes.keys() >= {
        "data",
        "k",
    }:  # a whole run: what it leaves out is as usual
        changes = {name: getattr(Settings, name) for name in LEFT_OUT} | changes
    return changes, step, faults
