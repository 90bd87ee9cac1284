"""Second opinions, drawn: the silhouette plot, its mean for every k, and the gap statistic."""

import numpy as np
from matplotlib.axes import Axes

from kviz.engine.choose_k.validity import Gap, Silhouette
from kviz.picture.charts.elbow import BEND, FAINT, Elbow
from kviz.picture.render.figures import axes_or_none, clear_legend, own_axes
from kviz.picture.render.style import callers_style
from kviz.story.formatting import letter


def draw_silhouette(silhouette: Silhouette, ax: Axes | None = None) -> Axes:
    """Every point's silhouette as a bar, sorted within its cluster; the dashed line is the mean.

    A cluster of wide bars is compact and apart; bars to the left of zero are points that lie
    nearer to another cluster.
    """
    ax = axes_or_none(ax) or own_axes()
    bottom, middles, names = 0, [], []
    gap = max(1, len(silhouette.values) // 50)
    for cluster, mean in silhouette.by_cluster.items():
        values = np.sort(silhouette.values[silhouette.labels == cluster])
        rows = bottom + np.arange(len(values))
        ax.fill_betweenx(rows, 0, values, step="mid", color=callers_style().color(cluster), linewidth=0)
        if len(values) == 1:
            ax.plot([0, values[0]], rows[[0, 0]], color=callers_style().color(cluster))
        middles.append(rows.mean())
        names.append(f"{letter(cluster)}  {len(values)} points, mean {mean:.2f}")
        bottom += len(values) + gap
    ax.axvline(0, color=FAINT, linewidth=0.8)
    ax.axvline(silhouette.mean, color=BEND, linestyle="--", zorder=3)
    ax.set_yticks(middles, names)
    ax.invert_yaxis()
    ax.set_xlim(min(-0.1, silhouette.values.min()), 1)
    ax.set_xlabel("silhouette: 1 well inside its cluster, 0 on the border, below 0 nearer to another")
    ax.set_title(f"Silhouette at k = {len(names)}", loc="left")
    ax.set_title(f"--- mean {silhouette.mean:.3f}", loc="right", color=BEND)
    return ax


def draw_silhouettes(elbow: Elbow, ax: Axes | None = None) -> Axes:
    """Mean silhouette for every k, the highest marked."""
    ax = axes_or_none(ax) or own_axes()
    ks, means = list(elbow.silhouettes), list(elbow.silhouettes.values())
    ax.plot(ks, means, color=callers_style().color(0), marker="o", linewidth=2)
    if ks:
        best = ks[int(np.argmax(means))]
        ax.axvline(best, color=BEND, linestyle="--", linewidth=1, label=f"highest at k = {best}")
    ax.set_xticks(elbow.ks)
    ax.set_xlabel("number of clusters k")
    ax.set_ylabel("mean silhouette")
    ax.set_ylim(min([0.0, *means]), 1)
    ax.set_title("Silhouette", loc="left")
    if ks:
        clear_legend(ax)
    return ax


def draw_gap(gap: Gap, ax: Axes | None = None) -> Axes:
    """The gap for every k with its error bars, the choice of the rule marked."""
    ax = axes_or_none(ax) or own_axes()
    ax.errorbar(
        gap.ks, gap.gaps, gap.errors, color=callers_style().color(0), marker="o", linewidth=2, capsize=3
    )
    if gap.best_k is not None:
        said = f"rule: k = {gap.best_k}" + (", no clusters" if gap.best_k == 1 else "")
        ax.axvline(gap.best_k, color=BEND, linestyle="--", linewidth=1, label=said)
    ax.axvline(gap.widest_k, color=FAINT, linestyle=":", linewidth=1, label=f"widest: k = {gap.widest_k}")
    ax.set_xticks(gap.ks)
    ax.set_xlabel("number of clusters k")
    ax.set_ylabel("gap")
    ax.set_title("Gap statistic", loc="left")
    clear_legend(ax)
    return ax
