"""What the cost did from step to step, as far as it is more than rounding."""

from kviz.data.points import Array
from kviz.engine.geometry import EVEN
from kviz.engine.phases import rounding_cost
from kviz.engine.steps import Step
from kviz.engine.trace import Trace


def cost_change(trace: Trace, before: Step | None, step: Step) -> str:
    """Whether the cost is the "first", "fell", "stayed" or "rose"; what rounding can make is not a change."""
    if before is None or (step.phase == "assign" and before.phase == "seed"):
        return "first"
    if before.cost == step.cost:
        return "stayed"
    slack = EVEN * abs(before.cost) + rounding_floor(trace)
    return (
        "fell" if step.cost < before.cost - slack else "rose" if step.cost > before.cost + slack else "stayed"
    )


def rising_steps(trace: Trace) -> list[int]:
    """The steps at which the cost rose, which it cannot do in k-means."""
    steps = trace.steps
    return [i for i in range(1, len(steps)) if cost_change(trace, steps[i - 1], steps[i]) == "rose"]


def rounding_floor(trace: Trace) -> float:
    """A cost that rounding alone can make: below it the cost is as good as zero."""
    low, high = box_of(trace)
    return rounding_cost(low, high, trace.n, trace.geometry)


def box_of(trace: Trace) -> tuple[Array, Array]:
    """The smallest and the largest value of every column (d,), worked out once."""
    known = trace.__dict__.get("_box")
    if known is None:
        known = trace.__dict__["_box"] = (trace.X.min(axis=0), trace.X.max(axis=0))
    return known
