"""The Segment part of the page: from the table on screen to named segments and files."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kviz.app.background import Cancelled, Search
from kviz.app.desk import asked_of, reading_of
from kviz.app.settings import MAX_K, Settings, number
from kviz.app.tables import SHOWN_LETTERS, Upload
from kviz.app.takeaway import stem
from kviz.data.reading import Reading
from kviz.exports.segment import Segmentation, segment
from kviz.exports.segment_files import FILES
from kviz.exports.segment_pictures import SIZES, alternative, picture_with_points
from kviz.exports.segment_words import code, summary
from kviz.picture.palette import color, styled

if TYPE_CHECKING:
    from kviz.app.explorer import Explorer

log = logging.getLogger("kviz")
Message = dict[str, Any]

ELBOW_PART = 0.5  # of the bar; then starts are compared
WEIGHED_FROM = 0.7  # of the bar; the rest is for second opinions
LOST = "This search failed, and the run on screen is as it was. Choose other columns, or another table."
# shape of the place on screen -> hundreds of CSS pixels of a picture; its words stay readable in both
SHAPES = {
    "wide": {"elbow": (5.4, 4.2), "starts": (5.4, 2.4), "segments": (5.4, 4.4), "profile": (5.4, 4.4)},
    "narrow": {"elbow": (3.6, 3.4), "starts": (3.6, 3.0), "segments": (3.6, 3.6), "profile": (3.6, 3.8)},
}


def look(explorer: "Explorer", message: Message, _: object) -> None:
    """Send the columns of the table on screen; ``fresh`` is False where it is the one on the desk already."""
    desk = explorer.desk
    try:
        reading, _path, _source = reading_of(explorer)
    except (ValueError, OSError) as fault:
        return explorer.send({"type": "segment fault", "text": str(fault)})
    fresh = reading is not desk.reading
    if fresh:
        _stop(explorer)
        desk.reading, desk.found = reading, None
    upload = explorer.uploads.get(explorer.settings.data)
    shown = explorer.dataset(explorer.settings).names
    twins = reading.duplicates
    explorer.send({
        "type": "segment table", "fresh": fresh, "name": reading.name, "notes": list(reading.notes),
        "rows": len(reading.frame), "duplicates": twins, "missing": upload.missing if upload else "drop",
        "columns": [
            {"name": c.name, "kind": c.kind, "missing": c.missing, "advice": c.advice, "numeric": c.numeric,
             "chosen": c.numeric and c.name in shown}
            for c in reading.columns
        ],
    })  # fmt: skip


def start(explorer: "Explorer", message: Message, _: object) -> None:
    """Search segments by the chosen columns, beside the page; another search is given up."""
    _stop(explorer)
    desk = explorer.desk
    desk.narrow = message.get("narrow") is True
    try:
        reading, path, source = reading_of(explorer)
        upload = explorer.uploads.get(explorer.settings.data)
        asked = {**asked_of(message, reading), **(upload.how if upload else {})}
    except (ValueError, OSError) as fault:
        return explorer.send({"type": "segment fault", "text": str(fault)})
    desk.search, desk.reading = Search(), reading
    desk.search.start(partial(_work, explorer, desk.search, reading, path, source, asked))


def _work(
    explorer: "Explorer", search: Search, reading: Reading, path: str, source: str, asked: dict[str, Any]
) -> None:
    def told(part: float, text: str) -> None:
        search.tell(lambda: explorer.send({"type": "segmenting", "part": part, "text": text}))

    def progress(done: int, total: int) -> None:
        last = "; now comparing starts" if done == total else ""
        told(ELBOW_PART * done / total, f"Elbow: k = {done} of {total}{last} …")

    def weighed(done: int, total: int) -> None:
        search.go_on()
        told(WEIGHED_FROM + (1 - WEIGHED_FROM) * done / total, f"Second opinions: gap, {done} of {total} …")

    try:
        told(0.0, "Elbow: k = 1 …")
        found = replace(segment(reading, progress=progress, cancel=search.go_on, **asked), source=path)
        told(WEIGHED_FROM, "Second opinions: silhouette and gap …")
        found.elbow.work_out_gap(weighed)
        said = summary(found)
        search.go_on()
    except ValueError as fault:
        said = str(fault)
        search.tell(lambda: explorer.send({"type": "segment fault", "text": said}))
    except Cancelled:
        raise
    except Exception:  # a traceback would travel to the visitor's browser
        log.exception("a search for segments failed")
        search.tell(lambda: explorer.send({"type": "segment fault", "text": LOST}))
    else:
        search.tell(partial(_show, explorer, found, source, said))
        for name in _pictured(found):
            search.tell(partial(_send_picture, explorer, name))


def _show(explorer: "Explorer", found: Segmentation, source: str, said: dict[str, Any]) -> None:
    explorer.desk.found, explorer.desk.source, explorer.desk.search = found, source, None
    with styled(explorer.reel.screen[1]):
        colors = [color(j) for j in range(found.k)]
    explorer.send({"type": "segmented", **said, "files": list(FILES), "colors": colors})


def _pictured(found: Segmentation) -> list[str]:
    return [name for name in SIZES if name != "starts" or found.k > 1]


def _send_picture(explorer: "Explorer", name: str) -> None:
    found, (density, theme, _) = explorer.desk.found, explorer.reel.screen
    size = SHAPES["narrow" if explorer.desk.narrow else "wide"][name]
    drawn, points = picture_with_points(found, name, density, theme, size)
    about = {"name": name, "alternative": alternative(found, name), "width": 100 * size[0], "points": points}
    explorer.send({"type": "segment picture", **about}, [drawn])


def pictures(explorer: "Explorer", message: Message, _: object) -> None:
    """Draw again, for a screen that became dark or narrow."""
    explorer.desk.narrow = message.get("narrow") is True
    for name in _pictured(explorer.desk.found) if explorer.desk.found else ():
        _send_picture(explorer, name)


def cancel(explorer: "Explorer", message: Message, _: object) -> None:
    """Give the search up; what was found before stays."""
    _stop(explorer)
    explorer.send({"type": "segment cancelled"})


def _stop(explorer: "Explorer") -> None:
    if explorer.desk.search:
        explorer.desk.search.cancel()
        explorer.desk.search = None


def rename(explorer: "Explorer", message: Message, _: object) -> None:
    """Give the segments the names that a person typed, A first; an empty one keeps its own."""
    found, names = explorer.desk.found, message.get("names")
    if not found or not isinstance(names, list) or len(names) > found.k:
        return
    kept = ["".join(c for c in str(name)[:SHOWN_LETTERS] if c.isprintable()) for name in names]
    found = explorer.desk.found = found.renamed(kept)
    explorer.send({"type": "segment names", "names": found.names, "code": code(found)})


def file(explorer: "Explorer", message: Message, _: object) -> None:
    """Send the labelled rows, the report or the code as a file."""
    found, suffix = explorer.desk.found, str(message.get("suffix"))
    if not found or suffix not in FILES:
        return
    try:
        data = FILES[suffix](found)
    except (ValueError, OSError, RuntimeError) as fault:
        return explorer.send({"type": "segment file", "suffix": suffix, "fault": str(fault)})
    name = f"{stem(found.reading.name.removesuffix('.csv'))}-segments{suffix}"
    explorer.send({"type": "segment file", "suffix": suffix, "name": name}, [data])


def open_run(explorer: "Explorer", message: Message, _: object) -> None:
    """Show the run behind a point of the elbow's curve in the player, from its first seed."""
    found = explorer.desk.found
    if not found:
        return
    try:
        best = found.elbow.curve.best(number(1, MAX_K, "The number of segments")(message.get("k")))
    except ValueError as fault:
        return explorer.send({"type": "segment fault", "text": str(fault)})
    drawn, scale = explorer.settings.drawn, "standardized" if found.scaled else "raw"
    settings = Settings(data=_on_shelf(explorer, found), k=best.k, scale=scale, drawn=drawn)
    if best.seed is None:
        places = found.dataset.in_units(best.start).tolist()
        settings = replace(settings, init="placed", start=tuple(tuple(place) for place in places))
    else:
        settings = replace(settings, init=found.elbow.curve.init, seed=best.seed)
    explorer.apply(settings, "data", step=0)
    explorer.send({"type": "segment opened", "k": best.k})


def _on_shelf(explorer: "Explorer", found: Segmentation) -> str:
    """The name of the data that the segments were found in; they are put on the shelf if need be."""
    shown = explorer.dataset(explorer.settings)
    alike = shown.standardized() if found.scaled else shown
    if shown.names == found.dataset.names and np.array_equal(alike.points, found.dataset.points):
        return explorer.settings.data
    name, columns = f"file-{len(explorer.uploads) + 1}", found.dataset.names
    chosen = columns if len(columns) != 2 else ()
    upload = Upload(
        found.reading, columns[0], columns[-1], found.missing, chosen,
        source=explorer.desk.source, how=found.how,
    )  # fmt: skip
    explorer.uploads[name], explorer.shelf[name] = upload, upload.dataset()
    return name


SEGMENTS: dict[str, Callable[..., None]] = {
    "segment look": look, "segment": start, "segment cancel": cancel, "segment names": rename,
    "segment pictures": pictures, "segment file": file, "segment open": open_run,
}  # fmt: skip
