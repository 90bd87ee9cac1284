"""Every sentence that a person can meet: one catalogue, one file a language, for Python and JavaScript.

``languages/en.toml`` holds the English. A message is a whole sentence with named fields:

    [narration]
    joins = {one = "{n} point joins {A:cluster}.", other = "{n} points join {A:cluster}."}

    >>> from kviz.story.messages import say
    >>> str(say("segmentation.share", n=12, share=0.3))
    '12 rows (30 %)'

How to add a message: write it in its section of ``en.toml``, then ``say("section.name", numbers, field=…)``.
``numbers`` carries the language and how it writes numbers; it travels through kviz as it always did.

- A field is ``{name}`` or ``{name:kind}``. Kinds: without one a whole number or a text as it is; ``number``
  (a measured number, three figures; ``apart(a, b)`` gives more where they would look equal), ``percent`` (a
  share of one), ``cluster`` (0 is written A), ``clusters``, ``point`` (a row of X), ``points``, ``place``
  (coordinates).
- A message that depends on a number has plural forms; the field ``n`` decides. A sentence with two numbers
  that both need a plural is two messages.
- A field may be another message: ``joined([...], numbers)`` makes the list «A, B and C».
- Never glue words together: other languages have another order. Join whole sentences with ``sentences``.

The result is a text that knows its parts (``.parts``): a page draws the letter of a cluster in its colour
and with its marker, and everything that came from a person stays plain text.

How the browser gets it: ``for_browser("player", "page")`` is a dict for JSON, and ``web/messages.js`` makes
the same sentences of it, with the same numbers.

How to add a language: one file like ``en.toml``, named by its code ("sv.toml"), in ``languages/`` or, from
outside the package, anywhere with ``add_language``. What it leaves out is said in English. ``plural``
names one of PLURALS.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kviz.engine.steps import letter
from kviz.story.formatting import ENGLISH, LANGUAGES, Numbers

FOLDER = Path(__file__).with_name("languages")
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


@dataclass(frozen=True)
class Part:
    """A piece of a sentence that a surface may mark: ``kind`` "cluster" or "point", ``value`` its number."""

    kind: str
    text: str
    value: int


class Said(str):
    """A text that knows its parts: plain strings, and a Part for every cluster or point it names."""

    parts: tuple[str | Part, ...]

    def __new__(cls, parts: Iterable[str | Part] = ()) -> "Said":
        """Put the pieces together."""
        pieces = tuple(parts)
        said = super().__new__(cls, "".join(p.text if isinstance(p, Part) else p for p in pieces))
        said.parts = pieces
        return said

    def __getnewargs__(self) -> tuple:
        return (self.parts,)

    def as_json(self) -> list[str | list]:
        """The parts as JSON knows them: a text, or [kind, text, value]."""
        return [[p.kind, p.text, p.value] if isinstance(p, Part) else str(p) for p in self.parts]


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
        marks = ("decimal", "thousands", "lang", "percent", "nan")
        return Numbers(*(self.marks[name] for name in marks))

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
    text = (FOLDER / f"{language}.toml").read_text("utf-8")
    return Catalogue(tomllib.loads(text), None if language == "en" else _of("en"))


_ADDED: dict[str, Catalogue] = {}


def _of(language: str) -> Catalogue:
    return _ADDED.get(language) or catalogue(language)


def catalogue_of(numbers: Numbers) -> Catalogue:
    """The catalogue whose language writes these numbers."""
    return _of(numbers.language)


def add_language(path: str | Path) -> Numbers:
    """Read a language file from anywhere: its code is then a ``language`` of every export.

    What this returns is passed where ``numbers`` are asked for.
    """
    added = Catalogue(tomllib.loads(Path(path).read_text("utf-8")), _of("en"))
    code = added.marks["lang"]
    _ADDED[code], LANGUAGES[code] = added, added.numbers()
    return LANGUAGES[code]


LANGUAGES.update(
    {path.stem: catalogue(path.stem).numbers() for path in FOLDER.glob("*.toml") if path.stem != "en"}
)


def languages() -> dict[str, Numbers]:
    """Every language there is a file for, by its code: how it writes numbers, and its name."""
    found = {path.stem: catalogue(path.stem).numbers() for path in sorted(FOLDER.glob("*.toml"))}
    return {**found, **{name: added.numbers() for name, added in _ADDED.items()}}


def say(key: str, numbers: Numbers = ENGLISH, /, **fields: Any) -> Said:
    """The sentence ``key`` in the language of ``numbers``, with its fields filled in.

    Raises
    ------
    KeyError
        If there is no such message, or a field is missing.
    """
    book = _of(numbers.language)
    parts: list[str | Part] = []
    for text, field, kind in book.template(key, fields.get("n")):
        parts.append(text)
        if field:
            if field not in fields:
                raise KeyError(f"message {key!r} needs the field {field!r}.")
            parts += KINDS[kind](fields[field], numbers)
    return Said(_merged(parts))


def joined(items: Sequence[Any], numbers: Numbers = ENGLISH, most: int = 6) -> Said:
    """A list as the language writes it: «A», «A and B», «A, B and C»; the long rest counted."""
    book = _of(numbers.language)
    if len(items) > most:
        rest = len(items) - most + 1
        more = book.marks["more"].replace("{n}", numbers.count(rest))
        items = [*items[: most - 1], more]
    parts: list[str | Part] = []
    for i, item in enumerate(items):
        if i:
            parts.append(book.marks["and"] if i == len(items) - 1 else book.marks["comma"])
        parts += _as_it_is(item, numbers)
    return Said(_merged(parts))


def sentences(said: Iterable[str], between: str = " ") -> Said:
    """Whole sentences one after the other; empty ones are left out."""
    parts: list[str | Part] = []
    for sentence in filter(None, said):
        parts += [between] if parts else []
        parts += getattr(sentence, "parts", (sentence,))
    return Said(_merged(parts))


def _merged(parts: Iterable[str | Part]) -> list[str | Part]:
    merged: list[str | Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += str(part)
        elif part != "":
            merged.append(part)
    return merged


def _as_it_is(value: Any, numbers: Numbers) -> Sequence[str | Part]:
    if isinstance(value, str):
        return getattr(value, "parts", (value,))
    return (numbers.count(value),)


def _cluster(value: int, numbers: Numbers) -> Sequence[str | Part]:
    named = numbers.cluster(value)
    return (Part("cluster", letter(named), named),)


def _point(value: int, numbers: Numbers) -> Sequence[str | Part]:
    return (Part("point", f"{int(value)}", int(value)),)


def _many(one: Callable) -> Callable:
    def parts(values: Iterable[int], numbers: Numbers) -> Sequence[str | Part]:
        return joined([Said(one(value, numbers)) for value in values], numbers, most=12).parts

    return parts


KINDS: dict[str, Callable[[Any, Numbers], Sequence[str | Part]]] = {
    "": _as_it_is,
    "number": lambda value, numbers: (numbers(value),),
    "percent": lambda value, numbers: (numbers.percent(value),),
    "place": lambda value, numbers: (numbers.place(value),),
    "cluster": _cluster,
    "clusters": lambda values, numbers: _many(_cluster)(sorted(values, key=numbers.cluster), numbers),
    "point": _point,
    "points": _many(_point),
}


def for_browser(*sections: str, language: str = "en") -> dict[str, Any]:
    """What ``web/messages.js`` needs to say the messages of these sections: a dict for JSON.

    The page sets its ``lang`` to ``["lang"]``.
    """
    book = _of(language)
    chosen = {key: text for key, text in book.messages.items() if key.split(".")[0] in sections}
    missing = set(sections) - {key.split(".")[0] for key in chosen}
    if missing:
        raise KeyError(f"there are no messages in {', '.join(sorted(missing))}.")
    return {**book.marks, "messages": chosen}
