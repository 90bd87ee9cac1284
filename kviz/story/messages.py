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
  (coordinates), ``list`` («a, b and c»), ``items`` («a, b, c»), ``clauses`` («a; b»).
- A message that depends on a number has plural forms; the field ``n`` decides. A sentence with two numbers
  that both need a plural is two messages.
- A field may be another message: ``joined([...], numbers)`` makes the list «A, B and C».
- Never glue words together: other languages have another order. Join whole sentences with ``sentences``.

The result is a text that knows its parts (``.parts``): a page draws the letter of a cluster in its colour
and with its marker, and everything that came from a person stays plain text.

How the browser gets it: ``for_browser("player", "page")`` is a dict for JSON, and ``web/messages.js`` makes
the same sentences of it, with the same numbers.

How to add a language, and which one is spoken: ``catalogue.py``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kviz.engine.steps import letter
from kviz.story.catalogue import book_of
from kviz.story.formatting import SPOKEN, Numbers, as_numbers


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


def say(key: str, numbers: Numbers = SPOKEN, /, **fields: Any) -> Said:
    """The sentence ``key`` in the language of ``numbers``, with its fields filled in.

    Raises
    ------
    KeyError
        If there is no such message, or a field is missing.
    """
    book = book_of(numbers.language)
    parts: list[str | Part] = []
    for text, field, kind in book.template(key, fields.get("n")):
        parts.append(text)
        if field:
            if field not in fields:
                raise KeyError(f"message {key!r} needs the field {field!r}.")
            parts += KINDS[kind](fields[field], numbers)
    return Said(_merged(parts))


def joined(items: Sequence[Any], numbers: Numbers = SPOKEN, most: int = 6) -> Said:
    """A list as the language writes it: «A», «A and B», «A, B and C»; the long rest counted."""
    book = book_of(numbers.language)
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
    "list": lambda values, numbers: joined(values, numbers, most=len(values)).parts,
    "items": lambda values, numbers: sentences(values, book_of(numbers.language).marks["comma"]).parts,
    "clauses": lambda values, numbers: sentences(values, "; ").parts,
}


def for_browser(*sections: str, language: str | Numbers = SPOKEN) -> dict[str, Any]:
    """What ``web/messages.js`` needs to say the messages of these sections: a dict for JSON.

    The page sets its ``lang`` to ``["lang"]``.
    """
    numbers = as_numbers(language)
    book = book_of(numbers.language)
    chosen = {key: text for key, text in book.messages.items() if key.split(".")[0] in sections}
    missing = set(sections) - {key.split(".")[0] for key in chosen}
    if missing:
        raise KeyError(f"there are no messages in {', '.join(sorted(missing))}.")
    marks = {"decimal": numbers.decimal, "thousands": numbers.thousands, "percent": numbers.percent_mark}
    return {**book.marks, **marks, "messages": chosen}
