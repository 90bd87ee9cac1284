"""What people really have: every layout becomes the same table, and is said to be so."""

import gzip

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kviz.data.tables.read_table import read_table
from kviz.data.tables.reader import read

ROWS = [["Ada", 1.5, 1200], ["Bob", -2.25, 35], ["Cyd, Ltd", 0.0, 1234567]]


def written(sep=",", decimal=".", quote='"', end="\n", header=True) -> str:
    lines = [["who", "x", "y"]] if header else []
    lines += [[f"{quote}{who}{quote}", str(x).replace(".", decimal), str(y)] for who, x, y in ROWS]
    return end.join(sep.join(line) for line in lines) + end


LAYOUTS = {
    "commas": written().encode(),
    "semicolons and decimal commas": written(";", ",").encode(),
    "semicolons and decimal points": written(";").encode(),
    "tabs": written("\t").encode(),
    "tabs and decimal commas": written("\t", ",").encode(),
    "bars": written("|").encode(),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + written().encode(),
    "UTF-16 with a mark": written().encode("utf-16"),
    "UTF-16 without a mark": written().encode("utf-16-le"),
    "UTF-16, the other order": written().encode("utf-16-be"),
    "UTF-32": written().encode("utf-32"),
    "Windows line ends": written(end="\r\n").encode(),
    "old Mac line ends": written(end="\r").encode(),
    "no last line end": written().rstrip().encode(),
    "blank lines": written(end="\n\n").encode(),
    "rows of separators at the end": written().encode() + b",,\n,,\n",
    "a space after each comma": written(", ").encode(),
    "a separator line first": b"sep=;\n" + written(";").encode(),
    "gzip": gzip.compress(written().encode()),
    "gzip in two members": gzip.compress(written().encode()[:20]) + gzip.compress(written().encode()[20:]),
    "a separator too many in the rows": written().replace("1200\n", "1200,\n").replace("35\n", "35,\n")
    .replace("567\n", "567,\n").encode(),
    "a separator too many everywhere": written(end=",\n").encode(),
    "the header twice": (written().split("\n")[0] + "\n" + written()).encode(),
    "two files end to end": (written() + written().split("\n")[0] + "\n").encode(),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_becomes_the_same_table(layout):
    reading = read(LAYOUTS[layout])

    assert [column.name for column in reading.columns] == ["who", "x", "y"]
    assert reading.frame["who"].tolist() == [row[0] for row in ROWS]
    assert reading.frame["x"].tolist() == [row[1] for row in ROWS]
    assert reading.frame["y"].tolist() == [row[2] for row in ROWS]
    assert reading.notes[0].startswith("We read it as ") and "3 rows and 3 columns" in reading.notes[0]


def test_latin_1_text_keeps_its_umlauts():
    reading = read("Größe,Höhe\n1,2\n3,4\n".encode("latin-1"))
    assert [column.name for column in reading.columns] == ["Größe", "Höhe"]
    assert reading.notes[0].startswith("We read it as Windows Latin-1 text")


def test_quotes_hold_separators_line_breaks_and_quotes():
    reading = read(b'who,x\n"a ""b"", c\nd",1\n"e;f",2\n')
    assert reading.frame["who"].tolist() == ['a "b", c\nd', "e;f"]
    assert reading.rows.tolist() == [2, 3], "a spreadsheet counts records, not lines"


def test_rows_are_counted_as_a_spreadsheet_does():
    with pytest.raises(ValueError, match=r": row 6;"):
        read_table(b"x,y\n1,2\n\n\n3,4\n5,NA\n")


THOUSANDS = {
    "point groups, comma decimal": ("1.234,5", "12.345.678", 1234.5, 12345678),
    "comma groups, point decimal": ("1,234.5", "12,345,678", 1234.5, 12345678),
    "space groups": ("1 234", "12 345 678", 1234, 12345678),
    "no-break space groups, comma decimal": ("1\u00a0234,5", "12\u202f345\u202f678", 1234.5, 12345678),
    "apostrophe groups": ("1'234.5", "12’345’678", 1234.5, 12345678),
    "a real minus sign": ("−1234.5", "12345678", -1234.5, 12345678),
    "exponents": ("1.2345e3", "1.2345678E7", 1234.5, 12345678),
}


@pytest.mark.parametrize("style", THOUSANDS)
def test_numbers_as_people_write_them(style):
    first, second, *numbers = THOUSANDS[style]
    reading = read(f"a;b\n{first};{second}\n{second};{first}\n".encode())
    assert reading.frame.to_numpy().tolist() == [numbers, numbers[::-1]]


def test_money_and_percent_are_numbers_and_it_is_said():
    reading = read(b'price;share;n\n"$1,200.50";15 %;1\n-$3;20%;2\n$4;NA;3\n')
    assert reading.frame["price"].tolist() == [1200.5, -3, 4]
    assert reading.frame["share"].tolist()[:2] == [15, 20]
    assert "The $ in column 'price' was taken off its numbers." in reading.notes
    assert str(reading.columns[0]) == "price: number, -3 to 1200.5 $"


def test_euros_with_decimal_commas():
    assert read("a;b\n1.234,50 €;1\n9,99 €;2\n".encode()).frame["a"].tolist() == [1234.5, 9.99]


@pytest.mark.parametrize("second", ["0.15", "$15", "15"])
def test_a_column_of_mixed_units_is_no_column_of_numbers(second):
    """15% and 0.15, or dollars and percent: nobody knows what to do with both but the person."""
    with pytest.raises(ValueError, match="Column 'a' is not a column of numbers: row 2 holds '15%'"):
        read_table(f"a,b,c\n15%,1,2\n{second},2,3\n".encode(), x="a", y="b")


def test_one_group_alone_has_two_readings_and_the_person_can_choose():
    """1,234 between semicolons is most likely a decimal comma; it is said, and can be corrected."""
    data = b"a;b\n1,234;5\n2,345;6\n"
    reading = read(data)
    assert reading.frame["a"].tolist() == [1.234, 2.345]
    assert (
        "'1,234' has two readings; we took 1.234: choose a decimal point if that is wrong." in reading.notes
    )

    corrected = read(data, decimal=".", thousands=",")
    assert corrected.frame["a"].tolist() == [1234, 2345]
    assert not any("two readings" in note for note in corrected.notes)


def test_quoted_groups_between_commas_are_thousands():
    assert read(b'a,b\n"1,234",5\n"2,345",6\n').frame["a"].tolist() == [1234, 2345]


def test_wrong_groups_are_no_numbers():
    """12,34,5 is not 12345."""
    with pytest.raises(ValueError, match="row 3 holds '12,34,5'"):
        read_table(b'a;b;c\n"1,234,567.5";1;2\n"12,34,5";2;3\n', x="a", y="b")


@pytest.mark.parametrize("word", ["NA", "n/a", "?", "-", "", "NaN", "NULL", "none", " ", "#N/A"])
def test_words_for_nothing_are_missing_values(word):
    data = read_table(f"x,y\n1,2\n{word},4\n5,6\n".encode(), missing="drop")
    assert data.points.tolist() == [[1, 2], [5, 6]]
    assert data.kept.tolist() == [0, 2]


def test_a_word_of_ones_own_can_mean_nothing():
    data = read_table(b"x,y\n1,2\n999,4\n5,refused\n", na=("999", "refused"), missing="drop")
    assert data.points.tolist() == [[1, 2]]


def test_missing_values_can_be_filled_with_the_median():
    data = read_table(b"x,y\n1,2\nNA,4\n5,6\n9,?\n", missing="median")
    assert data.points.tolist() == [[1, 2], [5, 4], [5, 6], [9, 4]]
    assert data.notes[-1] == (
        "2 of 4 rows lack a value in 'x' (1) and 'y' (1): rows 3, 5; the median of the column was filled in."
    )


def test_a_missing_header_is_noticed_and_can_be_insisted_on():
    data = b"1,10\n2,20\n3,30\n"
    reading = read(data)
    assert reading.frame.to_numpy().tolist() == [[1, 10], [2, 20], [3, 30]]
    assert "Row 1 looks like data, not like a header, so the columns are numbered." in reading.notes
    assert [column.name for column in read(data, header=True).columns] == ["1", "10"]
    assert [column.name for column in reading.columns] == ["column 1", "column 2"]


def test_a_table_without_header_but_with_text_is_noticed_too():
    reading = read(b"1,Male,19,15,39\n2,Male,21,15,81\n3,Female,20,16,6\n")
    assert len(reading.frame) == 3


def test_one_row_of_numbers_is_data_and_one_row_of_words_a_header():
    assert read(b"1,2\n").frame.to_numpy().tolist() == [[1, 2]]
    assert len(read(b"1,two\n3,4\n").frame) == 1
    with pytest.raises(ValueError, match="has a header and no rows below it"):
        read(b"1,two\n")


def test_a_line_of_units_is_left_out_and_said():
    reading = read(b"age,income\nyears,k$\n19,15\n21,15\n20,16\n")
    assert reading.frame["age"].tolist() == [19, 21, 20]
    assert "Row 2 looks like a second header line, so we left it out." in reading.notes


def test_doubled_and_empty_names_are_numbered():
    reading = read(b"a,a,,a (2)\n1,2,3,4\n5,6,7,8\n")
    assert [column.name for column in reading.columns] == ["a", "a (2)", "column 3", "a (2) (2)"]
    assert "The name 'a' stands above several columns; we numbered them." in reading.notes


@pytest.mark.parametrize(
    "gap, note", [("\n\n", "1 blank row left out."), ("\n\n,\n", "2 blank rows left out.")]
)
def test_blank_rows_are_counted(gap, note):
    assert note in read(f"x,y\n1,2{gap}3,4\n".encode()).notes


def test_exact_duplicates_are_counted():
    assert read(b"x,y\n1,2\n1,2\n3,4\n1,2\n").duplicates == 2


@pytest.mark.parametrize(
    "cells, values",
    [
        (("12,345,678", "1,234"), (12345678, 1234)),
        (("12.345.678", "1.234"), (12345678, 1234)),
        (("0.5", "-.25"), (0.5, -0.25)),
        (("1,5", "12 345"), (1.5, 12345)),
    ],
)
def test_one_kind_of_mark_is_enough_to_tell(cells, values):
    data = f"a;b\n{cells[0]};1\n{cells[1]};2\n".encode()
    assert read(data).frame["a"].tolist() == list(values)


@pytest.mark.parametrize(
    "cell", ["1.5", "1'5", "3 4", "030 123 456", "01.02.2024", "12.02.2024", "1e400", "0x1F"]
)
def test_what_only_looks_like_a_number_is_none(cell):
    """Between decimal commas, 1.5 is a slip; telephone numbers and dates are names."""
    with pytest.raises(ValueError, match="Column 'a' is not a column of numbers: row 4 holds"):
        read_table(f"a;b;c\n1,5;1;2\n2,25;2;3\n{cell};3;4\n".encode(), x="a", y="b")


def test_codes_with_leading_zeros_stay_text():
    reading = read(b"zip,x,y\n01067,1,2\n10115,3,4\n")
    assert reading.frame["zip"].tolist() == ["01067", "10115"]
    assert reading.numeric == ("x", "y")


def test_the_columns_to_take_are_offered_without_ids_and_said():
    data = read_table(b"CustomerID,Gender,income,score\n1,M,15,39\n2,F,16,81\n3,F,17,6\n")
    assert data.names == ("income", "score")
    assert data.notes[-1] == "We took the columns 'income' and 'score'; name others to choose them."


def test_any_number_of_columns_can_be_taken():
    assert read_table(b"a,b,c\n1,2,3\n4,5,6\n", columns=("c", "a", "b")).points.tolist() == [
        [3, 1, 2],
        [6, 4, 5],
    ]


def test_text_in_utf_8_is_not_taken_for_latin_1():
    assert read("naïve,日本\n1,2\n3,4\n".encode()).columns[1].name == "日本"


def test_a_data_frame_is_read_like_its_csv():
    import pandas as pd

    frame = pd.DataFrame({"id": [1, 2, 3], "x": [1.5, None, 2], "y": [4, 5, 6], "who": ["a", "b", "c"]})
    data = read_table(frame, missing="drop")
    assert data.names == ("x", "y") and data.points.tolist() == [[1.5, 4], [2, 6]]


def test_points_in_memory_need_no_reading():
    with pytest.raises(TypeError, match="not from a value of type list; points that are in memory already"):
        read_table([[1, 2], [3, 4]])


def test_markup_in_a_file_stays_text():
    """A name that looks like a tag is a name; nothing here makes markup of it."""
    reading = read(b"<b>x</b>,y\n1,2\n3,4\n")
    assert reading.columns[0].name == "<b>x</b>"


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), st.integers(-10**9, 10**9), st.text(
                st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12
            )
        ),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)  # fmt: skip
def test_what_a_csv_writer_writes_is_read_back(rows, sep, encoding):
    """Law: numbers come back exactly, whatever the text beside them."""
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sep).writerows([("number", "whole", "some words"), *rows])

    data = read_table(text.getvalue().encode(encoding), x="number", y="whole", sep=sep)

    assert data.points.tolist() == [[x, y] for x, y, _ in rows]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_one_sentence(data):
    """No traceback but ValueError, and never two lines."""
    try:
        read_table(data)
    except ValueError as error:
        assert "\n" not in str(error) and str(error).endswith(".")


@settings(deadline=None)
@given(st.text(alphabet='ab1,;\t"\n\r .-?|', max_size=80))
def test_any_text_is_a_table_or_one_sentence(text):
    try:
        data = read_table(text.encode(), missing="median")
    except ValueError as error:
        assert "\n" not in str(error) and str(error).endswith(".")
    else:
        assert np.isfinite(data.points).all()


@pytest.mark.slow
def test_a_million_rows_are_read_and_counted():
    values = np.random.default_rng(0).integers(0, 1000, (1_000_000, 3))
    text = "a,b,c\n" + "\n".join(map("%d,%d,%d".__mod__, map(tuple, values.tolist())))
    data = read_table(gzip.compress(text.encode(), 1), x="b", y="c")
    assert np.array_equal(data.points, values[:, 1:])
