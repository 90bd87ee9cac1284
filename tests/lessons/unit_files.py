"""The units of kviz, each read once for all tests, for its measures take time."""

from functools import cache

from kviz.lessons.catalog import units
from kviz.lessons.lesson import Lesson, lesson

UNITS = [unit.name for unit in units()]


@cache
def read(name: str) -> Lesson:
    return lesson(name)
