"""One step on one Axes: plain matplotlib in, plain matplotlib out."""

from collections.abc import Iterable
from contextlib import nullcontext

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from kviz.engine.trace import Trace
from kviz.picture import parts as named
from kviz.picture.layers.stack import draw_stage, prepare
from kviz.picture.render.backends import Artists
from kviz.picture.render.figures import OwnAxes, own_figure, points_of
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import dressed
from kviz.picture.render.text_outlines import width, wrapped
from kviz.picture.scene import scene
from kviz.picture.viewport import View
from kviz.story.formatting import ENGLISH, Numbers
from kviz.story.frame import tell


def draw(
    trace: Trace,
    i: int = -1,
    ax: Axes | None = None,
    *,
    style: str | None = None,
    preset: str = "lesson",
    show: Iterable[str] = (),
    hide: Iterable[str] = (),
    pair: tuple[int, int] | None = None,
    inspect: int | None = None,
    columns: object = None,
    numbers: Numbers = ENGLISH,
) -> Axes:
    """Draw step ``i`` of a run (from the end if negative).

    Parameters
    ----------
    trace : Trace
    i : int
    ax : Axes, optional
        Where to draw. Without one a new figure is made, without pyplot.
    style : "light", "dark", "print" or "projector", optional
        Left out: the caller's rcParams, over the light style where a new figure is made.
    preset : "lesson" (everything) or "plain" (regions, borders, points and centroids)
    show, hide : names of single parts, see ``kviz.picture.parts.PARTS``
    pair : (int, int), optional
        Two clusters whose border is constructed: segment, midpoint, right angle and full line.
    inspect : int, optional
        A point that is joined to every centroid.
    columns : two columns by name or number, or "principal"
        What is drawn of data with more than two columns.
    numbers : Numbers
        How numbers are written.

    Returns
    -------
    ax : Axes
        With equal aspect and the limits of the whole run.

    Raises
    ------
    IndexError
        If the run has no step ``i``.
    ValueError
        If a name, a pair or a point is unknown, or the run is empty.
    TypeError
        If it is no run.

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    >>> ax = kviz.draw(trace, -1, hide="arrows")
    >>> ax.get_xlabel()
    'M1'
    """
    named.check(trace, pair, inspect)
    if not -len(trace) <= i < len(trace):
        raise IndexError(f"step {i} was asked for, and this run has steps 0 to {len(trace) - 1}.")
    parts = named.chosen(preset, show, hide)
    outside = mpl.rcParams["text.color"]  # of a title above Axes of a figure that is not ours
    with dressed(style) if ax is None or style else nullcontext():
        if ax is None:
            ax, outside = new_axes(), mpl.rcParams["text.color"]
        elif style:
            ax.set_facecolor(mpl.rcParams["axes.facecolor"])
        box = ax.get_window_extent()
        view = View(trace, box.width / box.height, columns, numbers)
        frame = tell(trace, i, numbers)
        prepare(ax, view)
        ax.set_aspect("equal", adjustable="box")
        draw_stage(Artists(ax), scene(ax, frame, view, pair=pair, inspect=inspect), parts)
        if "note" in parts and view.note:
            room, size = 0.95 * points_of(ax)[0], ax.xaxis.label.get_fontsize()
            ax.xaxis.set_label_text("\n".join([ax.get_xlabel(), *wrapped(view.note, room, size)]))
        if "heading" in parts:
            _write_title(ax, frame.heading, frame.fact, outside)
    return ax


def _write_title(ax: Axes, heading: str, fact: str, tone: object) -> None:
    """One line above the Axes, or a few smaller ones where it is narrow."""
    share = 0.95 if ax.figure.get_layout_engine() is None else 0.9  # a layout narrows the Axes afterwards
    room = share * points_of(ax)[0]
    size = FontProperties(size=mpl.rcParams["axes.titlesize"]).get_size_in_points()
    lines = [f"{heading}: {fact}"]
    if width(lines[0], size) > room:
        size *= 0.8
        lines = [*wrapped(heading, room, size), *wrapped(fact, room, size)]
    title = "\n".join(lines)
    ax.set_title(title, loc="left", parse_math=False, family=family_for(title), fontsize=size, color=tone)


def new_axes() -> Axes:
    """An Axes on a figure of its own, without pyplot."""
    return own_figure(8, 6).add_axes((0.10, 0.12, 0.87, 0.79), axes_class=OwnAxes)
