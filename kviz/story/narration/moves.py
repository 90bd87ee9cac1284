"""Where the centroids went, told from the facts: each to the middle of its points, or not."""

import numpy as np

from kviz.engine.geometry import EVEN
from kviz.engine.trace import Trace
from kviz.story.facts.moves import Move
from kviz.story.formatting import Numbers, apart
from kviz.story.messages import say

FEW = 5  # clusters that a sentence names one by one
GROUPED = ("median", "mean", "sum", "still")


def move_sentences(trace: Trace, index: int, moves: tuple[Move, ...], numbers: Numbers) -> list[str]:
    """One sentence for all that move as they should, and one for every other kind of move."""
    ruled = {rule: [move for move in moves if move.rule == rule] for rule in {move.rule for move in moves}}
    right, there = ruled.get("middle", []), ruled.get("there", [])
    empty = len(ruled.get("empty", []))
    told = []
    if len(right) + empty == len(moves) and right and len(right) > 1:
        told.append(_all(trace, index, right, bool(empty), numbers))
    elif len(right) == len(moves) == 1:
        told.append(say(f"narration.moves.single.{trace.geometry.name}", numbers, d=right[0].length))
    elif len(there) + empty == len(moves) and there:
        told.append(_none(trace, index, there, bool(empty), numbers))
    else:
        told += _some(right, there, len(moves), numbers)
    for rule in GROUPED:
        if rule in ruled:
            names = [move.cluster for move in ruled[rule]]
            key = f"narration.moves.{trace.geometry.name}.{rule}"
            told.append(say(key, numbers, n=len(names), clusters=names))
    told += _parts(ruled.get("part", []), numbers)
    for move in ruled.get("placed", []):
        at = trace.dataset.in_units(trace[index].centroids[move.cluster])
        told.append(say("narration.moves.placed", numbers, B=move.cluster, at=at))
    return told + _members(trace, ruled.get("member", []), numbers) + _elsewhere(trace, index, ruled, numbers)


def _none(trace: Trace, index: int, there: list[Move], empty: bool, numbers: Numbers) -> str:
    if empty:
        return say("narration.moves.none_but_empty", numbers)
    return say("narration.moves.none" if index else "narration.moves.shown", numbers, n=len(there))


def _all(trace: Trace, index: int, right: list[Move], empty: bool, numbers: Numbers) -> str:
    names = [move.cluster for move in right]
    farthest, d = _leaders(right)
    if empty or len(farthest) > 1:
        key = "some" if len(farthest) == 1 else "some_equal" if empty else "all_equal"
        facts = {"clusters": names, "farthest": farthest, "B": farthest[0], "d": d}
        if key == "all_equal":
            facts["clusters"] = farthest
        return say(f"narration.moves.{key}", numbers, **facts)
    first = trace[index].iteration == 1
    key = f"all_first.{trace.geometry.name}" if first else "all"
    return say(f"narration.moves.{key}", numbers, B=farthest[0], d=d)


def _some(right: list[Move], there: list[Move], k: int, numbers: Numbers) -> list[str]:
    told: list[str] = []
    if len(right) == 1:
        told.append(say("narration.moves.one", numbers, B=right[0].cluster, d=right[0].length))
    elif right:
        farthest, d = _leaders(right)
        names = [move.cluster for move in right]
        key = "some_equal" if len(farthest) > 1 else "some_many" if len(names) > FEW else "some"
        facts = {"clusters": names, "farthest": farthest, "B": farthest[0], "d": d, "n": len(names), "k": k}
        told.append(say(f"narration.moves.{key}", numbers, **facts))
    if there:
        key = "narration.moves.there" if right else "narration.moves.already"
        key += "_many" if right and len(there) > FEW else ""
        told.append(say(key, numbers, n=len(there), clusters=[move.cluster for move in there]))
    return told


def _leaders(moves: list[Move]) -> tuple[list[int], float]:
    """The clusters that moved farthest, and how far."""
    lengths = np.array([move.length for move in moves])
    far = lengths >= lengths.max() * (1 - EVEN)
    rest = lengths[~far]
    best = float(lengths.max())
    d = apart(best, float(rest.max()))[0] if len(rest) else best
    return [moves[i].cluster for i in np.flatnonzero(far)], d


def _parts(moves: list[Move], numbers: Numbers) -> list[str]:
    """Those that went the same share of the way are told together."""
    shares: dict[str, list[Move]] = {}
    for move in moves:
        shares.setdefault(numbers.percent(move.share), []).append(move)
    return [
        say(
            "narration.moves.part",
            numbers,
            n=len(same),
            clusters=[m.cluster for m in same],
            share=same[0].share,
        )
        for same in shares.values()
    ]


def _members(trace: Trace, moves: list[Move], numbers: Numbers) -> list[str]:
    kind = f"narration.moves.{trace.geometry.name}"
    if len(moves) == 1:
        return [say(f"{kind}.member", numbers, B=moves[0].cluster, p=moves[0].row)]
    names, rows = [move.cluster for move in moves], [move.row for move in moves]
    return [say(f"{kind}.members", numbers, clusters=names, points=rows)] if moves else []


def _elsewhere(trace: Trace, index: int, ruled: dict[str, list[Move]], numbers: Numbers) -> list[str]:
    moves, kind = ruled.get("elsewhere", []), f"narration.moves.{trace.geometry.name}"
    if not moves:
        return []
    worst = max(moves, key=lambda move: move.off)
    at = trace.dataset.in_units(trace[index].centroids[worst.cluster])
    if len(moves) == 1:
        return [say(f"{kind}.elsewhere", numbers, B=worst.cluster, at=at, d=worst.off)]
    names = [move.cluster for move in moves]
    return [say(f"{kind}.elsewhere_all", numbers, clusters=names, B=worst.cluster, d=worst.off)]
