"""PDF: one step, one step a page as slides, or several a page as a hand-out; vector graphics throughout."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from matplotlib import rcParams
from matplotlib.backends.backend_pdf import PdfPages

from kviz.exports.animation.run_titles import NAMES
from kviz.exports.content import Content
from kviz.exports.documents.vector_page import Page, cell, slide, vector_style
from kviz.exports.metadata import label
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture
from kviz.picture.render.outlines_to_text import spell_out

A4 = (827, 1169)
MARGIN = 40
ROWS = 3


@contextmanager
def pdf(output: Output, content: Content) -> Iterator[AddPicture | None]:
    """Write the pages one by one, or the one page of the step that was asked for."""
    about = content.about
    words = {
        "Title": about["Title"],
        "Subject": about["Description"],
        "Keywords": about["Comment"],
        "Creator": about["Software"],
        "CreationDate": None,
    }
    pages = PdfPages(output.open(), metadata=words)
    try:
        if content.options.sheet:
            yield _hand_out(pages, content)
        elif content.options.step is None:
            yield _slides(pages, content)
        else:
            with vector_style(content.options.style):
                pages.savefig(slide(content, content.still))
            yield None
    except BaseException:
        with suppress(Exception):  # the draft is thrown away, whatever its end looks like
            pages.close()
        raise
    # fonts are written at the end, by the rules that the pages were drawn with
    with vector_style(content.options.style):
        pages.close()


def _slides(pages: PdfPages, content: Content) -> AddPicture:
    def add(picture: Picture) -> None:
        if not picture.moment.is_tween:
            with vector_style(content.options.style):
                pages.savefig(slide(content, picture.moment.step))

    return add


def _hand_out(pages: PdfPages, content: Content) -> AddPicture:
    """Collect the steps of a page, and write it when it is full or the run is over."""
    across = content.options.across or (2 if len(content.traces) == 1 else 1)
    waiting: list[int] = []

    def add(picture: Picture) -> None:
        if not picture.moment.is_tween:
            waiting.append(picture.moment.step)
        if len(waiting) == across * ROWS or (
            waiting and picture.moment.step == content.steps[-1] and not picture.moment.is_tween
        ):
            with vector_style(content.options.style):
                pages.savefig(_page(content, waiting, across))
            waiting.clear()

    return add


def _page(content: Content, indices: list[int], across: int) -> object:
    page = Page(*A4)
    quiet = {"fontsize": rcParams["font.size"] * 0.9, "color": rcParams["xtick.color"]}
    page.text(MARGIN, 24, content.title, "title", **quiet)
    page.text(
        A4[0] - MARGIN,
        24,
        f"{indices[0] + 1}–{indices[-1] + 1} of {content.steps[-1] + 1}",
        "pages",
        ha="right",
        **quiet,
    )
    many = len(content.traces)
    width, top = (A4[0] - MARGIN) / (across * many), MARGIN + (NAMES if many > 1 else 0)
    height = (A4[1] - MARGIN - top) / ROWS
    for column in range(across * many if many > 1 else 0):
        place = MARGIN / 2 + (column + 0.5) * width, MARGIN + 0.3 * NAMES
        name = label(content.traces[column % many], content.traces)
        page.text(*place, name, f"run-{column + 1}-name", ha="center", fontweight="bold")
    for place, index in enumerate(indices):
        row, column = divmod(place, across)
        for number, (trace, frame) in enumerate(zip(content.traces, content.frames(index), strict=True)):
            left = MARGIN / 2 + (column * many + number) * width
            box = (left, top + row * height, width, height)
            cell(page, trace, frame, box, content.options, gid=f"step-{index + 1}-{number + 1}-")
    spell_out(page.figure)
    return page.figure
