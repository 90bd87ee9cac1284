"""What the cost of a step is made of: shown in the pictures, and sent point by point for the page's own."""

from collections.abc import Callable
from typing import Any

import numpy as np

from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import number
from kviz.app.explorer.stage_coordinates import on_stage
from kviz.data.points import Array
from kviz.engine.cost.decomposition import decompose
from kviz.engine.cost.descent import descent
from kviz.engine.trace import Trace

IN_PICTURE = ("links", "sums")  # parts of the pictures while the cost is shown
MOST_POINTS = 20_000  # of more points, only the clusters are told

Message = dict[str, Any]


def show_cost(session: Session, message: Message, _: object) -> None:
    """Draw what the cost is made of into every picture, or no longer."""
    session.shown = IN_PICTURE if message.get("on") else ()
    session.redraw()


def cost(session: Session, message: Message, _: object) -> None:
    """Send what the cost of a step is made of, of the run on screen that is asked about.

    Without clusters there is nothing to send but the step. With it go the places of the points on the stage
    (n, 2), their labels and what each adds to the cost, if they are not too many. Clusters are counted by
    their letters: a second run has those of the first.
    """
    f = min(max(int(message.get("film") or 0), 0), len(session.store.traces) - 1)
    trace, film = session.store.traces[f], session.store.films[f]
    i = min(max(int(message["step"]), 0), len(trace) - 1)
    step, n = trace[i], len(trace.X)
    told: Message = {
        "type": "cost",
        "run": session.run,
        "film": f,
        "step": i,
        "geometry": trace.geometry.name,
    }
    if step.labels.min() < 0:
        return session.send({**told, "clusters": []})
    letters = np.array(session.store.names[f] or range(trace.k))
    order = np.argsort(letters)
    parts = decompose(trace.X, step.labels, step.centroids, trace.geometry)
    plane = trace.X.shape[1] == 2
    told |= {
        "clusters": parts.clusters[order].tolist(), "cost": parts.cost,
        "within": parts.within, "extra": parts.extra, "total": parts.total, "between": parts.between,
        "plane": plane, "descent": None, "points": n <= MOST_POINTS,
        "centroids": on_stage(film, step.centroids[order]).round(5).tolist() if plane else [],
    }  # fmt: skip
    if n > MOST_POINTS:
        return session.send(told)
    told["descent"] = _descent(trace, i, message.get("cluster"), order)
    labels = letters[step.labels].astype(np.uint8)
    places = on_stage(film, film.view.points).astype("<f4")
    session.send(told, [places.tobytes(), labels.tobytes(), parts.shares.astype("<f4").tobytes()])


def _descent(trace: Trace, i: int, cluster: object, order: Array) -> Message | None:
    only = None
    if cluster not in (None, ""):
        only = int(order[number(0, trace.k - 1, "centroid")(cluster)])
    found = descent(trace, i, only)
    if found is None:
        return None
    curves = {name: getattr(found, name).tolist() for name in ("places", "fixed", "true")}
    return {**curves, "at": found.at, "moving": list(found.moving)}


COST: dict[str, Callable[..., None]] = {"show cost": show_cost, "cost": cost}
