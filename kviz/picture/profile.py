"""Segments, drawn: who they are beside the whole."""

import numpy as np
from matplotlib.axes import Axes

from kviz.data.profile import Profile
from kviz.picture.elbow import FAINT, new_axes
from kviz.picture.palette import color, marker
from kviz.story.words import letter

LETTERS = 30  # of a column's name beside the axis


def draw_profile(profile: Profile, ax: Axes | None = None) -> Axes:
    """The mean of every segment in every numeric column, in standard deviations from the whole.

    The grey line at zero is everyone together; columns that were clustered by stand first and are
    marked with an asterisk. Sizes of differences can be compared across columns, units cannot.
    """
    ax = new_axes((8, 1 + 0.9 * max(3, len(profile.columns)))) if ax is None else ax
    columns = [*profile.features, *(c for c in profile.columns if c not in profile.features)]
    rows = np.arange(len(columns))
    ax.axvline(0, color=FAINT, linewidth=1, label="everyone")
    for row in rows:
        ax.axhline(row, color=FAINT, linewidth=0.5, alpha=0.4)
    for segment in profile.segments:
        offsets = [segment.offsets[column] for column in columns]
        look = {"color": color(segment.cluster), "marker": marker(segment.cluster)}
        ax.plot(offsets, rows, linestyle="none", markersize=10, label=letter(segment.cluster), **look)
        above = {"xytext": (0, 9), "textcoords": "offset points", "ha": "center"}
        for offset, row in zip(offsets, rows, strict=True):
            ax.annotate(letter(segment.cluster), (offset, row), **above)
    names = [_cut(column) + " *" * (column in profile.features) for column in columns]
    ax.set_yticks(rows, names, parse_math=False)
    ax.set_ylim(len(columns) - 0.4, -0.6)
    ax.set_xlabel("standard deviations from the mean of everyone")
    ax.set_title("Segments beside the whole   (* clustered by)", loc="left")
    return ax


def _cut(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
