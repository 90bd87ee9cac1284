"""What the floors below say of tables, data sets and seedings is said in every language by its key."""

import ast
import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pseudo import CODE, PLAIN, write_language

import kviz
from kviz.data.sentences import Note, english
from kviz.data.tables.limits import Limits
from kviz.data.tables.reader import read
from kviz.engine.seeding.registry import SEEDINGS
from kviz.story import catalogue
from kviz.story.formatting import ENGLISH
from kviz.story.names import column_advice, named_set, page_fault, seeding_about, seeding_title, table_text

DATA = Path(kviz.__file__).parent / "data"
ROWS = b"".join(b"%d,%d\n" % (i, i * i) for i in range(9))
TABLES = {
    "plain": b"x,y\n" + ROWS,
    "no header, semicolons, decimal comma": b"1,5;2\n3,5;4\n9,0;1\n",
    "one column": b"x\n1.5\n2.5\n9.0\n",
    "thousands": b"x;y\n1.234.567,5;2\n2.345.678,5;3\n",
    "title and footnote": b"A title of my own\n\nx,y\n" + ROWS + b"\nSource: me\n",
    "two titles": b"A title\nand one more\nx,y,z\n1,2,3\n4,5,6\n7,8,9\n1,1,2\n",
    "header again, a total, blank rows": b"x,y\n1,2\nx,y\n\n3,5\n4,9\nTotal,16\n",
    "a row of units": b"x,y\nyears,k$\n1,2\n3,4\n5,7\n6,9\n",
    "columns without a name": b"x,y,,\n1,2,,\n3,4,,\n5,9,,\n",
    "doubled names": b"x,x,y\n1,2,5\n3,4,6\n5,9,9\n",
    "row names": b"x,y\na,1,2\nb,3,4\nc,5,9\n",
    "separators at the end": b"x,y,\n1,2,\n3,4,\n5,9,\n",
    "comments": b"# one\n# two\nx,y\n1,2\n3,4\n",
    "several tabs": b"x\t\ty\n1\t\t2\n3\t\t4\n",
    "short rows": b"x,y,z\n1,2,3\n4,5\n6,7,8\n9,1,3\n2,2\n",
    "units in cells": b"x,y\n1 kg,2\n3 kg,4\n5 kg,9\n",
    "numbers for nothing": b"x,y\n1,2\n3,4\n5,9\n-999,3\n2,-999\n-999,4\n4,4\n",
    "gaps": b"x,y\n1,2\n,4\n5,\n7,\n,1\n3,\n9,\n4,4\n8,1\n",
    "one gap": b"x,y\n1,2\n,4\n5,9\n",
    "only gaps": b"x,y\n1,\n,4\n5,\n",
    "slips": b"x,y\n" + ROWS + ROWS + b"5,n.n.\n",
    "two slips": b"x,y\n" + ROWS + ROWS + b"5,?!\n6,x1\n",
    "no numbers": b"a,b\nred,blue\ngreen,red\n",
    "ids and a date": b"id,date,y\n1,2020-01-01,5\n2,2020-01-02,6\n3,2020-01-03,9\n4,2020-01-04,9.5\n",
    "constants": b"x,y\n1,2\n1,2\n1,2\n",
    "one feature": b"id,y\n1,5.5\n2,6\n3,9\n4,9.5\n5,1.5\n",
    "too many cells": b"x,y\n" + ROWS * 60,
    "too long rows": b"x,y\n1,2\n3,4,5\n6,7\n",
    "several uneven rows": b"x,y,z\n1,2\n3\n4,5\n6,7,8\n",
    "only separators": b",,\n,,\n",
    "only a header": b"x,y\n",
    "an open quote": b'x,y\n1,"2\n3,4\n',
    "text after a quote": b'x,y\n"1"a,2\n3,4\n',
    "empty": b" \n",
    "binary": bytes(range(256)) * 4,
    "zip": b"PK\x03\x04",
    "web page": b"<!doctype html>",
    "JSON": b"[[1, 2]]",
    "gzip cut off": gzip.compress(ROWS)[:-9],
    "damaged gzip": b"\x1f\x8b" + b"x" * 40,
    "letters of Windows": "näme,y\n1,2\n3,4\n5,9\n".encode("cp1252"),
    "odd letters": "fl³t,y\n1,2\n3,4\n5,9\n".encode("cp1252"),
    "ARFF": b"@relation r\n@attribute x numeric\n@attribute y numeric\n@data\n1,2\n3,4\n5,7\n",
    "backslashes": b'x,y,z\n"a\\"b,c",1,2\n"d",3,4\n',
}
# names, cells, and words of programs stay as they are
KEPT = re.compile(
    r"'[^']*'|\"[^\"]*\"|table\.csv|columns=|missing=|fill_short=True|trim=False|header=N|na=|bad_cells="
    r"|\b(utf-8|utf-16|latin-1|UTF-8|cp\d+|gb18030|shift_jis|iso8859_2|mac_roman)\b"
    r"|\b(kg|years|k\$|[xyz])\b|column \d"
)
LIMITS = Limits(file_bytes=5000, unpacked_bytes=5000, cells=800)


@pytest.fixture
def numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ADDED", {})
    return catalogue.add_language(write_language(tmp_path / f"{CODE}.toml"))


def spoken():
    """All that is said of these tables: notes and faults, by the name of the table."""
    for name, data in TABLES.items():
        for missing in ("refuse", "drop", "median"):
            try:
                reading = read(data, name="table.csv", limits=LIMITS)
                yield from ((name, note) for note in kviz.read_table(reading, missing=missing).notes)
            except ValueError as fault:
                yield name, fault.args[0]


@pytest.fixture(scope="module")
def said():
    return list(dict.fromkeys(spoken()))


def test_whatever_is_said_of_a_table_knows_its_key(said):
    assert [(name, text) for name, text in said if not isinstance(text, Note)] == []
    assert len({text.key for _, text in said}) > 40


def test_this_floor_and_the_catalogue_write_the_same_english(said):
    for name, text in said:
        assert str(table_text(text, ENGLISH)) == str(text), name


def test_in_another_language_no_english_is_left_of_it(said, numbers):
    for name, text in said:
        for told in (str(table_text(text, numbers)), page_fault(ValueError(text), numbers)):
            assert not re.search(f"[{PLAIN}]{{2}}", KEPT.sub("", told)), f"{name}: {told}"


def test_the_page_names_its_own_controls_and_not_those_of_python(said):
    words = " ".join(page_fault(ValueError(text), ENGLISH) for _, text in said)

    assert "Read it otherwise" in words
    assert not re.search("bad_cells|missing=|fill_short|trim=|header=N|name others", words)


def test_every_key_that_the_data_floor_names_is_in_the_catalogue():
    calls = [
        node.args[0]
        for path in DATA.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note"
    ]
    keys = {f"tables.{arg.value}" for arg in calls if isinstance(arg, ast.Constant)}
    known = catalogue.catalogue("en").messages

    assert len(keys) > 60
    assert keys - set(known) == set()


def test_titles_and_sentences_of_data_sets_and_seedings_are_in_the_language(numbers):
    row = kviz.datasets["moons"]
    told = [named_set("moons", row(), numbers).title, named_set("moons", row(), numbers).about]
    told += [seeding_title("random", numbers), seeding_about(SEEDINGS["random"], numbers)]
    told += [column_advice("row number", numbers)]

    assert all(text.startswith("⟦") for text in told)
    assert not re.search(f"[{PLAIN}]{{2}}", "".join(told))
    assert column_advice("number", numbers) == ""


def test_a_row_from_outside_keeps_its_own_words_in_every_language(numbers):
    """Also where it takes the name of one that is built in."""
    mine = replace(SEEDINGS["random"], title="my rows", about="Rows of mine.")

    assert seeding_about(mine, numbers) == "Rows of mine."


def test_every_built_in_row_has_its_words_in_the_catalogue():
    assert set(english("seedings")) == set(SEEDINGS)
    assert set(kviz.datasets) <= set(english("data_sets"))
