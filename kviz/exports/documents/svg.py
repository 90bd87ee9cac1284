"""SVG: one step, or numbered steps, as clean vector graphics with named parts and text as text."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import BinaryIO

from kviz.exports.documents.vector_page import slide, vector_style
from kviz.exports.timeline import Reel, Shot
from kviz.exports.writer import Target, Writer, written


def svg(target: Target, reel: Reel) -> Writer:
    """Write the step that was asked for, or all of them as run-01.svg, run-02.svg and so on."""
    return _numbered(target, reel) if reel.options.numbered else _still(target, reel)


@written
def _still(target: Target, reel: Reel) -> None:
    _save(target.open(), reel, reel.still)


@contextmanager
def _numbered(target: Target, reel: Reel) -> Iterator[Callable[[Shot], None]]:
    digits = max(2, len(str(reel.indices[-1] + 1)))

    def add(shot: Shot) -> None:
        if not shot.between:
            _save(target.beside(f"-{shot.index + 1:0{digits}}"), reel, shot.index)

    yield add


def _save(file: BinaryIO, reel: Reel, index: int) -> None:
    about = reel.about
    words = {
        "Title": about["Title"],
        "Description": f"{about['Description']}. {about['Comment']}",
        "Creator": about["Software"],
        "Date": None,
    }
    drawn = BytesIO()
    with vector_style(reel.options.style):
        slide(reel, index).savefig(drawn, format="svg", metadata=words)
    file.write(told(drawn.getvalue().decode(), about["Title"], reel.sentence(index)).encode())


def told(text: str, title: str, sentence: str) -> str:
    """Give the drawing a title and a description that a screen reader finds, and its size in CSS pixels."""
    text = re.sub(r" *<title>.*?</title>\n", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r'(width|height)="([\d.]+)pt"', _in_css_pixels, text, count=2)
    start = text.index("<svg ") + len("<svg ")
    end = text.index(">", start) + 1
    words = (
        f'\n <title id="kviz-title">{escape(title)}</title>\n <desc id="kviz-desc">{escape(sentence)}</desc>'
    )
    role = 'role="img" aria-labelledby="kviz-title kviz-desc" '
    return f"{text[:start]}{role}{text[start:end]}{words}{text[end:]}"


def _in_css_pixels(length: re.Match) -> str:
    return f'{length[1]}="{float(length[2]) / 0.72:.6g}"'
