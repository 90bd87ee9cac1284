"""A document of text that flows over pages of A4 or Letter; it stays text in the PDF."""

from collections.abc import Iterable
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from PIL import Image

from kviz._version import __version__
from kviz.exports.documents.hand_out import PAPERS
from kviz.exports.documents.vector_page import INCH, Page, vector_style
from kviz.lessons.markup import plain
from kviz.picture.render.style import style_named
from kviz.picture.render.text_outlines import width as width_of

LEFT, RIGHT, TOP, FOOT = 84.0, 56.0, 60.0, 56.0  # hundredths of an inch; the left margin has room for holes
BODY, TITLE, HEADING, SMALL = 10.0, 17.0, 12.5, 8.0  # points
SPACING = 1.38


class Document:
    """Pages that are filled from the top; ``left`` and ``room`` are the text column in hundredths of an inch.

    Use it inside ``vector_style("print")``.
    """

    def __init__(self, paper: str, title: str, foot: str = "") -> None:
        if paper not in PAPERS:
            raise ValueError(f"paper={paper!r} is unknown; use one of {', '.join(PAPERS)}.")
        self.size, self.title, self.foot = PAPERS[paper], title, foot
        self.style = style_named("print")
        self.pages: list[Page] = []
        self.left, self.room = LEFT, self.size[0] - LEFT - RIGHT
        self.y = 0.0
        self.new_page()

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    def new_page(self) -> None:
        """Begin another page."""
        self.pages.append(Page(*self.size, self.style))
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin another page where there is no room of this height."""
        if self.y + height > self.size[1] - FOOT:
            self.new_page()

    def space(self, height: float = 8.0) -> None:
        """Leave room."""
        self.y += height

    def heading(self, words: str, size: float = HEADING) -> None:
        """A heading, which is never the last line of a page."""
        self.need(5 * _line(size))
        self.space(0.4 * _line(size) if self.y > TOP else 0)
        self.write(words, size=size, weight="bold")
        self.space(3)

    def write(
        self, words: str, *, size: float = BODY, indent: float = 0.0, weight: str = "normal",
        first: str = "", color: str = "black",
    ) -> None:  # fmt: skip
        """A paragraph; ``first`` stands in front of its first line, in the indent."""
        lines = [
            line for part in words.split("\n") for line in self._lines(plain(part), indent, size, weight)
        ]
        for i, line in enumerate(lines):
            self.need(_line(size))
            look = {"fontsize": size, "fontweight": weight, "color": color}
            if first and i == 0:
                self.page.text(self.left + indent - _wide(first, size, self), self.y, first, "mark", **look)
            self.page.text(self.left + indent, self.y, line, "words", **look)
            self.y += _line(size)

    def _lines(self, words: str, indent: float, size: float, weight: str) -> list[str]:
        """Words as lines that fit into the column."""
        room, lines = (self.room - indent) * 72 / INCH, [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and width_of(longer, size, self.style, weight) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def points(
        self, lines: Iterable[str], mark: str = "• ", size: float = BODY, indent: float = 18.0
    ) -> None:
        """A list; each line begins with a mark."""
        for line in lines:
            self.write(line, size=size, indent=indent, first=mark)
        self.space(3)

    def code(self, text: str, size: float = 9.0) -> None:
        """Lines of a program, kept as they are."""
        self.need(_line(size) * text.count("\n"))
        for line in text.splitlines():
            self.need(_line(size))
            look = {"fontsize": size, "family": ["DejaVu Sans Mono"]}
            self.page.text(self.left + 12, self.y, line, "code", **look)
            self.y += _line(size)
        self.space(4)

    def rules(self, count: int, gap: float = 30.0) -> None:
        """Empty lines to write on."""
        for _ in range(count):
            self.need(gap)
            self.y += gap
            self.line(self.left, self.y - 4, self.left + self.room, self.y - 4, 0.5)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.8, style: str = "-") -> None:
        """A straight line on the page."""
        from matplotlib.lines import Line2D

        wide, high = self.size
        self.page.figure.add_artist(
            Line2D([x0 / wide, x1 / wide], [1 - y0 / high, 1 - y1 / high], color="black", lw=width, ls=style)
        )

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes at a place of the page."""
        wide, high = self.size
        return self.page.figure.add_axes(
            (left / wide, 1 - (top + height) / high, width / wide, height / high)
        )

    def picture(self, png: bytes, width: float) -> None:
        """A picture in the column, its height by its shape; in greys, as every copier has them."""
        pixels = np.asarray(Image.open(BytesIO(png)).convert("L"))
        height = width * pixels.shape[0] / pixels.shape[1]
        self.need(height + 6)
        ax = self.axes(self.left, self.y, width, height)
        ax.imshow(pixels, cmap="gray", vmin=0, vmax=255, interpolation="none")
        ax.set_axis_off()
        self.y += height + 6

    def finish(self) -> bytes:
        """The PDF, each page numbered."""
        file = BytesIO()
        about = {"Title": self.title, "Creator": f"kviz {__version__}", "CreationDate": None}
        with PdfPages(file, metadata=about) as pages:
            for number, page in enumerate(self.pages, 1):
                quiet = {"fontsize": SMALL, "color": "0.25"}
                bottom = self.size[1] - FOOT + 14
                page.text(LEFT, bottom, self.foot or self.title, "foot", **quiet)
                page.text(
                    self.size[0] - RIGHT,
                    bottom,
                    f"{number} / {len(self.pages)}",
                    "number",
                    ha="right",
                    **quiet,
                )
                pages.savefig(page.figure)
        return file.getvalue()


def _line(size: float) -> float:
    """The height of a line in hundredths of an inch."""
    return size * SPACING * INCH / 72


def _wide(words: str, size: float, document: Document) -> float:
    return width_of(words, size, document.style) * INCH / 72


__all__ = ["BODY", "HEADING", "SMALL", "TITLE", "Document", "vector_style"]
