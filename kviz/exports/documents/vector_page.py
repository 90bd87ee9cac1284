"""One step as a page of vector graphics, its letters kept as letters."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.engine.trace import Trace
from kviz.exports.animation.run_titles import NAMES
from kviz.exports.content import Content
from kviz.exports.metadata import label
from kviz.exports.options import Options
from kviz.picture.frame_figure import Sheet
from kviz.picture.parts import chosen
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.outlines_to_text import spell_out
from kviz.picture.render.style import styled
from kviz.picture.render.text_outlines import wrapped
from kviz.story.frame import Frame

INCH = 100  # CSS pixels, as in every picture of kviz
TEXT_AS_TEXT = {"svg.fonttype": "none", "pdf.fonttype": 42, "svg.hashsalt": "kviz"}


@contextmanager
def vector_style(style: str) -> Iterator[None]:
    """Draw in one of kviz's styles, with letters that stay letters."""
    with styled(style), mpl.rc_context(TEXT_AS_TEXT), warnings.catch_warnings():
        # a name in a script that no installed font has: the reader's own font shows it
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def slide(content: Content, index: int) -> Figure:
    """Draw step ``index`` of all runs of a content on one page, as the film shows them."""
    options, (share, height) = content.options, content.painter.size
    many, names = len(content.traces) > 1, (NAMES if len(content.traces) > 1 else 0)
    page = Page(share * len(content.traces), height + names)
    for number, (trace, frame) in enumerate(zip(content.traces, content.frames(index), strict=True)):
        if many:
            place = (number + 0.5) * share, NAMES / 2
            style = {"ha": "center", "va": "center", "fontweight": "bold"}
            page.text(*place, label(trace, content.traces), f"run-{number + 1}-name", **style)
        page.step(trace, frame, (number * share, names), (share, height), options, options.caption,
                  f"run-{number + 1}-" if many else "")  # fmt: skip
    spell_out(page.figure)
    return page.figure


class Page:
    """A figure measured in CSS pixels from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / INCH, height / INCH), dpi=INCH)
        FigureCanvasAgg(self.figure)

    def step(
        self, trace: Trace, frame: Frame, at: tuple[float, float], size: tuple[float, float],
        options: Options, caption: bool, gid: str,
    ) -> None:  # fmt: skip
        """One step of a run as the film shows it, its top left ``at`` a place."""
        shown = chosen(options.preset, options.show, options.hide)
        sheet = Sheet(
            trace, size, 1.0, shown, caption=caption, numbers=options.numbers,
            columns=options.parts["columns"], page=self.figure, at=at,
        )  # fmt: skip
        sheet.add(sheet.scene(frame))
        sheet.ax.set_gid(f"{gid}stage")
        for mark in sheet.ax.get_children():
            if mark.get_gid():
                mark.set_gid(gid + mark.get_gid())

    def text(self, left: float, top: float, words: str, gid: str, **style: object) -> None:
        """Words whose first line begins at a place; a person's own names are never read as formulas."""
        style = {"va": "top", "parse_math": False, "gid": gid, "family": family_for(words), **style}
        self.figure.text(left / self.width, 1 - top / self.height, words, **style)


def cell(
    page: Page, trace: Trace, frame: Frame, box: tuple[float, float, float, float], options: Options, gid: str
) -> None:  # fmt: skip
    """Draw one step into a box (left, top, width, height) of a hand-out, its whole sentence below it."""
    left, top, width, height = box
    size = rcParams["font.size"] * min(1.0, max(0.7, width / 600))
    em, room = size * INCH / 72, width - 0.044 * width
    lines = wrapped(frame.sentence, room * 72 / INCH, size, most=8) if options.caption else []
    # three lines at least, so that pictures in a row are of one size
    foot = (1.4 * max(3, len(lines)) + 0.7) * em if lines else 0.6 * em
    small = {"xtick.labelsize": 0.9 * size, "ytick.labelsize": 0.9 * size, "axes.labelsize": size}
    with mpl.rc_context({"font.size": size, **small}):
        page.step(trace, frame, (left, top), (width, height - foot - 0.5 * em), options, False, gid)
    if lines:
        place = left + 0.022 * width, top + height - foot
        page.text(*place, "\n".join(lines), f"{gid}sentence", fontsize=size, linespacing=1.3)
