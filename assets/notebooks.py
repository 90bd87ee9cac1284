"""Write the notebooks of the units: ``make assets`` does it, and a test says when they are out of date."""

from pathlib import Path

from kviz.lessons.catalog import units
from kviz.lessons.lesson import lesson

FOLDER = Path(__file__).parents[1] / "notebooks"

if __name__ == "__main__":
    for unit in units():
        print(lesson(unit.name).export(FOLDER / f"{unit.name}.ipynb"))
