"""What a start can do: where many single runs end, drawn for each seeding."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from kviz.data.points import Array
from kviz.engine.choose_k.restarts import SAME
from kviz.picture.charts.elbow_curve import FAINT
from kviz.picture.contrast import is_dark
from kviz.picture.render.figures import axes_or_none, own_axes
from kviz.picture.render.style import callers_style
from kviz.story.messages import say
from kviz.story.names import seeding_title


def draw_starts(
    costs: Mapping[str, Array], best: float, ax: Axes | None = None, same: float = 1 + SAME
) -> Axes:
    """One dot for every run, at the part of its final cost above the best one known.

    Parameters
    ----------
    costs : mapping of seeding to array of shape (runs,), final costs
    best : float
        The lowest cost known; a dot at 0 % has reached it.
    same : float
        How many times the best cost still counts as the same optimum.
    """
    ax = axes_or_none(ax) or own_axes((8, 3))
    names = [seeding_title(init) for init in costs]
    for row, found in enumerate(costs.values()):
        above = 100 * (np.sort(found) / best - 1) if best > 0 else np.zeros(len(found))
        # spread by rank, not by chance: the same runs make the same picture
        heights = row + 0.6 * (np.arange(len(found)) * 0.618034 % 1 - 0.5)
        look: dict[str, Any] = {
            "color": callers_style().color(0),
            "alpha": 0.8 if is_dark(callers_style().paper) else 0.4,
        }
        ax.plot(above, heights, "o", markersize=3, markeredgewidth=0, **look)
        worse = float(np.mean(found > best * same))
        beside: dict[str, Any] = {
            "xycoords": ("axes fraction", "data"),
            "textcoords": "offset points",
            "va": "center",
        }
        ax.annotate(
            say("charts.starts.worse", share=worse), (1, row), (8, 0), annotation_clip=False, **beside
        )
    ax.axvline(0, color=FAINT, linewidth=1)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xlabel(say("charts.starts.axis"))
    ax.set_title(say("charts.starts.title", n=len(next(iter(costs.values())))), loc="left")
    return ax
