"""One lesson file: read, checked, and every fault named with its line and its remedy."""

import pytest
from small_lesson import SMALL

import kviz
from kviz.lessons.file.lines import LessonError
from kviz.lessons.lesson import Lesson

# what is changed, into what, what the line begins with that must be named, and what the remedy says
FAULTS = [
    ('title = "Small"', 'titles = "Small"', "titles", "did you mean title"),
    ("minutes = 8", 'minutes = "8"', "minutes =", "a whole number"),
    ("minutes = 8", "minutes = 9", "minutes =", "write minutes = 8"),
    ('data = "tutorial"', 'data = "tutorials"', "[runs.main]", "use one of tutorial"),
    ("[runs.main]", "[runs.Main]", "[runs.Main]", "small letters"),
    ("[runs.main]", "[runs.round]", "[runs.round]", "give it another name"),
    ('run = "main"', 'run = "mine"', "run =", "use one of main"),
    ('run = "main"\n', "", "[[part]]", "add run"),
    ('steps = ["assign 1", "last"]', "steps = []", "steps =", "give steps"),
    ('steps = ["assign 1", "last"]', 'steps = ["assign 9"]', "steps =", "the run has 2 steps"),
    ('task = "Count', 'chart = "pie"\ntask = "Count', "chart =", "use one of tutorial, points"),
    ('task = "Count', 'bug = "typo"\ntask = "Count', "bug =", "use one of median"),
    ('task = "Count', 'rung = "top"\ntask = "Count', "rung =", "use one of read, order"),
    ("{main.n} dots. The", "{main.m} dots. The", "words =", "it has n, d, k"),
    ("{main.n} dots. The", "22 dots. The", "words =", "the number 22 is typed"),
    ("{main.n} dots. The", "{22} dots. The", "words =", "name a run and a fact"),
    ("{main.n} dots. The", "{main.n:loud} dots. The", "words =", "use one of word"),
    ("{main.n} dots. The", "{main.size} dots. The", "words =", "it has A, B"),
    ('right = "{main.assign1', 'rihgt = "{main.assign1', "rihgt =", "did you mean right"),
    (', rule = "You forgot B."', "", "wrong =", "has no rule"),
    ('text = "All dots"', 'text = "{main.assign1.size.A} dots"', "wrong =", "the same words"),
    ("[[later]]", "[[laters]]", "[[laters]]", "did you mean later"),
    ('text = "Third?"', 'text = "Third?\n"', 'text = "Third', "this is not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "begins", "remedy"), FAULTS)
def test_a_fault_is_named_with_its_line_and_its_remedy(old, new, begins, remedy):
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    with pytest.raises(LessonError) as caught:
        Lesson(text, "small.toml").content.parts  # noqa: B018
    message = str(caught.value)
    at = text.index(begins)
    line = text[:at].count("\n") + 1
    assert message.startswith("small.toml")
    assert remedy in message
    assert f"line {line}" in message


def test_two_parts_of_one_name_are_told_apart():
    twice = SMALL.replace("[[part]]", '[[part]]\ntitle = "One"\nminutes = 0\n\n[[part]]', 1)
    with pytest.raises(LessonError, match="two parts are called 'one'; give one of them another title"):
        Lesson(twice, "small.toml")


def test_there_are_exactly_three_exit_questions():
    second = SMALL.index('[[exit]]\ntext = "Second?"')
    third = SMALL.index('[[exit]]\ntext = "Third?"')
    with pytest.raises(LessonError, match="there are 2 exit questions; write 3"):
        Lesson(SMALL[:second] + SMALL[third:], "small.toml")


def test_numbers_in_the_words_come_from_the_runs():
    content = Lesson(SMALL, "small.toml").content
    assert content.parts[0].words == "There are 22 dots. The paper says 42."
    assert content.parts[0].question.choices[content.parts[0].question.answer].text == "13 dots"


def test_another_run_gives_other_numbers():
    """The words follow the data: nothing has to be corrected by hand."""
    content = Lesson(
        SMALL.replace('data = "tutorial"', 'data = "blobs"').replace('init = "own"', "seed = 1"), "s"
    ).content
    assert content.parts[0].words.startswith("There are 180 dots.")


def test_a_file_that_is_not_there_and_a_unit_that_is_not_known_say_what_there_is(tmp_path):
    with pytest.raises(LessonError, match="there is no lesson file"):
        kviz.lesson(tmp_path / "none.toml")
    with pytest.raises(LessonError, match="0 unplugged, 1 how-k-means-works"):
        kviz.lesson("nine")


def test_a_lesson_of_ones_own_is_read_from_its_path(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SMALL)
    assert kviz.lesson(path).content.title == "Small"
    assert kviz.lesson(kviz.lesson(path).packed()).text == SMALL


def test_every_question_of_a_unit_has_a_reason_for_every_choice(unit):
    content = unit.content
    asked = [*content.questions, *content.exits, *content.later]
    assert len(asked) >= 5
    for question in asked:
        rules = [choice.rule for i, choice in enumerate(question.choices) if i != question.answer]
        assert all(rules) and len(rules) >= 2, question.text
        assert question.why and question.choices[question.answer].rule == ""


def test_the_right_answers_are_not_always_at_the_same_place(unit):
    content = unit.content
    places = {question.answer for question in (*content.questions, *content.exits, *content.later)}
    assert len(places) > 1


def test_the_units_come_in_order_and_each_has_misconceptions(unit):
    from kviz.lessons.catalog import units

    assert [one.number for one in units()] == list(range(7))
    assert unit.content.beliefs


def test_unknown_kinds_suffixes_and_options_are_refused(tmp_path):
    small = Lesson(SMALL, "small.toml")
    for path, what, options, message in [
        ("a.docx", None, {}, "suffix '.docx' of 'a.docx' is unknown; a lesson becomes one of .ipynb"),
        ("a.pdf", "song", {}, "what='song' is unknown"),
        ("a.pdf", "slides", {}, "a slides is written as .pptx"),
        ("a.gift", None, {"paper": "a4"}, "a quiz has no option 'paper'"),
        ("a.pdf", None, {"seed": -1}, "seed=-1 is out of range; use a whole number from 0"),
        ("a.pdf", None, {"paper": "a5"}, "use one of a4, letter"),
    ]:
        with pytest.raises(ValueError) as caught:
            small.export(tmp_path / path, what, **options)
        assert message in str(caught.value)
    assert list(tmp_path.iterdir()) == []
