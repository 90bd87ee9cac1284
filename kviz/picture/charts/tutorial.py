"""The classroom sequence in eleven pictures, one call each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kviz.data.builtin import datasets
from kviz.engine.recording import run
from kviz.engine.trace import Trace
from kviz.picture.draw import new_axes, place
from kviz.picture.gallery import caption, quiet, sheet_of
from kviz.picture.render.figures import put_in_words
from kviz.picture.render.style import Style, callers_style, dressed
from kviz.story.frame import tell
from kviz.story.messages import say, sentences

DATA, MARKS = {"points"}, {"points", "centroids", "letters"}
LINE = MARKS | {"borders", "construction"}
MOVE = MARKS | {"ghosts", "arrows"}

# name: (which assignment, update, … of the run, its number, parts, keep the points grey)
ROWS = {
    "scatter": ("seed", 0, DATA, True),
    "start": ("seed", 1, MARKS, True),
    "median line": ("assign", 0, LINE, True),
    "colored": ("assign", 0, LINE | {"regions"}, False),
    "centers": ("update", 0, MOVE, False),
    "new line": ("update", 0, LINE, False),
    "wrong side": ("update", 0, LINE | {"regions", "next"}, False),
    "reassigned": ("assign", 1, LINE | {"regions", "changed"}, False),
    "centers again": ("update", 1, MOVE, False),
    "no change": ("converged", 0, LINE | {"regions"}, False),
    "clusters": ("converged", 0, DATA, False),
}  # fmt: skip


def tutorial_run() -> Trace:
    """The run behind the pictures: the built-in ``tutorial`` data from its own start."""
    data = datasets["tutorial"]()
    return run(data, k=2, init=data.start)


def seen(name: str) -> str:
    """What is seen on a picture of the sequence, in one sentence."""
    return say(f"charts.tutorial.{name}.seen")


def figure(name: str, ax: Axes | None = None, trace: Trace | None = None, style: Style | None = None) -> Axes:
    """Draw one picture of the sequence, by its name in ``ROWS``."""
    if name not in ROWS:
        raise ValueError(f"the sequence has no picture {name!r}; it has {', '.join(ROWS)}.")
    phase, number, parts, grey = ROWS[name]
    look = style or (dressed(None) if ax is None else callers_style())
    ax = new_axes(look) if ax is None else ax
    trace = trace or tutorial_run()
    steps = [i for i, step in enumerate(trace) if step.phase == phase]
    frame = tell(trace, steps[number])
    if grey:
        frame = replace(frame, step=replace(frame.step, labels=np.full(len(trace.X), -1, np.int8)))
    place(ax, trace, frame, look, frozenset(parts))
    ax.set_title(seen(name), loc="left")
    return ax


FIGURES: dict[str, Callable[..., Axes]] = {name: partial(figure, name) for name in ROWS}


def tutorial(columns: int = 4, width: float = 3.2, style: str | None = None) -> Figure:
    """The classroom sequence: all eleven pictures of the first k-means run on one sheet, numbered.

    Parameters
    ----------
    columns : int
        Pictures in a row.
    width : float
        Width of one picture in inches.
    style : "light", "dark", "print" or "projector", optional
        Left out: the caller's rcParams over the light style.

    Returns
    -------
    Figure, without pyplot

    Examples
    --------
    >>> import kviz
    >>> len(kviz.tutorial(columns=3).axes)
    11
    """
    trace = tutorial_run()
    look = dressed(style)
    sheet, grid = sheet_of(len(ROWS), columns, width, look)
    for n, (name, ax) in enumerate(zip(ROWS, grid, strict=True)):
        figure(name, ax, trace, look)
        quiet(ax)
        caption(ax, look, f"{n + 1}  {say(f'charts.tutorial.{name}.title')}", seen(name))
    said = [say("charts.tutorial.told", n=n, seen=seen(name)) for n, name in enumerate(ROWS, 1)]
    put_in_words(sheet, sentences(said))
    return sheet
