"""How a person may correct what was found by looking, and a file that needs it before it can be a table."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kviz.data.tables.source import take_in
from kviz.data.text.encoding import ENCODINGS, decode
from kviz.story.messages import say

SHOWN_ROWS, SHOWN_LETTERS = 5, 60

# each choice of the page, and what ``kviz.data.tables.reader.read`` is told
CORRECTIONS: dict[str, dict[str, Any]] = {
    "sep": {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"},
    "decimal": {"point": ".", "comma": ","},
    "header": {"yes": True, "no": False, **{str(row): row for row in range(2, 7)}},
    "encoding": {name: name for name in ENCODINGS},
    "bad_cells": {"missing": "missing"},
}


def corrections(message: dict[str, Any]) -> dict[str, Any]:
    """What a browser asks to be read otherwise; what is not known is left to be found by looking."""
    said = {name: told.get(str(message.get(name))) for name, told in CORRECTIONS.items()}
    return {name: value for name, value in said.items() if value is not None}


def in_words(how: dict[str, Any]) -> dict[str, str]:
    """The page's words for corrections, "" where the file was left to speak for itself."""
    return {
        name: next((word for word, told in words.items() if how.get(name) == told), "")
        for name, words in CORRECTIONS.items()
    }


@dataclass(frozen=True, eq=False)
class Unread:
    """A text file that is not a table of two columns of numbers as it was read; ``lines`` are its first."""

    name: str
    data: bytes = field(repr=False)
    how: dict[str, Any]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, name: str, data: bytes, how: dict[str, Any]) -> "Unread | None":
        """None where no correction could help, because the file holds no text."""
        try:
            text, name = take_in(data, name)
            text, _ = decode(text, name, how.get("encoding"))
        except ValueError:
            return None
        lines = text[:20_000].decode(errors="replace").splitlines()
        return cls(name, data, how, tuple(line[:SHOWN_LETTERS] for line in islice(lines, SHOWN_ROWS)))

    def view(self) -> dict[str, Any]:
        """What the page shows of it; every word of it is text, never markup."""
        rows = [[str(say("page.upload.first_lines"))], *([line] for line in self.lines)]
        return {"unread": True, "name": self.name, "columns": [], "rows": rows, "how": in_words(self.how)}
