"""Between the stage and the data: what a finger means, and what a point has to tell."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kviz.app.explorer.settings import MAX_K
from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.picture.film import Film
from kviz.story.formatting import letter
from kviz.story.messages import say
from kviz.web.quiz_places import on_stage

REACH = 0.05  # how far beside the stage a finger may end, as a share of it
NEAR = 0.04  # a point counts as clicked within this share of the stage's width


def from_stage(film: Film, at: Any, most: int = MAX_K) -> Array:
    """Shares of the stage that the browser sent, as positions (m, 2) of the drawn plane.

    Raises
    ------
    ValueError
        If they are not pairs of numbers, too many, or far beside the stage.
    """
    shares = _shares(at, most)
    xmin, xmax, ymin, ymax = film.limits
    return shares * (xmax - xmin, ymin - ymax) + (xmin, ymax)


def lifted(film: Film, places: Array, origins: Array) -> Array:
    """Places (m, 2) of the drawn plane as positions (m, d).

    Of more than two columns the stage shows a plane: how far ``origins`` (m, d) lie from it stays as it is.
    """
    plane = film.view.plane
    if plane.flat:
        return places[:, :1]
    if not plane.turned:
        return places
    return np.asarray(origins + (places - plane.place(origins)) @ plane.basis)


def _shares(at: Any, most: int) -> Array:
    try:
        shares = np.array(at, dtype=float).reshape(-1, 2)
    except (TypeError, ValueError):
        raise ValueError(str(say("page.fault.position"))) from None
    if not 1 <= len(shares) <= most:
        raise ValueError(str(say("page.fault.places", n=len(shares), most=most)))
    if not (np.abs(shares - 0.5) <= 0.5 + REACH).all():
        raise ValueError(str(say("page.fault.stage")))
    return shares


SHEET = 10.0  # width of the blank sheet that points are drawn on


def sheet_places(film: Film, at: Any, most: int) -> tuple[tuple[float, float], ...]:
    """Shares of a blank stage as data: 10 wide, from 0 at the lower left."""
    shares = _shares(at, most)
    height = SHEET * film.stage[3] / film.stage[2]
    return tuple((round(float(u) * SHEET, 3), round(float(1 - v) * height, 3)) for u, v in shares)


def on_sheet(film: Film, places: Sequence[Sequence[float]]) -> list[list[float]]:
    """Drawn points as shares of the blank stage."""
    height = SHEET * film.stage[3] / film.stage[2]
    return [[x / SHEET, 1 - y / height] for x, y in places]


def handles(film: Film) -> list[list[list[float]]]:
    """Where the centroids of every step can be taken hold of; while starts are chosen, those chosen."""
    return [on_stage(film, film.view.project(step.centroids)).round(5).tolist() for step in film.trace]


def nearest_point(film: Film, at: Any) -> int | None:
    """The point under a finger, None where there is none near."""
    place = from_stage(film, [at], most=1)[0]
    gaps = np.hypot(*(film.view.points - place).T)
    row = int(gaps.argmin())
    return row if gaps[row] <= NEAR * (film.limits[1] - film.limits[0]) else None


def about_point(trace: Trace, row: int) -> dict[str, Any]:
    """All that a point has to tell: its values, and at every step its cluster and its distances."""
    dataset, x = trace.dataset, trace.X[row]
    steps = []
    for step in trace:
        shares = trace.geometry.shares(x[None], step.centroids)[0]
        distances = trace.geometry.distance(shares)
        label = int(step.labels[row])
        steps.append({
            "cluster": letter(label) if label >= 0 else None,
            "distances": [[letter(j), float(distance)] for j, distance in enumerate(distances)],
        })  # fmt: skip
    values = [float(value) for value in dataset.in_units(x)]
    return {"row": row, "source": _source(dataset, row), "values": values, "steps": steps}


def _source(dataset: Any, row: int) -> Sequence[Sequence[str]]:
    """The other cells of the row in its table, as text."""
    if dataset.table is None or dataset.kept is None:
        return []
    cells = dataset.table.iloc[int(dataset.kept[row])]
    return [[str(name), str(cell)[:80]] for name, cell in list(cells.items())[:8]]
