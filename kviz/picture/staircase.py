"""The cost of every step as a staircase: one stair per half-step, each drop in the colour of its phase."""

import numpy as np
from matplotlib.colors import to_rgb

from kviz.engine.trace import Trace
from kviz.picture.layout import Box, em
from kviz.picture.lettering import fitted, width
from kviz.picture.marking import Pad
from kviz.picture.palette import PHASES, UNASSIGNED, blend, setting
from kviz.story.frames import Frame
from kviz.story.narration import cost_name, weight_name
from kviz.story.words import Numbers

OVERSHOOT = 2.2  # seeding potentials beyond so many times the first cost are cut off, and marked


def top_of(trace: Trace) -> float:
    """Cost at the upper rim of the panel: early potentials may not flatten the stairs of the iterations."""
    costs = trace.costs[np.isfinite(trace.costs)]
    later = [cost for cost, step in zip(trace.costs, trace, strict=True) if step.phase != "seed"]
    highest, first = float(costs.max(initial=0)), float(max(later, default=0))
    return (highest if first == 0 or highest <= OVERSHOOT * first else OVERSHOOT * first) or 1.0


def prepare_cost(pad: Pad, box: Box, trace: Trace) -> None:
    """Write the panel's name and legend, and draw its floor at cost zero."""
    size = setting("font.size")
    seeded = trace[0].phase == "seed" and float(trace[0].cost) > 0
    name = f"{f'Σ{weight_name(trace)}, then ' if seeded else ''}{cost_name(trace)}"
    name, fit = fitted(name[0].upper() + name[1:], box.width * 0.72, size, "bold")
    pad.write(box.left, box.top + em() * 0.9, name, size=fit, weight="bold")
    x, y = box.left, box.top + 2.3 * em()
    for phase in ("assign", "update"):
        pad.spot(x + 0.3 * em(), y - 0.28 * em(), "s", size * 0.62, PHASES[phase])
        pad.write(x + 0.85 * em(), y, phase, size=size * 0.86, color=setting("xtick.color"))
        x += 0.85 * em() + width(phase, size * 0.86) * 100 / 72 + 0.8 * em()
    never, fit = fitted("never rises", (box.right - x) * 0.72, size * 0.86)
    pad.write(box.right, y, never, size=fit, color=setting("xtick.color"), align="right")
    floor = box.bottom - 0.5 * em()
    pad.bar(box.left, floor, box.width, 1.1, setting("axes.edgecolor"))
    pad.write(
        box.left - 0.3 * em(),
        floor,
        "0",
        size=size * 0.8,
        color=setting("xtick.color"),
        align="right",
        middle=True,
    )


def draw_cost(pad: Pad, box: Box, trace: Trace, frame: Frame, numbers: Numbers) -> None:
    """Draw the stairs so far, pale those to come, today's value and its drop."""
    costs, now, count = trace.costs, frame.index, len(trace)
    low, high = box.bottom - 0.5 * em(), box.top + 5.0 * em()
    x = box.left + box.width * np.arange(count + 1) / count
    paper, ink = to_rgb(setting("figure.facecolor")), setting("text.color")
    y = low - (low - high) * np.minimum(np.nan_to_num(costs, posinf=np.inf) / top_of(trace), 1.06)
    tones = [
        PHASES.get(step.phase, ink) if i <= now else blend(UNASSIGNED, paper, 0.3)
        for i, step in enumerate(trace)
    ]
    thick = float(np.clip(box.width / count / 3, 1.6, 4.4))
    thin = min(1.8, thick)
    falls = np.column_stack(
        [x[1:-1] - thin / 2, np.minimum(y[:-1], y[1:]), np.full(count - 1, thin), np.abs(np.diff(y))]
    )
    flats = np.column_stack([x[:-1], y - thick / 2, np.diff(x), np.full(count, thick)])
    for tone in dict.fromkeys(tones):
        here = np.array([other == tone for other in tones])
        if here[1:].any():
            pad.bars(falls[here[1:]], tone)
        pad.bars(flats[here], tone)
    cut = np.flatnonzero(costs > 1.06 * top_of(trace))
    for i in cut[:: max(1, len(cut) // 4)]:  # higher than the panel
        pad.spot(float(x[i] + x[i + 1]) / 2, float(y[i]) - 0.3 * em(), "^", 3.6, tones[i])
    middle = float(x[now] + x[now + 1]) / 2
    pad.spot(middle, float(y[now]), "o", 6.5, tones[now], paper, 1.2)
    stairs = list(zip(x[:-1].tolist(), x[1:].tolist(), y.tolist(), strict=True))
    _write_value(pad, box, trace, now, (float(x[now]), float(y[now])), stairs, numbers)


def _write_value(
    pad: Pad, box: Box, trace: Trace, now: int, at: tuple[float, float], stairs: list, numbers: Numbers
) -> None:
    """Write the cost above its stair, where no earlier stair can be, and the drop that led to it."""
    size, cost = setting("font.size"), float(trace.costs[now])
    before = float(trace.costs[now - 1]) if now else cost
    drop = f"  ▼ {numbers(before - cost)}" if before - cost > 1e-9 * before else ""
    words, fit = fitted(numbers(cost) + drop, box.width * 0.72, size, "bold")
    wide = width(words, fit, "bold") * 100 / 72
    left = min(at[0] + 0.3 * em(), box.right - wide)
    under = [top for start, end, top in stairs if end > left and start < left + wide]
    baseline = min([at[1], *under]) - 0.7 * em()
    pad.write(left, baseline, words, size=fit, weight="bold")
