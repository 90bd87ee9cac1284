"""The units that come with kviz, in the order in which they are taught."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "units"


@dataclass(frozen=True)
class Unit:
    """One unit: its name, its place in the course, and what it asks."""

    number: int
    name: str
    title: str
    question: str
    minutes: int
    path: Path


@cache
def units() -> tuple[Unit, ...]:
    """All units, from the first to the last; a teacher can stop after any.

    >>> from kviz.lessons.catalog import units
    >>> units()[0].name
    'unplugged'
    """
    found = []
    for path in FOLDER.glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        found.append(
            Unit(table["number"], path.stem, table["title"], table["question"], table["minutes"], path)
        )
    return tuple(sorted(found, key=lambda unit: unit.number))
