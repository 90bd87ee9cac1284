"""What is wrong with a lesson beyond the form of its file: typed numbers, unknown runs and pictures."""

from typing import Any

from kviz.lessons.file.lines import LessonError
from kviz.lessons.file.parts import Part
from kviz.lessons.file.prose import prose
from kviz.lessons.ladder.programs import BUGS
from kviz.lessons.ladder.rungs import RUNGS
from kviz.lessons.numbers.fill import typed_numbers
from kviz.lessons.numbers.named import what_and_remedy
from kviz.lessons.numbers.runs import index_of
from kviz.lessons.pictures.charts import CHARTS, chart_before
from kviz.picture.charts.tutorial import ROWS


def refuse_typed_numbers(lesson: Any) -> None:
    """Refuse numbers that are typed into the words: they would stay when the data change."""
    for path, text in prose(lesson.reader.table):
        typed = typed_numbers(text)
        if typed:
            raise lesson.reader.fault(
                path, f"the number {typed[0]} is typed into the words",
                "let kviz compute it, as in {main.cost} of a run [runs.main]; a number that somebody "
                "published goes to [given.name] with its source",
            )  # fmt: skip


def refuse_unknown_runs(lesson: Any) -> None:
    """Refuse a part that shows a run that there is not, or steps of no run."""
    runs = {run.name for run in lesson.plain.runs}
    for i, part in enumerate(lesson.plain.parts):
        if part.run and part.run not in runs:
            raise lesson.reader.fault(
                ("part", i, "run"),
                f"there is no run {part.run!r}",
                f"use one of {', '.join(sorted(runs)) or 'none'}, or add [runs.{part.run}]",
            )
        if (part.steps or (part.before and not chart_before(part))) and not part.run:
            raise lesson.reader.fault(("part", i), "it shows steps of no run", 'add run = "…"')


def refuse_unknown_pictures(lesson: Any) -> None:
    """Steps, charts and rungs that there are not: said with their line, before anything is drawn."""
    for i, part in enumerate(lesson.plain.parts):
        for key, names in (("chart", CHARTS), ("rung", RUNGS), ("bug", BUGS)):
            name = getattr(part, key)
            if name and name not in names:
                raise lesson.reader.fault(("part", i, key), f"there is no {key} {name!r}",
                                        f"use one of {', '.join(names)}")  # fmt: skip
        for key in ("before", "steps"):
            for step in getattr(part, key):
                _refuse_unknown_step(lesson, part, step, ("part", i, key))


def _refuse_unknown_step(lesson: Any, part: Part, step: Any, path: tuple[str | int, ...]) -> None:
    found = chart_before(part) if path[-1] == "before" else None
    if found:
        if found[0] == "tutorial" and found[1] not in ROWS:
            raise lesson.reader.fault(path, f"the tutorial has no picture {found[1]!r}",
                                      f"use one of {', '.join(ROWS)}")  # fmt: skip
        return
    try:
        index_of(lesson.trace(part.run), step)
    except LessonError:
        raise
    except ValueError as error:
        raise lesson.reader.fault(path, *what_and_remedy(str(error))) from None
