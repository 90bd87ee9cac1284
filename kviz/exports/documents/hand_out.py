"""A hand-out: several steps a page on A4 or Letter, to be punched, filed and written on."""

from dataclasses import replace
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from kviz.engine.trace import Trace
from kviz.exports.animation.run_titles import NAMES
from kviz.exports.content import Content
from kviz.exports.documents.vector_page import INCH, Page, vector_style
from kviz.exports.metadata import label
from kviz.exports.output import AddPicture
from kviz.exports.painter import Picture
from kviz.picture.parts import chosen
from kviz.picture.render.outlines_to_text import spell_out
from kviz.picture.render.style import style_named
from kviz.picture.render.text_outlines import wrapped
from kviz.story.frame import Frame
from kviz.story.messages import say

if TYPE_CHECKING:
    from matplotlib.backends.backend_pdf import PdfPages

PAPERS = {"a4": (827, 1169), "letter": (850, 1100)}  # hundredths of an inch
PUNCH, EDGE = 84, 50  # the left margin has room for the holes
HEAD, FOOT, GAP = 84, 40, 10
ROWS = 3
SMALL, WORDS = 8.0, 9.0  # typographic points; nothing is smaller than the first
PANELS = frozenset({"heading", "badges", "sizes", "chance", "cost"})  # too small to read in a cell

Box = tuple[float, float, float, float]


def hand_out(pages: "PdfPages", content: Content) -> AddPicture:
    """Collect the steps of a page, and write it when it is full."""
    across = content.options.across or (2 if len(content.traces) == 1 else 1)
    counts = balanced(len(content.steps), across * ROWS)
    rows = ceil(counts[0] / across)
    waiting: list[int] = []
    number = 0

    def add(picture: Picture) -> None:
        nonlocal number
        if picture.moment.is_tween:
            return
        waiting.append(picture.moment.step)
        if len(waiting) == counts[number]:
            number += 1
            with vector_style(content.options.style):
                pages.savefig(_page(content, waiting, (across, rows), (number, len(counts))))
            waiting.clear()

    return add


def balanced(count: int, most: int) -> list[int]:
    """How many of ``count`` steps each page has, ``most`` at the most: 7 by 6 are 4 and 3."""
    pages = ceil(count / most)
    least, more = divmod(count, pages)
    return [least + (page < more) for page in range(pages)]


def _page(content: Content, steps: list[int], grid: tuple[int, int], number: tuple[int, int]) -> Figure:
    across, rows = grid
    many = len(content.traces)
    page = Page(*PAPERS[content.options.paper or "a4"], style_named(content.options.style))
    top = HEAD + (NAMES if many > 1 else 0)
    width = (page.width - PUNCH - EDGE) / (across * many)
    height = min((page.height - FOOT - EDGE - top) / rows, 1.25 * width + 60)
    span = {"first": steps[0] + 1, "last": steps[-1] + 1, "all": content.steps[-1] + 1}
    of_pages = {"i": number[0], "count": number[1]}
    _frame_of_page(page, content, str(say("exports.page", content.options.numbers, **of_pages, **span)))
    for column in range(across * many if many > 1 else 0):
        trace = content.traces[column % many]
        place = PUNCH + (column + 0.5) * width, HEAD + 0.2 * NAMES
        style: dict[str, Any] = {"ha": "center", "fontweight": "bold", "fontsize": WORDS}
        name = label(trace, content.traces, content.options.numbers)
        page.text(*place, name, f"run-{column + 1}-name", **style)
    told = [lines for step in steps for lines in map(partial(_lines, content, width), content.frames(step))]
    foot = 1.35 * SMALL * INCH / 72 * max(map(len, told)) + WORDS * INCH / 72  # all plots are of one size
    for cell, step in enumerate(steps):
        row, column = divmod(cell, across)
        for run, (trace, frame) in enumerate(zip(content.traces, content.frames(step), strict=True)):
            box = (PUNCH + (column * many + run) * width, top + row * height, width, height)
            _cell(page, content, run, trace, frame, box, foot, f"step-{step + 1}-{run + 1}-")
    spell_out(page.figure, page.style)
    return page.figure


def _frame_of_page(page: Page, content: Content, number: str) -> None:
    """Title, a line for name and date, and in small type the settings of the run."""
    quiet: dict[str, Any] = {"fontsize": SMALL, "color": page.style.faint}
    room = page.width - PUNCH - EDGE
    title = wrapped(content.title, 0.5 * room * 72 / INCH, 1.2 * WORDS, page.style, most=1)[0]
    page.text(PUNCH, 40, title, "title", fontsize=1.2 * WORDS, fontweight="bold")
    page.text(
        page.width - EDGE,
        40,
        str(say("exports.fill_in", content.options.numbers)),
        "name-and-date",
        ha="right",
        fontsize=WORDS,
    )
    settings = f"{content.about['Comment']}; {content.about['Software']}"
    lines = wrapped(settings, 0.62 * room * 72 / INCH, SMALL, page.style, most=2)
    page.text(PUNCH, page.height - EDGE - 12, "\n".join(lines), "settings", **quiet)
    page.text(page.width - EDGE, page.height - EDGE - 12, number, "pages", ha="right", **quiet)


def _lines(content: Content, width: float, frame: Frame) -> list[str]:
    """The sentence of a step as it is broken in a cell."""
    style = style_named(content.options.style)
    room = (width - GAP) * 72 / INCH
    return wrapped(frame.sentence, room, SMALL, style, most=99) if content.options.caption else []


def _cell(
    page: Page, content: Content, run: int, trace: Trace, frame: Frame, box: Box, foot: float, gid: str
) -> None:
    """One step: its heading, the plot in the whole width, and its whole sentence below."""
    (left, top, width, height), options = box, content.options
    em = WORDS * INCH / 72
    lines, width = _lines(content, width, frame), width - GAP
    page.text(left, top, frame.heading, f"{gid}heading", fontsize=WORDS, fontweight="bold")
    shown = chosen(options.preset, options.show, options.hide) - (PANELS - {*options.show})
    style = replace(page.style, size=WORDS, label_size=WORDS, tick_size=SMALL, least_letter=SMALL)
    size = (width, height - foot - 1.3 * em)
    page.step(
        trace, frame, (left, top + 1.3 * em), size, options, content.numbers[run], False, gid, shown, style
    )
    if lines:
        words: dict[str, Any] = {"fontsize": SMALL, "linespacing": 1.25}
        page.text(left, top + height - foot, "\n".join(lines), f"{gid}sentence", **words)
