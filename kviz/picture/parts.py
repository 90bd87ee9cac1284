"""The parts of a picture, one row each: what it shows, the function that draws it, and where it belongs.

A part of your own is one function and one row, and every surface knows it::

    def draw_means(scene):
        yield Dots(scene.places, "x", 9, "none", scene.ink, 2, 3.2)

    PARTS["means"] = Part("a cross at every mean", draw_means)
    kviz.draw(trace, show="means")
"""

from collections.abc import Callable, Iterable, Iterator
from numbers import Integral
from operator import index
from typing import Any, NamedTuple

import numpy as np

from kviz.data.given import many, seen, word, words
from kviz.engine.trace import run_given
from kviz.picture.layers import borders, centroids, cost_links, inspector, points
from kviz.picture.panels import cluster_costs, cluster_sizes, cost_steps, heading, seed_draw
from kviz.picture.render.marks import Marks
from kviz.picture.scene import Scene

PRESETS = ("lesson", "plain")
LESSON, BOTH = ("lesson",), PRESETS


class Part(NamedTuple):
    """A part of a picture.

    ``says`` what it shows. ``draw(scene)`` yields ``marks`` of the plot; with ``home`` "head", "upper" or
    "lower" it is ``draw(pad, box, scene)``, which writes beside the plot; None for words that the frame
    itself places. ``presets`` are those that have it: none, and it is drawn where it is asked for.
    ``still(pad, box, view)`` draws once what no step changes. ``shares`` the place of other parts: it
    takes no room for itself.
    """

    says: str
    draw: Callable | None
    home: str = "plot"
    presets: tuple[str, ...] = ()
    still: Callable | None = None
    shares: bool = False


PARTS: dict[str, Part] = {
    "regions": Part("the view tinted by nearest centroid", borders.draw_regions, presets=BOTH),
    "ties": Part(
        "pieces of the view that are equally far from two centroids (Manhattan)",
        borders.draw_ties, presets=LESSON,
    ),
    "borders": Part("the edges between the regions", borders.draw_borders, presets=BOTH),
    "construction": Part(
        "for two centroids: segment, midpoint, right angle and the whole bisector",
        borders.draw_construction, presets=LESSON,
    ),
    "halos": Part(
        "while seeding: a disc at every point, its area proportional to D²(x); of many points, shades",
        points.draw_halos, presets=LESSON,
    ),
    "reach": Part(
        "while seeding: the line from the chosen point to its nearest seed, and greedy candidates",
        points.draw_reach, presets=LESSON,
    ),
    "squares": Part(
        "the square on the line from every point to its centroid, or of the inspected point alone: "
        "its area is d², and WCSS is their sum",
        cost_links.draw_squares,
    ),
    "links": Part(
        "a line from every point to its centroid; with Manhattan distance along both axes",
        cost_links.draw_links,
    ),
    "points": Part("the data, by colour and marker", points.draw_points, presets=BOTH),
    "changed": Part(
        "rings around the points that changed cluster in this step", points.draw_changed, presets=LESSON
    ),
    "next": Part(
        "dashed rings around the points that will switch in the next assignment",
        points.draw_next, presets=LESSON,
    ),
    "trails": Part("the way of every centroid since the start", centroids.draw_trails, presets=LESSON),
    "ghosts": Part("the last place of every centroid that moved", centroids.draw_ghosts, presets=LESSON),
    "arrows": Part("from the last place to the new one", centroids.draw_arrows, presets=LESSON),
    "centroids": Part("the centroids as large markers", centroids.draw_centroids, presets=BOTH),
    "letters": Part("their letters", centroids.draw_letters, presets=BOTH),
    "inspected": Part(
        "of an inspected point: its distances to all centroids", inspector.draw_inspected, presets=BOTH
    ),
    "note": Part("how more than two columns, or very many points, are shown", None, "note", BOTH),
    "heading": Part("what the step is, and its main number", heading.draw_heading, "head", LESSON),
    "badges": Part("events: ties, empty clusters, the cap, the end", heading.draw_badges, "head", LESSON),
    "sizes": Part("how many points every cluster has", cluster_sizes.draw_sizes, "upper", LESSON),
    "sums": Part(
        "what every cluster adds to the cost, in place of its number of points",
        cluster_costs.draw_sums, "upper", shares=True,
    ),
    "chance": Part(
        "while seeding: the cumulative probability, the number drawn, the slice that won",
        seed_draw.draw_chance, "upper", LESSON, shares=True,
    ),
    "cost": Part(
        "the staircase of costs", cost_steps.draw_cost, "lower", LESSON, still=cost_steps.prepare_cost
    ),
}  # fmt: skip


def table() -> list[dict[str, object]]:
    """The parts as rows for a page or a help text: name, what it shows, where it belongs, its presets."""
    return [
        {"name": name, "says": row.says, "home": row.home, "presets": list(row.presets)}
        for name, row in PARTS.items()
    ]


def plot_marks(scene: Scene, parts: frozenset[str]) -> Iterator[tuple[str, Marks]]:
    """The marks of every part of the plot, each after its part's name."""
    for name, row in PARTS.items():
        if row.home == "plot" and row.draw and name in parts:
            yield name, row.draw(scene)


def homes(parts: Iterable[str]) -> frozenset[str]:
    """The places beside the plot that parts take room in."""
    return frozenset(PARTS[name].home for name in parts if not PARTS[name].shares)


def chosen(preset: str = "lesson", show: Iterable[str] = (), hide: Iterable[str] = ()) -> frozenset[str]:
    """The parts of a preset, and those in ``show``, without those in ``hide``: names from ``PARTS``."""
    word(preset, PRESETS, "preset")
    show, hide = set(words(show, "show")), set(words(hide, "hide"))
    for name in sorted(show | hide, key=str):
        if name not in PARTS:
            raise ValueError(f"a picture has no part {name!r}; its parts are {', '.join(PARTS)}.")
    return frozenset({name for name, row in PARTS.items() if preset in row.presets} | show) - hide


def check(trace: Any, pair: tuple[int, int] | None, inspect: int | None) -> None:
    """Refuse what is not a run, and a pair of clusters or a point that the run does not have."""
    if not len(run_given(trace)):
        raise ValueError("the run has no step, so there is nothing to draw; record at least one.")
    n, k = len(trace.X), trace.k
    numbers = isinstance(inspect, Integral) and not isinstance(inspect, bool | np.bool_)
    if inspect is not None and not (numbers and 0 <= index(inspect) < n):
        raise ValueError(f"inspect={seen(inspect)} is not a point of these data; use 0 to {n - 1}.")
    if pair is not None and not _two_clusters(pair, k):
        raise ValueError(f"pair={seen(pair)} must be two different clusters; use numbers from 0 to {k - 1}.")


def _two_clusters(pair: Any, k: int) -> bool:
    """Whether these are the numbers of two different clusters."""
    given = tuple(pair) if many(pair) and len(tuple(pair)) == 2 else ()
    known = [isinstance(j, Integral) and not isinstance(j, bool) and 0 <= index(j) < k for j in given]
    return len(known) == 2 and all(known) and given[0] != given[1]


def as_size(given: Any, least: tuple[int, int] = (80, 60)) -> tuple[int, int]:
    """Width and height of a picture in CSS pixels; refuse what is neither, or out of range."""
    try:
        width, height = map(index, given)
    except (TypeError, ValueError):
        raise ValueError(
            f"size={given!r} is not a size; give width and height in whole CSS pixels, as in (960, 600)."
        ) from None
    if not (least[0] <= width <= 8000 and least[1] <= height <= 8000):
        raise ValueError(f"size={width}x{height} is out of range; use {least[0]}x{least[1]} to 8000x8000.")
    return width, height


def as_density(given: Any) -> float:
    """Device pixels per CSS pixel; refuse what is not a number, or out of range."""
    try:
        density = float(given)
    except (TypeError, ValueError):
        density = float("nan")
    if not 0.1 <= density <= 8:
        raise ValueError(
            f"density={given!r} is out of range; use a number from 0.1 to 8, as in 2 for a sharp display."
        )
    return density
