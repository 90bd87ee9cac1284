"""Send the run on screen as a file."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from kviz.app.explorer.downloads import file_stem
from kviz.app.explorer.session import Session
from kviz.exports.export import export
from kviz.exports.formats import FORMATS


def download(session: Session, message: dict[str, Any], _: object) -> None:
    """Write the run in memory and send it as a file."""
    suffix = message.get("suffix")
    row = FORMATS.get(suffix) if isinstance(suffix, str) else None
    if row is None:
        return
    step = min(max(int(message.get("step", 0)), 0), len(session.trace) - 1)
    options: dict[str, Any] = {"step": step} if row.group == "picture" else {}
    if row.group != "data":
        options |= {"style": session.store.screen.theme, "show": session.shown}
    if "predict" in row.options and session.store.predict is not None:
        options |= {"predict": True, "predict_seed": session.store.predict}
    traces = list(session.store.traces) if row.several else session.trace
    file = BytesIO()

    def told(done: int, total: int) -> None:
        session.tell_part(done, total)
        session.send({"type": "writing", "suffix": suffix, "part": done / max(total, 1)})

    try:
        export(traces, file, format=suffix, progress=told, **options)
    except (ValueError, OSError, RuntimeError) as fault:
        session.send({"type": "file", "suffix": suffix, "fault": str(fault)})
        return
    name = f"{file_stem(session.settings, session.dataset(session.settings))}{suffix}"
    session.send({"type": "file", "suffix": suffix, "name": name}, [file.getvalue()])


DOWNLOAD: dict[str, Callable[..., None]] = {"download": download}
