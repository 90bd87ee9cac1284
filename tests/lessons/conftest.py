import pytest

from kviz.lessons.catalog import units
from kviz.lessons.lesson import Lesson, lesson

UNITS = [unit.name for unit in units()]
_read: dict[str, Lesson] = {}


@pytest.fixture(params=UNITS)
def unit(request) -> Lesson:
    """Every unit in turn; each is read once for all tests, for its measures take time."""
    return read(request.param)


def read(name: str) -> Lesson:
    if name not in _read:
        _read[name] = lesson(name)
    return _read[name]
