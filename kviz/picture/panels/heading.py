"""The words above the stage: what the step is, its main number, its events; and the caption below."""

from matplotlib.colors import to_rgb

from kviz.picture.layers.points import RINGS
from kviz.picture.panels.layout import LINES, Box, em
from kviz.picture.render.marker_shapes import DASHED_CIRCLE
from kviz.picture.render.panel_canvas import Pad
from kviz.picture.render.style import blend, setting
from kviz.picture.render.text_outlines import fitted, width, wrapped
from kviz.story.frame import Frame

EVENTS = {
    "tie": "tie", "empty": "empty cluster", "moved": "empty cluster refilled", "cap": "cut off",
    "duplicate": "coincident points", "end": "converged",
}  # fmt: skip


def draw_heading(pad: Pad, box: Box, frame: Frame, parts: frozenset[str]) -> None:
    """Write the step's name and main number at the left, its events as badges at the right."""
    unit, size = em(), setting("font.size")
    base = box.top + 0.68 * box.height
    right = _badges(pad, box, frame, base) if "badges" in parts else box.right
    if "heading" not in parts:
        return
    large = size * 1.35
    name, large = fitted(frame.heading, (right - box.left) * 0.72, large, "bold")
    pad.write(box.left, base, name, size=large, weight="bold")
    x = box.left + width(name, large, "bold") * 100 / 72 + 1.3 * unit
    rung = len(frame.changed) or len(frame.will_switch)
    if rung and right - x > 8 * unit:
        at, ink = (x + 0.2 * unit, base - 0.38 * unit), setting("text.color")
        if rung > RINGS:
            pad.spot(*at, "o", size * 0.45, ink)
        else:
            pad.spot(*at, DASHED_CIRCLE if len(frame.will_switch) else "o", size * 0.95, "none", ink, 1.5)
        x += 1.1 * unit
    if right - x > 6 * unit:
        words, fit = fitted(frame.fact, (right - x - unit) * 0.72, size * 1.12, least=0.62)
        pad.write(x, base, words, size=fit)


def _badges(pad: Pad, box: Box, frame: Frame, base: float) -> float:
    """Pills from the right; returns the place left of them."""
    unit, size = em(), setting("font.size")
    paper, x = to_rgb(setting("figure.facecolor")), box.right
    kinds = list(dict.fromkeys(kind for kind, _ in frame.events))
    kinds += ["end"] * (frame.phase == "converged")
    for kind in reversed(kinds[:3]):
        words = EVENTS.get(kind, kind)
        wide = width(words, size * 0.9, "bold") * 100 / 72 + 1.3 * unit
        pad.pill(x - wide, base - 1.02 * unit, wide, 1.5 * unit, blend(setting("text.color"), paper, 0.9))
        pad.write(
            x - wide / 2,
            base - 0.27 * unit,
            words,
            size=size * 0.9,
            weight="bold",
            color=paper,
            align="center",
            middle=True,
        )
        x -= wide + 0.4 * unit
    return x


def draw_caption(pad: Pad, box: Box, frame: Frame) -> None:
    """Write the step's sentence below the stage."""
    size = setting("font.size")
    lines = wrapped(frame.sentence, box.width * 0.72, size, most=99)
    while len(lines) > LINES and size > 0.7 * setting("font.size"):
        size *= 0.94
        lines = wrapped(frame.sentence, box.width * 0.72, size, most=99)
    for n, line in enumerate(wrapped(frame.sentence, box.width * 0.72, size, most=LINES)):
        pad.write(
            box.left,
            box.top + (0.9 + 1.42 * n * size / setting("font.size")) * em(),
            line,
            size=size,
        )
