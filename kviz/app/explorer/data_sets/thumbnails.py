"""Small pictures of the built-in data sets: a few dozen places each, on a square of 100 by 100."""

from functools import cache

import numpy as np

from kviz.data.builtin import datasets

DOTS = 60
EDGE = 8  # of 100, free on every side


def thumbnails() -> dict[str, list[list[int]]]:
    """Places (x to the right, y down) of some points of every data set, by its name."""
    return {name: places(name) for name in datasets}


@cache
def places(name: str) -> list[list[int]]:
    """Evenly taken rows of one data set; what is farthest from the middle is always there."""
    points = datasets[name]().points[:, :2]
    rows = np.linspace(0, len(points) - 1, min(DOTS, len(points))).astype(int)
    far = np.abs((points - np.median(points, axis=0)) / np.ptp(points, axis=0)).max(axis=1).argmax()
    chosen = points[np.union1d(rows, [far])]
    low, span = chosen.min(axis=0), np.ptp(chosen, axis=0)
    shares = (chosen - low) / np.where(span > 0, span, 1)
    shares[:, 1] = 1 - shares[:, 1]
    return (EDGE + (100 - 2 * EDGE) * shares).round().astype(int).tolist()
