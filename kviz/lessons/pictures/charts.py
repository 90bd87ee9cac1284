"""The charts that a lesson can show, and the Python that draws each in a notebook.

A new chart is a function of the lesson and of what the part names under ``of``, and a row in CHARTS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kviz.engine.choose_k.restarts import draw_starts, settle
from kviz.engine.choose_k.validity import silhouette
from kviz.lessons.file.parts import Part
from kviz.lessons.numbers.measures import SEEDINGS, measured
from kviz.lessons.pictures.run_charts import (
    Drawn,
    Lesson,
    axes_beside,
    cards,
    cards_code,
    data_set,
    pair_code,
    points,
    runs,
)
from kviz.picture.charts import restarts as starts_chart
from kviz.picture.charts.elbow import elbow
from kviz.picture.charts.seeding_comparison import seedings
from kviz.picture.charts.tutorial import ROWS, figure, seen
from kviz.picture.charts.validity import draw_silhouette, draw_silhouettes
from kviz.picture.render.style import dressed
from kviz.story.messages import say

TRIES = 200


@dataclass(frozen=True)
class Chart:
    """One kind of picture: ``draw`` makes the figures, ``code`` the cells for a notebook."""

    draw: Callable[[Lesson, list[str]], Drawn]
    code: Callable[[Lesson, list[str]], list[str]]


def _tutorial(lesson: Lesson, names: list[str]) -> Drawn:
    for name in names:
        if name not in ROWS:
            raise ValueError(f"the tutorial has no picture {name!r}; use one of {', '.join(ROWS)}")
    return [(figure(name).figure, seen(name)) for name in names]


def _elbow(lesson: Lesson, names: list[str]) -> Drawn:
    found = elbow(data_set(names[0]), ks=range(1, 9), rng=0)
    return [(found.draw().figure, found.sentence)]


def _silhouettes(lesson: Lesson, names: list[str]) -> Drawn:
    found = elbow(data_set(names[0]), ks=range(1, 9), rng=0)
    best = max(found.silhouettes, key=lambda k: found.silhouettes[k])
    return [(draw_silhouettes(found).figure, str(say("lessons.charts.silhouettes", k=best)))]


def _silhouette(lesson: Lesson, names: list[str]) -> Drawn:
    trace = lesson.trace(names[0])
    found = silhouette(trace.X, trace.labels)
    return [(draw_silhouette(found).figure, str(say("lessons.charts.silhouette", mean=found.mean)))]


def _starts(lesson: Lesson, names: list[str]) -> Drawn:
    data = data_set(names[0])
    costs = {
        init: settle(data.points, draw_starts(data.points, data.k, range(TRIES), init))[0]
        for init in ("random", "k-means++")
    }
    best = min(float(found.min()) for found in costs.values())
    return [(starts_chart.draw_starts(costs, best).figure, str(say("lessons.charts.starts", n=TRIES)))]


def _starts_code(lesson: Lesson, names: list[str]) -> list[str]:
    k = data_set(names[0]).k
    return [
        f'found = kviz.segment(kviz.datasets["{names[0]}"].file, k={k})\n'
        "from kviz.picture.charts.restarts import draw_starts\n\n"
        "draw_starts(found.starts.costs, found.starts.best)"
    ]


def _prices(lesson: Lesson, names: list[str]) -> Drawn:
    data = data_set(names[0])
    return [(draw_prices(names[0], data.k).figure, str(say("lessons.charts.prices", k=data.k)))]


def draw_prices(data: str, k: int, tries: int = 100) -> Any:
    """Bars for five seedings: iterations, runs that reach the best WCSS, distances computed in a run."""
    numbers = measured("seedings", {"data": data, "k": k, "tries": tries})
    grid = axes_beside(["rounds", "hits", "price"])
    look = dressed(None)
    titles = [str(say(f"lessons.charts.{name}")) for name in ("rounds", "hits", "price")]
    for ax, name, title in zip(grid, ("rounds", "hits", "price"), titles, strict=True):
        values = [numbers[f"{name}_{seeding}"] for seeding in SEEDINGS]
        ax.barh(list(SEEDINGS.values()), values, color=look.color(0))
        ax.invert_yaxis()
        ax.set_title(title, loc="left", fontsize=look.size)
        if ax is not grid[0]:
            ax.set_yticks([])
    return grid[0]


def _one(text: str) -> Callable[[Lesson, list[str]], list[str]]:
    """The same cell for the first of the names."""
    return lambda lesson, names: [text.replace("NAME", names[0])]


HIDDEN = 'hide=["centroids", "letters", "regions", "borders"]'
SILHOUETTE = (
    "from kviz.engine.choose_k.validity import silhouette\n"
    "from kviz.picture.charts.validity import draw_silhouette\n\n"
    "draw_silhouette(silhouette(NAME.X, NAME.labels))"
)
SILHOUETTES = (
    "from kviz.picture.charts.validity import draw_silhouettes\n\n"
    'draw_silhouettes(kviz.elbow(kviz.datasets["NAME"](), ks=range(1, 9), rng=0))'
)
PRICES = (
    'from kviz.lessons.pictures.charts import draw_prices\n\ndraw_prices("NAME", k=kviz.datasets["NAME"].k)'
)
ELBOW = (
    'curve = kviz.elbow(kviz.datasets["NAME"](), ks=range(1, 9), rng=0)\nprint(curve.sentence)\ncurve.draw()'
)

CHARTS: dict[str, Chart] = {
    "tutorial": Chart(
        _tutorial,
        lambda lesson, names: [
            f'from kviz.picture.charts.tutorial import figure\n\nfigure("{name}")' for name in names
        ],
    ),
    "points": Chart(points, pair_code(0, f'preset="plain", {HIDDEN}')),
    "ends": Chart(partial(runs, preset="plain"), pair_code(-1, 'preset="plain"')),
    "cards": Chart(cards, cards_code),
    "starts": Chart(_starts, _starts_code),
    "seedings": Chart(
        lambda lesson, names: [(seedings(), str(say("lessons.charts.seedings")))],
        _one("from kviz.picture.charts.seeding_comparison import seedings\n\nseedings()"),
    ),
    "prices": Chart(_prices, _one(PRICES)),
    "elbow": Chart(_elbow, _one(ELBOW)),
    "silhouette": Chart(_silhouette, _one(SILHOUETTE)),
    "silhouettes": Chart(_silhouettes, _one(SILHOUETTES)),
}  # fmt: skip


def chart_of(lesson: Lesson, name: str, of: str) -> Drawn:
    """The figures of a chart, each with a sentence that says what it shows.

    Raises
    ------
    ValueError
        If there is no such chart, or what it is of.
    """
    if name not in CHARTS:
        raise ValueError(f"there is no chart {name!r}; use one of {', '.join(CHARTS)}")
    return CHARTS[name].draw(lesson, names_in(of))


def chart_code(lesson: Lesson, name: str, of: str) -> list[str]:
    """The cells of a notebook that draw a chart."""
    return CHARTS[name].code(lesson, names_in(of))


def chart_before(part: Part) -> tuple[str, str] | None:
    """The chart and what it is of, where a part shows one before its question: ``before = "points"``."""
    first = str(part.before[0]) if part.before else ""
    if first == "points":
        return "points", part.of
    chart, _, of = first.partition(" ")
    return ("tutorial", of) if chart == "tutorial" else None


def names_in(of: str) -> list[str]:
    """The names in ``of = "round, long"``."""
    return [name.strip() for name in of.split(",")] if of.strip() else [""]
