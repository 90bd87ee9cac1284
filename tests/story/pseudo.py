"""A made-up second language: every sentence stands in brackets, every letter is another one, 1.5 is 1,5."""

import json
import re
import tomllib
from pathlib import Path

from kviz.story.formatting import FOLDER

CODE = "qps"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHANGED = "àƀćđēƒĝĥīĵķĺɱńōƥɋŕŝţūṽŵẋŷźĀɃĆĐĒƑĜĤĪĴĶĹṀŃŌƤɊŔŜŢŪṼŴẊŶŹ"


def translated(text: str) -> str:
    """The text in the made-up language; fields stay as they are."""
    pieces = re.split(r"(\{[^}]*\})", text)
    table = str.maketrans(PLAIN, CHANGED)
    return "⟦" + "".join(p if p.startswith("{") else p.translate(table) for p in pieces) + "⟧"


def english() -> dict:
    """The English file as it is written."""
    return tomllib.loads((FOLDER / "en.toml").read_text("utf-8"))


def write_language(path: Path, code: str = CODE) -> Path:
    """Write the made-up language as a file of one's own."""
    marks = {
        "name": "Pseudo", "lang": code, "plural": "zero-one-other", "decimal": ",", "thousands": "\u202f",
        "percent": "\u202f%", "nan": "⟦ńàń⟧", "comma": "⸴ ", "and": " ⁊ ", "more": "⟦{n} ɱōŕē⟧",
    }  # fmt: skip
    assert set(marks) == set(english()["language"]), "the file needs all marks that the English one has"
    sections = {name: section for name, section in english().items() if name != "language"}
    path.write_text("\n".join(_tables({"language": marks, **_translated(sections)})), "utf-8")
    return path


def _translated(table):
    if isinstance(table, str):
        return translated(table)
    return {name: _translated(value) for name, value in table.items()}


def _tables(table, path=()):
    """The lines of a TOML file; JSON's strings are TOML's."""
    if path:
        yield "[" + ".".join(json.dumps(name) for name in path) + "]"
    for name, value in table.items():
        if isinstance(value, str):
            yield f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}"
    for name, value in table.items():
        if not isinstance(value, str):
            yield from _tables(value, (*path, name))
