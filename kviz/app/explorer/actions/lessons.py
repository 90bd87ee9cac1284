"""Send the list of lessons, one of them as slides, and show a run of a lesson in the player."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import MAX_DRAWN, MAX_K, Settings

DENSITY = 1.5  # of the pictures: sharp on a projector, and a lesson is still below a megabyte
USUAL_LIMIT = 300  # of iterations, as the page runs k-means


@dataclass(frozen=True)
class Deck:
    """A lesson as the page gets it, and the runs that each slide can open: settings and a step."""

    told: dict[str, Any]
    pictures: list[bytes]
    opens: list[list[tuple[Settings, int]]]


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
    name = message.get("name")
    if not _is_unit(name):
        session.send({"type": "lesson", "fault": "unknown"})
        return
    deck = deck_of(str(name))
    session.send({"type": "lesson", **deck.told}, deck.pictures)


def lesson_run(session: Session, message: dict[str, Any], _: object) -> None:
    """Show a run of a slide in the player, at the step of its picture."""
    name, slide, run = (message.get(key) for key in ("name", "slide", "run"))
    if not _is_unit(name):
        return
    try:
        settings, step = deck_of(str(name)).opens[_index(slide)][_index(run)]
    except IndexError:
        return
    session.apply(settings, "page", step=step)


def _index(value: Any) -> int:
    """A place in a list; the browser can send anything."""
    return value if isinstance(value, int) and value >= 0 else 10**6


def _is_unit(name: object) -> bool:
    from kviz.lessons.catalog import units

    return name in [unit.name for unit in units()]


@cache
def deck_of(name: str) -> Deck:
    """The slides of a unit, drawn once: a second look at a lesson is there at once."""
    from kviz.lessons.lesson import lesson as read
    from kviz.lessons.slides.presentation import deck_json
    from kviz.lessons.slides.slides import slides_of

    unit = read(name)
    slides = slides_of(unit, DENSITY)
    told, pictures = deck_json(unit, slides)
    opens: list[list[tuple[Settings, int]]] = []
    for slide, row in zip(slides, told["slides"], strict=True):
        moments = slide.picture.moments if slide.picture else ()
        found = [(settings, one) for one in moments if (settings := settings_of(one.run))]
        row["runs"] = [one.title for _, one in found]
        opens.append([(settings, one.step) for settings, one in found])
    return Deck({**told, "name": name}, pictures, opens)


def settings_of(run: Any) -> Settings | None:
    """What a person would choose on the page to make a run of a lesson; None where the page cannot."""
    from kviz.lessons.numbers.runs import data_of

    data = data_of(run)
    if run.k > MAX_K or run.max_iter != USUAL_LIMIT or data.points.shape[1] != 2:
        return None
    chosen = {
        "k": run.k,
        "seed": run.seed,
        "metric": run.metric,
        "scale": run.scale,
        "on_empty": run.on_empty,
    }
    if isinstance(run.init, str):
        chosen["init"] = run.init
    else:
        places = np.array(run.init, float) * data.factor + data.offset
        chosen |= {"init": "placed", "start": tuple(map(tuple, places.tolist()))}
    if not run.points:
        edits = ";".join(f"d{row}" for row in sorted(run.without))
        return Settings(data=run.data, edits=edits, **chosen)
    if len(run.points) > MAX_DRAWN:
        return None
    return Settings(data="drawn", drawn=tuple((float(x), float(y)) for x, y in run.points), **chosen)


LESSONS: dict[str, Callable[..., None]] = {
    "lessons": lessons, "lesson": lesson, "lesson run": lesson_run,
}  # fmt: skip
