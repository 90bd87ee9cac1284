"""``kviz lesson`` and ``kviz present``, and the slides for PowerPoint."""

from io import BytesIO

import pytest
from click.testing import CliRunner
from PIL import Image
from small_lesson import SMALL
from unit_files import read

from kviz.cli import main
from kviz.lessons.kinds import KINDS
from kviz.lessons.slides.slides import slides_of


def command(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_one_call_writes_every_kind_of_file(tmp_path):
    names = [f"x-{kind.name}{kind.suffix}" for kind in KINDS]
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    done = command("lesson", path, *(tmp_path / name for name in names), "--seed", 3, "--paper", "letter")
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*names, "small.toml"])
    for kind in KINDS:
        assert kind.title in done.output


def test_a_fault_in_the_file_is_one_line_and_nothing_is_written(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace("{main.n} dots. The", "22 dots. The"))
    done = command("lesson", path, tmp_path / "x.ipynb")
    assert done.exit_code == 2
    assert "line 23: the number 22 is typed into the words" in " ".join(done.output.split())
    assert [p.name for p in tmp_path.iterdir()] == ["small.toml"]


def test_an_option_that_no_file_has_is_refused(tmp_path):
    done = command("lesson", "0", tmp_path / "x.ipynb", "--paper", "letter")
    assert done.exit_code == 2 and "none of these files has an option 'paper'" in done.output


def test_help_lists_lessons_and_files():
    text = command("lesson", "--help").output
    assert "how-k-means-works" in text and "OUT-guide.pdf" in text and "OUT.pptx" in text


def test_present_writes_one_page_and_says_where(tmp_path):
    done = command("present", "unplugged", tmp_path / "x.html", "--no-browser")
    assert "Groups by hand, 15 minutes" in done.output
    assert (tmp_path / "x.html").read_text("utf-8").startswith("<!doctype html>")


def test_powerpoint_slides_have_a_picture_each_and_its_sentence_for_the_speaker(tmp_path):
    from pptx import Presentation

    lesson = read("how-k-means-works")
    deck = Presentation(lesson.export(tmp_path / "x.pptx"))
    slides = slides_of(lesson)
    assert len(deck.slides) == len(slides) + sum(slide.question is not None for slide in slides)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    pictures = [[shape for shape in slide.shapes if shape.shape_type == 13] for slide in deck.slides]
    for slide in (slide for slide in slides if slide.picture):
        assert any(slide.sentence in note for note in notes)
    assert max(map(len, pictures)) == 1
    for picture in (picture for row in pictures for picture in row):
        assert Image.open(BytesIO(picture.image.blob)).size[0] >= 960
        assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 10


def test_the_answer_of_a_question_is_on_a_slide_of_its_own(tmp_path):
    from pptx import Presentation

    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    import kviz

    deck = Presentation(kviz.lesson(path).export(tmp_path / "x.pptx"))
    words = [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in deck.slides
    ]
    asked = [text for text in words if "How many dots does A get?" in text]
    assert len(asked) == 2
    assert "You forgot B." not in asked[0] and "You forgot B." in asked[1] and "✓" in asked[1]


def test_without_python_pptx_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pptx", None)
    with pytest.raises(ValueError, match=r"pip install kviz\[slides\]"):
        read("unplugged").export(tmp_path / "x.pptx")
    assert list(tmp_path.iterdir()) == []
