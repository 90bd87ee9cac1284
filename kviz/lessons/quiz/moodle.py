"""Moodle XML: every question with its picture, and feedback for each choice.

Format: https://docs.moodle.org/en/Moodle_XML_format
"""

from base64 import b64encode
from typing import Any, BinaryIO
from xml.etree import ElementTree as xml  # nosec B405  # it writes only

from kviz.lessons.markup import html, plain
from kviz.lessons.quiz.items import Item, NumberItem, items_of, numbers_of
from kviz.story.messages import say

PENALTY = "0.3333333"  # of a second try, as Moodle's own default


def write_moodle(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the quiz of a lesson."""
    root = xml.Element("quiz")
    category = xml.SubElement(root, "question", type="category")
    _text(xml.SubElement(category, "category"), f"$course$/top/kviz/{lesson.content.title}".replace("?", ""))
    for number, item in enumerate(items_of(lesson), 1):
        root.append(_choices(item, number))
    for number_item in numbers_of(int(options.get("seed", 0))):
        root.append(_number(number_item))
    xml.indent(root)
    file.write(xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _choices(item: Item, number: int) -> xml.Element:
    question = _question("multichoice", f"{number:02} {item.name}")
    words = f"<p>{html(item.asked.text)}</p>"
    body = xml.SubElement(question, "questiontext", format="html")
    if item.code:
        words += f"<pre>{html(item.code.replace('`', ''))}</pre>"
    if item.picture:
        name = f"{item.asked.name}.png"
        alt = plain(item.picture.words).replace('"', "&quot;").replace("<", "&lt;")
        words += f'<p><img src="@@PLUGINFILE@@/{name}" alt="{alt}" width="640"></p>'
    _text(body, words)
    if item.picture:
        held = xml.SubElement(body, "file", name=f"{item.asked.name}.png", path="/", encoding="base64")
        held.text = b64encode(item.picture.png).decode()
    _rest(question, item.asked.why)
    for key, value in (("single", "true"), ("shuffleanswers", "true"), ("answernumbering", "abc")):
        xml.SubElement(question, key).text = value
    for i, choice in enumerate(item.asked.choices):
        right = i == item.asked.answer
        answer = xml.SubElement(question, "answer", fraction="100" if right else "0", format="html")
        _text(answer, f"<p>{html(choice.text)}</p>")
        feedback = xml.SubElement(answer, "feedback", format="html")
        _text(feedback, f"<p>{html(item.asked.why if right else choice.rule)}</p>")
    return question


def _number(item: NumberItem) -> xml.Element:
    question = _question("numerical", item.name)
    _text(xml.SubElement(question, "questiontext", format="html"), f"<p>{html(item.text)}</p>")
    _rest(question, item.why)
    answer = xml.SubElement(question, "answer", fraction="100", format="moodle_auto_format")
    _text(answer, f"{item.value:g}")
    _text(xml.SubElement(answer, "feedback", format="html"), f"<p>{say('presentation.right')}</p>")
    xml.SubElement(answer, "tolerance").text = f"{item.tolerance:g}"
    return question


def _question(kind: str, name: str) -> xml.Element:
    question = xml.Element("question", type=kind)
    _text(xml.SubElement(question, "name"), name)
    return question


def _rest(question: xml.Element, why: str) -> None:
    _text(xml.SubElement(question, "generalfeedback", format="html"), f"<p>{html(why)}</p>")
    for key, value in (("defaultgrade", "1"), ("penalty", PENALTY), ("hidden", "0")):
        xml.SubElement(question, key).text = value


def _text(parent: xml.Element, words: str) -> None:
    """Moodle keeps every text in an element of its own; markup in it is escaped."""
    xml.SubElement(parent, "text").text = words
