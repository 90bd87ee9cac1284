"""Second opinions, drawn: the silhouette plot, its mean for every k, and the gap statistic."""

import numpy as np
from matplotlib.axes import Axes

from kviz.engine.choose_k.validity import Gap, Silhouette
from kviz.picture.charts.elbow import Elbow
from kviz.picture.charts.elbow_curve import BEND, FAINT
from kviz.picture.render.figures import axes_or_none, clear_legend, own_axes
from kviz.picture.render.style import callers_style
from kviz.story.formatting import SPOKEN, letter
from kviz.story.messages import say


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
        names.append(
            f"{letter(cluster)}  {say('charts.silhouette.row', n=len(values), mean=SPOKEN.fixed(mean, 2))}"
        )
        bottom += len(values) + gap
    ax.axvline(0, color=FAINT, linewidth=0.8)
    ax.axvline(silhouette.mean, color=BEND, linestyle="--", zorder=3)
    ax.set_yticks(middles, names)
    ax.invert_yaxis()
    ax.set_xlim(min(-0.1, silhouette.values.min()), 1)
    ax.set_xlabel(say("charts.silhouette.axis"))
    ax.set_title(say("charts.silhouette.at", k=len(names)), loc="left")
    ax.set_title(f"--- {say('charts.silhouette.mean', mean=silhouette.mean)}", loc="right", color=BEND)
    return ax


def draw_silhouettes(elbow: Elbow, ax: Axes | None = None) -> Axes:
    """Mean silhouette for every k, the highest marked."""
    ax = axes_or_none(ax) or own_axes()
    ks, means = list(elbow.silhouettes), list(elbow.silhouettes.values())
    ax.plot(ks, means, color=callers_style().color(0), marker="o", linewidth=2)
    if ks:
        best = ks[int(np.argmax(means))]
        said = say("charts.silhouette.highest", k=best)
        ax.axvline(best, color=BEND, linestyle="--", linewidth=1, label=said)
    ax.set_xticks(elbow.ks)
    ax.set_xlabel(say("charts.k"))
    ax.set_ylabel(say("charts.silhouette.means"))
    ax.set_ylim(min([0.0, *means]), 1)
    ax.set_title(say("charts.silhouette.title"), loc="left")
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
        said = say("charts.gap.no_clusters" if gap.best_k == 1 else "charts.gap.rule", k=gap.best_k)
        ax.axvline(gap.best_k, color=BEND, linestyle="--", linewidth=1, label=said)
    widest = say("charts.gap.widest", k=gap.widest_k)
    ax.axvline(gap.widest_k, color=FAINT, linestyle=":", linewidth=1, label=widest)
    ax.set_xticks(gap.ks)
    ax.set_xlabel(say("charts.k"))
    ax.set_ylabel(say("charts.gap.gap"))
    ax.set_title(say("charts.gap.title"), loc="left")
    clear_legend(ax)
    return ax
