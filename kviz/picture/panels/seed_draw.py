"""How a seed was chosen: the cumulative probability and the number drawn, or the values compared."""

from itertools import pairwise

import numpy as np
from matplotlib.colors import to_rgb

from kviz.engine.seeding.registry import SEEDINGS
from kviz.engine.steps import Seed
from kviz.picture.contrast import blend
from kviz.picture.layers.points import halo_key
from kviz.picture.panels.layout import Box
from kviz.picture.render.panel_canvas import Pad
from kviz.picture.render.style import UNASSIGNED
from kviz.picture.render.text_outlines import fitted, width, wrapped
from kviz.picture.scene import Scene
from kviz.story.formatting import Numbers
from kviz.story.frame import Frame
from kviz.story.messages import say
from kviz.story.names import seeding_about, seeding_heading
from kviz.story.narration.narrate import weight_name

SLICES = 300  # more slices than this are too thin to be told apart


def draw_chance(pad: Pad, box: Box, scene: Scene) -> None:
    """Show the choice of this seed in the way in which it was made."""
    frame, numbers = scene.frame, scene.view.numbers
    step = frame.step
    if not isinstance(step, Seed) or scene.inspect is not None:
        return
    symbol = weight_name(scene.view.trace)
    key = halo_key(scene, symbol) if "halos" in scene.parts else ""
    unit, size = pad.style.em, pad.style.size
    foot = 1.8 * unit if key and box.height > 10 * unit else 0.0
    box = box._replace(height=box.height - foot)
    row = SEEDINGS.get(step.method)
    title = seeding_heading(row, numbers) if row else say("picture.starts", numbers)
    pad.write(box.left, box.top + 0.9 * unit, title, weight="bold")
    y = box.top + 1.9 * unit
    if step.round or step.whole:
        _say(pad, box, y, frame, numbers)
    elif step.candidates and step.weights is not None:
        left = dict(zip(step.candidates, step.potentials, strict=True))
        _compare(pad, box, y, say("picture.candidates", numbers, D=symbol), left,
                 step.chosen, len(step.centroids) - 1, numbers)  # fmt: skip
    elif step.draw is None and step.weights is not None:
        far = np.argsort(-step.weights, kind="stable")[:5]
        largest = {int(row): float(step.weights[row]) for row in far}
        _compare(pad, box, y, say("picture.largest", numbers, D=symbol), largest,
                 step.chosen, len(step.centroids) - 1, numbers)  # fmt: skip
    elif step.probabilities is not None and step.draw is not None:
        _cumulative(pad, box, y, step, numbers, symbol)
    else:
        _say(pad, box, y, frame, numbers)
    if foot:
        key, fit = fitted(key, box.width * 0.72, size, pad.style)
        pad.write(box.left, box.bottom + foot - 0.5 * unit, key, size=fit, color=pad.style.faint)


def _cumulative(pad: Pad, box: Box, y: float, step: Seed, numbers: Numbers, symbol: str) -> None:
    """The probabilities end to end, from 0 to 1; u falls into the slice that wins."""
    unit, size, paper = pad.style.em, pad.style.size, to_rgb(pad.style.paper)
    grey, ink = pad.style.faint, pad.style.ink
    rule = f"P(x) = {symbol}(x) / Σ{symbol}" if step.weights is not None else _even_rule(step, numbers)
    rule, fit = fitted(rule, box.width * 0.72, size, pad.style)
    pad.write(box.left, y + 0.7 * unit, rule, size=fit, color=grey)
    left, wide, top, tall = box.left + 0.2 * unit, box.width - 0.4 * unit, y + 3.3 * unit, 1.6 * unit
    probabilities, draw = np.asarray(step.probabilities), float(step.draw or 0.0)
    ends = np.concatenate([[0.0], np.cumsum(probabilities, dtype=np.float64)])
    pad.bar(left, top, wide, tall, blend(UNASSIGNED, paper, 0.32))
    new = len(step.centroids) - 1
    at = left + wide * draw
    if step.chosen is not None:
        low, high = (left + wide * float(ends[step.chosen + e]) for e in (0, 1))
        if 2 < len(ends) <= SLICES:
            spans = [(left + wide * a, top, wide * (b - a), tall) for a, b in pairwise(ends.tolist())]
            pad.bars(spans[1::2], blend(UNASSIGNED, paper, 0.55))
        thin = max(high - low, 2.5)
        pad.bar(
            (low + high - thin) / 2,
            top - 0.12 * unit,
            thin,
            tall + 0.24 * unit,
            pad.style.color(new),
        )
    pad.spot(at, top - 0.42 * unit, "v", size * 0.8, ink)
    words = f"u = {numbers(draw)}"
    half = width(words, size, pad.style) * 50 / 72
    pad.write(min(max(at, box.left + half), box.right - half), top - 0.95 * unit, words, align="center")
    below = top + tall + 0.95 * unit
    pad.write(left, below, "0", size=size * 0.86, color=grey, align="center")
    pad.write(left + wide, below, "1", size=size * 0.86, color=grey, align="center")
    if step.chosen is not None:
        share = float(probabilities[step.chosen])
        words, fit = fitted(
            say("picture.chance", numbers, p=step.chosen, chance=share),
            (box.width - 2.5 * unit) * 0.72,
            size,
            pad.style,
            "bold",
            least=0.6,
        )
        pad.write(
            box.left + box.width / 2,
            below + 0.15 * unit,
            words,
            size=fit,
            weight="bold",
            align="center",
        )


def _even_rule(step: Seed, numbers: Numbers) -> str:
    probabilities = np.asarray(step.probabilities)
    left = np.count_nonzero(probabilities)
    if left == len(probabilities):
        return say("picture.even", numbers)
    return say("picture.even_left", numbers, left=int(left))


def _compare(
    pad: Pad,
    box: Box,
    y: float,
    title: str,
    values: dict,
    chosen: int | None,
    new: int,
    numbers: Numbers,
) -> None:
    """A bar for each point that was compared; the one that was taken in the new seed's colour."""
    unit, size, paper = pad.style.em, pad.style.size, to_rgb(pad.style.paper)
    title, fit = fitted(title, box.width * 0.72, size, pad.style)
    pad.write(box.left, y + 0.7 * unit, title, size=fit, color=pad.style.faint)
    largest = max(values.values(), default=0.0) or 1.0
    space = box.bottom - y - 1.4 * unit
    rows = list(values.items())[: max(1, int(space / (1.3 * unit)))]
    if chosen in values and chosen not in dict(rows):
        rows[-1] = (chosen, values[chosen])
    room = min(2.3 * unit, space / len(rows))
    small = 0.92 * size * min(1.0, room / (1.9 * unit))
    for n, (row, value) in enumerate(rows):
        top = y + 1.5 * unit + n * room
        won = row == chosen
        weight = "bold" if won else "normal"
        tone = pad.style.color(new) if won else blend(UNASSIGNED, paper, 0.32)
        pad.bar(box.left, top + 0.62 * room, box.width * value / largest, 0.26 * room, tone)
        kind = "taken" if won else "compared"
        words = say(f"picture.{kind}", numbers, p=row, A=pad.style.shown(new))
        pad.write(box.left, top + 0.5 * room, words, size=small, weight=weight)
        pad.write(
            box.right,
            top + 0.5 * room,
            numbers(value),
            size=small,
            weight=weight,
            align="right",
        )


def _say(pad: Pad, box: Box, y: float, frame: Frame, numbers: Numbers) -> None:
    row = SEEDINGS.get(getattr(frame.step, "method", ""))
    words = seeding_about(row, numbers) if row else str(say("picture.given", numbers))
    room = max(1, int((box.bottom - y) / (1.4 * pad.style.em)))
    for n, line in enumerate(wrapped(words, box.width * 0.72, pad.style.size, pad.style, room)):
        pad.write(box.left, y + (0.7 + 1.4 * n) * pad.style.em, line, color=pad.style.faint)
