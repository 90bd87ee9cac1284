"""A lesson as PowerPoint slides: one picture a slide, and the sentence and notes below it for the speaker."""

from io import BytesIO
from typing import Any, BinaryIO

from kviz.lessons.file.parts import Asked
from kviz.lessons.markup import plain
from kviz.lessons.slides.slides import Slide, slides_of
from kviz.story.formatting import letter
from kviz.story.messages import say

WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.5  # inches of a wide slide
TITLE, WORDS, SMALL = 30, 20, 14  # points


def write_pptx(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the slides of a lesson.

    Raises
    ------
    ValueError
        If python-pptx is not installed.
    """
    try:
        from pptx import Presentation
        from pptx.util import Inches
    except ImportError:
        raise ValueError(
            "A .pptx file needs the package python-pptx, which is not installed; pip install kviz[slides]."
        ) from None
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title = lesson.content.title
    deck.core_properties.author = "kviz"
    for slide in slides_of(lesson):
        _add(deck, slide)
        if slide.question:
            _add(deck, slide, answered=True)
    held = BytesIO()
    deck.save(held)
    file.write(held.getvalue())


def _add(deck: Any, slide: Slide, answered: bool = False) -> None:
    from pptx.util import Inches

    page = deck.slides.add_slide(deck.slide_layouts[5])  # a title, and the rest is ours
    title = page.shapes.title
    title.left, title.top, title.width, title.height = (Inches(x) for x in (EDGE, 0.3, WIDTH - 2 * EDGE, 0.9))
    _write(title.text_frame, [plain(slide.title)], TITLE, bold=True)
    lines = _lines(slide, answered)
    room = (WIDTH - 3 * EDGE) / 2 if slide.picture and lines else WIDTH - 2 * EDGE
    if slide.picture:
        left = 2 * EDGE + room if lines else EDGE
        width = WIDTH - EDGE - left
        tall = HEIGHT - 1.8
        across, high = slide.picture.size
        width = min(width, tall * across / high)
        picture = page.shapes.add_picture(
            BytesIO(slide.picture.png), Inches(left), Inches(1.4), Inches(width)
        )
        picture._element.nvPicPr.cNvPr.set("descr", slide.picture.words)
    if lines:
        box = page.shapes.add_textbox(Inches(EDGE), Inches(1.4), Inches(room), Inches(HEIGHT - 1.9))
        box.text_frame.word_wrap = True
        size = SMALL if slide.code or sum(map(len, lines)) > 600 else WORDS
        _write(box.text_frame, lines, size, mono=bool(slide.code) and not slide.question)
    notes = [slide.sentence, *slide.notes, slide.pause]
    if slide.question and not answered:
        notes = [slide.pause]
    page.notes_slide.notes_text_frame.text = "\n".join(plain(text) for text in notes if text)


def _lines(slide: Slide, answered: bool) -> list[str]:
    lines = [plain(text) for text in slide.words]
    lines += [f"• {plain(text)}" for text in slide.points]
    if slide.question:
        lines += _question(slide.question, answered)
    elif slide.code:
        lines += slide.code.splitlines()
    if slide.pause and not slide.question:
        lines.append(f"{say('lessons.pause')}: {plain(slide.pause)}")
    return lines


def _question(asked: Asked, answered: bool) -> list[str]:
    """The question and its choices; in the answer, why each is right or wrong."""
    lines = [plain(asked.text)]
    for i, choice in enumerate(asked.choices):
        sign = "✓ " if answered and i == asked.answer else ""
        lines.append(f"{sign}{letter(i)}  {plain(choice.text)}")
        if answered and choice.rule:
            lines.append(f"    {plain(choice.rule)}")
    return [*lines, plain(asked.why)] if answered else lines


def _write(frame: Any, lines: list[str], size: int, bold: bool = False, mono: bool = False) -> None:
    from pptx.util import Pt

    frame.clear()
    for i, line in enumerate(lines):
        row = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = row.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        if mono:
            run.font.name = "Consolas"
        row.space_after = Pt(0 if mono else 6)
