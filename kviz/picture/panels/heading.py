"""The words above the stage: what the step is, its main number, its events; and the caption below."""

from matplotlib.colors import to_rgb

from kviz.picture.contrast import blend
from kviz.picture.layers.points import RINGS
from kviz.picture.panels.layout import LINES, Box
from kviz.picture.render.marker_shapes import DASHED_CIRCLE
from kviz.picture.render.panel_canvas import Pad
from kviz.picture.render.text_outlines import fitted, width, wrapped
from kviz.picture.scene import Scene
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.frame import Frame
from kviz.story.narration.events import event_name


def draw_heading(pad: Pad, box: Box, scene: Scene) -> None:
    """Write the step's name and main number at the left, as far as the badges."""
    frame, numbers = scene.frame, scene.view.numbers
    unit, size = pad.style.em, pad.style.size
    base = box.top + 0.68 * box.height
    wide = (
        [_pill(pad, words) + 0.4 * unit for words in badges(frame, numbers)]
        if "badges" in scene.parts
        else []
    )
    right = box.right - sum(wide)
    large = size * 1.35
    name, large = fitted(frame.heading, (right - box.left) * 0.72, large, pad.style, "bold")
    pad.write(box.left, base, name, size=large, weight="bold")
    x = box.left + width(name, large, pad.style, "bold") * 100 / 72 + 1.3 * unit
    rung = len(frame.changed) or len(frame.will_switch)
    if rung and right - x > 8 * unit:
        at, ink = (x + 0.2 * unit, base - 0.38 * unit), pad.style.ink
        if rung > RINGS:
            pad.spot(*at, "o", size * 0.45, ink)
        else:
            pad.spot(*at, DASHED_CIRCLE if len(frame.will_switch) else "o", size * 0.95, "none", ink, 1.5)
        x += 1.1 * unit
    if right - x > 6 * unit:
        words, fit = fitted(frame.fact, (right - x - unit) * 0.72, size * 1.12, pad.style, least=0.62)
        pad.write(x, base, words, size=fit)


def badges(frame: Frame, numbers: Numbers = SPOKEN) -> list[str]:
    """The events of a step, in a word or two each."""
    kinds = list(dict.fromkeys(kind for kind, _ in frame.events))
    kinds += ["end"] * (frame.phase == "converged")
    return [event_name(kind, numbers) for kind in kinds[:3]]


def _pill(pad: Pad, words: str) -> float:
    """How wide the badge of some words is."""
    return width(words, pad.style.size * 0.9, pad.style, "bold") * 100 / 72 + 1.3 * pad.style.em


def draw_badges(pad: Pad, box: Box, scene: Scene) -> None:
    """Write the events of the step as badges at the right."""
    base = box.top + 0.68 * box.height
    unit, size = pad.style.em, pad.style.size
    paper, x = to_rgb(pad.style.paper), box.right
    for words in reversed(badges(scene.frame, scene.view.numbers)):
        wide = _pill(pad, words)
        pad.pill(x - wide, base - 1.02 * unit, wide, 1.5 * unit, blend(pad.style.ink, paper, 0.9))
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


def draw_caption(pad: Pad, box: Box, frame: Frame) -> None:
    """Write the step's sentence below the stage."""
    size = pad.style.size
    lines = wrapped(frame.sentence, box.width * 0.72, size, pad.style, most=99)
    while len(lines) > LINES and size > 0.7 * pad.style.size:
        size *= 0.94
        lines = wrapped(frame.sentence, box.width * 0.72, size, pad.style, most=99)
    for n, line in enumerate(wrapped(frame.sentence, box.width * 0.72, size, pad.style, most=LINES)):
        pad.write(
            box.left,
            box.top + (0.9 + 1.42 * n * size / pad.style.size) * pad.style.em,
            line,
            size=size,
        )
