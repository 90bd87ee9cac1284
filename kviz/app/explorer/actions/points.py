"""Change single points by hand: move, add, delete; on any data set, which becomes a copy of one's own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from kviz.app.explorer.data_sets.edits import MOST_CHANGES, Edits
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import MAX_DRAWN, Settings
from kviz.app.explorer.stage_coordinates import from_stage, lifted, on_stage
from kviz.story.messages import say

MOST_POINTS = 20_000  # more than these cannot be told apart by hand
MOST_SPRAYED = 200

Message = dict[str, Any]


def points(session: Session, message: Message, _: object) -> None:
    """Send the places of the points on the stage, so that a hand finds them."""
    film = session.store.films[0]
    told = {"type": "points", "run": session.run}
    if len(session.trace.X) > MOST_POINTS:
        return session.send({**told, "fault": str(say("page.edit.many", n=MOST_POINTS))})
    session.send(told, [on_stage(film, film.view.points).astype("<f4").tobytes()])


def edit(session: Session, message: Message, _: object) -> None:
    """Move a point, add points, delete points: one change that one undo takes back."""
    if "run" in message and message["run"] != session.run:
        return  # a hand on a run that is gone
    try:
        settings = _edited(session, message)
    except ValueError as fault:
        return session.say("hands", str(fault))
    session.apply(settings, "hands")


def _edited(session: Session, message: Message) -> Settings:
    settings, n = session.settings, len(session.trace.X)
    rows = [_row(row, n) for row in message.get("delete", ())]
    if message.get("inspected"):
        rows = [] if session.inspected is None else [session.inspected]
    new = _in_units(session, message["add"]) if message.get("add") else []
    moved, place = None, None
    if message.get("move"):
        moved, at = message["move"]
        moved = _row(moved, n)
        place = _in_units(session, [at], moved)[0]
    if settings.data == "drawn":
        return _redrawn(settings, rows, moved, place, new)
    original = len(session.dataset(replace(settings, edits="")).points)
    edits = Edits.read(settings.edits)
    if moved is not None and place:
        edits = edits.with_moved(moved, place, original)
    edits = edits.with_added(new).without(rows, original)
    if len(edits) > MOST_CHANGES:
        raise ValueError(str(say("page.edit.most", n=MOST_CHANGES)))
    return replace(settings, edits=edits.text())


def _redrawn(
    settings: Settings, rows: list[int], row: int | None, place: list[float] | None, new: list[list[float]]
) -> Settings:
    """Points that were drawn by hand have no original: they are drawn otherwise."""
    drawn = [list(at) for at in settings.drawn]
    if row is not None and place:
        drawn[row] = place
    drawn = [at for i, at in enumerate(drawn) if i not in rows] + new
    if len(drawn) > MAX_DRAWN:
        raise ValueError(str(say("page.edit.drawn", n=MAX_DRAWN)))
    return replace(settings, drawn=tuple((float(f"{x:.6g}"), float(f"{y:.6g}")) for x, y in drawn))


def _row(value: Any, n: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < n:
        raise ValueError(str(say("page.edit.no_point", n=n - 1)))
    return value


def _in_units(session: Session, at: Any, row: int | None = None) -> list[list[float]]:
    """Places on the stage in the data's own units.

    Of more than two columns the stage shows a plane. A new point lies in it; ``row``, a point that is moved,
    keeps its distance from it.
    """
    trace, film = session.trace, session.store.films[0]
    places = from_stage(film, at, MOST_SPRAYED)
    origin = film.view.plane.middle if row is None else trace.X[row]
    found = lifted(film, places, np.tile(origin, (len(places), 1)))
    return np.asarray(trace.dataset.in_units(found)).tolist()


POINTS: dict[str, Callable[..., None]] = {"points": points, "edit": edit}
