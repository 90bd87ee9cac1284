"""The runs behind a picture of a lesson, each with the step that it shows: what a player opens."""

from dataclasses import dataclass
from typing import Any

from kviz.data.builtin import datasets
from kviz.lessons.file.parts import Run
from kviz.lessons.numbers.runs import OWN, data_of, made
from kviz.picture.charts.tutorial import ROWS, tutorial_run

OF_RUNS = ("points", "ends", "silhouette")  # charts of runs of the lesson
OF_SETS = ("cards", "starts", "prices", "elbow", "silhouettes")  # charts of data sets


@dataclass(frozen=True)
class Moment:
    """One step of one run."""

    run: Run
    step: int

    @property
    def title(self) -> str:
        """What the run is about: the title of its data."""
        return data_of(self.run).title or self.run.name


def moments_of(lesson: Any, chart: str, names: list[str]) -> list[tuple[Moment, ...]]:
    """The runs behind a chart, for each of its figures."""
    if chart == "tutorial":
        return [(_of_tutorial(name),) for name in names]
    specs = {run.name: run for run in lesson.plain.runs}
    if chart in OF_RUNS:
        return [tuple(_shown(lesson, specs[name], chart) for name in names if name in specs)]
    if chart in OF_SETS:
        return [tuple(_of_set(name) for name in names if name in datasets)]
    return [()]


def _of_tutorial(name: str) -> Moment:
    phase, number, *_ = ROWS[name]
    steps = [i for i, step in enumerate(tutorial_run()) if step.phase == phase]
    return Moment(Run("tutorial", data="tutorial", k=2, init=OWN), steps[number])


def _shown(lesson: Any, run: Run, chart: str) -> Moment:
    """The bare points are the first step, any other chart shows how the run ended."""
    return Moment(run, 0 if chart == "points" else len(lesson.trace(run.name)) - 1)


def _of_set(name: str) -> Moment:
    data = datasets[name]()
    run = Run(name, data=name, k=data.k, seed=data.seed)
    return Moment(run, len(made(run)) - 1)
