"""The report of a segmentation as one page of A4."""

from io import BytesIO
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz._version import __version__
from kviz.exports.documents.vector_page import vector_style
from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import callers_style
from kviz.segmentation.comparison import about_category, categories
from kviz.segmentation.pictures import DRAWN
from kviz.segmentation.program import code
from kviz.segmentation.result import Segmentation
from kviz.segmentation.wording import cell, heading, headline, report_words, size_of, told
from kviz.story.formatting import letter
from kviz.story.messages import sentences

A4 = (8.27, 11.69)
COLUMNS = 3  # of the table; the page that a browser shows has all of them
LINE = 0.0125  # height of a line of small print
TABLE = 0.455  # where the table begins
MOST_CATEGORIES = 3  # columns of text that the page compares the segments by


def sheet(found: Segmentation) -> bytes:
    """One page: the segments drawn, their table, what was done, and the code. Text stays text."""
    with vector_style("light"):
        figure = Figure(figsize=A4, dpi=100)
        FigureCanvasAgg(figure)
        _headline(figure, found)
        pictures = {
            "segments": (0.08, 0.675, 0.42, 0.235),
            "elbow": (0.60, 0.70, 0.35, 0.19),
            "profile": (0.24, 0.50, 0.71, 0.115),
        }
        for name, box in pictures.items():
            _drawn(figure.add_axes(box), found, name)
        _table(figure, found)
        _words(figure, found)
        file = BytesIO()
        title = report_words("title", name=found.reading.name)
        words = {"Title": title, "Creator": f"kviz {__version__}", "CreationDate": None}
        figure.savefig(file, format="pdf", metadata=words)
    return file.getvalue()


def _say(figure: Figure, x: float, y: float, text: str, **look: Any) -> None:
    family = family_for(text) if look.get("family") is None else look.pop("family")
    figure.text(x, y, text, parse_math=False, va="top", family=family, **look)


def _headline(figure: Figure, found: Segmentation) -> None:
    _say(figure, 0.05, 0.975, report_words("title", name=found.reading.name), fontsize=15, fontweight="bold")
    _say(figure, 0.05, 0.95, _cut(headline(found), 120), fontsize=9)


def _drawn(ax: Axes, found: Segmentation, name: str) -> None:
    DRAWN[name](found, ax)
    ax.set_title(ax.get_title(loc="left"), loc="left", fontsize=9)
    ax.xaxis.label.set_fontsize(7)
    ax.yaxis.label.set_fontsize(7)
    ax.tick_params(labelsize=7)
    for text in ax.texts if name == "profile" else ():
        text.set_fontsize(6)
    for line in ax.lines:
        line.set_markersize(0.7 * line.get_markersize())
    legend = ax.get_legend()
    for text in legend.get_texts() if legend else ():
        text.set_fontsize(6)


def _table(figure: Figure, found: Segmentation) -> None:
    columns = found.profile.columns
    shown = [*found.profile.features, *(c for c in columns if c not in found.profile.features)][:COLUMNS]
    left = [0.05, 0.36, *(0.45 + 0.5 * at / len(shown) for at in range(len(shown)))]
    top = TABLE
    heads = [report_words("segment"), report_words("size")]
    heads += [_cut(f"{name} *" if name in found.profile.features else name, 28) for name in shown]
    for x, head in zip(left, heads, strict=True):
        _say(figure, x, top, head, fontsize=6.5, fontweight="bold")
    for segment in (*found.profile.segments, found.profile.whole):
        top -= LINE
        mark = f"{letter(segment.cluster)}  " if segment.cluster >= 0 else ""
        ink = {"color": callers_style().color(segment.cluster), "fontweight": "bold"} if mark else {}
        _say(figure, left[0], top, mark or " ", fontsize=6.5, **ink)
        _say(figure, left[0] + 0.02 * bool(mark), top, _cut(segment.name, 50), fontsize=6.5)
        cells = [size_of(segment), *(cell(segment.stats[name]) for name in shown)]
        for x, text in zip(left[1:], cells, strict=True):
            _say(figure, x, top, text, fontsize=6.5)
    rest = len(columns) - len(shown)
    more = report_words("more", n=rest) if rest else ""
    note = sentences([report_words("caption"), more])
    _say(figure, 0.05, top - 1.2 * LINE, note, fontsize=6, color="#5A626E")
    for row, line in enumerate(_compared(found)):
        _say(figure, 0.05, top - (2.4 + row) * LINE, line, fontsize=6.5)


def _compared(found: Segmentation) -> list[str]:
    """How the segments compare by columns of text, a line for each of the first few."""
    return [_cut(about_category(found, category), 170) for category in categories(found)[:MOST_CATEGORIES]]


def _words(figure: Figure, found: Segmentation) -> None:
    steps = told(found)
    bottom = TABLE - LINE * (len(found.profile.segments) + len(_compared(found)) + 4)
    program = [_cut(line, 150) for line in code(found).splitlines()]
    room = bottom - LINE * (len(program) + 4)
    for x, shown in ((0.05, ("inspect", "features")), (0.52, ("scale", "choose", "run"))):
        lines: list[tuple[str, str]] = []
        for step in shown:
            lines.append((heading(step), "bold"))
            for sentence in steps[step]:
                lines += [(line, "normal") for line in wrap(sentence, 76)]
        most = int(room / LINE / 0.9)
        lines = lines if len(lines) <= most else [*lines[: most - 1], ("…", "normal")]
        for row, (line, weight) in enumerate(lines):
            _say(figure, x, bottom - row * LINE * 0.9, line, fontsize=6.5, fontweight=weight)
    top = LINE * (len(program) + 2)
    _say(figure, 0.05, top + LINE, report_words("code"), fontsize=6.5, fontweight="bold")
    for row, line in enumerate(program):
        _say(figure, 0.05, top - row * LINE * 0.95, line, fontsize=6, family="DejaVu Sans Mono")


def _cut(text: str, length: int) -> str:
    text = "".join(ch if ch.isprintable() else " " for ch in text)
    return text if len(text) <= length else text[: length - 1] + "…"
