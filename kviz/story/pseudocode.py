"""The listing beside the picture, and which of its lines a step runs."""

from kviz.engine.seeding.registry import SEEDINGS
from kviz.engine.trace import Trace
from kviz.story.narration import weight_name

_GIVEN = ("each centroid ← its given start position",)


def listing(trace: Trace) -> tuple[str, ...]:
    """Lines of pseudocode for our own engine, of source for a student's generator."""
    if trace.source:
        return tuple(trace.source.rstrip("\n").split("\n"))
    center = trace.geometry.center_name
    row = SEEDINGS.get(str(trace.settings.get("init")))
    seeding = row.lines if row else _GIVEN
    return (
        *(line.replace("D²", weight_name(trace)) for line in seeding),
        "repeat:",
        "    assign every point to its nearest centroid",
        "    if no point changed cluster: stop",
        f"    move every centroid to the {center} of its points",
    )


def running_line(trace: Trace, index: int) -> int | None:
    """Index into ``listing`` of the line that made step ``index``, None where it is unknown."""
    if trace.source:
        return trace.lines[index]
    step, after = trace[index], len(listing(trace)) - 4
    if step.phase == "seed":
        return min(step.centroids.shape[0], after) - 1
    return after + {"assign": 1, "converged": 2, "update": 3}.get(step.phase, 0)
