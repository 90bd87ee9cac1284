"""A frame: all that a picture, a page or a reader needs to know of one step."""

from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import assign
from kviz.engine.steps import Step
from kviz.engine.trace import Trace
from kviz.story.narration import narrate
from kviz.story.pseudocode import running_line
from kviz.story.words import ENGLISH, Numbers

HEADINGS = {"seed": "Seed", "assign": "Assign", "update": "Update", "converged": "Converged", "stopped": "Stopped"}


@dataclass(frozen=True, eq=False)
class Frame:
    """Step ``index`` of ``count`` as a learner meets it.

    ``previous`` (k, d) are the centroids before this step where they moved; ``changed`` the points that
    changed cluster in it; ``will_switch`` the points that are now nearer to another centroid and switch
    next; ``events`` pairs (kind, text); ``line`` an index into the listing, None where it is unknown.
    """

    index: int
    count: int
    step: Step
    heading: str
    sentence: str
    previous: Array | None
    changed: Array
    will_switch: Array
    events: tuple[tuple[str, str], ...]
    line: int | None

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
    nobody = np.empty(0, dtype=np.intp)
    will_switch = nobody
    if step.phase == "update":
        nearest, _ = assign(trace.X, step.centroids, trace.geometry)
        will_switch = np.flatnonzero(nearest != step.labels)
    return Frame(
        index=index,
        count=len(trace),
        step=step,
        heading=heading(step),
        sentence=narrate(trace, index, len(will_switch), numbers),
        previous=getattr(step, "previous", None),
        changed=getattr(step, "changed", nobody),
        will_switch=will_switch,
        events=tuple(step.events),
        line=running_line(trace, index),
    )


def heading(step: Step) -> str:
    """Name a step in two or three words: «Seed 2», «Assign · iteration 3»."""
    name = HEADINGS[step.phase]
    return f"{name} {len(step.centroids)}" if step.phase == "seed" else f"{name} · iteration {step.iteration}"
