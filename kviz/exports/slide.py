"""One step as a page of vector graphics, its letters kept as letters."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.engine.trace import Trace
from kviz.exports.about import label
from kviz.exports.options import Options
from kviz.exports.reel import Reel
from kviz.picture.draw import draw
from kviz.picture.film import compose
from kviz.picture.fonts import family_for
from kviz.picture.lettering import fitted, wrapped
from kviz.picture.palette import styled
from kviz.picture.spelling import spell_out
from kviz.story.frames import Frame

INCH = 100  # CSS pixels, as in every picture of kviz
TEXT_AS_TEXT = {"svg.fonttype": "none", "pdf.fonttype": 42, "svg.hashsalt": "kviz"}


@contextmanager
def vector_style(style: str) -> Iterator[None]:
    """Draw in one of kviz's styles, with letters that stay letters."""
    with styled(style), mpl.rc_context(TEXT_AS_TEXT), warnings.catch_warnings():
        # a name in a script that no installed font has: the reader's own font shows it
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def slide(reel: Reel, index: int) -> Figure:
    """Draw step ``index`` of all runs of a reel on one page: the film's own picture if there is one run."""
    options, (share, height) = reel.options, reel.size
    if len(reel.traces) == 1:
        figure = compose(reel.traces[0], index, (share, height), caption=options.caption, **options.look)
        spell_out(figure)
        return figure
    page = Page(share * len(reel.traces), height)
    for number, (trace, frame) in enumerate(zip(reel.traces, reel.frames(index), strict=True)):
        box = (number * share, 0, share, height)
        cell(page, trace, frame, box, options, f"{label(trace, reel.traces)}: ", f"run-{number + 1}-")
    spell_out(page.figure)
    return page.figure


class Page:
    """A figure measured in CSS pixels from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / INCH, height / INCH), dpi=INCH)
        FigureCanvasAgg(self.figure)

    def axes(self, left: float, top: float, width: float, height: float, gid: str) -> Axes:
        """Axes in a box."""
        box = (left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height)
        ax = self.figure.add_axes(box)
        ax.set_gid(gid)
        return ax

    def text(self, left: float, top: float, words: str, gid: str, **style: object) -> None:
        """Words whose first line begins at a place; a person's own names are never read as formulas."""
        style = {"va": "top", "parse_math": False, "gid": gid, "family": family_for(words), **style}
        self.figure.text(left / self.width, 1 - top / self.height, words, **style)


def cell(
    page: Page,
    trace: Trace,
    frame: Frame,
    box: tuple[float, float, float, float],
    options: Options,
    name: str = "",
    gid: str = "",
) -> None:
    """Draw one step into a box (left, top, width, height) of a page: heading, picture, sentence."""
    left, top, width, height = box
    size = rcParams["font.size"] * min(1.0, max(0.7, width / 600))
    em, room = size * INCH / 72, width - 48
    lines = wrapped(frame.sentence, room * 72 / INCH, size, most=8) if options.caption else []
    foot = (1.4 * max(3, len(lines)) + 0.9) * em if lines else 0.6 * em
    heading, fit = fitted(name + frame.heading, room * 72 / INCH, size * 1.2, "bold")
    page.text(left + 24, top + 0.8 * em, heading, f"{gid}heading", fontsize=fit, fontweight="bold")
    stage = (left + 24 + 3.4 * em, top + 3 * em, room - 3.4 * em, height - foot - 6.4 * em)
    small = {"xtick.labelsize": 0.9 * size, "ytick.labelsize": 0.9 * size, "axes.labelsize": size}
    with mpl.rc_context({"font.size": size, **small}):
        ax = page.axes(*stage, f"{gid}stage")
        draw(trace, frame.index, ax, numbers=options.numbers, **options.parts)
        for mark in ax.get_children():
            if mark.get_gid():
                mark.set_gid(gid + mark.get_gid())
        ax.set_title("", loc="left")
    if lines:
        words = "\n".join(lines)
        page.text(left + 24, top + height - foot, words, f"{gid}sentence", fontsize=size, linespacing=1.3)
