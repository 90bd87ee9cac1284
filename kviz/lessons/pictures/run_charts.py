"""Pictures of runs and of data sets side by side, and the Python that draws them in a notebook."""

from collections.abc import Callable
from typing import Any

from kviz.data.builtin import datasets
from kviz.engine.recording import run
from kviz.engine.trace import Trace
from kviz.picture.draw import draw
from kviz.picture.render.figures import OwnAxes, dress, own_figure
from kviz.picture.render.style import dressed
from kviz.story.messages import say

Lesson = Any
Drawn = list[tuple[Any, str]]  # figures, and a sentence for each
NO_GROUPS = ("centroids", "letters", "regions", "borders")
PAIR = (10.0, 4.6)  # inches of two pictures side by side


def axes_beside(names: list[str]) -> list[Any]:
    """Axes side by side on one figure of our own."""
    sheet = own_figure(*(PAIR if len(names) > 1 else (8.0, 5.4)), layout="constrained")
    sheet.set_facecolor(dressed(None).paper)
    grid = [sheet.add_subplot(1, len(names), i + 1, axes_class=OwnAxes) for i in range(len(names))]
    for ax in grid:
        dress(ax, dressed(None))
    return grid


def runs(lesson: Lesson, names: list[str], **options: Any) -> Drawn:
    """The last step of each run."""
    grid = axes_beside(names)
    for ax, name in zip(grid, names, strict=True):
        draw(lesson.trace(name), -1, ax, style="light", **options)
    return [(grid[0].figure, _about(lesson, names, "lessons.charts.ends"))]


def _about(lesson: Lesson, names: list[str], key: str) -> str:
    """The pictures in words: what each run ends with."""
    traces: list[Trace] = [lesson.trace(name) for name in names]
    rows = [say(key, n=len(trace.X), name=trace.dataset.title or name, k=trace.k, cost=trace.cost)
            for name, trace in zip(names, traces, strict=True)]  # fmt: skip
    return " ".join(rows)


def points(lesson: Lesson, names: list[str]) -> Drawn:
    """The points of each run, with nothing said of groups."""
    grid = axes_beside(names)
    for ax, name in zip(grid, names, strict=True):
        trace = lesson.trace(name)
        draw(trace, 0, ax, style="light", preset="plain", hide=NO_GROUPS)
        ax.set_title("", loc="left")
    return [(grid[0].figure, _about(lesson, names, "lessons.charts.points"))]


def pair_code(step: int, options: str) -> Callable[[Lesson, list[str]], list[str]]:
    """What writes the cell that draws a step of one run, or of several side by side."""

    def code(lesson: Lesson, names: list[str]) -> list[str]:
        if len(names) == 1:
            return [f"kviz.draw({names[0]}, {step}, {options})"]
        return [
            f'figure, axes = plt.subplots(1, {len(names)}, figsize={PAIR}, layout="constrained")\n'
            f"for ax, trace in zip(axes, ({', '.join(names)})):\n"
            f'    kviz.draw(trace, {step}, ax, style="light", {options})'
        ]

    return code


def cards(lesson: Lesson, names: list[str]) -> Drawn:
    """The end of each data set's own run, with its title."""
    grid = axes_beside(names)
    for ax, name in zip(grid, names, strict=True):
        data = data_set(name)
        draw(run(data, data.k, rng=data.seed), -1, ax, style="light", preset="plain")
        ax.set_title(data.title, loc="left")
    return [(grid[0].figure, " ".join(data_set(name).about for name in names))]


def cards_code(lesson: Lesson, names: list[str]) -> list[str]:
    """The cell that draws the same."""
    return [
        f"cards = [kviz.datasets[name]() for name in {tuple(names)!r}]\n".replace("'", '"')
        + f'figure, axes = plt.subplots(1, {len(names)}, figsize={PAIR}, layout="constrained")\n'
        "for ax, data in zip(axes, cards):\n"
        '    kviz.draw(kviz.run(data, k=data.k, rng=data.seed), -1, ax, style="light", preset="plain")\n'
        '    ax.set_title(data.title, loc="left")'
    ]


def data_set(name: str) -> Any:
    """The built-in data set of a name; ValueError says which there are."""
    if name not in datasets:
        raise ValueError(f"there is no data set {name!r}; use one of {', '.join(datasets)}")
    return datasets[name]()
