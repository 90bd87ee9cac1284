"""What is said of a table: each sentence knows its key and its fields, and is the English itself.

All sentences of kviz stand in one file. This floor reads its own sections of the English and knows no
other language; ``kviz.story.notes`` says the same sentences in any.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "story" / "languages" / "en.toml"
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")


class Note(str):
    """A sentence, or a part of one, in English: it knows its ``key`` in the catalogue, and its ``fields``.

    A field is a text, a whole number, another note, or several of these.
    """

    key: str
    fields: Mapping[str, Any]

    def __new__(cls, key: str, fields: Mapping[str, Any]) -> "Note":
        """Fill in the English."""
        made = super().__new__(cls, _filled(key, fields))
        made.key, made.fields = key, dict(fields)
        return made

    def __reduce__(self) -> tuple:
        return Note, (self.key, self.fields)


def note(key: str, /, **fields: Any) -> Note:
    """The sentence ``key`` of the section [tables]: ``note("left_out.blank_rows", n=2)``."""
    return Note(f"tables.{key}", fields)


@cache
def english(section: str) -> dict[str, Any]:
    """A section of the English, with all below it."""
    text = FILE.read_text("utf-8")  # no more of it is parsed than is asked for: this runs before a first run
    tables = re.findall(rf"^\[{section}[.\]].*?(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    return tomllib.loads("".join(tables))[section]


def _filled(key: str, fields: Mapping[str, Any]) -> str:
    found: Any = english(key.partition(".")[0])
    for name in key.split(".")[1:]:
        found = found[name]
    if not isinstance(found, str):
        found = found["one" if fields["n"] == 1 else "other"]
    return _FIELD.sub(lambda field: WRITTEN[field[2] or ""](fields[field[1]]), found)


def _one(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:,}"


def _listed(items: Any) -> str:
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else str(last)


WRITTEN: dict[str, Callable[[Any], str]] = {
    "": _one,
    "list": _listed,
    "items": ", ".join,
    "clauses": "; ".join,
}
