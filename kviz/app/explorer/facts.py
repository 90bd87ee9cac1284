"""What the page's scripts know of Python's tables: limits, entries of lists, what waits its turn."""

from collections.abc import Mapping
from typing import Any

from kviz.app.explorer.data_sets.corrections import CORRECTIONS
from kviz.app.explorer.data_sets.uploads import UPLOAD_LIMIT
from kviz.app.explorer.settings import EMPTY_RULES, MAX_DRAWN, MAX_K, MAX_SEED, METRICS, SCALES
from kviz.data.tables.read_table import CHOICES
from kviz.data.text.encoding import ENCODINGS
from kviz.story.messages import for_browser, say
from kviz.web.facts import PLAYER, WORDS, tour

# of what a browser asks for: what changes the run, and has to wait until Python has heard what came before
QUEUED = (
    "change", "new seeds", "undo", "redo", "drop", "place", "draw", "upload", "columns", "reread", "put away",
    "restore", "segment open", "basin start", "show cost", "show end", "challenge", "edit",
    "lesson run",
)  # fmt: skip
SET_GROUPS = ("gentle", "real", "made to break k-means")  # of the built-in data sets
# what can take long, and how the page names it: it shows a bar and a way to end it
TASKS = {
    "upload": "upload", "columns": "upload", "reread": "upload", "change": "run", "new seeds": "run",
    "place": "run", "undo": "run", "redo": "run", "starts": "starts", "show end": "run", "basins": "basins",
    "basin start": "run", "download": "file", "segment file": "file", "lesson": "lesson",
}  # fmt: skip
COUNTED = ("new seeds", "undo", "redo")  # asked several times in a row, these are one message with "times"


def titles(table: str, *names: str) -> dict[str, str]:
    """The titles of a list's entries, as the catalogue has them under [page.TABLE]."""
    return {name: str(say(f"page.{table}.{name}")) for name in names}


ENCODING_TITLES = titles("encodings", *ENCODINGS)
AS_FOUND = {"": str(say("page.as_found"))}
SEPARATORS = titles("separators", "comma", "semicolon", "tab", "bar")
DECIMAL_MARKS = titles("decimal_marks", "point", "comma")
FIRST_ROW = {
    **titles("first_row", "yes", "no"),
    **{str(row): str(say("page.header_row", row=row)) for row in range(2, 7)},
}
BAD_CELLS_KEPT = {"": str(say("page.bad_cells_text"))}
BAD_CELLS = {"missing": str(say("page.bad_cells_missing"))}
MISSING = titles("missing", "refuse", "drop", "median")
SEGMENT_SCALES = titles("segment_scales", "auto", "yes", "no")
SEGMENT_FILES = {
    f".{name}": title for name, title in titles("segment_files", "csv", "html", "pdf", "py").items()
}


def entries(titles: Mapping[str, str]) -> list[dict[str, str]]:
    """A table of names and titles as the entries of a list on the page."""
    return [{"name": name, "title": title} for name, title in titles.items()]


def _entries_of(
    known: Mapping[str, object] | tuple[str, ...], titles: Mapping[str, str]
) -> list[dict[str, str]]:
    """Entries for exactly what Python knows, so that a list cannot offer what will be refused."""
    return entries({name: titles[name] for name in known})


FACTS: dict[str, Any] = {
    **PLAYER,
    "maxClusters": MAX_K,
    "maxSeed": MAX_SEED,
    "maxDrawn": MAX_DRAWN,
    "uploadLimit": UPLOAD_LIMIT,
    "queued": QUEUED,
    "counted": COUNTED,
    "tasks": TASKS,
    "segmentFiles": SEGMENT_FILES,
    "columnKinds": titles("column_kinds", "number", "id", "date", "category", "text", "constant", "empty"),
    "groups": dict(zip(SET_GROUPS, titles("examples_of", "gentle", "real", "breaks").values(), strict=True)),
    **tour(),
    "lessonWords": for_browser("presentation"),
    "words": for_browser(*WORDS, "page"),
    "choices": {
        "metric": entries(METRICS),
        "scale": entries(SCALES),
        "on_empty": entries(EMPTY_RULES),
        "missing": _entries_of(CHOICES, MISSING),
        "sep": entries(AS_FOUND) + _entries_of(CORRECTIONS["sep"], SEPARATORS),
        "decimal": entries(AS_FOUND) + _entries_of(CORRECTIONS["decimal"], DECIMAL_MARKS),
        "encoding": entries(AS_FOUND) + _entries_of(CORRECTIONS["encoding"], ENCODING_TITLES),
        "bad_cells": entries(BAD_CELLS_KEPT) + _entries_of(CORRECTIONS["bad_cells"], BAD_CELLS),
        "header": entries(AS_FOUND) + _entries_of(CORRECTIONS["header"], FIRST_ROW),
        "segmentScale": entries(SEGMENT_SCALES),
    },
}
