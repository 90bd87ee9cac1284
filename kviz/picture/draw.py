"""One step on one Axes: plain matplotlib in, plain matplotlib out."""

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes

from kviz.engine.trace import Trace
from kviz.picture import parts as named
from kviz.picture.layers.axes import prepare
from kviz.picture.render.artists import put_on
from kviz.picture.render.figures import OwnAxes, axes_or_none, dress, points_of, put_in_words, shown_figure
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import Style, callers_style, dressed
from kviz.picture.render.text_outlines import width, wrapped
from kviz.picture.scene import scene
from kviz.picture.viewport import View
from kviz.story.formatting import SPOKEN, Numbers, as_numbers
from kviz.story.frame import Frame, tell


def draw(
    trace: Trace,
    i: int = -1,
    ax: Axes | None = None,
    *,
    style: str | Style | None = None,
    preset: str = "lesson",
    show: Iterable[str] = (),
    hide: Iterable[str] = (),
    pair: tuple[int, int] | None = None,
    inspect: int | None = None,
    columns: object = None,
    numbers: Numbers = SPOKEN,
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
        If it is not a run, or ``ax`` not an Axes.

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    >>> ax = kviz.draw(trace, -1, hide="arrows")
    >>> ax.get_xlabel()
    'M1'
    """
    named.check(trace, pair, inspect)
    i, ax, numbers = trace.position(i), axes_or_none(ax), as_numbers(numbers)
    parts = named.chosen(preset, show, hide)
    look = callers_style() if ax is not None and style is None else dressed(style)
    outside = look if ax is None else callers_style()  # of a title above Axes of a figure that is not ours
    if ax is None:
        ax = new_axes(look)
    elif style:
        ax.set_facecolor(look.ground)
    frame = tell(trace, i, numbers)
    place(ax, trace, frame, look, parts, columns, numbers, pair=pair, inspect=inspect)
    put_in_words(ax.figure, f"{frame.heading}. {frame.sentence}")
    if "heading" in parts:
        _write_title(ax, frame.heading, frame.fact, outside)
    return ax


def place(
    ax: Axes, trace: Trace, frame: Frame, style: Style, parts: frozenset[str], columns: object = None,
    numbers: Numbers = SPOKEN, **options: Any,
) -> None:  # fmt: skip
    """Draw chosen parts of any frame on an Axes."""
    box = ax.get_window_extent()
    view = View(trace, box.width / box.height, columns, numbers)
    prepare(ax, view, style)
    ax.set_aspect("equal", adjustable="box")
    room, _ = points_of(ax)
    face: Any = ax.get_facecolor()
    ground = face if face[3] else style.paper
    shown = scene(frame, view, style, room, ground=ground, parts=parts, **options)
    put_on(ax, named.plot_marks(shown, parts))
    if "note" in parts and view.note:
        lines = wrapped(view.note, 0.95 * room, float(ax.xaxis.label.get_fontsize()), style)
        ax.xaxis.set_label_text("\n".join([ax.get_xlabel(), *lines]))


def _write_title(ax: Axes, heading: str, fact: str, style: Style) -> None:
    """One line above the Axes, or a few smaller ones where it is narrow."""
    share = 0.95 if ax.figure.get_layout_engine() is None else 0.9  # a layout narrows the Axes afterwards
    room, size = share * points_of(ax)[0], style.title_size
    lines = [f"{heading}: {fact}"]
    if width(lines[0], size, style) > room:
        size *= 0.8
        lines = [*wrapped(heading, room, size, style), *wrapped(fact, room, size, style)]
    title = "\n".join(lines)
    look: dict[str, Any] = {"fontsize": size, "color": style.ink}
    ax.set_title(title, loc="left", parse_math=False, family=family_for(title, style), **look)


def new_axes(style: Style) -> Axes:
    """An Axes on a figure of its own, without pyplot."""
    ax = shown_figure(8, 6).add_axes((0.10, 0.12, 0.87, 0.79), axes_class=OwnAxes)
    dress(ax, style)
    return ax
