"""What a person does with tables of their own: give one, choose its columns, have it read again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from kviz.app.explorer.data_sets.corrections import CORRECTIONS, Unread, corrections
from kviz.app.explorer.data_sets.uploads import UPLOAD_LIMIT, Upload
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import from_address
from kviz.story.messages import say
from kviz.story.names import page_fault


def upload(session: Session, message: dict[str, Any], buffers: Sequence[memoryview]) -> None:
    """Read a CSV file that the browser sent."""
    if buffers:
        name = PurePath(str(message.get("name"))[:200].replace("\\", "/")).name or "table"
        _read(session, "upload", name, bytes(buffers[0]), {})


def columns(session: Session, message: dict[str, Any], _: object) -> None:
    """Take two other columns of the uploaded table, or treat its missing values otherwise."""
    table = session.table
    if isinstance(table, Upload):
        _take(session, table.choose(message.get("x"), message.get("y"), message.get("missing")))


def reread(session: Session, message: dict[str, Any], _: object) -> None:
    """Read the uploaded table again as the person says; what is not known is found by looking."""
    table, where = session.table, message.get("where")
    if table and table.data:
        where = where if where in CORRECTIONS else "upload"
        _read(session, where, table.name, table.data, corrections(message))


def restore(session: Session, message: dict[str, Any], buffers: Sequence[memoryview]) -> None:
    """Take the table that a browser kept while its page was refreshed, with the run that was on screen.

    ``aside``: other data are on screen, and the table only comes back to the list.
    """
    if not buffers:
        return session.say("address", str(say("page.table_gone")))
    if message.get("aside"):
        return _shelve(session, message, bytes(buffers[0]))
    upload(session, {"name": message.get("name")}, buffers)
    if corrections(message):
        reread(session, {**message, "where": "upload"}, ())
    columns(session, message, ())
    if session.settings.data not in session.uploads:
        return None  # why not is said already
    changes, step, _faults = from_address(str(message.get("address") or ""))
    settings = replace(session.settings, **{**changes, "data": session.settings.data})
    session.apply(settings, "columns", step=step, remember=False)
    session.past, session.future = [], []
    session.status = session._status()
    return None


def _shelve(session: Session, message: dict[str, Any], data: bytes) -> None:
    try:
        found = Upload.read(str(message.get("name"))[:200], data, corrections(message))
        found = found.choose(message.get("x"), message.get("y"), message.get("missing"))
        dataset = found.dataset()
    except ValueError:
        return  # the page keeps only tables that were read once: this one comes from elsewhere
    name = f"file-{len(session.uploads) + 1}"
    session.uploads[name], session.shelf[name] = found, dataset
    session.offers = session.describe(session.store)["offers"]


def _read(session: Session, where: str, name: str, data: bytes, how: dict[str, Any]) -> None:
    try:
        found = Upload.read(name, data, how)
    except ValueError as fault:
        kept = Unread.of(name, data, how) if len(data) <= UPLOAD_LIMIT else None
        _keep_to_mend(session, kept, where, page_fault(fault))
    else:
        _take(session, found)


def _take(session: Session, chosen: Upload) -> None:
    try:
        dataset = chosen.dataset()
    except ValueError as fault:
        return _keep_to_mend(session, chosen, "columns" if chosen.x else "x", page_fault(fault))
    session.to_mend = None
    name = next((name for name, known in session.uploads.items() if known.is_like(chosen)), "")
    name = name or f"file-{len(session.uploads) + 1}"
    settings = session.settings
    before = session.uploads.get(settings.data)
    k = settings.k if before and before.reading is chosen.reading else min(3, len(dataset.points))
    session.uploads[name], session.shelf[name] = chosen, dataset
    session.apply(
        replace(settings, data=name, k=k, init="k-means++", start=(), versus="", edits=""), "columns"
    )


def _keep_to_mend(session: Session, table: Upload | Unread | None, where: str, said: str) -> None:
    """Say what is wrong with a table, and leave it at hand: the run on screen stays."""
    session.to_mend = table
    session.given = {"upload": session.table.view() if session.table else None}
    session.say(where, said)


def put_away(session: Session, message: dict[str, Any], _: object) -> None:
    """Give up a table that could not be taken: nothing of it stays."""
    _keep_to_mend(session, None, "upload", "")


UPLOAD: dict[str, Callable[..., None]] = {
    "upload": upload,
    "columns": columns,
    "reread": reread,
    "put away": put_away,
    "restore": restore,
}
