"""Where the centroids went, told from the facts: each to the middle of its points, or not."""

import numpy as np

from kviz.engine.geometry import EVEN
from kviz.engine.trace import Trace
from kviz.story.facts import Move
from kviz.story.formatting import Numbers, apart
from kviz.story.messages import say

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
        told += _some(right, there, numbers)
    for rule in GROUPED:
        if rule in ruled:
            names = [move.cluster for move in ruled[rule]]
            key = f"narration.moves.{trace.geometry.name}.{rule}"
            told.append(say(key, numbers, n=len(names), clusters=names))
    return told + [
        _one(trace, index, move, numbers) for move in moves if move.rule not in ("middle", "there")
    ]


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


def _some(right: list[Move], there: list[Move], numbers: Numbers) -> list[str]:
    told = []
    if len(right) == 1:
        told.append(say("narration.moves.one", numbers, B=right[0].cluster, d=right[0].length))
    elif right:
        farthest, d = _leaders(right)
        key = "narration.moves.some" if len(farthest) == 1 else "narration.moves.some_equal"
        names = [move.cluster for move in right]
        told.append(say(key, numbers, clusters=names, farthest=farthest, B=farthest[0], d=d))
    if there:
        key = "narration.moves.there" if right else "narration.moves.already"
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


def _one(trace: Trace, index: int, move: Move, numbers: Numbers) -> str:
    """A sentence for a move that no other cluster made in the same way."""
    if move.rule in (*GROUPED, "empty"):
        return ""
    B, at = move.cluster, trace.dataset.in_units(trace[index].centroids[move.cluster])
    if move.rule == "part":
        return say("narration.moves.part", numbers, B=B, share=move.share)
    if move.rule == "placed":
        return say("narration.moves.placed", numbers, B=B, at=at)
    key = f"narration.moves.{trace.geometry.name}.{move.rule}"
    return say(key, numbers, B=B, at=at, p=move.row, d=move.off)
