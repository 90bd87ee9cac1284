"""Lines and rows of markers: the two marks that Agg draws fastest."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.path import Path

from kviz.data.points import Array


def line(places: Array, **style: object) -> Line2D:
    """A line through places (m, 2)."""
    places = np.asarray(places, dtype=np.float64)
    return Line2D(places[:, 0], places[:, 1], **{"solid_capstyle": "round", **style})


def dots(
    places: Array,
    marker: object,
    size: float,
    face: object,
    edge: object = "none",
    width: float = 0.0,
    **style: object,
) -> Line2D:
    """The same marker at every place: (m, 2), size in points."""
    places = np.asarray(places, dtype=np.float64)
    return Line2D(
        places[:, 0], places[:, 1], linestyle="none", marker=marker, markersize=size,
        markerfacecolor=face, markeredgecolor=edge, markeredgewidth=width, **style,
    )  # fmt: skip


def _dashed_circle(dashes: int = 6, share: float = 0.62) -> Path:
    arcs = [Path.arc(0, 360 * share / dashes) for _ in range(dashes)]
    turned = []
    for n, arc in enumerate(arcs):
        angle = 2 * np.pi * n / dashes
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        turned.append(Path(arc.vertices @ turn, arc.codes))
    return Path.make_compound_path(*turned)


DASHED_CIRCLE = _dashed_circle()
