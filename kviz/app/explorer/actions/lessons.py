"""Send the list of lessons, and one of them as slides."""

from collections.abc import Callable
from functools import cache
from typing import Any

from kviz.app.explorer.session import Session

DENSITY = 1.5  # of the pictures: sharp on a projector, and a lesson is still below a megabyte


def lessons(session: Session, message: dict[str, Any], _: object) -> None:
    """Send the units that come with kviz, in their order."""
    from kviz.lessons.catalog import units

    rows = [
        {"number": one.number, "name": one.name, "title": one.title, "question": one.question,
         "minutes": one.minutes}
        for one in units()
    ]  # fmt: skip
    session.send({"type": "lessons", "units": rows})


def lesson(session: Session, message: dict[str, Any], _: object) -> None:
    """Draw and send the slides of one unit; of nothing else, for a visitor can ask for anything."""
    from kviz.lessons.catalog import units

    name = message.get("name")
    if name not in [unit.name for unit in units()]:
        session.send({"type": "lesson", "fault": "unknown"})
        return
    deck, pictures = _deck(str(name))
    session.send({"type": "lesson", **deck}, pictures)


@cache
def _deck(name: str) -> tuple[dict[str, Any], list[bytes]]:
    """The slides of a unit, drawn once: a second look at a lesson is there at once."""
    from kviz.lessons.lesson import lesson as read
    from kviz.lessons.slides.presentation import deck_json

    return deck_json(read(name), DENSITY)


LESSONS: dict[str, Callable[..., None]] = {"lessons": lessons, "lesson": lesson}
