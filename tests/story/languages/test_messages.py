"""One catalogue for Python and the browser; a second language is one file."""

import ast
import json
import pickle
import re

import numpy as np
import pytest
from pseudo import CODE, english, write_language

from kviz.story import catalogue
from kviz.story.catalogue import PLURALS
from kviz.story.formatting import ENGLISH, FOLDER, LANGUAGES, Figures, Numbers, apart
from kviz.story.messages import KINDS, Part, Said, for_browser, joined, say, sentences

ROOT = FOLDER.parents[1]
TABLE = {
    "language": {**english()["language"]},
    "test": {
        "plain": "{A:cluster} and {B:clusters}: {d:number}, {share:percent}, {at:place}, {p:point}, {who}.",
        "points": {"one": "{n} point is {color}.", "other": "{n} points are {color}."},
    },
}


@pytest.fixture
def book(monkeypatch):
    """A catalogue of the tests' own."""
    monkeypatch.setitem(catalogue._ADDED, "en", catalogue.Catalogue(TABLE))


@pytest.fixture
def pseudo(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ADDED", {})
    monkeypatch.setitem(LANGUAGES, CODE, None)  # so that it is gone afterwards
    return catalogue.add_language(write_language(tmp_path / f"{CODE}.toml"))


def test_fields_are_written_by_their_kind(book):
    said = say("test.plain", A=27, B=[0, 1, 2], d=98.1267, share=0.5, at=[1, 2.5], p=1200, who="<b>")

    assert said == "AB and A, B and C: 98.1, 50 %, (1, 2.5), 1200, <b>."


def test_a_sentence_has_its_plural_forms(book):
    assert [say("test.points", n=n, color="red") for n in (0, 1, 1200)] == [
        "0 points are red.", "1 point is red.", "1,200 points are red.",
    ]  # fmt: skip


def test_an_unknown_message_and_a_missing_field_are_refused(book):
    with pytest.raises(KeyError, match="no message 'test"):
        say("test.plan")
    with pytest.raises(KeyError, match="needs the field 'color'"):
        say("test.points", n=1)
    with pytest.raises(KeyError, match="needs the field n"):
        say("test.points", color="red")
    with pytest.raises(KeyError, match="no messages in tset"):
        for_browser("test", "tset")


def test_a_sentence_knows_the_clusters_and_points_it_names(book):
    said = say("test.plain", A=1, B=[0], d=1, share=1, at=[0, 0], p=7, who="B")

    assert [part for part in said.parts if isinstance(part, Part)] == [
        Part("cluster", "B", 1), Part("cluster", "A", 0), Part("point", "7", 7),
    ]  # fmt: skip
    assert said.parts[-1] == ", B.", "what a person wrote stays plain text"
    assert "".join(p if isinstance(p, str) else p[1] for p in said.as_json()) == said
    assert sentences([said, "", Said(["Yes."])]) == f"{said} Yes."
    assert sentences([said, "Yes."]).parts[1] == Part("cluster", "B", 1) or said.parts[0].text == "B"
    assert pickle.loads(pickle.dumps(said)).parts == said.parts


def test_lists_read_like_sentences():
    assert [joined(list("abcdefgh"[:n])) for n in (0, 1, 2, 3)] == ["", "a", "a and b", "a, b and c"]
    assert joined(list("abcdefgh")) == "a, b, c, d, e and 3 more"


def test_english_numbers_are_the_numbers_of_the_english_file():
    assert catalogue.catalogue("en").numbers() == ENGLISH == Numbers()


def test_a_second_language_is_one_file(pseudo):
    assert say("segmentation.share", pseudo, n=0, share=0.125) == "⟦0 ŕōŵ (12,5\u202f%)⟧"
    assert joined(["a", "b", "c"], pseudo) == "a⸴ b ⁊ c"
    assert catalogue.languages()[CODE] == pseudo
    assert for_browser("headings", language=CODE)["lang"] == CODE
    assert say("segmentation.share", n=2, share=0.5) == "2 rows (50 %)", "English stays English"


def test_what_a_language_leaves_out_is_said_in_english(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ADDED", {})
    monkeypatch.setitem(LANGUAGES, "xx", None)
    (tmp_path / "xx.toml").write_text('[language]\nlang = "xx"\ndecimal = ","\n')

    assert say("segmentation.share", catalogue.add_language(tmp_path / "xx.toml"), n=2, share=0.125) == (
        "2 rows (12,5 %)"
    )


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_language_fills_the_same_fields_in_the_same_way(language):
    first, book = catalogue.catalogue("en"), catalogue.catalogue(language)
    assert set(book.messages) == set(first.messages), "no message that English does not have"
    assert book.marks["plural"] in PLURALS
    for key, forms in book.messages.items():
        known = {field for text in _texts(first.messages[key]) for field in _fields(text)}
        for text in _texts(forms):
            assert set(_fields(text)) <= known, key
            assert all(kind in KINDS for _, kind in _fields(text)), key
            assert "{" not in re.sub(r"\{\w+(:\w+)?\}", "", text), key


def test_every_message_that_the_code_says_is_in_the_catalogue():
    """Keys written out in the code are looked up; each name of a message is said somewhere, too."""
    known = catalogue.catalogue("en").messages
    said = {
        node.args[0].value: path
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert {key: str(path) for key, path in said.items() if key not in known} == {}


def _texts(forms):
    return [forms] if isinstance(forms, str) else list(forms.values())


def _fields(text):
    return re.findall(r"\{(\w+)(?::(\w+))?\}", text)


def test_numbers_that_differ_look_different():
    assert [ENGLISH(value) for value in apart(98.134, 98.131)] == ["98.134", "98.131"]
    assert [ENGLISH(value) for value in apart(8, 4)] == ["8", "4"]
    assert [ENGLISH(value) for value in apart(1 / 3, 1 / 3)] == ["0.333", "0.333"]
    assert ENGLISH(Figures(1234.567, 6)) == "1,234.57"


@pytest.mark.browser
def test_the_browser_says_the_same(page, pseudo):
    """Numbers, lists, plural forms and parts, in English and in another language."""
    rng = np.random.default_rng(4)
    values = [float(v) for v in 10 ** rng.uniform(-12, 12, 300) * rng.choice([-1, 1], 300)]
    values += [0.0, 0.125, 2.5, 0.0005, 999.5, 9999999.5, 1e7, 1e-3, 0.1 + 0.2, 5e-324, 1.7e308]
    shares = [float(v) for v in 10 ** rng.uniform(-10, 0, 100)] + [0.0, 1.0, 0.099951, 0.1]
    counts = [0, 1, 2, 5, 11, 21, 22, 112, 999, 1000, 1234567]
    script = (ROOT / "web" / "messages.js").read_text("utf-8").replace("export function", "function")
    page.set_content("<p></p>")
    page.add_script_tag(content=script + "\nwindow.made = catalogue;")
    for numbers in (ENGLISH, pseudo, LANGUAGES["de"]):
        data = {**for_browser("segmentation", "headings", language=numbers.language)}
        data |= {"decimal": numbers.decimal, "thousands": numbers.thousands, "percent": numbers.percent_mark}
        said = page.evaluate(
            """([data, values, shares, counts]) => {
              const it = made(data);
              return [values.map((v) => it.number(v)), shares.map(it.percent), counts.map(it.count),
                counts.map((n) => it.say("segmentation.share", { n, share: 0.3 })),
                it.place([1.5, 2]), it.place([1, 2, 3, 4, 5]), it.parts("headings.seed", { A: 27 }),
                it.text(it.joined(["a", "b", "c", "d", "e", "f", "g"])), it.number(98.1267, 5)];
            }""",
            [data, values, shares, counts],
        )
        assert said == [
            [numbers(v) for v in values],
            [numbers.percent(v) for v in shares],
            [numbers.count(n) for n in counts],
            [str(say("segmentation.share", numbers, n=n, share=0.3)) for n in counts],
            numbers.place([1.5, 2]),
            numbers.place([1, 2, 3, 4, 5]),
            json.loads(json.dumps(say("headings.seed", numbers, A=27).as_json())),
            str(joined(list("abcdefg"), numbers)),
            numbers(Figures(98.1267, 5)),
        ]
    for name in PLURALS:
        data = {
            **for_browser("segmentation"),
            "plural": name,
            "messages": {"n": {form: form for form in catalogue.FORMS}},
        }
        data["messages"]["n"]["other"] = "other"
        said = page.evaluate(
            "([data, counts]) => counts.map((n) => made(data).say('n', { n }))", [data, counts]
        )
        assert said == [PLURALS[name](n) for n in counts]
