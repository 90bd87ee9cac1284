"""The names of runs shown side by side, as a strip above their pictures."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.data.points import Array
from kviz.picture.render.style import styled

NAMES = 36  # height of the strip in CSS pixels
_INCH = 100


def banner(names: list[str], width: int, height: int, density: float, style: str) -> Array:
    """Draw the strip (h, w, 3), uint8: each name in the middle of its ``width`` CSS pixels."""
    with styled(style):
        figure = Figure((len(names) * width / _INCH, height / _INCH), dpi=_INCH * density)
        canvas = FigureCanvasAgg(figure)
        for number, name in enumerate(names):
            place = ((number + 0.5) / len(names), 0.5)
            figure.text(*place, name, ha="center", va="center", fontweight="bold", parse_math=False)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())[:, :, :3].copy()
