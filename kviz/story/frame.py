"""A frame: all that a picture, a page or a reader needs to know of one step."""

from dataclasses import dataclass, replace

import numpy as np

from kviz.data.points import Array
from kviz.engine.events import Events, as_events
from kviz.engine.geometry import assign, strays
from kviz.engine.steps import Assign, Seed, Step
from kviz.engine.trace import Trace, run_given
from kviz.story.formatting import SPOKEN, Numbers, as_numbers
from kviz.story.messages import Said, say, sentences
from kviz.story.narration.narrate import narrate
from kviz.story.pseudocode import running_line

NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Frame:
    """Step ``index`` of ``count`` as a learner meets it.

    ``previous`` (k, d) are the centroids before this step where they moved; ``changed`` the points that
    changed cluster in it; ``will_switch`` the points that are now nearer to another centroid and switch
    next; ``events`` pairs (kind, numbers); ``line`` an index into the listing, None where it is unknown;
    ``fact`` the main number of the step in a few words; ``outlook`` the part of the sentence that speaks of
    the next step, so that it can be left out where the next step is asked for.
    """

    index: int
    count: int
    step: Step
    heading: str
    sentence: Said
    previous: Array | None
    changed: Array
    will_switch: Array
    events: Events
    line: int | None
    fact: str = ""
    outlook: str = ""

    @property
    def parts(self) -> tuple:
        """The sentence in pieces: plain texts, and a Part for every cluster and point it names."""
        return self.sentence.parts

    @property
    def phase(self) -> str:
        """What the step did: seed, assign, update, converged or stopped."""
        return self.step.phase

    @property
    def iteration(self) -> int:
        """Its iteration, 0 while seeding."""
        return self.step.iteration


def tell(trace: Trace, index: int, numbers: Numbers = SPOKEN) -> Frame:
    """Say what step ``index`` (negative from the end) did: its heading, its sentence and its events.

    The sentence is made of facts that are measured on the arrays, so it is as true of a program of your
    own as of ``kviz.run``.

    >>> import kviz
    >>> trace = kviz.run([[0.0], [1.0], [5.0]], k=2, init=[[0.0], [5.0]])
    >>> kviz.tell(trace, 2).heading
    'Assign · iteration 1'
    >>> print(kviz.tell(trace, 2).sentence)
    Every point joins its nearest centroid: A gets 2 and B gets 1. WCSS is 1.
    """
    index, numbers = run_given(trace).position(index), as_numbers(numbers)
    step = trace[index]
    changed, will_switch = _changed(trace, index), _will_switch(trace, index)
    switching, switched = _counts(trace, index, changed, will_switch)
    told, outlook = narrate(trace, index, switching, numbers)
    return Frame(
        index=index,
        count=len(trace),
        step=step,
        heading=heading(step, numbers),
        sentence=sentences([told, outlook]),
        previous=getattr(step, "previous", None),
        changed=changed,
        will_switch=will_switch,
        events=as_events(step.events),
        line=running_line(trace, index),
        fact=_fact(trace, index, switched, switching, numbers),
        outlook=outlook,
    )


def imagine(trace: Trace, index: int, centroids: Array, numbers: Numbers = SPOKEN) -> Frame:
    """A frame that no run has: centroids (k, d) put somewhere by hand, every point with the nearest."""
    centroids = np.asarray(centroids, dtype=np.float64)
    labels, _ = assign(trace.X, centroids, trace.geometry)
    cost = float(trace.geometry.own_shares(trace.X, centroids, labels).sum())
    told = tell(trace, index, numbers)
    name = trace.geometry.name
    return replace(
        told,
        step=Assign(told.iteration, centroids, labels, cost, NOBODY),
        heading=say("headings.by_hand", numbers),
        fact=say(f"headings.fact.by_hand.{name}", numbers, cost=cost),
        sentence=say(f"narration.by_hand.{name}", numbers, cost=cost),
        previous=None,
        changed=NOBODY,
        will_switch=NOBODY,
        events=(),
        line=None,
        outlook="",
    )


def _changed(trace: Trace, index: int) -> Array:
    """Points that left one cluster for another since the step before; those that had none did not change.

    Where points were moved to empty clusters, the assignment is compared with what was on screen.
    """
    step = trace[index]
    if not index or step.phase == "seed" or (step.phase == "update" and trace.settings):
        return NOBODY
    before = trace[index - 1].labels
    if step.labels is before:
        return NOBODY
    changed = np.flatnonzero(step.labels != before)
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
    if after is None:
        nearest, _ = assign(trace.X, step.centroids, trace.geometry)
        return np.flatnonzero(nearest != step.labels)
    if isinstance(after, Assign):
        return after.changed
    return np.flatnonzero(after.labels != step.labels)


def _counts(trace: Trace, index: int, changed: Array, will_switch: Array) -> tuple[int, int]:
    """How many points will switch, and how many have: of large data all points, not those of the sample."""
    whole = trace[index].whole
    if whole is None:
        return len(will_switch), len(changed)
    after = trace[index + 1].whole if trace[index].phase == "update" and index + 1 < len(trace) else None
    return after.changed if after else 0, whole.changed


def heading(step: Step, numbers: Numbers = SPOKEN) -> str:
    """Name a step in two or three words: «Start centroid B», «Assign · iteration 3»."""
    if isinstance(step, Seed) and step.round:
        return say("headings.round", numbers, i=step.round)
    return say(f"headings.{step.phase}", numbers, A=len(step.centroids) - 1, i=step.iteration)


def _fact(trace: Trace, index: int, changed: int, will_switch: int, numbers: Numbers) -> str:
    """The main number of a step in a few words, for a heading."""
    step, n = trace[index], trace.n
    if isinstance(step, Seed) and step.round:
        return say("headings.fact.round", numbers, n=len(step.candidates))
    if isinstance(step, Seed):
        key = "seed" if step.chosen is not None else "place"
        return say(f"headings.fact.{key}", numbers, A=len(step.centroids) - 1, p=step.chosen)
    if step.phase == "assign":
        before = trace[index - 1].labels if index else np.full(len(trace.X), -1)
        if (before >= 0).any():
            return say("headings.fact.switch", numbers, n=changed, all=n)
        nearest = trace.settings or not len(strays(trace.X, step.labels, step.centroids, trace.geometry))
        joined = n if step.whole else int((step.labels >= 0).sum())
        return say(f"headings.fact.{'join' if nearest else 'join_somehow'}", numbers, n=joined)
    if step.phase == "update":
        some, none = ("next", "none_next") if trace.settings else ("nearer", "settled")
        return say(f"headings.fact.{some if will_switch else none}", numbers, n=will_switch)
    if step.phase == "stopped":
        return say("headings.fact.stopped", numbers)
    return say(f"headings.fact.{'converged' if trace.settings else 'quiet'}", numbers)
