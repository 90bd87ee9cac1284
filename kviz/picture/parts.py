"""The parts of a picture by name, to be shown or hidden, and two presets."""

from collections.abc import Iterable
from operator import index

from kviz.engine.trace import Trace

PARTS = {
    "regions": "the view tinted by nearest centroid",
    "ties": "pieces of the view that are equally far from two centroids (Manhattan)",
    "borders": "the edges between the regions",
    "construction": "for two centroids: segment, midpoint, right angle and the whole bisector",
    "halos": "while seeding: a disc at every point, its area proportional to D²(x); of many points, shades",
    "reach": "while seeding: the line from the chosen point to its nearest seed, and greedy candidates",
    "points": "the data, by colour and marker",
    "changed": "rings around the points that changed cluster in this step",
    "next": "dashed rings around the points that will switch in the next assignment",
    "trails": "the way of every centroid since the start",
    "ghosts": "the last place of every centroid that moved",
    "arrows": "from the last place to the new one",
    "centroids": "the centroids as large markers",
    "letters": "their letters",
    "note": "how more than two columns, or very many points, are shown",
    "heading": "what the step is, and its main number",
    "badges": "events: ties, empty clusters, the cap, the end",
    "sizes": "how many points every cluster has",
    "chance": "while seeding: the cumulative probability, the number drawn, the slice that won",
    "cost": "the staircase of costs",
}

PRESETS = {
    "lesson": frozenset(PARTS),
    "plain": frozenset({"regions", "borders", "points", "centroids", "letters", "note"}),
}


def chosen(preset: str = "lesson", show: Iterable[str] = (), hide: Iterable[str] = ()) -> frozenset[str]:
    """The parts of a preset, and those in ``show``, without those in ``hide``: names from ``PARTS``."""
    if preset not in PRESETS:
        raise ValueError(f"preset={preset!r} is unknown; use one of {', '.join(PRESETS)}.")
    show, hide = ({names} if isinstance(names, str) else set(names) for names in (show, hide))
    for name in sorted(show | hide):
        if name not in PARTS:
            raise ValueError(f"a picture has no part {name!r}; its parts are {', '.join(PARTS)}.")
    return (PRESETS[preset] | show) - hide


def check(trace: object, pair: tuple[int, int] | None, inspect: int | None) -> None:
    """Refuse what is no run, and a pair of clusters or a point that the run does not have."""
    if not isinstance(trace, Trace):
        kind = type(trace).__name__
        raise TypeError(f"what was given is a {kind}; give a run, as kviz.run or kviz.record returns it.")
    if not len(trace):
        raise ValueError("the run has no step, so there is nothing to draw; record at least one.")
    n, k = len(trace.X), trace.k
    if inspect is not None and not 0 <= inspect < n:
        raise ValueError(f"inspect={inspect} is no point of these data; use 0 to {n - 1}.")
    if pair is not None and (len(pair) != 2 or pair[0] == pair[1] or not all(0 <= j < k for j in pair)):
        raise ValueError(f"pair={pair!r} must be two different clusters; use numbers from 0 to {k - 1}.")


def as_size(given: object, least: tuple[int, int] = (80, 60)) -> tuple[int, int]:
    """Width and height of a picture in CSS pixels; refuse what is none or is out of range."""
    try:
        width, height = map(index, given)
    except (TypeError, ValueError):
        raise ValueError(
            f"size={given!r} is no size; give width and height in whole CSS pixels, as in (960, 600)."
        ) from None
    if not (least[0] <= width <= 8000 and least[1] <= height <= 8000):
        raise ValueError(f"size={width}x{height} is out of range; use {least[0]}x{least[1]} to 8000x8000.")
    return width, height
