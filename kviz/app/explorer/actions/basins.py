"""Where one start centroid leads to which end: the plane swept, and a run for every place of it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from kviz.app.explorer.actions.restarts import ends
from kviz.app.explorer.actions.stage import start_at
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import number
from kviz.data.points import Array
from kviz.engine.choose_k.restarts import settle, tolerance
from kviz.engine.geometry import EUCLIDEAN
from kviz.story.messages import say
from kviz.story.names import cost_name

ACROSS = 40  # places of the longer side
MARGIN = 0.05  # of the longer side, around the points
MOST_POINTS = 2_000


def grid(X: Array) -> tuple[Array, int, int]:
    """Centres of the cells (rows * columns, 2), row by row from below, and how many rows and columns."""
    low, high = X.min(axis=0), X.max(axis=0)
    room = MARGIN * float((high - low).max()) or 1.0
    low, high = low - room, high + room
    side = float((high - low).max()) / ACROSS
    columns, rows = (max(1, round(length / side)) for length in (high - low).tolist())
    x, y = (
        a + (np.arange(count) + 0.5) * (b - a) / count
        for a, b, count in zip(low, high, (columns, rows), strict=True)
    )
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2), rows, columns


def sweep(
    X: Array, start: Array, cluster: int, part: Callable[[float, float], None] = lambda *_: None
) -> tuple[list[dict[str, Any]], Array, Array, int, int]:
    """Run from ``start`` (k, 2) with one centroid at every place of a grid.

    Returns
    -------
    found : the different ends, best first, as ``restarts.ends`` groups them
    which : array of shape (rows * columns,), uint8
        Number of the end that each place leads to.
    places, rows, columns : the grid
    """
    places, rows, columns = grid(X)
    starts = np.repeat(start[None], len(places), axis=0)
    starts[:, cluster] = places
    costs = settle(X, starts, lambda done: part(done, len(starts)))[0]
    found = ends(costs, tolerance(len(X), len(start)))
    which = np.empty(len(places), dtype=np.uint8)
    for i, end in enumerate(found):
        which[end["seeds"]] = i
    return found, which, places, rows, columns


def basins(session: Session, message: dict[str, Any], _: object) -> None:
    """Send the basin map of one start centroid, or say why there is none."""
    try:
        X, start = _swept(session)
        cluster = number(0, len(start) - 1, "centroid")(message.get("cluster"))
    except ValueError as fault:
        session.send({"type": "basins", "fault": str(fault)})
        return
    found, which, places, rows, columns = sweep(X, start, cluster, session.tell_part)
    shares = [len(end["seeds"]) / len(which) for end in found]
    low, high = places[0], places[-1]
    half = (high - low) / (2 * np.maximum([columns - 1, rows - 1], 1))
    about = {"cluster": cluster, "k": len(start), "rows": rows, "columns": columns}
    about |= {
        name: ((at - low + half) / (high - low + 2 * half)).round(4).tolist()
        for name, at in (("points", X), ("start", start))
    }
    costs = [[end["low"], end["high"]] for end in found]
    name = cost_name(session.trace.geometry)
    session.send(
        {"type": "basins", **about, "costs": costs, "shares": shares, "cost_name": name}, [which.tobytes()]
    )


def start_from_cell(session: Session, message: dict[str, Any], _: object) -> None:
    """Run with one start centroid at a place of the basin map."""
    try:
        X, start = _swept(session)
        cluster = number(0, len(start) - 1, "centroid")(message.get("cluster"))
        places, _rows, _columns = grid(X)
        cell = number(0, len(places) - 1, "place")(message.get("cell"))
    except ValueError as fault:
        return session.say("hands", str(fault))
    start = start.copy()
    start[cluster] = places[cell]
    start_at(session, start, step=len(start) - 1)


def _swept(session: Session) -> tuple[Array, Array]:
    trace = session.trace
    n, d = trace.X.shape
    if d != 2:
        raise ValueError(str(say("page.basins.columns", d=d)))
    if trace.geometry is not EUCLIDEAN or session.settings.on_empty != "keep":
        raise ValueError(str(say("page.basins.options")))
    if n > MOST_POINTS:
        raise ValueError(str(say("page.basins.points", n=n, most=MOST_POINTS)))
    return trace.X, [step for step in trace if step.phase == "seed"][-1].centroids


BASINS: dict[str, Callable[..., None]] = {"basins": basins, "basin start": start_from_cell}
