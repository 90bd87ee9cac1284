"""PDF: one step, one step a page as slides, or several a page as a hand-out; vector graphics throughout."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kviz.exports.content import Content
from kviz.exports.documents.hand_out import hand_out
from kviz.exports.documents.vector_page import slide, vector_style
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture

if TYPE_CHECKING:
    from matplotlib.backends.backend_pdf import PdfPages


@contextmanager
def pdf(output: Output, content: Content) -> Iterator[AddPicture | None]:
    """Write the pages one by one, or the one page of the step that was asked for."""
    from matplotlib.backends.backend_pdf import PdfPages  # a browser has to fetch what it needs first

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
            yield hand_out(pages, content)
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


def _slides(pages: "PdfPages", content: Content) -> AddPicture:
    def add(picture: Picture) -> None:
        if not picture.moment.is_tween:
            with vector_style(content.options.style):
                pages.savefig(slide(content, picture.moment.step))

    return add
