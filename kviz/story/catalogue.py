"""The catalogues of all languages: templates with plural forms, one file each.

How to add a language: one file like ``en.toml``, named by its code ("sv.toml"), in ``languages/`` or, from
outside the package, anywhere with ``add_language``. What it leaves out is said in English. ``plural``
names one of PLURALS.

Which language is spoken: the one that is asked for, as in ``language="sv"``; else that of the process,
SPOKEN, which the variable KVIZ_LANGUAGE names ("sv", or the path of a file).
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kviz.story.formatting import FILES, LANGUAGES, OWN_FILE, SPOKEN, Numbers, numbers_of

FORMS = ("one", "few", "many", "other")
PLURALS: dict[str, Callable[[int], str]] = {
    "other": lambda n: "other",
    "one-other": lambda n: "one" if n == 1 else "other",
    "zero-one-other": lambda n: "one" if n in (0, 1) else "other",
    "one-few-many": lambda n: "one" if n == 1 else "few" if _is_few(n) else "many",
    "east-slavic": lambda n: "one" if n % 10 == 1 and n % 100 != 11 else "few" if _is_few(n) else "many",
}
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")


def _is_few(n: int) -> bool:
    return n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)


class Catalogue:
    """The messages of one language: ``marks`` is its [language] table, ``messages`` maps key to template."""

    def __init__(self, table: Mapping[str, Any], under: "Catalogue | None" = None) -> None:
        self.marks: dict[str, Any] = {**(under.marks if under else {}), **table["language"]}
        rest = {name: section for name, section in table.items() if name != "language"}
        self.messages: dict[str, Any] = {**(under.messages if under else {}), **dict(_flat(rest, ""))}
        self.plural = PLURALS[self.marks["plural"]]
        self._cut: dict[tuple[str, str], list] = {}

    def numbers(self) -> Numbers:
        """How this language writes numbers; it names the language, too."""
        return numbers_of(self.marks)

    def template(self, key: str, n: Any = None) -> list[tuple[str, str, str]]:
        """The message cut into (text before, field, kind) triples; the last has no field."""
        if key not in self.messages:
            raise KeyError(f"there is no message {key!r}; add it to kviz/story/languages/en.toml.")
        forms, form = self.messages[key], ""
        if not isinstance(forms, str):
            if n is None:
                raise KeyError(f"message {key!r} has plural forms and needs the field n.")
            form = self.plural(int(n))
            form = form if form in forms else "other"
        if (key, form) not in self._cut:
            self._cut[key, form] = _pieces(forms if isinstance(forms, str) else forms[form])
        return self._cut[key, form]


def _flat(table: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, str) or set(value) <= set(FORMS):
            yield f"{prefix}{name}", value
        else:
            yield from _flat(value, f"{prefix}{name}.")


def _pieces(template: str) -> list[tuple[str, str, str]]:
    cuts = _FIELD.split(template)
    return [
        (cuts[i], cuts[i + 1] or "", cuts[i + 2] or "") if i + 1 < len(cuts) else (cuts[i], "", "")
        for i in range(0, len(cuts), 3)
    ]


@cache
def catalogue(language: str = "en") -> Catalogue:
    """The catalogue of a language; what its file leaves out is there in English."""
    text = FILES[language].read_text("utf-8")
    return Catalogue(tomllib.loads(text), None if language == "en" else book_of("en"))


_ADDED: dict[str, Catalogue] = {}


def book_of(language: str) -> Catalogue:
    """The catalogue of a language, with a file in the package or added from outside."""
    return _ADDED.get(language) or catalogue(language)


def add_language(path: str | Path) -> Numbers:
    """Read a language file from anywhere: its code is then a ``language`` of every export.

    What this returns is passed where ``numbers`` are asked for.
    """
    added = Catalogue(tomllib.loads(Path(path).read_text("utf-8")), book_of("en"))
    code = added.marks["lang"]
    _ADDED[code], LANGUAGES[code] = added, added.numbers()
    return LANGUAGES[code]


LANGUAGES.update({name: catalogue(name).numbers() for name in FILES if name != "en"})
if OWN_FILE.endswith(".toml"):
    add_language(OWN_FILE)


def spoken() -> str:
    """The name of the language that this process speaks."""
    return next(name for name, numbers in LANGUAGES.items() if numbers == SPOKEN)


def languages() -> dict[str, Numbers]:
    """Every language there is a file for, by its code: how it writes numbers, and its name."""
    found = {name: catalogue(name).numbers() for name in FILES}
    return {**found, **{name: added.numbers() for name, added in _ADDED.items()}}
