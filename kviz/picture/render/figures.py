"""Figures of our own that a notebook shows: pyplot would do that, at the price of global state."""

import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from threading import RLock
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from matplotlib._pylab_helpers import Gcf
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.data.given import seen
from kviz.picture.render.style import Style, dressed

# back ends of matplotlib that open a window or a page of their own, and draw with Agg
WINDOWS = {"gtk3agg", "gtk4agg", "macosx", "qt5agg", "qtagg", "tkagg", "webagg", "wxagg"}
SETTINGS = RLock()  # matplotlib's settings belong to the whole process: one at a time changes them


class OwnFigure(Figure):
    """A plain figure that belongs to nobody; as the last value of a notebook cell it is shown.

    ``told`` is what it shows, in words: its text alternative. Without, its titles are.
    """

    told = ""

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        file = BytesIO()
        self.savefig(file, format="png", dpi=self.dpi)
        return file.getvalue(), {"alt": self.told or ". ".join(_titles(self))}

    def _repr_html_(self) -> str:
        """The same picture with its words: pages of notebooks leave out what is said beside a PNG."""
        png, about = self._repr_png_()
        words, source = escape(about["alt"], quote=True), b64encode(png).decode()
        return f'<img alt="{words}" style="max-width: 100%" src="data:image/png;base64,{source}">'


class OwnAxes(Axes):
    """Plain axes on such a figure; as the last value of a notebook cell they show all of it."""

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        figure: Any = self.figure
        return figure._repr_png_()  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        figure: Any = self.figure
        return figure._repr_html_()  # type: ignore[no-any-return]


def put_in_words(figure: Any, words: str) -> None:
    """Say what a figure of ours shows; a figure of the caller's stays as it is."""
    if isinstance(figure, OwnFigure):
        figure.told = words


def _titles(figure: Figure) -> list[str]:
    """The titles of a figure and its Axes, and what their axes measure."""
    said = [figure.get_suptitle()]
    for ax in figure.axes:
        said += [ax.get_title(loc=side) for side in ("left", "center", "right")]
        said += [ax.get_xlabel(), ax.get_ylabel()]
    return list(dict.fromkeys(words.replace("\n", " ") for words in said if words))


def points_of(ax: Axes) -> tuple[float, float]:
    """Width and height of an Axes in typographic points, in a figure or a part of one."""
    box = ax.get_window_extent()
    return box.width * 72 / ax.figure.dpi, box.height * 72 / ax.figure.dpi


def own_figure(width: float, height: float, **options: Any) -> OwnFigure:
    """A new figure of so many inches, 100 dots an inch, without pyplot; add ``OwnAxes`` to it."""
    figure = OwnFigure(figsize=(width, height), **{"dpi": 100, **options})
    FigureCanvasAgg(figure)
    return figure


def shown_figure(width: float, height: float, **options: Any) -> Figure:
    """A new figure that is handed to the caller; ``plt.show()`` shows it where pyplot has a window to show.

    pyplot is never imported for it, and its current figure stays the current one.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or mpl.get_backend().lower() not in WINDOWS:
        return own_figure(width, height, **options)
    before = Gcf.get_active()
    figure: Figure = pyplot.figure(FigureClass=OwnFigure, figsize=(width, height), dpi=100, **options)
    if before is not None:
        Gcf.set_active(before)
    if isinstance(figure.canvas, FigureCanvasAgg):
        return figure
    pyplot.close(figure)  # its letters cannot be measured
    return own_figure(width, height, **options)


def axes_or_none(ax: Any) -> Axes | None:
    """What was given to be drawn on; refuse what is not an Axes."""
    if ax is not None and not isinstance(ax, Axes):
        raise TypeError(f"ax={seen(ax)} is a {type(ax).__name__}; give a matplotlib Axes, or leave it out.")
    return ax


def own_axes(size: tuple[float, float] = (8, 5)) -> OwnAxes:
    """Axes of a new figure, in the light style under the caller's settings; no window is opened."""
    ax = cast("OwnAxes", shown_figure(*size, layout="constrained").add_subplot(axes_class=OwnAxes))
    dress(ax, dressed(None))
    return ax


def clear_legend(ax: Axes) -> None:
    """Put a legend in the upper right corner, and raise the plot's upper limit until no data lie under it.

    It is opaque: a line that marks a place of the horizontal axis ends at it and does not cross its words.
    """
    figure: Any = ax.figure
    look: dict[str, Any] = {"edgecolor": "none", "framealpha": 1.0, "facecolor": ax.get_facecolor()}
    legend = ax.legend(loc="upper right", frameon=True, fancybox=False, **look)
    size, box = legend.get_window_extent(FigureCanvasAgg(figure).get_renderer()), ax.get_window_extent()
    left, under = 1 - 1.15 * size.width / box.width, 1 - 1.25 * size.height / box.height
    (x0, x1), (low, high) = ax.get_xlim(), ax.get_ylim()
    places = [np.asarray(line.get_xydata()) for line in ax.get_lines()]
    data = np.vstack([np.empty((0, 2)), *(each for each in places if len(each) > 2)])
    beneath = data[(data[:, 0] - x0) / (x1 - x0) > left, 1]
    top = float(beneath.max(initial=low))
    if under > 0.2 and top > low + under * (high - low):
        ax.set_ylim(low, low + (top - low) / under)


def dress(ax: Axes, style: Style) -> None:
    """Give an Axes of our own figure the colours, lines and letters of a style, whatever matplotlib's are."""
    ax.figure.set_facecolor(style.paper)
    ax.set_facecolor(style.ground)
    for side, spine in ax.spines.items():
        spine.set(edgecolor=style.axis, linewidth=style.line)
        spine.set_visible(side in ("left", "bottom"))
    ax.tick_params(
        color=style.faint, labelcolor=style.faint, labelsize=style.tick_size,
        labelfontfamily=list(style.family),
    )  # fmt: skip
    for axis in (ax.xaxis, ax.yaxis):
        axis.label.set(color=style.label, fontsize=style.label_size, fontfamily=list(style.family))
        axis.offsetText.set_color(style.faint)
    titles: Any = ax  # the two at the sides have no other door
    for title in (ax.title, titles._left_title, titles._right_title):
        title.set(color=style.ink, fontsize=style.title_size, fontfamily=list(style.family))


@contextmanager
def settings_of(style: Style, **more: object) -> Iterator[None]:
    """Matplotlib's settings as a style wants them, for what only they can say, such as how files keep text.

    One thread at a time; the settings come back as they were. ``more`` are rcParams with "_" for ".".
    """
    families: dict[str, Any] = {"font.family": list(style.family)}
    colors = {
        "figure.facecolor": style.paper, "savefig.facecolor": "auto", "axes.facecolor": style.ground,
        "axes.edgecolor": style.axis, "axes.labelcolor": style.label, "text.color": style.ink,
        "xtick.color": style.faint, "ytick.color": style.faint, "grid.color": style.faint,
    }  # fmt: skip
    sizes = {
        "font.size": style.size, "axes.labelsize": style.label_size, "xtick.labelsize": style.tick_size,
        "ytick.labelsize": style.tick_size, "axes.titlesize": style.title_size,
        "lines.markersize": style.mark, "axes.linewidth": style.line,
    }  # fmt: skip
    sides = {"axes.spines.top": False, "axes.spines.right": False}
    usual: Any = mpl.rcParamsDefault
    default = {name: value for name, value in dict.items(usual) if name in mpl.rcParams}
    kept = {name: value for name, value in default.items() if not name.startswith(("backend", "interactive"))}
    wanted = {name.replace("_", ".", 1): value for name, value in more.items()}
    settings: Any = mpl.rcParams  # its own copy would import pyplot
    with SETTINGS:
        before = dict(dict.items(settings))
        try:
            dict.update(settings, {**kept, **families, **colors, **sizes, **sides, **wanted})
            yield
        finally:
            dict.update(settings, before)
