"""The cost of every step as a staircase: one stair per half-step, each drop in the colour of its phase."""

import numpy as np
from matplotlib.colors import to_rgb

from kviz.engine.trace import Trace
from kviz.picture.contrast import blend
from kviz.picture.panels.layout import LARGE, Box
from kviz.picture.render.panel_canvas import Pad, corners
from kviz.picture.render.style import PHASES, UNASSIGNED
from kviz.picture.render.text_outlines import fitted, width
from kviz.picture.scene import Scene
from kviz.picture.viewport import View
from kviz.story.facts.costs import rising_steps
from kviz.story.formatting import Numbers
from kviz.story.frame import Frame
from kviz.story.messages import say

OVERSHOOT = 1.4  # seeding potentials beyond so many times the first cost are cut off, and marked


def top_of(trace: Trace, count: int | None = None) -> float:
    """Cost at the upper rim of the panel: early potentials may not flatten the stairs of the iterations.

    ``count`` says how many steps the panel shows, all by default.
    """
    count = len(trace) if count is None else count
    costs = trace.costs[:count][np.isfinite(trace.costs[:count])]
    later = [float(trace.costs[i]) for i in range(count) if trace[i].phase != "seed"]
    highest, first = float(costs.max(initial=0)), float(max(later, default=0))
    return (highest if first == 0 or highest <= OVERSHOOT * first else OVERSHOOT * first) or 1.0


def prepare_cost(pad: Pad, box: Box, view: View) -> None:
    """Write the panel's name and legend, and draw its floor at cost zero."""
    trace, numbers = view.trace, view.numbers
    size = pad.style.size
    small = (
        size if size > LARGE else size * 0.86
    )  # of the words below the name: for the last row, not smaller
    seeded = trace[0].phase == "seed" and float(trace[0].cost) > 0
    name: str
    name, room = say(f"picture.cost_title.{trace.geometry.name}", numbers), box.width * 0.72
    both = say(f"picture.cost_both.{trace.geometry.name}", numbers)
    name = both if seeded and width(both, size, pad.style, "bold") <= room else name
    name, fit = fitted(name, room, size, pad.style, "bold")
    pad.write(box.left, box.top + pad.style.em * 0.9, name, size=fit, weight="bold")
    x, y = box.left, box.top + 2.3 * pad.style.em
    for phase in ("assign", "update"):
        pad.spot(x + 0.3 * pad.style.em, y - 0.28 * pad.style.em, "s", size * 0.62, PHASES[phase])
        word = say(f"picture.phase.{phase}", numbers)
        pad.write(x + 0.85 * pad.style.em, y, word, size=small, color=pad.style.faint)
        x += 0.85 * pad.style.em + width(word, small, pad.style) * 100 / 72 + 0.8 * pad.style.em
    rises = rising_steps(trace)
    said: str = say("picture.never_rises", numbers)
    if rises:
        said = say("picture.rises", numbers, n=len(rises))
    said = said if view.ahead or trace.settings else ""
    room = (box.right - x - 0.3 * pad.style.em) * 0.72
    said, fit = fitted(said, room, small, pad.style, "bold" if rises else "normal")
    said = said if rises or fit > 0.8 * small else ""  # better left out than too small to read
    color = pad.style.ink if rises else pad.style.faint
    pad.write(box.right, y, said, size=fit, color=color, align="right", weight="bold" if rises else "normal")
    floor = box.bottom - 0.5 * pad.style.em
    pad.bar(box.left, floor, box.width, 1.1, pad.style.axis)
    pad.write(
        box.left - 0.3 * pad.style.em,
        floor,
        "0",
        size=size * 0.8,
        color=pad.style.faint,
        align="right",
        middle=True,
    )


def draw_cost(pad: Pad, box: Box, scene: Scene) -> None:
    """Draw the staircase as far as it has come, and pale what is to come."""
    view, em = scene.view, pad.style.em
    count = len(view.trace) if view.ahead else scene.frame.index + 1
    stroke = pad.style.stroke
    stairs = view.once(("stairs", box, em, stroke, count), lambda: Stairs(box, view.trace, em, stroke, count))
    stairs.draw(pad, scene.frame, view.numbers)


class Stairs:
    """Where the first ``count`` stairs of a run lie in its panel: worked out once.

    ``em`` is the size of the words in CSS pixels, ``stroke`` the width of the style's lines in points;
    ``left`` and ``right`` (steps,) are the ends of each stair and ``top`` (steps,) its height, in CSS
    pixels; ``outlines`` (steps, 2, 5, 2) the corners of the drop that leads to it and of itself.
    """

    def __init__(self, box: Box, trace: Trace, em: float, stroke: float, count: int) -> None:
        self.box, self.costs = box, trace.costs[:count]
        low, high = box.bottom - 0.5 * em, box.top + 5.0 * em
        x = box.left + box.width * np.arange(count + 1) / count
        share = np.nan_to_num(self.costs, posinf=np.inf) / top_of(trace, count)
        self.left, self.right = x[:-1], x[1:]
        self.top = y = low - (low - high) * np.minimum(share, 1.06)
        thick = float(np.clip(box.width / count / 3, 1.6, 3.1 * stroke))
        thin, before = min(1.3 * stroke, thick), np.r_[y[:1], y[:-1]]
        drops = np.column_stack(
            [x[:-1] - thin / 2, np.minimum(y, before), x[:-1] * 0 + thin, abs(y - before)]
        )
        flats = np.column_stack([x[:-1], y - thick / 2, np.diff(x), np.full(count, thick)])
        self.outlines = corners(np.stack([drops, flats], axis=1))
        cut = np.flatnonzero(share > 1.06)  # higher than the panel
        self.cut = cut[:: max(1, len(cut) // 4)].tolist()
        names = [trace[i].phase for i in range(count)]
        self.phases = list(dict.fromkeys(names))
        self.which = np.array([self.phases.index(name) for name in names])

    def draw(self, pad: Pad, frame: Frame, numbers: Numbers) -> None:
        """Draw the stairs so far, pale those to come, today's value and its drop."""
        now, paper, ink = frame.index, to_rgb(pad.style.paper), pad.style.ink
        faint = 0.22 * pad.style.stroke  # of wider lines more is seen, too: they are for the last row
        pale, tones = blend(UNASSIGNED, paper, faint), [PHASES.get(phase, ink) for phase in self.phases]
        if now + 1 < len(self.top):
            pad.boxes(self.outlines[now + 1 :], pale)
        for phase, tone in enumerate(tones):
            here = self.which[: now + 1] == phase
            if here.any():
                pad.boxes(self.outlines[: now + 1][here], tone)
        for i in self.cut:
            tone = tones[self.which[i]] if i <= now else pale
            pad.spot((self.left[i] + self.right[i]) / 2, self.top[i] - 0.3 * pad.style.em, "^", 3.6, tone)
        middle = (self.left[now] + self.right[now]) / 2
        pad.spot(middle, self.top[now], "o", 6.5, tones[self.which[now]], paper, 1.2)
        self._write_value(pad, now, numbers)

    def _write_value(self, pad: Pad, now: int, numbers: Numbers) -> None:
        """Write the cost above its stair, where no earlier stair can be, and the drop that led to it."""
        box, size, cost = self.box, pad.style.size, float(self.costs[now])
        before = float(self.costs[now - 1]) if now else cost
        fell, rose = before - cost > 1e-9 * before, cost - before > 1e-9 * before
        drop = f"  {'▼' if fell else '▲'} {numbers(abs(before - cost))}" if fell or rose else ""
        words, fit = fitted(numbers(cost) + drop, box.width * 0.72, size, pad.style, "bold")
        wide = width(words, fit, pad.style, "bold") * 100 / 72
        left = min(self.left[now] + 0.3 * pad.style.em, box.right - wide)
        under = self.top[(self.right > left - 0.25 * pad.style.em) & (self.left < left + wide)]
        baseline = min(self.top[now], under.min(initial=np.inf)) - 0.7 * pad.style.em
        pad.write(left, baseline, words, size=fit, weight="bold")
