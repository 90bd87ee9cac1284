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
    assert "Row 2 of 'q' holds 'y'" in unread.view["messages"]["upload"]
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
    how = unread.view["upload"]["how"]
    assert {name: word for name, word in how.items() if word} == {"decimal": "comma"}

    ask(unread, "reread", where="../x", sep="bar")
    assert list(unread.view["messages"]) == ["upload"]


def test_another_data_set_puts_the_unread_table_away(unread):
    change(unread, data="iris")

    assert unread.view["upload"] is None
    ask(unread, "reread", sep="comma")
    assert unread.settings.data == "iris"


def test_a_table_that_the_browser_kept_comes_back_with_its_run(explorer):
    kept = {"name": "people.csv", "x": "weight", "y": "height", "missing": "refuse"}
    address = "data=file-1&k=4&init=random&seed=3&scale=standardized&step=2"
    ask(explorer, "restore", [memoryview(WHOLE)], **kept, address=address)

    assert explorer.trace.dataset.names == ("weight", "height")
    assert (explorer.settings.k, explorer.settings.seed, explorer.settings.scale) == (4, 3, "standardized")
    assert explorer.index == 2
    assert not explorer.view["undo"]


def test_a_kept_table_is_read_again_as_it_was_corrected(explorer):
    ask(explorer, "restore", [memoryview(SEMICOLONS)], name="people.csv", sep="comma", x="a", y="b")

    assert explorer.trace.dataset.names == ("a", "b")


def test_beside_other_data_a_kept_table_only_comes_back_to_the_list(explorer):
    ask(explorer, "restore", [memoryview(WHOLE)], name="people.csv", aside=True)

    assert explorer.settings.data == "tutorial"
    assert explorer.view["groups"][0]["group"] == "yours"
    change(explorer, data="file-1")
    assert explorer.trace.dataset.names == ("height", "weight")


def test_a_table_that_is_gone_is_told(explorer):
    ask(explorer, "restore")

    assert "not kept any more" in explorer.view["messages"]["address"]


@pytest.mark.parametrize("address", ["data=../x&k=99", "k=abc;step=-1", "%" * 500, None])
def test_what_no_page_would_keep_is_read_with_the_same_care(explorer, address):
    ask(explorer, "restore", [memoryview(WHOLE)], name="../people.csv", x="nope", y=7, address=address)

    assert explorer.trace.dataset.names == ("height", "weight")
    assert explorer.settings.k == 3


def test_no_correction_is_offered_for_what_is_no_text(explorer):
    ask(explorer, "upload", [memoryview(b"PK\x03\x04" + bytes(99))], name="book.xlsx")

    assert "Excel" in explorer.view["messages"]["upload"]
    assert explorer.view["upload"] is None


def test_a_table_that_is_put_away_leaves_nothing_of_itself(unread):
    ask(unread, "put away")

    assert unread.view["upload"] is None
    assert unread.view["messages"] == {}
    ask(unread, "reread", sep="comma")
    assert unread.settings.data == "tutorial"


def test_a_refused_file_leaves_the_table_on_screen_with_its_choices(explorer):
    ask(explorer, "upload", [memoryview(WHOLE)], name="people.csv")
    ask(explorer, "upload", [memoryview(b"PK\x03\x04" + bytes(99))], name="book.xlsx")

    assert "Excel" in explorer.view["messages"]["upload"]
    assert explorer.view["upload"]["name"] == "people.csv"
    ask(explorer, "columns", y="height", x="weight")
    assert explorer.trace.dataset.names == ("weight", "height")


def test_columns_that_are_no_features_are_not_taken_unasked(explorer):
    """An ID beside one column that may be a feature: one column is shown, and the ID only by name."""
    rows = b"".join(b"%d,%d\n" % (1000 + i * 7, 20 + i * i % 37) for i in range(30))
    ask(explorer, "upload", [memoryview(b"customer_id,spent\n" + rows)], name="shop.csv")
    assert explorer.trace.dataset.names == ("spent",)
    assert (explorer.view["upload"]["x"], explorer.view["upload"]["y"]) == ("spent", "")

    ask(explorer, "columns", y="customer_id")
    assert explorer.trace.dataset.names == ("spent", "customer_id")
    ask(explorer, "columns", y="")
    assert explorer.trace.dataset.names == ("spent",)


def test_where_no_column_is_a_feature_the_page_asks_which_to_take(explorer):
    rows = b"".join(b"%d,%d\n" % (1000 + i, 90_000 - i * 31) for i in range(30))
    ask(explorer, "upload", [memoryview(b"customer_id,order_id\n" + rows)], name="ids.csv")
    assert explorer.settings.data == "tutorial"
    assert "customer_id" in explorer.view["messages"]["x"]
    assert explorer.view["upload"]["columns"] == ["customer_id", "order_id"]

    ask(explorer, "columns", x="customer_id", y="order_id")
    assert explorer.trace.dataset.names == ("customer_id", "order_id")


def test_bad_cells_a_lower_header_and_letters_can_be_read_otherwise(explorer):
    rows = b"".join(b"%d,%d\n" % (150 + i * 7 % 41, 50 + i * i % 37) for i in range(30))
    plain = b"height,weight\n" + rows
    ask(explorer, "upload", [memoryview(plain + b"tall,60\n")], name="bad.csv")
    assert "bad_cells" not in explorer.view["messages"]["upload"]
    ask(explorer, "reread", where="bad_cells", bad_cells="missing")
    assert explorer.view["upload"]["how"]["bad_cells"] == "missing"
    ask(explorer, "columns", missing="drop")
    assert len(explorer.trace.X) == 30

    ask(explorer, "upload", [memoryview(b"1,2\n" + plain)], name="late.csv")
    ask(explorer, "reread", where="header", header="2")
    assert explorer.trace.dataset.names == ("height", "weight")

    letters = "größe"
    ask(explorer, "upload", [memoryview(plain.replace(b"height", letters.encode("cp1252")))], name="a.csv")
    ask(explorer, "reread", where="encoding", encoding="cp1251")
    assert explorer.trace.dataset.names[0] == letters.encode("cp1252").decode("cp1251")


def test_where_one_column_decides_alone_the_page_says_so_and_one_click_helps(explorer):
    rows = b"".join(b"%d,%d\n" % (20_000 + i * 9770 % 30_011, 20 + i * 7 % 41) for i in range(40))
    ask(explorer, "upload", [memoryview(b"income,score\n" + rows)], name="spread.csv")
    remedy = explorer.view["remedy"]
    assert "income alone decides" in remedy["text"]

    change(explorer, **remedy["changes"])
    assert explorer.settings.scale == "standardized"
    assert explorer.view["remedy"] is None


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
    assert explorer.sent[-1][0]["type"] == "ahead"
    assert len(explorer.view["names"][0]) <= 60
