"""What is on an Axes, and Axes to draw on."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def named(ax, part):
    """The marks of one part, in the order in which they were added."""
    return [mark for mark in ax.get_children() if (mark.get_gid() or "").rsplit("-", 1)[0] == part]


def axes(rows=1, columns=1):
    figure = Figure(figsize=(6 * columns, 4 * rows))
    FigureCanvasAgg(figure)
    return figure.subplots(rows, columns)
