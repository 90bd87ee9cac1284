"""The real customers' file, which is not ours to ship: in the folder KVIZ_DATA, or in ../shared/data."""

import os
from pathlib import Path

import pytest

NAME = "Mall_Customers.csv"
INCOME, SCORE = "Annual Income (k$)", "Spending Score (1-100)"


def find() -> Path | None:
    """Path of the file, or None."""
    project = Path(__file__).resolve().parents[1]
    places = [Path(os.environ["KVIZ_DATA"])] if "KVIZ_DATA" in os.environ else []
    places.append(project.parent / "shared" / "data")
    return next((place / NAME for place in places if (place / NAME).is_file()), None)


needs_mall = pytest.mark.skipif(
    find() is None, reason=f"{NAME} is not here: name its folder in KVIZ_DATA to test the real file"
)
