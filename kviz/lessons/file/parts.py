"""What a lesson is made of: plain values, as they were written, with their places not yet filled in."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One choice of a question; ``rule`` is the wrong rule that leads to it, "" for the right one."""

    text: str
    rule: str = ""


@dataclass(frozen=True)
class Asked:
    """A question with its choices.

    ``name`` tells it apart from all others of the lesson. ``choices`` are in the order in which they are
    shown, ``answer`` is the number of the right one, ``why`` is said with the answer.
    """

    name: str
    text: str
    choices: tuple[Choice, ...]
    answer: int
    why: str


@dataclass(frozen=True)
class Run:
    """A run of k-means that the lesson speaks of; all names as for ``kviz.run``.

    ``without`` are rows that are left out of the data, ``points`` are points of the lesson's own.
    """

    name: str
    data: str = ""
    k: int = 3
    init: Any = "k-means++"
    seed: int = 0
    metric: str = "euclidean"
    scale: str = "raw"
    max_iter: int = 300
    on_empty: str = "keep"
    without: tuple[int, ...] = ()
    points: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Measure:
    """Numbers that are measured when the lesson is made: ``what`` names the function."""

    name: str
    what: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """A number that somebody published, with its source: the only kind of number that may be typed."""

    name: str
    value: float
    source: str


@dataclass(frozen=True)
class Part:
    """One part of a lesson, from a thought to the picture that answers it.

    ``words`` and the steps ``before`` of ``run`` come first, then the question, then the pictures that
    answer it (``steps``, or a ``chart`` ``of`` something), then the words ``after``.
    ``say`` and ``pause`` are for the teacher, ``task`` is for the learner, ``answer`` for the key.
    ``code`` are cells that take the place of the
    pictures in a notebook, ``bug`` a wrong program of the ladder, ``rung`` one of its rungs.
    """

    name: str
    title: str
    minutes: int
    words: str = ""
    after: str = ""
    say: str = ""
    pause: str = ""
    task: str = ""
    answer: str = ""
    run: str = ""
    before: tuple[Any, ...] = ()
    steps: tuple[Any, ...] = ()
    play: bool = False
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    chart: str = ""
    of: str = ""
    code: tuple[str, ...] = ()
    bug: str = ""
    rung: str = ""
    question: Asked | None = None


@dataclass(frozen=True)
class Belief:
    """What learners often think, and what to say then."""

    belief: str
    answer: str


@dataclass(frozen=True)
class Content:
    """A whole lesson file."""

    name: str
    title: str
    number: int
    question: str
    minutes: int
    objectives: tuple[str, ...]
    recap: tuple[str, ...]
    parts: tuple[Part, ...]
    exits: tuple[Asked, ...]
    later: tuple[Asked, ...]
    needs: str = ""
    material: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    measures: tuple[Measure, ...] = ()
    given: tuple[Given, ...] = ()
    beliefs: tuple[Belief, ...] = ()

    @property
    def questions(self) -> tuple[Asked, ...]:
        """The questions of the parts, in their order."""
        return tuple(part.question for part in self.parts if part.question)
