"""The guide for the teacher: a plan with minutes, misconceptions, and what to say when."""

import re
import subprocess
from html.parser import HTMLParser

import pytest
from readers import need
from unit_files import read

from kviz.lessons.markup import plain


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words.append(data)


def read_page(path):
    reader = Reader()
    reader.feed(path.read_text("utf-8"))
    return reader, " ".join(" ".join(reader.words).split())


def squeezed(text):
    return re.sub(r"\W+", "", plain(text))


def test_the_guide_says_everything_that_a_teacher_needs(unit, tmp_path):
    reader, words = read_page(unit.export(tmp_path / "guide.html"))
    content = unit.content
    said = [part.say for part in content.parts] + [part.pause for part in content.parts]
    beliefs = [text for one in content.beliefs for text in (one.belief, one.answer)]
    rules = [choice.rule for asked in content.questions for choice in asked.choices]
    for text in filter(None, [*said, *beliefs, *rules, *content.recap, *content.objectives]):
        assert squeezed(text) in squeezed(words)
    assert "kviz present" in words and "script" not in reader.tags


def test_the_minutes_of_the_plan_are_those_of_the_lesson(unit):
    from kviz.lessons.guide.blocks import guide_blocks

    plan = next(block for block in guide_blocks(unit) if block.kind == "table")
    begins, minutes = zip(*((int(row[0]), int(row[1])) for row in plan.rows[1:]), strict=True)
    assert sum(minutes) == unit.content.minutes
    assert list(begins) == [sum(minutes[:i]) for i in range(len(minutes))]


@pytest.mark.parametrize("name", ["unplugged", "the-start-decides"])
def test_the_guide_on_paper_says_the_same(name, tmp_path):
    unit = read(name)
    need("pdftotext")
    path = unit.export(tmp_path / "guide.pdf")
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    for text_of in (unit.content.recap[0], unit.content.beliefs[0].answer, unit.content.exits[0].why):
        assert squeezed(text_of) in squeezed(text)


def test_published_numbers_name_their_source(tmp_path):
    _, words = read_page(read("the-start-decides").export(tmp_path / "guide.html"))
    assert "Arthur and Vassilvitskii" in words
