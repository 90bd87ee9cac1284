"""What a site brings of its maker: own tables, written so that a browser reads them, and the language."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kviz.data.builtin import datasets
from kviz.data.given import many, path_of, seen
from kviz.data.registry import OWN_GROUP
from kviz.data.tables.read_table import read_table
from kviz.site.browser.language import FOLDER as LANGUAGE
from kviz.site.browser.language import NAME, OWN
from kviz.site.browser.shelf import FOLDER, ROWS, put_on_shelf
from kviz.story.formatting import OWN_FILE
from kviz.story.messages import say


def table_files(tables: Iterable[str | os.PathLike]) -> dict[str, bytes]:
    """The files that the browser's shelf takes: a clean CSV of each table, and what is said of it."""
    if not many(tables):
        raise TypeError(f"data={seen(tables)} is not a list of paths; give one, as in data=['cars.csv'].")
    files, rows = {}, []
    for path in [path_of(given, "data") for given in tables]:
        dataset = read_table(path, missing="drop")
        stem = path.name.removesuffix(".gz").rsplit(".", 1)[0]
        name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "table"
        while name in datasets or f"{FOLDER}/{name}.csv" in files:
            name += "-2"
        x, y = dataset.names
        about = say("site.table", n=len(dataset.points), x=x, y=y)
        rows.append({
            "name": name, "title": stem, "group": OWN_GROUP, "about": str(about), "columns": [x, y],
            "k": min(dataset.k, len(dataset.points)), "source": path.name,
        })  # fmt: skip
        files[f"{FOLDER}/{name}.csv"] = dataset.table.to_csv(index=False).encode()
    return {**files, f"{FOLDER}/{ROWS}": json.dumps(rows).encode()} if rows else {}


def language_files() -> dict[str, bytes]:
    """What the browser's Python needs to speak as this process does: nothing where that is English."""
    if OWN_FILE.endswith(".toml"):
        return {f"{LANGUAGE}/{OWN}": Path(OWN_FILE).read_bytes()}
    return {f"{LANGUAGE}/{NAME}": OWN_FILE.encode()} if OWN_FILE else {}


@contextmanager
def on_shelf(files: dict[str, bytes]) -> Iterator[None]:
    """Have the tables among the data sets, as they will be in the browser."""
    with TemporaryDirectory(prefix="kviz-") as place:
        folder = Path(place) / FOLDER
        folder.mkdir()
        for name, data in files.items():
            (Path(place) / name).write_bytes(data)
        names = put_on_shelf(folder)
        try:
            yield
        finally:
            for name in names:
                del datasets[name]
