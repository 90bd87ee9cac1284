"""A frame: all that a picture, a page or a reader needs to know of one step."""

from dataclasses import dataclass, replace

import numpy as np

from kviz.data.points import Array
from kviz.engine.events import Events, as_events
from kviz.engine.geometry import assign, strays
from kviz.engine.steps import Assign, Step
from kviz.engine.trace import Trace
from kviz.story.formatting import ENGLISH, Numbers
from kviz.story.narration import cost_name, fact, narrate
from kviz.story.pseudocode import running_line

HEADINGS = {
    "seed": "Seed",
    "assign": "Assign",
    "update": "Update",
    "converged": "Converged",
    "stopped": "Stopped",
}

NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Frame:
    """Step ``index`` of ``count`` as a learner meets it.

    ``previous`` (k, d) are the centroids before this step where they moved; ``changed`` the points that
    changed cluster in it; ``will_switch`` the points that are now nearer to another centroid and switch
    next; ``events`` pairs (kind, numbers); ``line`` an index into the listing, None where it is unknown;
    ``fact`` the main number of the step in a few words.
    """

    index: int
    count: int
    step: Step
    heading: str
    sentence: str
    previous: Array | None
    changed: Array
    will_switch: Array
    events: Events
    line: int | None
    fact: str = ""

    @property
    def phase(self) -> str:
        """What the step did: seed, assign, update, converged or stopped."""
        return self.step.phase

    @property
    def iteration(self) -> int:
        """Its iteration, 0 while seeding."""
        return self.step.iteration


def tell(trace: Trace, index: int, numbers: Numbers = ENGLISH) -> Frame:
    """Make the frame of step ``index`` (negative from the end)."""
    index = range(len(trace))[index]
    step = trace[index]
    changed, will_switch = _changed(trace, index), _will_switch(trace, index)
    return Frame(
        index=index,
        count=len(trace),
        step=step,
        heading=heading(step),
        sentence=narrate(trace, index, len(will_switch), numbers),
        previous=getattr(step, "previous", None),
        changed=changed,
        will_switch=will_switch,
        events=as_events(step.events),
        line=running_line(trace, index),
        fact=fact(trace, index, len(changed), len(will_switch), numbers),
    )


def imagine(trace: Trace, index: int, centroids: Array, numbers: Numbers = ENGLISH) -> Frame:
    """A frame that no run has: centroids (k, d) put somewhere by hand, every point with the nearest."""
    centroids = np.asarray(centroids, dtype=np.float64)
    labels, _ = assign(trace.X, centroids, trace.geometry)
    cost = float(trace.geometry.own_shares(trace.X, centroids, labels).sum())
    told = tell(trace, index, numbers)
    step = Assign(told.iteration, centroids, labels, cost, NOBODY)
    said = f"{cost_name(trace)} would be {numbers(cost)}"
    return replace(
        told, step=step, heading="By hand", fact=said, sentence=f"Centroids placed by hand: {said}.",
        previous=None,        changed=NOBODY, will_switch=NOBODY, events=(), line=None,
    )  # fmt: skip


def _changed(trace: Trace, index: int) -> Array:
    """Points that left one cluster for another; those that had none before did not change."""
    step = trace[index]
    changed = getattr(step, "changed", NOBODY)
    if not len(changed) or not index:
        return changed if index else NOBODY
    before = trace[index - 1].labels
    return changed[before[changed] >= 0] if before.min() < 0 else changed


def _will_switch(trace: Trace, index: int) -> Array:
    """Points that are nearer to another centroid than to their own after an update.

    Of our own run the next step already knows them, which spares n·k distances.
    """
    step = trace[index]
    if step.phase != "update":
        return NOBODY
    after = trace[index + 1] if index + 1 < len(trace) else None
    if not trace.settings:
        return strays(trace.X, step.labels, step.centroids, trace.geometry)
    if after is None or any(kind == "moved" for kind, _ in step.events):
        nearest, _ = assign(trace.X, step.centroids, trace.geometry)
        return np.flatnonzero(nearest != step.labels)
    if after.phase == "assign":
        return after.changed
    return np.flatnonzero(after.labels != step.labels)


def heading(step: Step) -> str:
    """Name a step in two or three words: «Seed 2», «Assign · iteration 3»."""
    name = HEADINGS[step.phase]
    return f"{name} {len(step.centroids)}" if step.phase == "seed" else f"{name} · iteration {step.iteration}"
