"""Quizzes, read back by parsers that are not kviz."""

import re
from base64 import b64decode
from html import unescape
from io import BytesIO
from xml.etree import ElementTree as xml

import pytest
from PIL import Image
from unit_files import read

from kviz.lessons.markup import plain
from kviz.lessons.worksheet.problem import problem


def words(text):
    """The words of some HTML, entities read."""
    inline = re.sub(r"</?(code|em|strong)>", "", text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def same(text):
    return " ".join(plain(text).split())


def questions(unit):
    content = unit.content
    return [*content.questions, *content.exits, *content.later]


def test_moodle_reads_every_question_with_the_reason_of_every_choice(unit, tmp_path):
    from moodle_xml_parser.parser import parse_file

    found = parse_file(str(unit.export(tmp_path / "quiz.xml")))["multichoice"]

    assert len(found) == len(questions(unit))
    for item, asked in zip(found, questions(unit), strict=True):
        assert words(item.text_pre_parse).startswith(same(asked.text))
        assert item.single and item.shuffle_answers
        assert [words(option.answer) for option in item.options] == [same(c.text) for c in asked.choices]
        assert [option.score_fraction for option in item.options].count(100) == 1
        for i, (option, choice) in enumerate(zip(item.options, asked.choices, strict=True)):
            right = i == asked.answer
            assert option.score_fraction == (100 if right else 0)
            assert words(option.feedback) == same(asked.why if right else choice.rule)


def test_every_picture_of_a_moodle_quiz_is_in_the_file_and_named_in_the_text(tmp_path):
    root = xml.parse(read("the-start-decides").export(tmp_path / "quiz.xml")).getroot()
    shown = [body for body in root.iter("questiontext") if body.find("file") is not None]
    assert len(shown) >= 1
    for body in shown:
        held = body.find("file")
        assert f"@@PLUGINFILE@@/{held.get('name')}" in body.find("text").text
        assert re.search(r'alt="[^"]{20,}"', body.find("text").text)
        assert Image.open(BytesIO(b64decode(held.text))).size == (960, 600)


def test_the_picture_of_a_question_does_not_give_the_answer_away(tmp_path):
    """Unit 2 asks where it will end: the picture is the start."""
    from kviz.lessons.quiz.items import items_of

    item = items_of(read("the-start-decides"))[0]
    assert item.name == "The trap"
    assert "Start centroid C is put at" in item.picture.words


def test_gift_reads_every_question_with_the_reason_of_every_choice(unit, tmp_path):
    from pygiftparser import parser

    with unit.export(tmp_path / "quiz.gift").open(encoding="utf-8") as file:
        found = parser.parseFile(file)
    choices = [item for item in found if hasattr(item.answers, "answers") and len(item.answers.answers) > 1]
    asked = questions(unit)
    assert len(choices) == len(asked)
    for item, question in zip(choices, asked, strict=True):
        assert item.valid
        assert words(unescaped(item.text)).startswith(same(question.text))
        for i, (option, choice) in enumerate(zip(item.answers.answers, question.choices, strict=True)):
            assert words(unescaped(option.answer)) == same(choice.text)
            assert option.fraction == (100 if i == question.answer else 0)
            reason = question.why if i == question.answer else choice.rule
            assert words(unescaped(option.feedback)) == same(reason)


def unescaped(text):
    return re.sub(r"\\([~=#{}:\\])", r"\1", text)


@pytest.mark.parametrize("seed", [0, 5])
def test_numbers_of_the_worksheet_are_asked_for_with_one_decimal(tmp_path, seed):
    root = xml.parse(read("unplugged").export(tmp_path / "quiz.xml", seed=seed)).getroot()
    numbers = [question for question in root if question.get("type") == "numerical"]
    values = [float(question.find("answer/text").text) for question in numbers]
    assert values == pytest.approx(problem(seed).centroids(2).ravel().tolist())
    assert {question.find("answer/tolerance").text for question in numbers} == {"0.05"}


def test_signs_that_mean_something_in_gift_are_only_signs():
    from kviz.lessons.quiz.gift import escaped

    assert escaped("a = b ~ c # {d} : e\\f") == "a \\= b \\~ c \\# \\{d\\} \\: e\\\\f"
