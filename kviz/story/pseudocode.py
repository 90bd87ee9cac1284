"""The listing beside the picture, and which of its lines a step runs."""

from kviz.engine.trace import Trace
from kviz.story.narration import weight_name

_SEEDING = {
    "k-means++": (
        "first centroid ← a data point, all equally likely",
        "next centroid ← a data point, with probability D²(x) / ΣD²",
    ),
    "greedy-k-means++": (
        "first centroid ← a data point, all equally likely",
        "next centroid ← best of 2+⌊ln k⌋ points drawn with D²(x) / ΣD²",
    ),
    "farthest-first": (
        "first centroid ← a data point, all equally likely",
        "next centroid ← the data point with the largest D²(x)",
    ),
    "random": ("each centroid ← a data point not yet taken, all equally likely",),
    "box": ("each centroid ← a uniform position in the data's bounding box",),
}
_GIVEN = ("each centroid ← its given start position",)


def listing(trace: Trace) -> tuple[str, ...]:
    """Lines of pseudocode for our own engine, of source for a student's generator."""
    if trace.source:
        return tuple(trace.source.rstrip("\n").split("\n"))
    center = trace.geometry.center_name
    seeding = _SEEDING.get(str(trace.settings.get("init")), _GIVEN)
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
