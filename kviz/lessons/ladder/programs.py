"""The program of the ladder, the same with its lines shuffled or with holes, and with one mistake in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.story.messages import say

PROGRAM = """\
def kmeans(X, k):
    centroids = X[:k].copy()
    while True:
        labels = ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
        yield labels, centroids.copy()
        moved = np.array([X[labels == j].mean(axis=0) for j in range(k)])
        if np.array_equal(moved, centroids):
            return
        centroids = moved
        yield labels, centroids.copy()
"""

# what stands in the program -> what a learner has to write, under [lessons.ladder]
HOLES = (
    ("((X[:, None] - centroids) ** 2).sum(axis=2)", "distances"),
    ("X[labels == j].mean(axis=0)", "mean"),
    ("np.array_equal(moved, centroids)", "unmoved"),
)
HOLE = "..."
LETTERS = "abcdefghij"


@dataclass(frozen=True)
class Bug:
    """One classic mistake: what stands in the right program, and what stands in the wrong one.

    ``kind`` is the name by which ``kviz.check`` knows it; ``others`` are mistakes that look like it.
    """

    kind: str
    right: str
    wrong: str
    others: tuple[str, ...]


MEAN = "X[labels == j].mean(axis=0)"
BUGS: dict[str, Bug] = {
    bug.kind: bug
    for bug in (
        Bug("median", MEAN, "np.median(X[labels == j], axis=0)",
            ("midrange", "whole-numbers", "first-member")),
        Bug("mean-of-centroids", MEAN, "centroids.mean(axis=0)", ("all-points", "not-updated", "no-axis")),
        Bug("last-point", ".argmin(axis=1)\n", ".argmin(axis=1)\n        labels[-1] = 0\n",
            ("first-point", "centroid-left-out", "wrong-index")),
        Bug("all-points", MEAN, "X.mean(axis=0)", ("mean-of-centroids", "not-updated", "no-axis")),
        Bug("sum", MEAN, "X[labels == j].sum(axis=0)", ("n-minus-1", "no-axis", "not-reset")),
        Bug("whole-numbers", MEAN, "X[labels == j].mean(axis=0).astype(int)", ("median", "floor", "medoid")),
        Bug("first-member", MEAN, "X[labels == j][1:].mean(axis=0)", ("last-member", "median", "n-minus-1")),
        Bug("midrange", MEAN, "(X[labels == j].min(axis=0) + X[labels == j].max(axis=0)) / 2",
            ("median", "medoid", "all-points")),
    )
}  # fmt: skip


def program_with(kind: str) -> str:
    """The program with one mistake in it.

    Raises
    ------
    ValueError
        If there is no program with this mistake.
    """
    if kind not in BUGS:
        raise ValueError(f"there is no program with the bug {kind!r}; use one of {', '.join(BUGS)}")
    return PROGRAM.replace(BUGS[kind].right, BUGS[kind].wrong)


def with_holes() -> str:
    """The program with a hole in place of each expression, and above it what belongs there."""
    lines = []
    for line in PROGRAM.splitlines():
        for expression, meaning in HOLES:
            if expression in line:
                indent = line[: len(line) - len(line.lstrip())]
                lines.append(f"{indent}# {say(f'lessons.ladder.{meaning}')}")
                line = line.replace(expression, HOLE)
        lines.append(line)
    return "\n".join(lines).replace(f"{HOLE}.argmin(axis=1)", f"np.argmin({HOLE}, axis=1)")


def shuffled(seed: int = 0) -> list[str]:
    """The lines of the program after its first, in a wrong order that depends on the seed."""
    lines = PROGRAM.splitlines()[1:]
    order = np.random.default_rng(seed).permutation(len(lines))
    return [lines[i] for i in order]


def right_order(seed: int = 0) -> str:
    """The letters of the shuffled lines in the order of the program."""
    there = shuffled(seed)
    found, used = "", set()
    for line in PROGRAM.splitlines()[1:]:
        at = next(i for i, one in enumerate(there) if one == line and i not in used)
        used.add(at)
        found += LETTERS[at]
    return found


def assembled(order: str, seed: int = 0) -> Callable[[Any, int], Iterator[Any]]:
    """The function that the lines make in this order of their letters.

    Raises
    ------
    ValueError
        If a letter is missing or twice, or the lines in this order are not Python.
    """
    lines = shuffled(seed)
    letters = order.replace(" ", "").replace(",", "").lower()
    wanted = LETTERS[: len(lines)]
    if sorted(letters) != sorted(wanted):
        raise ValueError(str(say("lessons.ladder.letters", given=letters or "…", wanted=wanted)))
    source = "\n".join(["def kmeans(X, k):", *(lines[wanted.index(letter)] for letter in letters)])
    names: dict[str, Any] = {"np": np}
    try:
        exec(compile(source, "your order", "exec"), names)  # nosec B102  # lines of our own program
    except SyntaxError as error:
        said = say("lessons.ladder.no_python", line=source.splitlines()[(error.lineno or 1) - 1].strip())
        raise ValueError(str(said)) from None
    function: Callable[[Any, int], Iterator[Any]] = names["kmeans"]
    return function


def listed_lines(seed: int = 0) -> str:
    """The shuffled lines with their letters, to be read."""
    return "\n".join(f"{LETTERS[i]}  {line}" for i, line in enumerate(shuffled(seed)))
