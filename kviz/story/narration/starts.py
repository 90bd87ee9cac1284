"""How a start centroid was chosen, told from the facts of its step."""

import numpy as np

from kviz.engine.geometry import TIE
from kviz.engine.seeding.registry import SEEDINGS, Seeding
from kviz.engine.steps import Seed, Step, letter
from kviz.engine.trace import Trace
from kviz.story.catalogue import book_of
from kviz.story.formatting import Numbers, apart
from kviz.story.messages import say
from kviz.story.names import seeding_title


def start_sentences(trace: Trace, step: Seed, before: Step | None, numbers: Numbers) -> list[str]:
    """What was drawn, compared or placed, and the sum that seeding lowers."""
    if step.round:
        facts = {"i": step.round, "n": len(step.candidates), "times": 2 * trace.k, "D": trace.geometry.symbol}
        return [say("narration.start.round", numbers, **facts, y=step.potentials[0])]
    return [*_chosen(trace, step, numbers), _sum(trace, step, before, numbers)]


def _chance(step: Seed) -> float:
    """The chance of the row that was drawn; not a number where nothing was drawn."""
    if step.whole:
        return np.nan if step.whole.chance is None else step.whole.chance
    chances, row = step.probabilities, step.chosen
    return np.nan if chances is None or row is None else float(chances[row])


def _chosen(trace: Trace, step: Seed, numbers: Numbers) -> list[str]:
    """How it was chosen. A seeding that was added from outside has its own sentence, or only its facts."""
    method = step.method
    if method == "k-means||" and step.chosen is not None:
        return _of_rounds(trace, step, numbers)
    if step.chosen is not None and method in ("k-means++", "greedy-k-means++", "farthest-first", "random"):
        if step.weights is None:
            return [_even(trace, step, numbers)]
        if step.draw is None:
            return [_farthest(trace, step, numbers)]
        return (_best if step.candidates else _weighted)(trace, step, numbers)
    row = SEEDINGS.get(method)
    if f"narration.start.{method}" not in book_of(numbers.language).messages and row and row.sentence:
        return [_by_row(trace, step, row, numbers)]
    chance = _chance(step)
    if row and row.drawn and step.draw is not None and not np.isnan(chance):
        facts = {"name": seeding_title(method, numbers), "chance": chance}
        return [say("narration.start.method_drawn", numbers, **facts, **_named(step))]
    return _placed(trace, step, numbers)


def _of_rounds(trace: Trace, step: Seed, numbers: Numbers) -> list[str]:
    """The first start centroid is drawn from all points, the others from the candidates of the rounds."""
    if step.weights is None:
        return [_even(trace, step, numbers)]
    if not any(step.chosen in one.candidates for one in trace if isinstance(one, Seed)):
        return _weighted(trace, step, numbers)  # there were fewer candidates than start centroids
    facts = {"chance": _chance(step), "D": trace.geometry.symbol}
    return [say("narration.start.candidate", numbers, **facts, **_named(step))]


def _by_row(trace: Trace, step: Seed, row: Seeding, numbers: Numbers) -> str:
    return row.sentence.format(
        letter=letter(numbers.cluster(len(step.centroids) - 1)),
        place=numbers.place(trace.dataset.in_units(step.centroids[-1])),
        center=trace.geometry.center_name,
        what="it is not a data point" if step.chosen is None else f"that is point {step.chosen}",
    )


def _named(step: Seed) -> dict[str, int | None]:
    return {"A": len(step.centroids) - 1, "p": step.chosen}


def _even(trace: Trace, step: Seed, numbers: Numbers) -> str:
    chances, n = step.probabilities, step.whole.n if step.whole else len(trace.X)
    free = n if chances is None else int(np.count_nonzero(chances))
    if step.whole and step.whole.chance:
        free = round(1 / step.whole.chance)
    how = "drawn" if free == n else "left"
    return say(f"narration.start.{how}", numbers, n=free, **_named(step))


def _weighted(trace: Trace, step: Seed, numbers: Numbers) -> list[str]:
    chance, n = _chance(step), step.whole.n if step.whole else len(trace.X)
    told = say(f"narration.start.weighted.{trace.geometry.name}", numbers, chance=chance, **_named(step))
    return [told, say("narration.start.unlikely", numbers)] if chance * n < 1 - TIE else [told]


def _best(trace: Trace, step: Seed, numbers: Numbers) -> list[str]:
    rows = list(dict.fromkeys(step.candidates))
    facts = {"n": len(rows), "draws": len(step.candidates), "points": rows, "D": trace.geometry.symbol}
    told = say("narration.start.best", numbers, **facts, **_named(step))
    return [told, say("narration.start.best_name", numbers)] if len(step.centroids) == 2 else [told]


def _farthest(trace: Trace, step: Seed, numbers: Numbers) -> str:
    share = step.whole.chance or 0.0 if step.whole else step.weights[step.chosen]  # type: ignore[index]
    if share <= 0:
        return say("narration.start.next_row", numbers, **_named(step))
    distance = float(trace.geometry.distance(np.asarray(share)))
    return say("narration.start.farthest", numbers, d=distance, **_named(step))


def _placed(trace: Trace, step: Seed, numbers: Numbers) -> list[str]:
    key = f"narration.start.{step.method}"
    key = key if key in book_of(numbers.language).messages else "narration.start.method"
    at = trace.dataset.in_units(step.centroids[-1])
    name = seeding_title(step.method, numbers)
    told = say(key, numbers, at=at, name=name, **_named(step))
    if step.chosen is None:
        return [told, say("narration.start.no_point", numbers)]
    return [told, say("narration.start.point", numbers, p=step.chosen)]


def _sum(trace: Trace, step: Seed, before: Step | None, numbers: Numbers) -> str:
    kind = f"narration.sum.{trace.geometry.name}"
    if before is None:
        return say(f"{kind}.first", numbers, y=step.cost)
    x, y = apart(before.cost, step.cost)
    stayed = before.cost - step.cost <= TIE * before.cost
    return say(f"{kind}.stayed" if stayed else f"{kind}.fell", numbers, x=x, y=y)
