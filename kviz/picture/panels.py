"""The panels beside the stage: the cost of every step, and the draw of a seed."""

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from kviz.engine.trace import Trace
from kviz.picture.palette import UNASSIGNED, blend, color
from kviz.story.frames import Frame
from kviz.story.narration import cost_name
from kviz.story.words import ENGLISH, Numbers, letter

PHASES = {"seed": "#8A8F98", "assign": "#0072B2", "update": "#D55E00", "converged": "#009E73", "stopped": "#CC79A7"}


def prepare_cost(ax: Axes, trace: Trace) -> None:
    """Draw the axes of the cost staircase, one step per half-step, from zero."""
    top = max(float(trace.costs.max()), 1e-300)
    ax.set(xlim=(-0.6, len(trace) - 0.4), ylim=(0, 1.08 * top))
    ax.set_yticks([])
    ax.set_xticks([])
    ax.spines["left"].set_visible(False)
    for spine in ax.spines.values():
        spine.set_zorder(0.6)
    ax.set_title(f"{'ΣD² while seeding, then ' if trace[0].phase == 'seed' else ''}{cost_name(trace)}: never rises",
                 loc="left", fontsize=rcParams["font.size"] * 0.9, color=rcParams["xtick.color"])  # fmt: skip


def draw_cost(ax: Axes, trace: Trace, frame: Frame, numbers: Numbers = ENGLISH) -> None:
    """Draw the staircase so far, its steps coloured by phase, and today's value."""
    costs, index = trace.costs, frame.index
    paper = ax.get_facecolor()[:3]
    stairs = [[(i - 0.5, cost), (i + 0.5, cost)] for i, cost in enumerate(costs)]
    falls = [[(i - 0.5, costs[i - 1]), (i - 0.5, costs[i])] for i in range(1, len(costs))]
    tones = [PHASES[phase] if i <= index else blend(UNASSIGNED, paper, 0.3) for i, phase in enumerate(step.phase for step in trace)]
    ax.add_collection(LineCollection(falls, colors=tones[1:], linewidths=1.2, zorder=1), autolim=False)
    ax.add_collection(LineCollection(stairs, colors=tones, linewidths=2.8, capstyle="round", zorder=2), autolim=False)
    late = index > 0.6 * len(costs)
    ax.annotate(
        numbers(costs[index]), (index, costs[index]), xytext=(0, 7), textcoords="offset points",
        ha="right" if late else "left", va="bottom", fontweight="bold", color=rcParams["text.color"], zorder=3,
    )  # fmt: skip
    ax.plot([index], [costs[index]], "o", ms=6, mfc=tones[index], mec=paper, zorder=3)


def draw_draw(ax: Axes, frame: Frame, numbers: Numbers = ENGLISH) -> None:
    """Draw the cumulative probability from 0 to 1, the number drawn on it, and the slice that won."""
    step = frame.step
    ax.set(xlim=(0, 1), ylim=(0, 1))
    if step.probabilities is None or step.draw is None:
        return
    ends = np.concatenate([[0.0], np.cumsum(step.probabilities)])
    paper = ax.get_facecolor()[:3]
    low, high = ends[step.chosen], ends[step.chosen + 1]
    tone = color(len(step.centroids) - 1)
    ax.barh(0.5, 1, height=0.36, left=0, color=[blend(UNASSIGNED, paper, 0.18)], zorder=1)
    if len(ends) <= 400:
        lines = [[(end, 0.32), (end, 0.68)] for end in ends[1:-1]]
        ax.add_collection(LineCollection(lines, colors=[paper], linewidths=0.5, zorder=1.5), autolim=False)
    ax.barh(0.5, max(high - low, 0.004), height=0.36, left=low, color=tone, zorder=2)
    ax.plot([step.draw], [0.78], "v", ms=8, color=rcParams["text.color"], zorder=3, clip_on=False)
    ax.text(min(max(step.draw, 0.12), 0.88), 0.92, f"u = {numbers(step.draw)}", ha="center", va="bottom", color=rcParams["text.color"])
    ax.text(0, 0.22, "0", ha="left", va="top", color=rcParams["xtick.color"])
    ax.text(1, 0.22, "1", ha="right", va="top", color=rcParams["xtick.color"])
    share = numbers.percent(float(step.probabilities[step.chosen]))
    ax.text(0.5, 0.22, f"P({letter(len(step.centroids) - 1)} = point {step.chosen}) = {share}", ha="center", va="top", color=rcParams["text.color"])
