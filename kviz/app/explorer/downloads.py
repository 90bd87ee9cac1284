"""What can be downloaded, what the files are called, and the few lines of Python that make the same run."""

import re

from kviz.app.explorer.data_sets.edits import edit_lines
from kviz.app.explorer.data_sets.uploads import Upload
from kviz.app.explorer.settings import Settings
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.exports.formats import FORMATS
from kviz.story.messages import say

GROUPS = {name: str(say(f"page.take.{name}")) for name in ("animation", "picture", "data")}


def downloads() -> list[dict[str, object]]:
    """Suffix and title of every format that the page offers, in groups."""
    return [
        {
            "title": title,
            "files": {suffix: row.title for suffix, row in FORMATS.items() if row.group == group},
        }
        for group, title in GROUPS.items()
    ]


def file_stem(settings: Settings, dataset: Dataset) -> str:
    """A file name that says what is in it, in letters that every system allows."""
    name = settings.data if settings.data in datasets else dataset.title or "run"
    return f"kviz-{stem(name)}-k{settings.k}"


def stem(name: str) -> str:
    """A name in letters that every system allows."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:40] or "run"


def snippet(settings: Settings, upload: Upload | None) -> str:
    """The lines of Python that make the run on screen."""
    lines = ["import kviz", "", f"data = {_source(settings, upload)}"]
    if settings.edits:
        lines = ["from dataclasses import replace", "", "import numpy as np", *lines]
        lines += edit_lines(settings.edits)
    if settings.scale == "standardized":
        lines.append("data = data.standardized()")
    init = repr(settings.init)
    if settings.init == "own":
        init = "data.start"
    elif settings.init == "placed":
        places = ", ".join(f"[{', '.join(f'{c:.6g}' for c in place)}]" for place in settings.start)
        lines.append(f"start = ([{places}] - data.offset) / data.factor")
        init = "start"
    rest = "" if settings.metric == Settings.metric else f", metric={settings.metric!r}"
    rest += "" if settings.on_empty == "keep" else f", on_empty={settings.on_empty!r}"
    lines.append(f"trace = kviz.run(data, k={settings.k}, init={init}, rng={settings.seed}{rest})")
    return "\n".join([*lines, "kviz.play(trace)"])


def _source(settings: Settings, upload: Upload | None) -> str:
    if settings.data == "drawn":
        points = ", ".join(f"({x:g}, {y:g})" for x, y in settings.drawn)
        return f"kviz.Dataset([{points}], ('x', 'y'))"
    if upload:
        missing = "" if upload.missing == "refuse" else f", missing={upload.missing!r}"
        chosen = f"columns={upload.columns!r}" if upload.columns else f"x={upload.x!r}, y={upload.y!r}"
        how = "".join(f", {name}={value!r}" for name, value in upload.how.items())
        return f"kviz.read_table({upload.source or repr(upload.reading.name)}, {chosen}{missing}{how})"
    if settings.data in datasets:
        return f"kviz.datasets[{settings.data!r}]()"
    return f"X  # {say('page.take.given')}"
