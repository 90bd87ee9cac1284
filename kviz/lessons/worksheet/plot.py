"""The squared paper of a worksheet: points with numbers, centroids with letters, the border in the key."""

import numpy as np
from matplotlib.axes import Axes

from kviz.data.points import Array
from kviz.lessons.worksheet.problem import SIDE
from kviz.story.formatting import letter

MARKS = ("s", "^")  # centroids: told apart by shape and letter, so that a copier keeps them apart
MEMBERS = ("o", "D")
GREY = "0.72"


def plot(
    ax: Axes, points: Array, centroids: Array | None, labels: Array | None = None, border: bool = False,
    moved: Array | None = None,
) -> None:  # fmt: skip
    """Draw the points on squared paper.

    Parameters
    ----------
    points : array of shape (n, 2)
    centroids : array of shape (2, 2), or None where a learner is to mark them
    labels : array of shape (n,), or None where nothing is assigned yet
    border : bool
        Draw the perpendicular bisector.
    moved : array of shape (2, 2), where the centroids move to, with an arrow
    """
    _paper(ax)
    for i, (x, y) in enumerate(points):
        cluster = -1 if labels is None else int(labels[i])
        filled = "black" if cluster == 0 else "white"
        shape = "o" if cluster < 0 else MEMBERS[cluster]
        ax.plot([x], [y], shape, color="black", markerfacecolor=filled, markersize=6, zorder=3)
        ax.annotate(f"P{i + 1}", (x, y), (5, 5), textcoords="offset points", fontsize=8, zorder=4)
    for j, (x, y) in enumerate([] if centroids is None else centroids):
        ax.plot([x], [y], MARKS[j], color="black", markerfacecolor=GREY, markersize=10, zorder=3)
        ax.annotate(
            letter(j), (x, y), (-3, -17), textcoords="offset points", fontsize=10, weight="bold", zorder=4
        )
    if border and centroids is not None:
        ax.plot(*bisector(centroids).T, color="black", lw=1.6, ls="--", zorder=2)
        ax.plot(*centroids.T, color="black", lw=0.8, ls=":", zorder=2)
    if moved is None or centroids is None:
        return
    for j, end in enumerate(moved):
        ax.annotate("", xy=end, xytext=centroids[j], arrowprops={"arrowstyle": "->", "lw": 1.2}, zorder=4)
        ax.plot(*end[:, None], MARKS[j], color="black", markerfacecolor="black", markersize=8, zorder=4)


def bisector(centroids: Array) -> Array:
    """Two places (2, 2) of the perpendicular bisector, far outside the paper."""
    middle, way = centroids.mean(axis=0), centroids[1] - centroids[0]
    along = np.array([-way[1], way[0]]) / np.sqrt((way**2).sum())
    return np.stack([middle - 2 * SIDE * along, middle + 2 * SIDE * along])


def _paper(ax: Axes) -> None:
    ax.set(xlim=(0, SIDE), ylim=(0, SIDE), aspect="equal", xticks=range(SIDE + 1), yticks=range(SIDE + 1))
    ax.grid(True, color="0.8", lw=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=8, length=2)
    ax.set_xlabel("x", fontsize=9, labelpad=1)
    ax.set_ylabel("y", fontsize=9, labelpad=1, rotation=0)
    for spine in ax.spines.values():
        spine.set_visible(True)
