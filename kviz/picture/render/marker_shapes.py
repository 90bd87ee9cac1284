"""Outlines that matplotlib has no letter for."""

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

# How much larger a marker is drawn than a circle of its size, so that all cover about as much paper.
OPTICAL = {
    "s": 0.90, "^": 1.22, "D": 0.88, "v": 1.22, "P": 1.16, "X": 1.10, "p": 1.12, "<": 1.22, "h": 1.07,
    ">": 1.22, "*": 1.55,
}  # fmt: skip


Marker = Any  # what MarkerStyle takes and can be a key: a letter, an outline, (corners, kind, angle)


@lru_cache(maxsize=1024)
def marker_path(marker: Marker, size: float) -> Path:
    """Outline of a marker around the origin, as ``Line2D`` draws it at that size."""
    style = MarkerStyle(marker, "full")
    return style.get_path().transformed(Affine2D(style.get_transform().get_matrix()).scale(size))


def _dashed_circle(dashes: int = 6, share: float = 0.62) -> Path:
    arc = Path.arc(0, 360 * share / dashes)
    turns = 2 * np.pi * np.arange(dashes) / dashes
    turned = [np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]) for t in turns]
    return Path.make_compound_path(*(Path(arc.vertices @ turn, arc.codes) for turn in turned))


DASHED_CIRCLE = _dashed_circle()  # for the points that will switch next
