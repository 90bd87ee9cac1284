import pytest
from unit_files import UNITS, read

from kviz.lessons.lesson import Lesson


@pytest.fixture(params=UNITS)
def unit(request) -> Lesson:
    """Every unit in turn."""
    return read(request.param)
