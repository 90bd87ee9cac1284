"""What seedings and data sets are called in a language, and what is said of tables.

The floors below say it in English, and know the key of every sentence. A row that is added from outside
has words of its own, which stay as they are.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kviz.data.columns.column import ADVICE
from kviz.data.dataset import Dataset
from kviz.data.sentences import Note
from kviz.engine.geometry import Geometry
from kviz.engine.seeding.registry import Seeding, title_of
from kviz.story.catalogue import book_of
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import Said, say


def table_text(note: Any, numbers: Numbers = SPOKEN, *, on_page: bool = False) -> Said:
    """A note on a table in the language: also the fault that carries one. Any other text stays as it is.

    ``on_page`` takes the words of the page, where there are some, for the names of Python's options.
    """
    if isinstance(note, BaseException):
        note = note.args[0] if note.args and isinstance(note.args[0], Note) else str(note)
    if not isinstance(note, Note):
        return note if isinstance(note, Said) else Said([str(note)])
    fields = {name: _field(value, numbers, on_page) for name, value in note.fields.items()}
    other = f"{note.key}_on_page"
    known = on_page and other in book_of(numbers.language).messages
    return say(other if known else note.key, numbers, **fields)


def _field(value: Any, numbers: Numbers, on_page: bool) -> Any:
    if isinstance(value, list | tuple):
        return [_field(one, numbers, on_page) for one in value]
    return table_text(value, numbers, on_page=on_page) if isinstance(value, Note) else value


def page_notes(notes: Iterable[str], numbers: Numbers = SPOKEN) -> list[str]:
    """Notes on a table in the words of the page."""
    return [str(table_text(note, numbers, on_page=True)) for note in notes]


def page_fault(fault: Exception, numbers: Numbers = SPOKEN) -> str:
    """What is wrong with a table in the words of the page."""
    return str(table_text(fault, numbers, on_page=True))


def seeding_title(method: str, numbers: Numbers = SPOKEN) -> str:
    """What the screen calls a seeding, in the middle of a sentence."""
    return _own(f"seedings.{method}.title", title_of(method), numbers)


def seeding_heading(row: Seeding, numbers: Numbers = SPOKEN) -> str:
    """The same at the start of a line."""
    return replace(row, title=_own(f"seedings.{row.name}.title", row.title, numbers)).heading


def seeding_about(row: Seeding, numbers: Numbers = SPOKEN) -> str:
    """What a seeding does, in one sentence."""
    return _own(f"seedings.{row.name}.about", row.about, numbers)


def seeding_note(row: Seeding, numbers: Numbers = SPOKEN) -> str:
    """What a seeding is often confused with, or ""."""
    return _own(f"seedings.{row.name}.note", row.note, numbers)


def set_words(name: str, title: str, about: str, numbers: Numbers = SPOKEN) -> tuple[str, str]:
    """Title and sentence of the data set ``name`` in the language."""
    keys = {"title": title, "about": about}
    found = [_own(f"data_sets.{name}.{what}", own, numbers) for what, own in keys.items()]
    return found[0], found[1]


def named_set(name: str, dataset: Dataset, numbers: Numbers = SPOKEN) -> Dataset:
    """The built-in data set ``name`` with its words in the language."""
    title, about = set_words(name, dataset.title, dataset.about, numbers)
    return replace(dataset, title=title, about=about)


def cost_name(geometry: Geometry, numbers: Numbers = SPOKEN) -> str:
    """What the cost is called: WCSS, or with Manhattan distance the sum of absolute deviations."""
    return str(say(f"measures.{geometry.name}.cost", numbers))


def column_advice(role: str, numbers: Numbers = SPOKEN) -> str:
    """Why a column of this role is no feature, "" where nothing speaks against it."""
    return str(table_text(ADVICE[role], numbers))


def _own(key: str, own: str, numbers: Numbers) -> str:
    """The words of the catalogue where they are those of the row; a row from outside may have other ones."""
    same = book_of("en").messages.get(key) == own
    return str(say(key, numbers)) if same and own else own
