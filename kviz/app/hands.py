"""What hands do on the stage: drag a centroid, place the start, draw points, ask a point."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kviz.app.settings import MAX_DRAWN
from kviz.app.touch import from_stage, nearest_point, sheet_places
from kviz.data.points import Array

if TYPE_CHECKING:
    from kviz.app.explorer import Explorer

Message = dict[str, Any]


def drag(explorer: "Explorer", message: Message, _: object) -> None:
    """Send the picture of a step with its centroids elsewhere; an empty answer lets the browser go on."""
    pictures = []
    try:
        places, step = _centroids(explorer, message), _step(explorer, message)
        pictures = [explorer.reel.films[0].preview(places, step)]
    except ValueError:  # a finger that still drags what another run has replaced
        pass
    finally:
        explorer.send({"type": "dragged"}, pictures)


def drop(explorer: "Explorer", message: Message, _: object) -> None:
    """Run from the places to which the centroids were dragged; show the first assignment."""
    _start_at(explorer, _centroids(explorer, message), step=explorer.trace.k)


def place(explorer: "Explorer", message: Message, _: object) -> None:
    """Run from the places that a person clicked."""
    _start_at(explorer, from_stage(explorer.reel.films[0], message["at"]), step=0)


def _centroids(explorer: "Explorer", message: Message) -> Array:
    places = from_stage(explorer.reel.films[0], message["at"])
    if len(places) != explorer.trace.k or explorer.trace.X.shape[1] != 2:
        raise ValueError(f"{len(places)} places were given for {explorer.trace.k} centroids.")
    return places


def _step(explorer: "Explorer", message: Message) -> int:
    return min(max(int(message["step"]), 0), len(explorer.trace) - 1)


def _start_at(explorer: "Explorer", places: Array, step: int) -> None:
    if explorer.trace.X.shape[1] != 2:
        return explorer.say("hands", "Centroids can be placed where the data has two columns.")
    start = tuple((float(x), float(y)) for x, y in explorer.trace.dataset.in_units(places))
    settings = replace(explorer.settings, init="placed", start=start, k=len(start))
    explorer.apply(settings, "hands", step=step)


def draw(explorer: "Explorer", message: Message, _: object) -> None:
    """Take points drawn on a blank stage as the data."""
    try:
        drawn = sheet_places(explorer.reel.films[0], message["at"], MAX_DRAWN)
    except ValueError as fault:
        return explorer.say("hands", str(fault))
    k = min(explorer.settings.k, len(drawn))
    start = {"k": k, "init": "k-means++", "start": (), "versus": ""}
    explorer.apply(replace(explorer.settings, data="drawn", drawn=drawn, **start), "hands", step=0)


def inspect(explorer: "Explorer", message: Message, _: object) -> None:
    """Show the distances of the point under a finger; of none where there is none."""
    row = None if message.get("at") is None else nearest_point(explorer.reel.films[0], message["at"])
    if row == explorer.inspected:
        row = None
    if row != explorer.inspected:
        explorer.look_closer(row)


HANDS: dict[str, Callable[..., None]] = {
    "drag": drag, "drop": drop, "place": place, "draw": draw, "inspect": inspect,
}  # fmt: skip
