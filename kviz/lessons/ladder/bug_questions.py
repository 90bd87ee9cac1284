"""Spot the bug: the question about a program with one mistake, answered by ``kviz.check`` itself."""

from functools import cache
from typing import Any

import numpy as np

from kviz.engine.students.report import Report
from kviz.engine.trace import Trace
from kviz.lessons.file.parts import Asked, Choice
from kviz.lessons.ladder.programs import BUGS, program_with
from kviz.picture.charts.check_report import check
from kviz.story.messages import say

LIMIT = 60  # steps of a program that may never end


@cache
def report_of(kind: str, data: str, k: int) -> Report:
    """What the check says of the program with this mistake, on a built-in data set."""
    from kviz.data.builtin import datasets

    points = datasets[data]().points
    names: dict[str, Any] = {"np": np}
    exec(compile(program_with(kind), kind, "exec"), names)  # nosec B102  # our own program
    return check(names["kmeans"](points, k), points, limit=LIMIT)


def bug_run(kind: str, data: str, k: int) -> Trace:
    """The run of the program with this mistake, as far as it came."""
    trace = report_of(kind, data, k).trace
    if trace is None:
        raise ValueError(f"the program with the bug {kind!r} gives no run that can be shown")
    return trace


def bug_question(name: str, kind: str, data: str, k: int) -> Asked:
    """What does this program do wrong? The right choice is the cause that the check finds."""
    found = report_of(kind, data, k).first
    if found is None or found.kind != kind:
        said = "nothing" if found is None else found.kind
        raise ValueError(f"the check names {said!r} for the bug {kind!r} on {data!r}; use other data")
    choices = [Choice(str(say(f"lessons.bug.choice.{kind}")))]
    for other in BUGS[kind].others:
        rule = str(say(f"lessons.bug.rule.{other}"))
        choices.append(Choice(str(say(f"lessons.bug.choice.{other}")), rule))
    answer = sum(map(ord, kind)) % len(choices)
    order = [*choices[1 : answer + 1], choices[0], *choices[answer + 1 :]]
    why = str(say("lessons.bug.why", found=found.text))
    return Asked(name, str(say("lessons.bug.text")), tuple(order), answer, why)
