"""What the page shows beside the player: one JSON-friendly value, made anew for every run."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kviz.app.explorer.corrections import SHOWN_LETTERS
from kviz.app.explorer.downloads import downloads, snippet
from kviz.app.explorer.runs import cluster_tables, shelf_groups, shelf_row
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import address, start_title
from kviz.app.explorer.stage_coordinates import about_point, handles, on_sheet, questions
from kviz.app.explorer.uploads import UPLOAD_LIMIT
from kviz.app.frame_store import Reel
from kviz.data.builtin import datasets
from kviz.engine.seeding.registry import SEEDINGS
from kviz.picture.render.style import color, styled


def view_of(session: Session, reel: Reel) -> dict[str, Any]:
    """All that the controls and the words need to know of the runs in ``reel``."""
    settings = session.settings
    dataset, film = session.dataset(settings), reel.films[0]
    trace, upload = film.trace, session.uploads.get(settings.data)
    own = dataset.start is not None and len(dataset.start) == settings.k
    inits = ["own"] * own + ["placed"] * (settings.init == "placed") + list(SEEDINGS)
    inspected = session.inspected
    return {
        "settings": asdict(settings),
        "groups": _yours(session) + shelf_groups(),
        "title": dataset.title,
        "about": dataset.about,
        "names": [name[:SHOWN_LETTERS] for name in dataset.names],
        "notes": list(dataset.notes),
        "n": len(trace.X),
        "d": trace.X.shape[1],
        "inits": [{"name": name, "title": start_title(name)} for name in inits],
        "titles": list(reel.titles),
        "messages": session.messages,
        "heard": session.heard,
        "undo": len(session.past),
        "redo": len(session.future),
        "address": address(settings, 0).rpartition("&")[0],
        "shareable": settings.data in datasets or settings.data == "drawn",
        "upload": session.table.view() if session.table else None,
        "upload_limit": UPLOAD_LIMIT,
        "tables": [cluster_tables(run) for run in reel.traces],
        "colors": _colors(settings.k, reel.screen[1]),
        "stage": _shares(film.stage, reel.size),
        "handles": handles(film),
        "snippet": snippet(settings, upload),
        "downloads": downloads(),
        "drawn": on_sheet(film, settings.drawn),
        "stages": [_shares(painter.stage, reel.size) for painter in reel.films],
        "questions": [questions(painter) for painter in reel.films],
        "inspected": None if inspected is None else about_point(trace, inspected),
    }


def _colors(k: int, theme: str) -> list[str]:
    with styled(theme):
        return [color(j) for j in range(k)]


def _shares(box: Sequence[float], size: tuple[int, int]) -> list[float]:
    """Left, top, width and height of a box as per cent of the frame."""
    return [100 * length / size[i % 2] for i, length in enumerate(box)]


def _yours(session: Session) -> list[dict[str, object]]:
    own = {name: dataset for name, dataset in session.shelf.items() if name not in datasets}
    if session.settings.data == "drawn":
        own["drawn"] = session.dataset(session.settings)
    sets = [shelf_row(name, dataset) for name, dataset in own.items()]
    return [{"group": "yours", "sets": sets}] if sets else []
