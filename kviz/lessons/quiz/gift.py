"""GIFT: the quiz as plain text, which most learning platforms read. It holds no pictures, so words tell them.

Format: https://docs.moodle.org/en/GIFT_format
"""

import re
from typing import Any, BinaryIO

from kviz.lessons.markup import html, plain
from kviz.lessons.quiz.items import Item, NumberItem, items_of, numbers_of
from kviz.story.messages import say


def write_gift(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the quiz of a lesson as text."""
    blocks = [f"// {plain(lesson.content.title)}", f"$CATEGORY: kviz/{_name(lesson.content.title)}"]
    blocks += [_choices(item, number) for number, item in enumerate(items_of(lesson), 1)]
    blocks += [_number(item) for item in numbers_of(int(options.get("seed", 0)))]
    file.write("\n\n".join([*blocks, ""]).encode())


def escaped(text: str) -> str:
    """A text whose letters mean nothing else in GIFT."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", " ".join(text.split()))


def _choices(item: Item, number: int) -> str:
    words = html(item.asked.text)
    if item.code:
        program = item.code.rstrip().replace("&", "&amp;").replace("<", "&lt;")
        words += "<pre>" + program.replace("\n", "<br>").replace("  ", "&nbsp;&nbsp;") + "</pre>"
    if item.picture:
        words += f" {say('lessons.quiz.picture', words=item.picture.words)}"
    lines = [f"::{escaped(f'{number:02} {plain(item.name)}')}:: [html]{escaped(words)} {{"]
    for i, choice in enumerate(item.asked.choices):
        right = i == item.asked.answer
        reason = item.asked.why if right else choice.rule
        lines.append(f"\t{'=' if right else '~'}{escaped(html(choice.text))}#{escaped(html(reason))}")
    lines.append(f"\t####{escaped(html(item.asked.why))}")
    return "\n".join([*lines, "}"])


def _number(item: NumberItem) -> str:
    return (
        f"::{escaped(item.name)}:: [html]{escaped(html(item.text))} "
        f"{{#{item.value:g}:{item.tolerance:g}####{escaped(item.why)}}}"
    )


def _name(title: str) -> str:
    return title.replace("/", " ").replace("?", "")
