"""A table that a person gives to the page: taken, corrected, or kept at hand until it can be taken."""

import pytest
from asking import ask, change

SEMICOLONS = b"a,b,p; q\n1,2,x; y\n3,4,z; w\n5,9,u; v\n"  # looks parted by semicolons, and is by commas
WHOLE = b"height,weight\n" + b"".join(b"%d,%d\n" % (150 + i * 7 % 41, 50 + i * i % 37) for i in range(30))
GAPS = b"a,b\n1,2\n,3\n4,5\n6,\n"


@pytest.fixture
def unread(explorer):
    ask(explorer, "upload", [memoryview(SEMICOLONS)], name="people.csv")
    return explorer


def test_a_table_that_could_not_be_read_stays_at_hand_with_its_first_lines(unread):
    assert unread.settings.data == "tutorial"
    assert "row 2 of 'q' holds 'y'" in unread.view["messages"]["upload"]
    shown = unread.view["upload"]
    assert (shown["unread"], shown["name"]) == (True, "people.csv")
    assert shown["rows"][1] == ["a,b,p; q"]


def test_it_is_taken_once_it_is_read_otherwise(unread):
    ask(unread, "reread", where="sep", sep="comma")

    assert unread.trace.dataset.names == ("a", "b")
    assert unread.view["upload"]["how"]["sep"] == "comma"
    assert unread.view["messages"] == {}


def test_corrections_add_up_and_each_is_answered_where_it_was_made(unread):
    """Two wrong guesses need two corrections: the first must not be lost while the second is made."""
    ask(unread, "reread", where="decimal", decimal="comma")
    assert list(unread.view["messages"]) == ["decimal"]
    assert unread.view["upload"]["how"] == {"sep": "", "decimal": "comma", "header": ""}

    ask(unread, "reread", where="../x", sep="bar")
    assert list(unread.view["messages"]) == ["upload"]


def test_another_data_set_puts_the_unread_table_away(unread):
    change(unread, data="iris")

    assert unread.view["upload"] is None
    ask(unread, "reread", sep="comma")
    assert unread.settings.data == "iris"


def test_no_correction_is_offered_for_what_is_no_text(explorer):
    ask(explorer, "upload", [memoryview(b"PK\x03\x04" + bytes(99))], name="book.xlsx")

    assert "Excel" in explorer.view["messages"]["upload"]
    assert explorer.view["upload"] is None


def test_choices_are_about_the_table_that_was_given_last(explorer):
    """With one table on screen and gaps in the next, "leave these rows out" is meant for the next."""
    ask(explorer, "upload", [memoryview(WHOLE)], name="whole.csv")
    ask(explorer, "upload", [memoryview(GAPS)], name="gaps.csv")
    assert "2 of 4 rows" in explorer.view["messages"]["columns"]

    ask(explorer, "columns", missing="drop")
    assert explorer.trace.dataset.title == "gaps: a × b"
    assert len(explorer.trace.X) == 2


def test_the_same_columns_chosen_again_are_no_further_data_set(explorer):
    ask(explorer, "upload", [memoryview(WHOLE)], name="people.csv")
    for y in ("height", "weight", "height", "weight"):
        ask(explorer, "columns", y=y)
        ask(explorer, "columns", x="height" if y == "weight" else "weight")

    titles = [row["title"] for row in explorer.view["groups"][0]["sets"]]
    assert len(titles) == len(set(titles)) <= 2


def test_a_name_as_long_as_a_book_is_read_and_drawn(explorer):
    ask(explorer, "upload", [memoryview(b"a" * 70_000 + b",b\n1,2\n3,4\n5,6\n")], name="long.csv")

    assert len(explorer.trace.dataset.names[0]) == 70_000
    assert explorer.frames[0][0]
    assert len(explorer.view["names"][0]) <= 60
