"""Segments, drawn: who they are beside the whole."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from kviz.data.points import Array
from kviz.picture.charts.elbow_curve import FAINT
from kviz.picture.render.figures import axes_or_none, own_axes, points_of
from kviz.picture.render.marker_shapes import OPTICAL
from kviz.picture.render.style import callers_style
from kviz.story.formatting import letter
from kviz.story.messages import say
from kviz.story.profile import Profile

LETTERS = 30  # of a column's name beside the axis
NUDGE = 0.09  # of a row: twins are moved apart so that neither hides the other
ROOM = 0.8  # of the width of the Axes: long names of columns take the rest when it is laid out


def draw_profile(profile: Profile, ax: Axes | None = None) -> Axes:
    """The mean of every segment in every numeric column, in standard deviations from the whole.

    The grey line at zero is everyone together; columns that were clustered by stand first and are
    marked with an asterisk. Sizes of differences can be compared across columns, units cannot.
    """
    ax = axes_or_none(ax) or own_axes((8, 1 + 0.9 * max(3, len(profile.columns))))
    columns = [*profile.features, *(c for c in profile.columns if c not in profile.features)]
    rows = np.arange(len(columns))
    ax.axvline(0, color=FAINT, linewidth=1, label=say("charts.profile.everyone"), zorder=1)
    for row in rows.tolist():
        ax.axhline(row, color=FAINT, linewidth=0.5, alpha=0.4, zorder=1)
    places = np.array([[segment.offsets[column] for column in columns] for segment in profile.segments])
    low, high = min(0.0, np.nanmin(places)), max(0.0, np.nanmax(places))
    rim = 0.06 * (high - low) or 1.0
    ax.set_xlim(low - rim, high + rim)
    size = callers_style().size
    apart = 1.25 * size / (ROOM * points_of(ax)[0]) * (high - low + 2 * rim)
    tiers = np.array([_tiers(places[:, row], apart) for row in rows]).T
    heights = rows + NUDGE * ((tiers + 1) // 2) * np.where(tiers % 2, 1, -1)  # the axis points down
    for segment, offsets, marks, letters in zip(profile.segments, places, heights, tiers, strict=True):
        look: dict[str, Any] = {
            "color": callers_style().color(segment.cluster),
            "marker": callers_style().marker(segment.cluster),
        }
        tall = 9 * OPTICAL.get(look["marker"], 1.0)
        rims: dict[str, Any] = {"markeredgecolor": ax.get_facecolor(), "markeredgewidth": 0.8}
        ax.plot(offsets, marks, ls="none", markersize=tall, label=letter(segment.cluster), **look, **rims)
        for place, height, tier in zip(offsets, marks, letters.tolist(), strict=True):
            up = 8 + 0.7 * size * (tier // 2)
            style: dict[str, Any] = {
                "xytext": (0, -up if tier % 2 else up),
                "va": "top" if tier % 2 else "bottom",
            }
            paper = {"facecolor": ax.get_facecolor(), "edgecolor": "none", "pad": 0.6}
            style |= {"textcoords": "offset points", "ha": "center", "bbox": paper, "zorder": 1.5}
            ax.annotate(letter(segment.cluster), (place, height), **style)
    names = [_cut(column) + " *" * (column in profile.features) for column in columns]
    ax.set_yticks(rows, names, parse_math=False)
    ax.set_ylim(len(columns) - 0.4, -0.6)
    ax.set_xlabel(say("charts.profile.axis"))
    ax.set_title(f"{say('charts.profile.title')}   {say('charts.profile.starred')}", loc="left")
    return ax


def _tiers(places: Array, apart: float) -> list[int]:
    """For each letter of a row the lowest free tier: 0 above its mark, 1 below it, then higher and lower."""
    ends: list[float] = []
    found = [0] * len(places)
    for number in np.argsort(places, kind="stable").tolist():
        free = (tier for tier, end in enumerate(ends) if places[number] - end >= apart)
        tier = next(free, len(ends))
        ends[tier : tier + 1] = [float(places[number])]
        found[number] = tier
    return found


def _cut(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
