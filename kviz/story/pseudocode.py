"""The listing beside the picture, and which of its lines a step runs."""

from kviz.engine.seeding.registry import SEEDINGS
from kviz.engine.steps import Seed
from kviz.engine.trace import Trace
from kviz.story.catalogue import book_of
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import say


def listing(trace: Trace, numbers: Numbers = SPOKEN) -> tuple[str, ...]:
    """Lines of pseudocode for our own engine, of source for a student's generator."""
    if trace.source:
        return tuple(trace.source.rstrip("\n").split("\n"))
    symbol = trace.geometry.symbol
    loop = ("repeat", "assign", "stop", f"update.{trace.geometry.name}")
    return (*_seeding(trace, symbol, numbers), *(str(say(f"pseudocode.{line}", numbers)) for line in loop))


def _seeding(trace: Trace, symbol: str, numbers: Numbers) -> tuple[str, ...]:
    """The lines of a seeding from the catalogue; of one that was added from outside, from its row."""
    name = str(trace.settings.get("init"))
    key = f"pseudocode.seeding.{name}" if name in SEEDINGS else "pseudocode.seeding.given"
    if key in book_of(numbers.language).messages:
        return tuple(say(key, numbers, D=symbol).split("\n"))
    return tuple(line.replace("D²", symbol) for line in SEEDINGS[name].lines)


def running_line(trace: Trace, index: int) -> int | None:
    """Index into ``listing`` of the line that made step ``index``, None where it is unknown."""
    if trace.source:
        return trace.lines[index]
    step, after = trace[index], len(_seeding(trace, trace.geometry.symbol, SPOKEN))
    if isinstance(step, Seed):
        rounds = any(isinstance(before, Seed) and before.round for before in trace.steps[:index])
        return 1 if step.round else min(step.centroids.shape[0] + rounds, after) - 1
    return after + {"assign": 1, "converged": 2, "update": 3}.get(step.phase, 0)
