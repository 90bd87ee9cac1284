"""One step as a page of vector graphics, its letters kept as letters."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.engine.trace import Trace
from kviz.exports.animation.run_titles import NAMES
from kviz.exports.content import Content
from kviz.exports.metadata import label
from kviz.exports.options import Options
from kviz.picture.frame_figure import Sheet
from kviz.picture.parts import chosen
from kviz.picture.render.figures import settings_of
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.outlines_to_text import spell_out
from kviz.picture.render.style import Style, style_named
from kviz.story.formatting import Numbers
from kviz.story.frame import Frame

INCH = 100  # CSS pixels, as in every picture of kviz
TEXT_AS_TEXT = {"svg_fonttype": "none", "pdf_fonttype": 42, "svg_hashsalt": "kviz"}


@contextmanager
def vector_style(style: str | Style) -> Iterator[None]:
    """Draw in one of kviz's styles, with letters that stay letters."""
    with settings_of(style_named(style), **TEXT_AS_TEXT), warnings.catch_warnings():
        # a name in a script that no installed font has: the reader's own font shows it
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def slide(content: Content, index: int) -> Figure:
    """Draw step ``index`` of all runs of a content on one page, as the film shows them."""
    options, (share, height) = content.options, content.painter.size
    many, names = len(content.traces) > 1, (NAMES if len(content.traces) > 1 else 0)
    page = Page(share * len(content.traces), height + names, style_named(options.style))
    runs = zip(content.traces, content.frames(index), content.numbers, strict=True)
    for number, (trace, frame, said) in enumerate(runs):
        if many:
            place = (number + 0.5) * share, NAMES / 2
            style: dict[str, Any] = {"ha": "center", "va": "center", "fontweight": "bold"}
            name = label(trace, content.traces, options.numbers)
            page.text(*place, name, f"run-{number + 1}-name", **style)
        page.step(trace, frame, (number * share, names), (share, height), options, said, options.caption,
                  f"run-{number + 1}-" if many else "")  # fmt: skip
    spell_out(page.figure, page.style)
    return page.figure


class Page:
    """A figure measured in CSS pixels from the top left."""

    def __init__(self, width: float, height: float, style: Style) -> None:
        self.width, self.height, self.style = width, height, style
        self.figure = Figure(figsize=(width / INCH, height / INCH), dpi=INCH, facecolor=style.paper)
        FigureCanvasAgg(self.figure)

    def step(
        self, trace: Trace, frame: Frame, at: tuple[float, float], size: tuple[float, float],
        options: Options, numbers: Numbers, caption: bool, gid: str, shown: frozenset[str] | None = None,
        style: Style | None = None,
    ) -> None:  # fmt: skip
        """One step of a run with the parts ``shown``, else as in the film, its top left ``at`` a place."""
        shown = chosen(options.preset, options.show, options.hide) if shown is None else shown
        style = replace(style or self.style, names=numbers.names)
        sheet = Sheet(
            trace, size, style, shown, caption=caption, numbers=numbers,
            columns=options.parts["columns"],
        )  # fmt: skip
        ax = sheet.add(self.figure, sheet.scene(frame), at)
        ax.set_gid(f"{gid}stage")
        for mark in ax.get_children():
            if own := mark.get_gid():
                mark.set_gid(gid + own)

    def text(self, left: float, top: float, words: str, gid: str, **style: Any) -> None:
        """Words whose first line begins at a place; a person's own names are never read as formulas."""
        look = {"fontsize": self.style.size, "color": self.style.ink, "family": family_for(words, self.style)}
        style = {"va": "top", "parse_math": False, "gid": gid, **look, **style}
        self.figure.text(left / self.width, 1 - top / self.height, words, **style)
