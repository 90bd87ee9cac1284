"""The items of a quiz: the questions of the lesson with their pictures, and numbers from a worksheet."""

from dataclasses import dataclass
from typing import Any

from kviz.lessons.file.parts import Asked, Content, Part
from kviz.lessons.ladder.programs import program_with
from kviz.lessons.pictures.shown import Shown, shown_before
from kviz.lessons.worksheet.problem import Problem, problem
from kviz.story.formatting import SPOKEN, letter
from kviz.story.messages import say

TOLERANCE = 0.05  # a mean is asked for with one decimal


@dataclass(frozen=True)
class Item:
    """A question with choices; ``picture`` shows what it is about, ``code`` is the program it speaks of."""

    name: str
    asked: Asked
    picture: Shown | None = None
    code: str = ""


@dataclass(frozen=True)
class NumberItem:
    """A question whose answer is a number."""

    name: str
    text: str
    value: float
    why: str
    tolerance: float = TOLERANCE


def items_of(lesson: Any) -> list[Item]:
    """Questions of the parts, of the end and of a week later, in this order."""
    content: Content = lesson.content
    found = [_item(lesson, part) for part in content.parts if part.question]
    ends = [(asked, "exit") for asked in content.exits] + [(asked, "later") for asked in content.later]
    return found + [Item(f"{say(f'lessons.{key}')}: {asked.name}", asked) for asked, key in ends]


def _item(lesson: Any, part: Part) -> Item:
    asked = part.question
    assert asked is not None
    before = shown_before(lesson, part)
    code = program_with(part.bug) if part.bug else ""
    return Item(part.title, asked, before[0] if before else None, code)


def numbers_of(seed: int) -> list[NumberItem]:
    """The new centroids of the first round of a worksheet, as numbers to be computed."""
    given: Problem = problem(seed)
    listed = ", ".join(f"({x:.0f}, {y:.0f})" for x, y in given.points)
    starts = [f"({x:.0f}, {y:.0f})" for x, y in given.centroids(1)]
    found = []
    for j, place in enumerate(given.centroids(2)):
        members = (given.labels(1) == j).nonzero()[0]
        for axis, value in zip("xy", place, strict=True):
            fields = {"axis": axis, "name": letter(j)}
            text = say("lessons.quiz.number", points=listed, a=starts[0], b=starts[1], **fields)
            values = ", ".join(f"{given.points[i]['xy'.index(axis)]:.0f}" for i in members)
            why = say("lessons.quiz.number_why", values=values, value=SPOKEN.fixed(value, 1), **fields)
            name = str(say("lessons.quiz.number_name", seed=str(seed), **fields))
            found.append(NumberItem(name, str(text), float(value), str(why)))
    return found
