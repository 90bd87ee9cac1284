"""All or chosen steps of a run on one sheet."""

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kviz.data.given import many, measure, seen, whole
from kviz.engine.trace import Trace, run_given
from kviz.picture.draw import draw
from kviz.picture.render.figures import dress, put_in_words, shown_figure
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import Style, dressed
from kviz.picture.render.text_outlines import fitted
from kviz.story.formatting import SPOKEN, as_numbers
from kviz.story.frame import tell

MOST = 60  # pictures on one sheet


def gallery(
    trace: Trace,
    steps: Iterable[int] | None = None,
    columns: int | None = None,
    *,
    width: float = 3.2,
    style: str | Style | None = None,
    **options: Any,
) -> Figure:
    """Lay steps of a run side by side, row by row.

    Parameters
    ----------
    trace : Trace
    steps : numbers of steps, negative from the end; all of them if left out
    columns : int
        Pictures in a row; left out, as many as make the sheet about as wide as high, at most 4.
    width : float
        Width of one picture in inches.
    style : "light", "dark", "print" or "projector", optional
        Left out: the caller's rcParams over the light style.
    options : as for ``kviz.draw``

    Returns
    -------
    Figure, without pyplot

    Raises
    ------
    ValueError
        If there are no steps, or more than fit on one sheet.

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    >>> figure = kviz.gallery(trace)
    >>> len(figure.axes) >= len(trace)
    True
    """
    run_given(trace)
    if steps is not None and not many(steps):
        raise TypeError(f"steps={seen(steps)} holds no numbers of steps; give a list, as in [0, 3, -1].")
    steps = list(range(len(trace)) if steps is None else steps)
    if not 0 < len(steps) <= MOST:
        raise ValueError(
            f"{len(steps)} steps were asked for; a sheet has room for 1 to {MOST}: choose with steps=."
        )
    steps = [trace.position(i) for i in steps]
    columns = columns if columns is None else whole(columns, "columns", 1, MOST)
    columns = columns or min(4, len(steps), max(2, round(len(steps) ** 0.5)))
    numbers = options["numbers"] = as_numbers(options.get("numbers", SPOKEN))
    look = dressed(style)
    figure, grid = sheet_of(len(steps), columns, width, look)
    for i, ax in zip(steps, grid, strict=True):
        draw(trace, i, ax, style=look, **options)
        quiet(ax)
        if ax.get_title(loc="left"):
            told = tell(trace, i, numbers)
            caption(ax, look, told.heading, told.fact)
    frames = (tell(trace, i, numbers) for i in steps)
    put_in_words(figure, " ".join(f"{frame.heading}: {frame.sentence}" for frame in frames))
    return figure


def sheet_of(
    count: int, columns: int, width: float, style: Style, ratio: float = 0.72, foot: float = 0.0
) -> tuple[Figure, list[Axes]]:
    """A figure with ``count`` Axes in rows, room for two lines above each, and ``foot`` inches below all."""
    columns, width = whole(columns, "columns", 1, MOST), measure(width, "width", 0.5, 50)
    rows = -(-count // columns)
    gap, head = 0.12, 0.52
    high = width * ratio + head
    size = (columns * (width + gap) + gap, rows * (high + gap) + gap + foot)
    figure = shown_figure(*size)
    figure.set_facecolor(style.paper)
    grid = []
    for n in range(count):
        row, column = divmod(n, columns)
        left, top = gap + column * (width + gap), gap + row * (high + gap) + head
        grid.append(figure.add_axes(
            (left / size[0], 1 - (top + width * ratio) / size[1], width / size[0], width * ratio / size[1])
        ))  # fmt: skip
        dress(grid[-1], style)
    return figure, grid


def quiet(ax: Axes) -> None:
    """Take away what a small picture has no room for: ticks and names of the axes."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_xlabel("")
    ax.set_ylabel("")
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(True)
        ax.spines[side].set_alpha(0.5)


def caption(ax: Axes, style: Style, name: str, fact: str = "") -> None:
    """Write a name in bold above a picture, and what happened in a second line."""
    ax.set_title("", loc="left")
    room = 0.95 * ax.get_window_extent().width * 72 / ax.figure.dpi  # hinted words are a little wider
    size = style.size
    look: dict[str, Any] = {
        "color": style.ink,
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "parse_math": False,
    }
    for words, up, scale, weight in ((name, 19 if fact else 5, 1.0, "bold"), (fact, 5, 0.85, "normal")):
        if words:
            words, small = fitted(words, room, scale * size, style, weight)
            ax.annotate(
                words,
                (0, 1),
                (0, up),
                weight=weight,
                size=small,
                family=family_for(words, style),
                annotation_clip=False,
                **look,
            )
