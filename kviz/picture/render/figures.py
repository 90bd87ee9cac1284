"""Figures of our own that a notebook shows: pyplot would do that, at the price of global state."""

from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


class OwnFigure(Figure):
    """A plain figure that belongs to nobody; as the last value of a notebook cell it is shown."""

    def _repr_png_(self) -> bytes:
        file = BytesIO()
        self.savefig(file, format="png", dpi=self.dpi)
        return file.getvalue()


class OwnAxes(Axes):
    """Plain axes on such a figure; as the last value of a notebook cell they show all of it."""

    def _repr_png_(self) -> bytes:
        return self.figure._repr_png_()


def points_of(ax: Axes) -> tuple[float, float]:
    """Width and height of an Axes in typographic points, in a figure or a part of one."""
    box = ax.get_window_extent()
    return box.width * 72 / ax.figure.dpi, box.height * 72 / ax.figure.dpi


def own_figure(width: float, height: float, **options: object) -> OwnFigure:
    """A new figure of so many inches, 100 dots an inch, without pyplot; add ``OwnAxes`` to it."""
    figure = OwnFigure(figsize=(width, height), **{"dpi": 100, **options})
    FigureCanvasAgg(figure)
    return figure
