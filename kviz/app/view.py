"""What the page shows beside the player: one JSON-friendly value, made anew for every run."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kviz.app.reel import Reel
from kviz.app.settings import address
from kviz.app.tables import UPLOAD_LIMIT, upload_view
from kviz.app.takeaway import DOWNLOADS, snippet
from kviz.app.touch import about_point, handles, on_sheet, questions
from kviz.app.unread import SHOWN_LETTERS
from kviz.app.workbench import INIT_TITLES, cluster_tables, shelf_groups, shelf_row
from kviz.data.builtin import datasets
from kviz.picture.palette import color, styled

if TYPE_CHECKING:
    from kviz.app.explorer import Explorer


def view_of(explorer: "Explorer", reel: Reel) -> dict[str, Any]:
    """All that the controls and the words need to know of the runs in ``reel``."""
    settings = explorer.settings
    dataset, film = explorer.dataset(settings), reel.films[0]
    trace, upload = film.trace, explorer.uploads.get(settings.data)
    own = dataset.start is not None and len(dataset.start) == settings.k
    inits = [name for name in INIT_TITLES if name not in ("own", "placed")]
    inits = ["own"] * own + ["placed"] * (settings.init == "placed") + inits
    inspected = explorer.inspected
    return {
        "settings": asdict(settings),
        "groups": _yours(explorer) + shelf_groups(),
        "title": dataset.title,
        "about": dataset.about,
        "names": [name[:SHOWN_LETTERS] for name in dataset.names],
        "notes": list(dataset.notes),
        "n": len(trace.X),
        "d": trace.X.shape[1],
        "inits": [{"name": name, "title": INIT_TITLES[name]} for name in inits],
        "titles": list(reel.titles),
        "messages": explorer.messages,
        "heard": explorer.heard,
        "undo": len(explorer.past),
        "redo": len(explorer.future),
        "address": address(settings, 0).rpartition("&")[0],
        "shareable": settings.data in datasets or settings.data == "drawn",
        "upload": upload_view(explorer),
        "upload_limit": UPLOAD_LIMIT,
        "tables": [cluster_tables(run) for run in reel.traces],
        "colors": _colors(settings.k, reel.screen[1]),
        "stage": _shares(film.stage, reel.size),
        "handles": handles(film),
        "snippet": snippet(settings, upload),
        "downloads": DOWNLOADS,
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


def _yours(explorer: "Explorer") -> list[dict[str, object]]:
    own = {name: dataset for name, dataset in explorer.shelf.items() if name not in datasets}
    if explorer.settings.data == "drawn":
        own["drawn"] = explorer.dataset(explorer.settings)
    sets = [shelf_row(name, dataset) for name, dataset in own.items()]
    return [{"group": "yours", "sets": sets}] if sets else []
