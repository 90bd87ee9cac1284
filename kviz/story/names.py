"""What seedings, data sets and kinds of columns are called in a language.

Their rows say it in English, as a row that is added from outside does. A language file may say it under
[seedings."name"] and [data_sets."name"], as title and about, and under [column_advice].
"""

from dataclasses import replace

from kviz.data.columns.column import ADVICE
from kviz.data.dataset import Dataset
from kviz.engine.seeding.registry import Seeding, title_of
from kviz.story.catalogue import book_of
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import say


def seeding_title(method: str, numbers: Numbers = SPOKEN) -> str:
    """What the screen calls a seeding, in the middle of a sentence."""
    return _own(f"seedings.{method}.title", numbers) or title_of(method)


def seeding_heading(row: Seeding, numbers: Numbers = SPOKEN) -> str:
    """The same at the start of a line."""
    said = _own(f"seedings.{row.name}.title", numbers)
    return said[:1].upper() + said[1:] if said else row.heading


def seeding_about(row: Seeding, numbers: Numbers = SPOKEN) -> str:
    """What a seeding does, in one sentence."""
    return _own(f"seedings.{row.name}.about", numbers) or row.about


def seeding_note(row: Seeding, numbers: Numbers = SPOKEN) -> str:
    """What a seeding is often confused with, or ""."""
    return _own(f"seedings.{row.name}.note", numbers) or row.note


def set_words(name: str, title: str, about: str, numbers: Numbers = SPOKEN) -> tuple[str, str]:
    """Title and sentence of the built-in data set ``name`` in the language; else as its row has them."""
    own = [_own(f"data_sets.{name}.{what}", numbers) for what in ("title", "about")]
    return own[0] or title, own[1] or about


def named_set(name: str, dataset: Dataset, numbers: Numbers = SPOKEN) -> Dataset:
    """The built-in data set ``name`` with its words in the language."""
    title, about = set_words(name, dataset.title, dataset.about, numbers)
    return replace(dataset, title=title, about=about)


def column_advice(role: str, numbers: Numbers = SPOKEN) -> str:
    """Why a column of this role is no feature, "" where nothing speaks against it."""
    return _own(f"column_advice.{role}", numbers) or ADVICE[role]


def _own(key: str, numbers: Numbers) -> str:
    return str(say(key, numbers)) if key in book_of(numbers.language).messages else ""
