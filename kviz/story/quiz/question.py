"""What a learner is asked before a step is shown, and what must be hidden meanwhile."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.story.formatting import Numbers
from kviz.story.messages import Said, say

MOST_CHOICES = 4
EASIEST, HARDEST = 0.6, 0.85  # nearest to second nearest: what is asked lies between obvious and a coin toss

# Parts of a picture (their names in picture/parts.py), and words beside it, that may give an answer away.
REGIONS = frozenset({"regions", "ties", "borders", "construction"})
COMING = frozenset({"next", "outlook", "fact"})
LATER = frozenset({"ahead"})  # how many steps are to come, and what they will cost
CHANCES = frozenset({"halos", "reach", "chance"})


@dataclass(frozen=True)
class Question:
    """What a learner is asked while step ``index`` - 1 is shown, and step ``index`` answers.

    Attributes
    ----------
    kind : str, a key of KINDS
    text, choices, answer : the question, its choices, and the index of the right one
    why : str
        The fact, said with the answer.
    reasons : tuple of str, one for each choice
        The wrong rule that may have led to a wrong choice; "" for the right one.
    rows : tuple of int
        The points of X that it speaks of: to be ringed, and numbered from 1 where there are several.
    lines : tuple of (row, cluster)
        Distances to be drawn with the answer, from a point to a centroid.
    places : tuple of positions (d,), one for each choice
        Where the choices are places: a click counts as the nearest of them. Empty otherwise.
    tolerance : float
        How far a click may be from the right place, in the units of X.
    hide : frozenset of str
        Parts of the picture that give the answer away, by their names in a picture (``hide=`` of
        ``kviz.draw``), with "ahead": how many steps are to come and what they cost, in a staircase, a
        timeline or a table; "outlook": the end of the sentence (``Frame.outlook``); "fact": the number in
        the heading (``Frame.fact``). All else may stay. ``Film(trace, predict=seed)`` draws so, and
        ``kviz.story.questions.frame_of`` is the frame without these words and rings.
    """

    index: int
    kind: str
    text: Said
    choices: tuple[Said, ...]
    answer: int
    why: Said
    reasons: tuple[str, ...]
    rows: tuple[int, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[float, ...], ...] = ()
    tolerance: float = 0.0
    hide: frozenset[str] = field(default=frozenset())

    def judge_place(self, place: Any) -> int:
        """The choice that a click at ``place`` (d,) means, -1 where it is near to none of them."""
        gaps = np.sqrt(((np.array(self.places) - np.asarray(place, dtype=float)) ** 2).sum(axis=1))
        nearest = int(gaps.argmin())
        return nearest if gaps[nearest] <= self.tolerance else -1

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON knows it; ``parts`` mark the clusters and points in the text."""
        return {
            "index": self.index,
            "kind": self.kind,
            "text": str(self.text),
            "parts": self.text.as_json(),
            "choices": [str(choice) for choice in self.choices],
            "choice_parts": [choice.as_json() for choice in self.choices],
            "answer": self.answer,
            "why": str(self.why),
            "why_parts": self.why.as_json(),
            "reasons": [str(reason) for reason in self.reasons],
            "rows": list(self.rows),
            "lines": [list(line) for line in self.lines],
            "places": [list(place) for place in self.places],
            "tolerance": self.tolerance,
            "hide": sorted(self.hide),
        }


@dataclass(frozen=True)
class Asking:
    """What a kind of question may look at: the run, the step to be guessed, chance and language."""

    trace: Trace
    index: int
    rng: np.random.Generator
    numbers: Numbers

    @property
    def step(self) -> Any:
        """The step that answers."""
        return self.trace[self.index]

    @property
    def before(self) -> Any:
        """The step that is shown while the question is asked."""
        return self.trace[self.index - 1]

    @property
    def centroids_stay(self) -> bool:
        """Whether the centroids on screen are those that the step works with."""
        before, after = self.before.centroids, self.step.centroids
        return before.shape == after.shape and bool((before == after).all())

    def say(self, key: str, **fields: Any) -> Said:
        """A message of the section of questions."""
        return say(f"questions.{key}", self.numbers, **fields)

    def pick(self, items: Array) -> int:
        """One of several by chance, the same for the same seed."""
        return int(items[self.rng.integers(len(items))])


def by_cluster(
    asking: Asking,
    kind: str,
    clusters: list[int],
    right: int,
    why: Said,
    reasons: dict[int, Said],
    **more: Any,
) -> Question:
    """A question whose choices are clusters, in the order of their letters."""
    return Question(
        index=asking.index,
        kind=kind,
        text=asking.say(f"{kind}.text"),
        choices=tuple(asking.say("cluster", A=j) for j in clusters),
        answer=clusters.index(right),
        why=why,
        reasons=tuple("" if j == right else reasons[j] for j in clusters),
        **more,
    )
