"""Pointer actions on the picture: drag a centroid, place the start, draw points, ask a point."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import MAX_DRAWN
from kviz.app.explorer.stage_coordinates import from_stage, lifted, nearest_point, sheet_places
from kviz.data.points import Array
from kviz.story.frame import imagine
from kviz.story.messages import say

Message = dict[str, Any]


def drag(session: Session, message: Message, _: object) -> None:
    """Send the picture of a step with its centroids elsewhere, and what that would cost.

    An empty answer lets the browser go on.
    """
    pictures, words = [], {}
    try:
        places, step = _centroids(session, message)
        pictures = [session.store.films[0].preview(places, step)]
        frame = imagine(session.trace, step, places)
        words = {"heading": str(frame.heading), "sentence": str(frame.sentence)}
    except ValueError:  # a finger that still drags what another run has replaced
        pass
    finally:
        session.send({"type": "dragged", **words}, pictures)


def drop(session: Session, message: Message, _: object) -> None:
    """Run from the places to which the centroids were dragged; show the first assignment.

    While starts are still being chosen, those to come stay as they were, and so does the step on screen.
    """
    try:
        places, step = _centroids(session, message)
    except ValueError as fault:
        return session.say("hands", str(fault))
    to_come = session.trace[session.trace.k - 1].centroids[len(places) :]
    step = session.trace.k if len(to_come) == 0 else step
    start_at(session, np.vstack([places, to_come]), step)


def place(session: Session, message: Message, _: object) -> None:
    """Run from the places that a person clicked, which lie in the plane of the picture."""
    film = session.store.films[0]
    places = from_stage(film, message["at"])
    start_at(session, lifted(film, places, np.tile(film.view.plane.middle, (len(places), 1))), step=0)


def _centroids(session: Session, message: Message) -> tuple[Array, int]:
    """The positions (m, d) that a browser gives for the centroids of a step, and the step."""
    step = min(max(int(message["step"]), 0), len(session.trace) - 1)
    film, there = session.store.films[0], session.trace[step].centroids
    places = from_stage(film, message["at"])
    if len(places) != len(there):
        raise ValueError(str(say("page.fault.centroids", n=len(places), k=len(there))))
    return lifted(film, places, there), step


def start_at(session: Session, places: Array, step: int) -> None:
    """Run from places (k, d) in the space of the run, beginning with step ``step``."""
    start = tuple(tuple(map(float, place)) for place in session.trace.dataset.in_units(places))
    settings = replace(session.settings, init="placed", start=start, k=len(start))
    session.apply(settings, "hands", step=step)


def draw(session: Session, message: Message, _: object) -> None:
    """Take points drawn on a blank stage as the data."""
    try:
        drawn = sheet_places(session.store.films[0], message["at"], MAX_DRAWN)
    except ValueError as fault:
        return session.say("hands", str(fault))
    k = min(session.settings.k, len(drawn))
    start: Message = {"k": k, "init": "k-means++", "start": (), "versus": "", "edits": ""}
    session.apply(replace(session.settings, data="drawn", drawn=drawn, **start), "hands", step=0)


def inspect(session: Session, message: Message, _: object) -> None:
    """Show the distances of the point under a finger; of none where there is none."""
    row = None if message.get("at") is None else nearest_point(session.store.films[0], message["at"])
    if row == session.inspected:
        row = None
    if row != session.inspected:
        session.inspect(row)


POINTER: dict[str, Callable[..., None]] = {
    "drag": drag, "drop": drop, "place": place, "draw": draw, "inspect": inspect,
}  # fmt: skip
