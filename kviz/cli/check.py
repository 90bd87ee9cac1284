"""``kviz check``: a folder of students' programs, each in a process of its own, as a table and pages."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import click

from kviz.cli.table_options import load
from kviz.data.atomic_files import atomic_files
from kviz.story.formatting import SPOKEN
from kviz.story.messages import say
from kviz.web.content_policy import source_hash
from kviz.web.html_head import html_head

START = 20.0  # seconds that a new Python may need before the program's own time begins
COLUMNS = ("file", "score", "step", "kind", "function", "verdict")
STYLE = """body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem}img{max-width:100%}"""
PAGE = """{head}<body><main><h1>{title}</h1><p>{score} {function}</p>
<pre>{report}</pre>{picture}</main></body></html>
"""


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", metavar="[OUT]", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--data", default="blobs", show_default=True, metavar="DATA", help="The points to cluster.")
@click.option(
    "-k", type=click.IntRange(1), metavar="K", help="Number of clusters.  [default: the data's own]"
)
@click.option(
    "--metric",
    type=click.Choice(["euclidean", "manhattan"]),
    default="euclidean",
    show_default=True,
    help="What nearest means.",
)
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=30, show_default=True, help="Time limit for each file."
)
@click.option(
    "--memory", type=click.IntRange(512), default=2048, show_default=True, help="Memory limit in MB."
)
@click.option("-q", "--quiet", is_flag=True, help="Only the files' names.")
def check(
    folder: Path,
    out: Path | None,
    data: str,
    k: int | None,
    metric: str,
    seconds: float,
    memory: int,
    quiet: bool,
) -> None:
    """Check every .py file and notebook in FOLDER: is it k-means, and where does it first go wrong?

    The function kmeans(X, k) of each file is graded, or its only generator function; it yields labels and
    centroids. Each file runs in a process of its own, with limits of time and memory. OUT gets results.csv
    and a page for each file. The limits are not a sandbox: run programs of strangers under another account.

    \b
      kviz check homework
      kviz check homework results --data customers -k 5 --seconds 10
    """  # noqa: D301 - click knows the character, not the two letters
    dataset = load(data, "drop", False)
    files = sorted([*folder.glob("*.py"), *folder.glob("*.ipynb")])
    if not files:
        raise ValueError(f"there is no .py file and no notebook in {str(folder)!r}.")
    where = Path(data).resolve() if Path(data).is_file() else data
    out = out or Path(f"{folder.resolve().name}-checked")
    order = {"data": str(where), "k": k or dataset.k, "metric": metric, "seconds": seconds, "memory": memory}
    rows = []
    for file in files:
        answer = run_apart(file.resolve(), order)
        rows.append({"step": "", "kind": "", **answer, "file": file.name})
        if not quiet:
            click.echo(f"{answer['score']:.2f}  {file.name}: {' '.join(answer['verdict'].split())}")
    out.mkdir(parents=True, exist_ok=True)
    with atomic_files() as new:
        for row in rows:
            new(out / f"{row['file']}.html").write(page(row))
        new(out / "results.csv").write(table(rows))
    right = sum(row["score"] == 1 for row in rows)
    click.echo(f"{out / 'results.csv'}: {say('command.checked', n=len(rows), right=right)}")


def run_apart(file: Path, order: dict[str, Any]) -> dict[str, Any]:
    """What a process of its own says of a file; that it died, or hung, is an answer, too."""
    with tempfile.TemporaryDirectory(prefix="kviz-check-") as folder:
        answer = Path(folder) / "answer.json"
        job = json.dumps({**order, "file": str(file), "answer": str(answer)})
        path = os.pathsep.join([str(Path(__file__).parents[2]), str(file.parent)])
        process = subprocess.Popen(
            [sys.executable, "-m", "kviz.cli.check_one", job],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"},
            start_new_session=True,
        )
        try:
            code: int | None = process.wait(2 * order["seconds"] + START)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _end(process)
        try:
            return dict(json.loads(answer.read_text("utf-8")))
        except (OSError, ValueError):
            return {"score": 0.0, "function": "", "verdict": _died(code), "report": _died(code)}


def _end(process: subprocess.Popen) -> None:
    """End the process and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _died(code: int | None) -> str:
    if code is None:
        return str(say("graded.stopped"))
    return str(say("graded.ended_signal" if code < 0 else "graded.ended_status", code=abs(code)))


def page(row: dict[str, Any]) -> bytes:
    """One student's page: what was found, and the first wrong step as a picture; all text is escaped."""
    seen = escape(row["verdict"], quote=True)
    shown = row.get("picture", "")
    picture = (
        f'<img alt="{say("graded.picture", seen=seen)}" src="data:image/png;base64,{shown}">' if shown else ""
    )
    words = {name: escape(str(row[name])) for name in ("function", "report")}
    policy = f"default-src 'none'; img-src data:; style-src {source_hash(STYLE)}; base-uri 'none'"
    words["head"] = html_head(row["file"], policy, STYLE)
    words["score"] = str(say("graded.score", score=SPOKEN.fixed(row["score"], 2)))
    return PAGE.format(title=escape(row["file"]), picture=picture, **words).encode()


def table(rows: list[dict[str, Any]]) -> bytes:
    """The table as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = [f"{row['score']:.2f}" if name == "score" else str(row[name] or "") for name in COLUMNS]
        cells[2] = "" if row["step"] in ("", None) else str(row["step"])
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in cells])
    return text.getvalue().encode("utf-8")
