"""SVG: one step, or numbered steps, as clean vector graphics with named parts and text as text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import BinaryIO

from kviz.exports.content import Content
from kviz.exports.documents.vector_page import slide, vector_style
from kviz.exports.output import AddPicture, Output, Writer, written_at_once
from kviz.exports.painter import Picture

# about as wide as matplotlib's own font, where that is missing
FALL_BACK = "Verdana, 'Noto Sans', Arial, sans-serif"
# the fonts in the style of an element; words of a person never stand inside a tag
_FAMILY = re.compile(r"""(<[^>]*\bstyle="[^"]*font-family: )('[^";]*')""")


def svg(output: Output, content: Content) -> Writer:
    """Write the step that was asked for, or all of them as run-01.svg, run-02.svg and so on."""
    return _numbered(output, content) if content.options.numbered else _still(output, content)


@written_at_once
def _still(output: Output, content: Content) -> None:
    _save(output.open(), content, content.still)


@contextmanager
def _numbered(output: Output, content: Content) -> Iterator[AddPicture]:
    digits = max(2, len(str(content.steps[-1] + 1)))

    def add(picture: Picture) -> None:
        if not picture.moment.is_tween:
            _save(output.beside(f"-{picture.moment.step + 1:0{digits}}"), content, picture.moment.step)

    yield add


def _save(file: BinaryIO, content: Content, index: int) -> None:
    about = content.about
    words = {
        "Title": about["Title"],
        "Description": f"{about['Description']}. {about['Comment']}",
        "Creator": about["Software"],
        "Date": None,
    }
    drawn = BytesIO()
    with vector_style(content.options.style):
        slide(content, index).savefig(drawn, format="svg", metadata=words)
    file.write(told(drawn.getvalue().decode(), about["Title"], content.sentence(index)).encode())


def told(text: str, title: str, sentence: str) -> str:
    """Give a drawing fall-back fonts, a size in CSS pixels, and title and description for screen readers."""
    text = re.sub(r" *<title>.*?</title>\n", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r'(width|height)="([\d.]+)pt"', _in_css_pixels, text, count=2)
    text = _FAMILY.sub(rf"\1\2, {FALL_BACK}", text)
    start = text.index("<svg ") + len("<svg ")
    end = text.index(">", start) + 1
    words = (
        f'\n <title id="kviz-title">{escape(title)}</title>\n <desc id="kviz-desc">{escape(sentence)}</desc>'
    )
    role = 'role="img" aria-labelledby="kviz-title kviz-desc" '
    return f"{text[:start]}{role}{text[start:end]}{words}{text[end:]}"


def _in_css_pixels(length: re.Match) -> str:
    return f'{length[1]}="{float(length[2]) / 0.72:.6g}"'
