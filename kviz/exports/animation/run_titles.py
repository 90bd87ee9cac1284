"""The names of runs shown side by side, as a strip above their pictures."""

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from kviz.data.points import Array
from kviz.picture.render.figures import own_figure
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import Style, style_named

NAMES = 36  # height of the strip in CSS pixels
_INCH = 100


def banner(names: list[str], width: int, height: int, density: float, style: str | Style) -> Array:
    """Draw the strip (h, w, 4), uint8: each name in the middle of its ``width`` CSS pixels."""
    look = style_named(style)
    figure = own_figure(len(names) * width / _INCH, height / _INCH, dpi=_INCH * density)
    figure.set_facecolor(look.paper)
    words: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "fontweight": "bold",
        "fontsize": look.size,
        "color": look.ink,
    }
    for number, name in enumerate(names):
        place = ((number + 0.5) / len(names), 0.5)
        figure.text(*place, name, parse_math=False, family=family_for(name, look), **words)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.array(canvas.buffer_rgba())
