"""The rungs of the ladder: what a learner sees on each, and the cells of a notebook for it."""

from collections.abc import Callable
from dataclasses import dataclass

from kviz.lessons.ladder.programs import PROGRAM, listed_lines, with_holes
from kviz.story.messages import say

CHECK = "print(kviz.check(kmeans(X, 3), X))"
BLANK = """\
def kmeans(X, k):
    # {after}
    yield ..."""
ORDER = """\
from kviz.lessons.ladder.programs import assembled, listed_lines

print(listed_lines())"""
TRY_ORDER = """\
order = "abcdefghi"  # {yours}
try:
    print(kviz.check(assembled(order)(X, 3), X))
except ValueError as said:
    print(said)"""


@dataclass(frozen=True)
class Rung:
    """One rung: ``shown`` is what is read, ``cells`` are what is run; ``answers`` are the cells to change."""

    shown: Callable[[], str]
    cells: Callable[[], list[str]]
    answers: tuple[int, ...] = ()


def _order() -> list[str]:
    return [ORDER, TRY_ORDER.format(yours=say("lessons.ladder.yours"))]


def blank() -> str:
    """The program of which nothing stands there yet."""
    return BLANK.format(after=say("lessons.ladder.after"))


RUNGS: dict[str, Rung] = {
    "read": Rung(
        lambda: PROGRAM,
        lambda: [
            'X = kviz.datasets["blobs"]().points',
            PROGRAM.rstrip(),
            "kviz.play(kviz.record(kmeans(X, 3), X))",
            CHECK,
        ],
    ),
    "order": Rung(listed_lines, _order, (1,)),
    "holes": Rung(with_holes, lambda: [with_holes(), CHECK], (0,)),
    "blank": Rung(blank, lambda: [blank(), CHECK], (0,)),
}
