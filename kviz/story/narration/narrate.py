"""What a step did, in plain words with its numbers: every sentence is made of measured facts."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.events import as_events
from kviz.engine.steps import Seed, Step
from kviz.engine.trace import Trace
from kviz.story.facts.costs import rounding_floor
from kviz.story.facts.happened import Happened, what_happened
from kviz.story.facts.moves import moves_of
from kviz.story.facts.points import Points, points_of
from kviz.story.formatting import Numbers, apart
from kviz.story.messages import Said, joined, say, sentences
from kviz.story.narration.events import event_sentence
from kviz.story.narration.moves import FEW, move_sentences
from kviz.story.narration.starts import start_sentences


def narrate(trace: Trace, index: int, will_switch: int, numbers: Numbers) -> tuple[Said, Said]:
    """What step ``index`` did, and what comes next: ``will_switch`` points will switch."""
    step, before = trace[index], trace[index - 1] if index else None
    outlook: list[str] = []
    if isinstance(step, Seed):
        told = start_sentences(trace, step, before, numbers)
    else:
        told, outlook = _iteration(trace, index, will_switch, numbers)
    events = as_events(step.events)
    if step.phase != "converged" or trace.settings:
        told += [event_sentence(event, numbers) for event in events]
    return sentences(told), sentences(outlook)


def cluster_sizes(step: Step) -> Array:
    """How many points every cluster has (k,): of large data all points, not those of the sample."""
    if step.whole:
        return np.array(step.whole.sizes)
    return np.bincount(step.labels[step.labels >= 0], minlength=len(step.centroids))


def weight_name(trace: Trace) -> str:
    """What start centroids are chosen by: squared distances (D²), or plain ones (D) with Manhattan."""
    return trace.geometry.symbol


def _iteration(trace: Trace, index: int, will_switch: int, numbers: Numbers) -> tuple[list[str], list[str]]:
    step, happened = trace[index], what_happened(trace, index)
    points = point_sentences(trace, index, happened.points, numbers) if happened.points else []
    moves = move_sentences(trace, index, happened.moves, numbers) if happened.moves else []
    told = points + moves if happened.points_first else moves + points
    outlook: list[str] = []
    if step.phase in ("converged", "stopped"):
        return _end(trace, step, numbers), []
    told.append(_cost(trace, index, happened, numbers))
    if step.phase == "update":
        outlook.append(_next(trace, will_switch, numbers))
    if not trace.settings and index == len(trace) - 1:
        outlook = _program_end(trace, step, numbers)
    return told, outlook


def point_sentences(trace: Trace, index: int, points: Points, numbers: Numbers) -> list[str]:
    """Who joined, who switched, how many every cluster has now, and who is not with the nearest centroid."""
    step, n = trace[index], trace.n
    left = int((step.labels < 0).sum())
    told = []
    if len(points.joined) == n - left and not points.switched:
        told.append(_joined(step, points, numbers))
    else:
        for way in ("nearer", "equal", "farther"):
            rows = getattr(points, way)
            if len(rows):
                told.append(say(f"narration.points.{way}", numbers, n=len(rows)))
        if not points.switched:
            told.append(say("narration.points.none", numbers))
        else:
            told.append(say("narration.points.now", numbers, shares=_shares(step, "has", "has_too", numbers)))
    if len(points.strays) and len(points.farthest) == n:
        told += [say("narration.points.all_farthest", numbers)] * bool(points.switched)
    elif len(points.strays):
        told.append(say("narration.points.strays", numbers, n=len(points.strays)))
        near, far = apart(*points.distances)
        facts = {"p": points.worst, "A": points.own, "B": points.best, "near": near, "far": far}
        told.append(say("narration.points.stray", numbers, **facts))
    if left:
        told.append(say("narration.points.waiting", numbers, n=left))
    return told


def _joined(step: Step, points: Points, numbers: Numbers) -> str:
    n = len(points.joined)
    shares = _shares(step, "gets", "gets", numbers)
    if points.known and not len(points.strays) and n >= len(step.labels):
        key = "join"
    else:
        key = "join_farthest" if len(points.farthest) == len(step.labels) else "join_somehow"
    return say(f"narration.points.{key}", numbers, n=n, shares=shares)


def _shares(step: Step, first: str, other: str, numbers: Numbers) -> Said:
    """How many points each cluster has; of many clusters the smallest and the largest: a list is not read."""
    sizes = cluster_sizes(step)
    if len(sizes) > FEW:
        largest, smallest = int(sizes.argmax()), int(sizes.argmin())
        facts = {"n": int(sizes[largest]), "least": int(sizes[smallest]), "A": largest, "B": smallest}
        key = "between" if facts["n"] > facts["least"] else "each"
        return say(f"narration.points.{first}_{key}", numbers, **facts)
    keys = [first, *[other] * (len(sizes) - 1)]
    parts = [say(f"narration.points.{key}", numbers, A=j, n=int(sizes[j])) for j, key in enumerate(keys)]
    return joined(parts, numbers, most=FEW)


def _cost(trace: Trace, index: int, happened: Happened, numbers: Numbers) -> str:
    kind = f"narration.cost.{trace.geometry.name}.{happened.cost}"
    if happened.cost == "first":
        return say(kind, numbers, y=trace[index].cost)
    x, y = apart(trace[index - 1].cost, trace[index].cost)
    return say(kind, numbers, x=x, y=y if happened.cost != "stayed" else float(y))


def _next(trace: Trace, will_switch: int, numbers: Numbers) -> str:
    some, none = ("some", "none") if trace.settings else ("nearer", "settled")
    if will_switch:
        return say(f"narration.next.{some}", numbers, n=will_switch)
    return say(f"narration.next.{none}", numbers)


def _end(trace: Trace, step: Step, numbers: Numbers) -> list[str]:
    """How the run ended, and whether another one could end lower."""
    name, y = trace.geometry.name, step.cost
    if not trace.settings:
        return _program_end(trace, step, numbers)
    if step.phase == "stopped":
        return [say(f"narration.end.limit.{name}", numbers, n=step.iteration, y=y), *_empty(step, numbers)]
    told = [say(f"narration.end.finished.{name}", numbers, n=step.iteration, y=y), *_empty(step, numbers)]
    if not _may_be_filled(trace, step):
        told.append(say("narration.end.fixed", numbers))
    lowest = len(step.centroids) == 1 or y <= rounding_floor(trace)
    return [*told, say(f"narration.end.{'lowest' if lowest else 'another'}", numbers)]


def _may_be_filled(trace: Trace, step: Step) -> bool:
    """Whether another update would give a point to an empty cluster."""
    if trace.settings.get("on_empty") != "farthest" or cluster_sizes(step).all():
        return False
    shares = trace.geometry.own_shares(trace.X, step.centroids, step.labels)
    return bool(shares.max() > rounding_floor(trace) / len(shares))


def _empty(step: Step, numbers: Numbers) -> list[str]:
    names = np.flatnonzero(cluster_sizes(step) == 0)
    return [say("narration.points.empty", numbers, n=len(names), clusters=names)] if len(names) else []


def _program_end(trace: Trace, step: Step, numbers: Numbers) -> list[str]:
    """Somebody's own program ended: whether the two steps would change anything."""
    name, told = trace.geometry.name, []
    if step.phase == "stopped":
        limits = [event.numbers.get("limit") for event in as_events(step.events) if event.kind == "cap"]
        key = f"narration.end.{'steps' if limits and limits[0] else 'cut'}.{name}"
        told.append(say(key, numbers, n=limits[0] if limits else 0, y=step.cost))
    elif step.phase == "converged":
        told.append(say(f"narration.program.quiet.{name}", numbers, y=step.cost))
    points = points_of(trace, step.labels, step.labels, step.centroids, measure=True)
    moves = moves_of(trace, step.centroids, step.centroids, step.labels)
    off = [move.cluster for move in moves if move.rule == "still"]
    waiting = len(points.strays) + len(points.waiting)
    if waiting:
        told.append(say("narration.program.switching", numbers, n=waiting))
    if off:
        told.append(say("narration.program.moving", numbers, n=len(off), clusters=off))
    if waiting or off:
        return [*told, *_empty(step, numbers)]
    ends = [] if told else [say("narration.program.ends", numbers)]
    return [*told, *ends, *_empty(step, numbers), say("narration.end.fixed", numbers)]
