"""*Check my k-means*: a pupil's own program, run in the browser's sandbox, recorded, drawn and judged.

Only a worker has this action: a server never runs what a visitor has written.
"""

import inspect
import linecache
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

from kviz.app.explorer.session import Session
from kviz.app.frame_store import FrameStore
from kviz.picture.charts.check_report import Checked, check
from kviz.story.messages import say

NAME = "<your program>"
LONGEST = 50_000  # characters
SHOWN = 60  # steps that are drawn
PRINTED = 400  # characters that are shown of what the program prints


class Unfit(ValueError):
    """The program cannot be run; the message says why."""


def function_of(source: str) -> Callable[..., Iterator]:
    """Run a program, and find its generator function: the one called kmeans, or else the last one.

    Raises
    ------
    Unfit
        If the program raises, or has no such function.
    """
    linecache.cache[NAME] = (len(source), None, source.splitlines(keepends=True), NAME)
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        exec(compile(source, NAME, "exec"), names)  # nosec B102  # in the sandbox of its own browser
    except SyntaxError as error:
        raise Unfit(say("site.syntax", line=error.lineno or 1, why=error.msg)) from error
    except BaseException as error:  # whatever a program raises, the page goes on
        raise Unfit(say("site.raised", line=_line_of(error), why=_why(error))) from error
    found = [value for value in names.values() if inspect.isgeneratorfunction(value)]
    if "kmeans" in names and names["kmeans"] not in found:
        raise Unfit(say("site.no_yield"))
    if not found:
        raise Unfit(say("site.no_function"))
    return names["kmeans"] if "kmeans" in names else found[-1]


def _line_of(error: BaseException) -> int:
    trace, line = error.__traceback__, 1
    while trace:
        if trace.tb_frame.f_code.co_filename == NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _why(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300].rstrip(": ")


def run_own(session: Session, message: dict[str, Any], _: object) -> None:
    """Run the program on the points of the page, and send how it was judged and, where it ran, its film."""
    source = str(message.get("source"))[:LONGEST]
    dataset, settings = session.dataset(session.settings), session.settings
    points = (dataset.standardized() if settings.scale == "standardized" else dataset).points.copy()
    points.flags.writeable = True
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            steps = function_of(source)(points, settings.k)
    except Unfit as fault:
        return session.send({"type": "own code", "fault": str(fault)})
    except TypeError as fault:
        return session.send({"type": "own code", "fault": say("site.arguments", why=str(fault))})
    report = check(steps, points)
    _send(session, report, printed.getvalue()[:PRINTED])


def _send(session: Session, report: Checked, printed: str) -> None:
    findings = [str(together[0]) for together in report.alike()]
    told = {"type": "own code", "ok": report.ok, "findings": findings, "notes": list(map(str, report.notes))}
    told |= {"printed": printed, "step": report.step}
    pictures: list[bytes] = []
    if report.trace and report.trace.X.shape[1] == 2:
        store = FrameStore([report.trace], screen=session.store.screen)
        last = min(len(report.trace), SHOWN)
        words = store.words[0]
        pictures = [store.png(0, i) for i in range(last)]
        told["film"] = {**words, "steps": list(words["steps"])[:last]}  # type: ignore[call-overload]
    session.send(told, pictures)


OWN_CODE: dict[str, Callable[..., None]] = {"own code": run_own}
