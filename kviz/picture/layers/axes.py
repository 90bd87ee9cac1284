"""The axes of the plot: what holds for the whole run, on an Axes of matplotlib or drawn beside the plot."""

from matplotlib.axes import Axes

from kviz.data.points import Array
from kviz.picture.panels.layout import Box
from kviz.picture.render.figures import points_of
from kviz.picture.render.font_fallback import family_for, readable
from kviz.picture.render.panel_canvas import POINT, Pad
from kviz.picture.render.style import Style
from kviz.picture.render.text_outlines import fitted, width
from kviz.picture.viewport import View

TICK = 3.0  # points: how long a tick is, and how far outside the plot the axis lies
ACROSS = (7, 5, 4, 3, 2)  # at most so many ticks along x, as many as have room
UP = 5  # and along y


def prepare(ax: Axes, view: View, style: Style) -> None:
    """Set limits, ticks in the data's units and names of an Axes."""
    xmin, xmax, ymin, ymax = view.limits
    ax.set(xlim=(xmin, xmax), ylim=(ymin, ymax))
    room = points_of(ax)
    for number, axis in enumerate((ax.xaxis, ax.yaxis)):
        axis.set_ticks(*_ticks(view, number, room[0], style))
        axis.set_tick_params(length=TICK, width=0.8)
        name = readable(view.labels[number], style)
        name, size = fitted(name, room[number], style.label_size, style, least=0.8)
        axis.set_label_text(name, parse_math=False, family=family_for(name, style), fontsize=size)
    if view.plane.flat:
        ax.spines["left"].set_visible(False)


def draw_axes(pad: Pad, box: Box, view: View, wide: float) -> None:
    """Draw both axes around a plot in CSS pixels, with ticks and names, on a picture that is so wide."""
    pad.part = "axis"
    style = pad.style
    line, long = max(1, round(style.line * POINT)), round(TICK * POINT)
    _horizontal(pad, box, view, line, long, wide)
    if not view.plane.flat:
        _vertical(pad, box, view, line, long)


def _horizontal(pad: Pad, box: Box, view: View, line: int, long: int, wide: float) -> None:
    style, (low, high, *_) = pad.style, view.limits
    places, names = _ticks(view, 0, box.width / POINT, style)
    top = round(box.bottom + TICK * POINT)
    pad.bar(box.left, top, box.width, line, style.axis)
    at = [box.left + (place - low) / (high - low) * box.width for place in places]
    if len(at):
        pad.bars([(round(x - 0.5), top, 1, line + long) for x in at], style.faint)
    base = top + line + long + (3.5 + 0.76 * style.tick_size) * POINT
    for x, name in zip(at, names, strict=True):
        half = width(name, style.tick_size, style) * POINT / 2
        x = min(x, wide - 1 - half)  # the last one is whole where the plot ends with the picture
        pad.write(x, base, name, size=style.tick_size, color=style.faint, align="center")
    base += (2.5 + 0.2 * style.tick_size + 0.95 * style.label_size) * POINT
    _name(pad, view, 0, (box.left + box.width / 2, base), box.width / POINT)


def _vertical(pad: Pad, box: Box, view: View, line: int, long: int) -> None:
    style, (*_, low, high) = pad.style, view.limits
    places, names = _ticks(view, 1, box.height / POINT, style)
    right = round(box.left - TICK * POINT)
    pad.bar(right - line, box.top, line, box.height, style.axis)
    at = [box.bottom - (place - low) / (high - low) * box.height for place in places]
    if len(at):
        pad.bars([(right - line - long, round(y - 0.5), line + long, 1) for y in at], style.faint)
    edge = right - line - long - 3.5 * POINT
    for y, name in zip(at, names, strict=True):
        pad.write(edge, y, name, size=style.tick_size, color=style.faint, align="right", middle=True)
    widest = max((width(name, style.tick_size, style) for name in names), default=0.0)
    x = edge - (widest + 3.0 + 0.24 * style.label_size) * POINT
    _name(pad, view, 1, (x, box.top + box.height / 2), box.height / POINT)


def _name(pad: Pad, view: View, axis: int, place: tuple[float, float], room: float) -> None:
    style = pad.style
    name = readable(view.labels[axis], style)
    name, size = fitted(name, room, style.label_size, style, least=0.8)
    pad.write(*place, name, size=size, color=style.label, align="center", upward=axis == 1)


def _ticks(view: View, axis: int, room: float, style: Style) -> tuple[Array, list[str]]:
    """Ticks along an axis; along x as many as have room, in points, between them."""
    if axis == 1:
        return view.ticks(1, most=UP)
    size = style.tick_size
    for most in ACROSS:
        places, names = view.ticks(0, most)
        if sum(width(name, size, style) + 1.6 * size for name in names) < room:
            break
    return places, names
