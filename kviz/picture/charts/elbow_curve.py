"""The curve of an elbow as a chart: its points, the restarts behind them, and how the bend was found."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from kviz.data.points import Array
from kviz.engine.choose_k.elbow import Curve
from kviz.engine.choose_k.knee import Bend
from kviz.picture.plane.ticks import scale
from kviz.picture.render.figures import clear_legend
from kviz.picture.render.style import callers_style
from kviz.story.formatting import SPOKEN
from kviz.story.messages import say

BEND = "#D55E00"
FAINT = "#8A8F98"


def draw_curve(ax: Axes, curve: Curve, bend: Bend) -> None:
    """Draw cost against k, and the line from end to end with the largest distance to it."""
    ks, costs = np.array(curve.ks), curve.costs
    _draw_restarts(ax, curve)
    ax.plot(
        ks,
        costs,
        color=callers_style().color(0),
        marker="o",
        linewidth=2,
        label=say("charts.elbow.best"),
        zorder=3,
    )
    if bend.farthest is not None:
        _draw_construction(ax, ks, costs, bend)
    ax.set_xticks(ks if len(ks) <= 20 else ks[:: len(ks) // 10])
    ax.set_ylim(bottom=0)
    found = scale(0.0, float(costs.max()))
    ax.yaxis.set_major_formatter(lambda value, place: SPOKEN(value / 10.0**found.power))
    ax.set_xlabel(say("charts.k"))
    ax.set_ylabel(found.named(say("picture.cost.euclidean"), SPOKEN))
    ax.set_title(_title(bend), loc="left")
    clear_legend(ax)


def _title(bend: Bend) -> str:
    if bend.best_k is None:
        return say("charts.elbow.none")
    return say(f"charts.elbow.{bend.confidence}", k=bend.best_k)


def _draw_restarts(ax: Axes, curve: Curve) -> None:
    k = np.concatenate([np.full(len(run.found), run.k) for run in curve.runs])
    found = np.concatenate([run.found for run in curve.runs])
    look: dict[str, Any] = {"marker": "_", "markersize": 10, "markeredgewidth": 1.5, "color": FAINT}
    ax.plot(k, found, linestyle="none", label=say("charts.elbow.restarts"), zorder=2, **look)


def _draw_construction(ax: Axes, ks: Array, costs: Array, bend: Bend) -> None:
    ends = [0, -1]
    ax.plot(ks[ends], costs[ends], color=FAINT, linestyle="--", linewidth=1, label=say("charts.elbow.line"))
    line = np.interp(ks, ks[ends], costs[ends])
    ax.vlines(ks[1:-1], costs[1:-1], line[1:-1], color=FAINT, linewidth=0.8, alpha=0.6)
    at = list(ks).index(bend.best_k or bend.farthest)
    if bend.best_k in (None, bend.farthest):
        label = say("charts.elbow.distance" if bend.best_k else "charts.elbow.no_bend")
        ax.vlines(ks[at], costs[at], line[at], color=BEND, linewidth=3, label=label, zorder=4)
    else:
        near = slice(max(0, at - 1), at + 2)
        ax.plot(ks[near], costs[near], color=BEND, linewidth=3, label=say("charts.elbow.sharpest"), zorder=4)
    ax.plot(
        ks[at], costs[at], marker="o", markersize=13, markerfacecolor="none", markeredgecolor=BEND,
        markeredgewidth=2, linestyle="none", zorder=5,
    )  # fmt: skip
    if bend.runner_up is not None:
        at = list(ks).index(bend.runner_up)
        ax.vlines(
            ks[at],
            costs[at],
            line[at],
            color=BEND,
            linewidth=1.5,
            ls=":",
            label=say("charts.elbow.also"),
        )
