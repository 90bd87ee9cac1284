"""One student's file in a process of its own: run it, judge it, write what was found as JSON."""

import base64
import inspect
import io
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kviz.data.dataset import Dataset
from kviz.engine.students.guard import Guard, OutOfTime
from kviz.lessons.notebook.assignment import ANSWER
from kviz.story.messages import joined, say, sentences


def limited(megabytes: int) -> None:
    """Hold this process to so much memory, where the system can do that (not on Windows)."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 2**20,) * 2)


def program_in(file: Path) -> bytes | str:
    """The program of a file: of a notebook, the cells that are marked as the answer, else all its code.

    Lines that only a notebook understands (``%`` and ``!``) are left out.
    """
    if file.suffix != ".ipynb":
        return file.read_bytes()
    cells = [cell for cell in json.loads(file.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    marked = [cell for cell in cells if ANSWER in cell.get("metadata", {}).get("tags", [])]
    lines = [line for cell in marked or cells for line in [*"".join(cell["source"]).splitlines(), ""]]
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))


def chosen(names: dict[str, Any]) -> tuple[Callable | None, str]:
    """The function to grade: ``kmeans``, or the only generator function of the file; and what was found."""
    own = {
        name: thing
        for name, thing in names.items()
        if inspect.isfunction(thing) and thing.__module__ == names.get("__name__")
    }
    generators = [name for name, thing in own.items() if inspect.isgeneratorfunction(thing)]
    if "kmeans" in own:
        return own["kmeans"], "kmeans(X, k)"
    if len(generators) == 1:
        return own[generators[0]], str(say("graded.function", name=generators[0]))
    several = say("graded.several", found=joined(generators)) if generators else say("graded.no_function")
    return None, str(sentences([several, say("graded.name_it")]))


def judged(file: Path, dataset: Dataset, k: int, metric: str, seconds: float) -> dict[str, Any]:
    """What the check of one file found, as plain data."""
    from kviz.picture.charts.check_report import check

    guard, names = Guard(seconds), {"__name__": "student", "__file__": str(file)}
    X = dataset.points.copy()
    try:
        with guard():
            exec(compile(program_in(file), str(file), "exec"), names)  # nosec B102  # the program that is checked
            function, found = chosen(names)
            steps = function(X, k) if function else None
    except BaseException as error:
        words = str(say("graded.not_run", error=f"{type(error).__name__}: {error}"))
        if isinstance(error, OutOfTime):
            words = str(say("graded.no_end", seconds=seconds))
        return {"function": "", "score": 0.0, "verdict": words[:400], "report": words[:2000]}
    if function is None:
        return {"function": "", "score": 0.0, "verdict": found, "report": found}
    report = check(steps, X, metric=metric, seconds=seconds)
    first = "" if report.first is None else str(report.first)
    result = {
        "function": found,
        "score": 1.0 if report.ok else min(report.score, 0.99),
        "step": report.step,
        "kind": "" if report.ok or report.first is None else report.first.kind,
        "verdict": first or str(say("graded.right")),
        "report": str(report),
    }
    if report.trace is not None:
        with suppress(Exception):
            picture = io.BytesIO()
            figure: Any = report.draw().figure
            figure.savefig(picture, format="png", dpi=100)
            result["picture"] = base64.b64encode(picture.getvalue()).decode()
    return result


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    limited(order["memory"])
    from kviz.cli.table_options import load

    points = load(order["data"], "drop", False)
    answer = judged(Path(order["file"]), points, order["k"], order["metric"], order["seconds"])
    Path(order["answer"]).write_text(json.dumps(answer), "utf-8")
