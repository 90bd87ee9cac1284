"""The Segment part of the page: from the table on screen to named segments and files."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from kviz.app.explorer.background_task import Cancelled, Search
from kviz.app.explorer.data_sets.corrections import SHOWN_LETTERS
from kviz.app.explorer.downloads import stem
from kviz.app.explorer.segment_runs import open_run, reading_of
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import MAX_K, number
from kviz.data.builtin import datasets
from kviz.data.registry import OWN_GROUP
from kviz.data.tables.read_table import CHOICES
from kviz.data.tables.reader import Reading
from kviz.picture.render.style import style_named
from kviz.segmentation.files import FILES
from kviz.segmentation.pictures import SIZES, alternative, picture_with_points
from kviz.segmentation.program import code
from kviz.segmentation.result import Segmentation
from kviz.segmentation.segment import segment
from kviz.segmentation.summary import summary
from kviz.story.messages import say
from kviz.story.names import column_advice, page_fault, page_notes

log = logging.getLogger("kviz")
Message = dict[str, Any]

ELBOW_PART = 0.5  # of the bar
LATER = {"silhouettes": 0.5, "starts": 0.6}  # stage -> where it begins
LATER_PART = 0.1
WEIGHED_FROM = 0.7  # of the bar; the rest is for second opinions
SCALES = {"auto": "auto", "yes": True, "no": False}
# shape of the place on screen -> hundreds of CSS pixels of a picture; its words stay readable in both
SHAPES = {
    "wide": {"elbow": (5.4, 4.2), "starts": (5.4, 2.4), "segments": (5.4, 4.4), "profile": (5.4, 4.4)},
    "narrow": {"elbow": (3.6, 3.4), "starts": (3.6, 3.0), "segments": (3.6, 3.6), "profile": (3.6, 3.8)},
}


def asked_of(message: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """What a browser asks for, checked: any visitor can send anything."""
    named = message.get("features")
    features = tuple(n for n in reading.numeric if isinstance(named, list) and n in named)
    if not features:
        raise ValueError(str(say("page.segments.no_column")))
    scale, missing = str(message.get("scale")), message.get("missing")
    if scale not in SCALES or missing not in CHOICES:
        raise ValueError(str(say("page.segments.lists")))
    k = message.get("k")
    k = None if k in (None, "") else number(1, MAX_K, "segments")(k)
    return {"features": features, "k": k, "scale": SCALES[scale], "missing": missing}


def look(session: Session, message: Message, _: object) -> None:
    """Send the columns of the table on screen; ``fresh`` is False where it is the one at hand already."""
    state = session.segmenting
    try:
        reading, _path, _source = reading_of(session)
    except (ValueError, OSError) as fault:
        return session.send({"type": "segment fault", "text": page_fault(fault)})
    fresh = reading is not state.reading
    if fresh:
        _stop(session)
        state.reading, state.found = reading, None
    data = session.settings.data
    upload = session.uploads.get(data)
    own = data not in datasets or datasets[data].group == OWN_GROUP
    shown = session.dataset(session.settings)
    name = reading.name if own else shown.title  # the file of a built-in set is none of the learner's
    twins = reading.duplicates
    session.send({
        "type": "segment table", "fresh": fresh, "own": own, "name": name,
        "notes": page_notes(reading.notes), "rows": len(reading.frame), "duplicates": twins,
        "missing": upload.missing if upload else "drop",
        "columns": [
            {"name": c.name, "kind": c.kind, "missing": c.missing, "numeric": c.numeric,
             "advice": column_advice(c.role), "chosen": c.numeric and c.name in shown.names}
            for c in reading.columns
        ],
    })  # fmt: skip


def start(session: Session, message: Message, _: object) -> None:
    """Search segments by the chosen columns, beside the page; another search is given up."""
    _stop(session)
    state = session.segmenting
    state.narrow = message.get("narrow") is True
    try:
        reading, path, source = reading_of(session)
        upload = session.uploads.get(session.settings.data)
        asked = {**asked_of(message, reading), **(upload.how if upload else {})}
    except (ValueError, OSError) as fault:
        return session.send({"type": "segment fault", "text": page_fault(fault)})
    state.search, state.reading = Search(session.lock), reading
    state.search.start(partial(_work, session, state.search, reading, path, source, asked))


def _work(
    session: Session, search: Search, reading: Reading, path: str, source: str, asked: dict[str, Any]
) -> None:
    def told(part: float, what: str, done: int = 0, total: int = 0) -> None:
        text = str(say(f"page.segments.{what}", done=done, total=total))
        search.tell(lambda: session.send({"type": "segmenting", "part": part, "text": text}))

    def progress(done: int, total: int) -> None:
        told(ELBOW_PART * done / total, "elbow_part", done, total)

    def watch(stage: str, done: int, total: int) -> None:
        search.go_on()
        told(LATER[stage] + LATER_PART * done / total, stage, done, total)

    def weighed(done: int, total: int) -> None:
        search.go_on()
        told(WEIGHED_FROM + (1 - WEIGHED_FROM) * done / total, "gap_part", done, total)

    try:
        told(0.0, "elbow_begin")
        found = segment(reading, progress=progress, cancel=search.go_on, watch=watch, **asked)
        found = replace(found, source=path)
        told(WEIGHED_FROM, "gap_begin")
        found.elbow.work_out_gap(weighed)
        said = summary(found)
        search.go_on()
    except ValueError as fault:
        text = page_fault(fault)
        search.tell(lambda: session.send({"type": "segment fault", "text": text}))
    except Cancelled:
        raise
    except Exception:  # a traceback would travel to the visitor's browser
        log.exception("a search for segments failed")
        search.tell(lambda: session.send({"type": "segment fault", "text": str(say("page.segments.lost"))}))
    else:
        search.tell(partial(_show, session, found, source, said))
        for name in _pictured(found):
            search.tell(partial(_send_picture, session, name))


def _show(session: Session, found: Segmentation, source: str, said: dict[str, Any]) -> None:
    session.segmenting.found, session.segmenting.source, session.segmenting.search = found, source, None
    style = style_named(session.store.screen.theme)
    colors = [style.color(j) for j in range(found.k)]
    session.send({"type": "segmented", **said, "files": list(FILES), "colors": colors})


def _pictured(found: Segmentation) -> list[str]:
    return [name for name in SIZES if name != "starts" or found.k > 1]


def _send_picture(session: Session, name: str) -> None:
    found, screen = session.segmenting.found, session.store.screen
    assert found is not None  # a search ends with segments before it sends pictures of them
    size = SHAPES["narrow" if session.segmenting.narrow else "wide"][name]
    drawn, points = picture_with_points(found, name, screen.density, screen.theme, size)
    about = {"name": name, "alternative": alternative(found, name), "width": 100 * size[0], "points": points}
    session.send({"type": "segment picture", **about}, [drawn])


def pictures(session: Session, message: Message, _: object) -> None:
    """Draw again, for a screen that became dark or narrow."""
    session.segmenting.narrow = message.get("narrow") is True
    for name in _pictured(session.segmenting.found) if session.segmenting.found else ():
        _send_picture(session, name)


def cancel(session: Session, message: Message, _: object) -> None:
    """Give the search up; what was found before stays."""
    _stop(session)
    session.send({"type": "segment cancelled"})


def _stop(session: Session) -> None:
    if session.segmenting.search:
        session.segmenting.search.cancel()
        session.segmenting.search = None


def rename(session: Session, message: Message, _: object) -> None:
    """Give the segments the names that a person typed, A first; an empty one keeps its own."""
    found, names = session.segmenting.found, message.get("names")
    if not found or not isinstance(names, list) or len(names) > found.k:
        return
    kept = ["".join(c for c in str(name)[:SHOWN_LETTERS] if c.isprintable()) for name in names]
    found = session.segmenting.found = found.renamed(kept)
    session.send({"type": "segment names", "names": found.names, "code": code(found)})


def file(session: Session, message: Message, _: object) -> None:
    """Send the labelled rows, the report or the code as a file."""
    found, suffix = session.segmenting.found, str(message.get("suffix"))
    if not found or suffix not in FILES:
        return
    try:
        data = FILES[suffix](found)
    except (ValueError, OSError, RuntimeError) as fault:
        return session.send({"type": "segment file", "suffix": suffix, "fault": page_fault(fault)})
    name = f"{stem(found.reading.name.removesuffix('.csv'))}-segments{suffix}"
    session.send({"type": "segment file", "suffix": suffix, "name": name}, [data])


SEGMENT: dict[str, Callable[..., None]] = {
    "segment look": look, "segment": start, "segment cancel": cancel, "segment names": rename,
    "segment pictures": pictures, "segment file": file, "segment open": open_run,
}  # fmt: skip
