"""The table of faults: every wrong file gets one clear sentence, the same one every time."""

import gzip
import io
import zipfile
import zlib

import pytest

from kviz.data.tables import limits, reader, source
from kviz.data.tables.read_table import read_table
from kviz.data.text import parser


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


def bomb(size: int) -> bytes:
    """A gzip file of one letter, over and over."""
    packer = zlib.compressobj(9, wbits=31)
    piece = b"a" * 1_000_000
    return b"".join([*(packer.compress(piece) for _ in range(size // 1_000_000 + 1)), packer.flush()])


GOOD = b"x,y\n1,2\n3,4\n"

FAULTS = {
    "empty": (b"", "it.csv is empty; give a table with a header and rows."),
    "only blanks": (b" \r\n\n \t\n", "it.csv is empty; give a table with a header and rows."),
    "only a mark of order": (b"\xff\xfe", "it.csv is empty; give a table with a header and rows."),
    "only separators": (b",,\n,,\n", "it.csv holds no values, only separators; give a table with data."),
    "header only": (b"x,y\n", "it.csv has a header and no rows below it; give a table with data."),
    "renamed workbook": (
        zipped(),
        "it.csv is an Excel workbook or another zip archive, not a text table; "
        "open it and save the sheet as CSV.",
    ),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        "it.csv is an old Excel workbook (.xls), not a text table; open it and save the sheet as CSV.",
    ),
    "picture": (
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        "it.csv is a PNG picture, not a text table; give a CSV file.",
    ),
    "document": (
        b"%PDF-1.7\n" + bytes(50),
        "it.csv is a PDF document, not a text table; save the table as CSV.",
    ),
    "web page": (
        b"\n <!DOCTYPE html><html><body>404</body></html>",
        "it.csv is a web page (HTML), not a text table; "
        "download the file itself, not the page that shows it.",
    ),
    "json": (b'\xef\xbb\xbf{"x": [1, 2]}', "it.csv is a JSON file, not a text table; save the table as CSV."),
    "json records": (b'[{"x": 1}]', "it.csv is a JSON file, not a text table; save the table as CSV."),
    "binary": (
        bytes(range(256)) * 20,
        "it.csv holds binary data, not a text table; save the table as CSV.",
    ),
    "damaged gzip": (
        gzip.compress(GOOD * 1000)[:10] + b"\xff" * 40,
        "it.csv is a damaged gzip file; copy or download it again.",
    ),
    "gzip cut short": (
        gzip.compress(GOOD * 1000)[:40],
        "it.csv is a gzip file that ends too early; copy or download it again.",
    ),
    "a row too long": (
        b"x,y\n1,2\n3,4,5\n",
        "Row 3 of it.csv has 3 fields and row 1 has 2; mend it, or name the separator: "
        "it was read with commas.",
    ),
    "rows too short": (
        b"x;y\n1;2\n3\n4\n",
        "Row 3 of it.csv has 1 field and row 1 has 2 (2 rows are uneven); mend it, or name the separator: "
        "it was read with semicolons, or fill short rows (fill_short=True).",
    ),
    "open quote": (
        b'x,y\n1,2\n"3,4\n5,6\n',
        'A quote (") is opened in row 3 of it.csv and never closed; close it or take it out.',
    ),
    "text after a quote": (
        b'x,y\n1,2\n"3" inch,4\n',
        'Row 3 of it.csv has text after a closing quote ("); double the quotes inside a cell.',
    ),
    "unknown column": (
        GOOD,
        "There is no column 'z' in it.csv; the columns are 'x', 'y'.",
        {"x": "x", "y": "z"},
    ),
    "one column of numbers": (
        b"name,y\nA,2\nB,4\n",
        "it.csv has 1 column of numbers, and a picture needs two; the columns are 'name', 'y'.",
    ),
    "text column": (
        b"who,x,y\nMale,1,2\nFemale,3,4\n",
        "Column 'who' is not a column of numbers: row 2 holds 'Male', and 1 more row holds no number; "
        "the columns of numbers are 'x', 'y'.",
        {"x": "who", "y": "y"},
    ),
    "one bad cell": (
        b"x,y,z\n1,2,3\n4,many,6\n",
        "Column 'y' is not a column of numbers: row 3 holds 'many'; the columns of numbers are 'x', 'z'.",
        {"x": "x", "y": "y"},
    ),
    "infinite": (
        b"x,y,z\n1,2,3\n4,inf,6\n",
        "Column 'y' is not a column of numbers: row 3 holds 'inf'; the columns of numbers are 'x', 'z'.",
        {"x": "x", "y": "y"},
    ),
    "empty column": (
        b"x,y,z\n1,,3\n4,NA,6\n",
        "Column 'y' is empty: no row has a value; choose another column.",
        {"x": "x", "y": "y"},
    ),
    "the same column twice": (
        GOOD,
        "Column 'x' was chosen twice; choose two different columns.",
        {"x": "x", "y": "x"},
    ),
    "only x": (GOOD, "Only one of x and y was given; name two columns, or neither.", {"x": "x"}),
    "missing value": (
        b"x,y\n1,2\n,4\n5,6\n",
        "1 of 3 rows lacks a value in 'x' (1): row 3; choose missing='drop' to leave them out "
        "or missing='median' to fill in the median.",
    ),
    "missing values": (
        b"x,y\n1,?\nNA,4\n5,\n 7,8\n",
        "3 of 4 rows lack a value in 'x' (1) and 'y' (2): rows 2, 3, 4; choose missing='drop' to leave them "
        "out or missing='median' to fill in the median.",
    ),
    "many missing values": (
        b"x,y\n" + b"1,\n" * 8 + b"1,2\n",
        "8 of 9 rows lack a value in 'y' (8): rows 2, 3, 4, 5, 6 and 3 more; choose missing='drop' to leave "
        "them out or missing='median' to fill in the median.",
        {"x": "x", "y": "y"},
    ),
    "control characters": (
        b"x,y\n" + b"\x01\x02,\x03\x04\n" * 9,
        "it.csv holds binary data, not a text table; save the table as CSV.",
    ),
    "nothing left": (
        b"x,y\n1,?\nNA,4\n",
        "2 of 2 rows lack a value in 'x' (1) and 'y' (1): rows 2, 3; leaving them out would leave nothing: "
        "choose other columns.",
        {"missing": "drop", "x": "x", "y": "y"},
    ),
    "unknown choice": (
        GOOD,
        "missing='guess' is not known; use 'refuse', 'drop' or 'median'.",
        {"missing": "guess"},
    ),
    "unknown encoding": (
        GOOD,
        "There is no encoding 'klingon'; try utf-8, utf-16 or latin-1.",
        {"encoding": "klingon"},
    ),
    "wrong encoding": (
        "x,y\nä,2\n".encode("latin-1"),
        "it.csv is not ascii text: byte 5 does not fit; try another encoding.",
        {"encoding": "ascii"},
    ),
    "long separator": (
        GOOD,
        "The separator is one character, such as a comma; ', ' is not.",
        {"sep": ", "},
    ),
    "one mark for two": (
        GOOD,
        "The decimal and the thousands mark are both '.'; they must differ.",
        {"decimal": ".", "thousands": "."},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_sentence(fault):
    data, sentence, *how = FAULTS[fault]

    with pytest.raises(ValueError) as error:
        read_table(data, name="it.csv", **(how[0] if how else {}))

    assert str(error.value) == sentence


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as error:
        read_table("no such file.csv")
    assert str(error.value) == "There is no file 'no such file.csv'; check the name and the folder."


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ValueError, match=r"is a folder without CSV or Parquet files; give the file in it\.$"):
        read_table(tmp_path)


def test_an_address_is_not_fetched():
    """A string names a file on this machine; kviz never asks the network."""
    with pytest.raises(ValueError) as error:
        read_table("https://localhost:1/x.csv")
    sentence = "'https://localhost:1/x.csv' is an address; kviz opens files only: download it first."
    assert str(error.value) == sentence


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MAX_FILE_BYTES", 10_000)
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 12_345_678)
    monkeypatch.setattr(type(path), "read_bytes", lambda self: pytest.fail("it was read"))

    with pytest.raises(ValueError) as error:
        read_table(path)

    assert str(error.value) == (
        "large.csv has 12 MB, and kviz reads up to 0.0 MB; give a sample of its rows or fewer columns."
    )


def test_fifty_megabytes_of_one_line_are_no_table():
    with pytest.raises(ValueError) as error:
        read_table(b"1," * 25_000_000, name="it.csv")
    assert str(error.value) == (
        "it.csv has no line break in its first 2.0 MB, so it is not a table; "
        "a table has one line for each row."
    )


def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr(source, "MAX_UNPACKED_BYTES", 3_000_000)
    with pytest.raises(ValueError) as error:
        read_table(bomb(50_000_000), name="it.csv.gz")
    assert str(error.value) == (
        "it.csv.gz unpacks to more than 3.0 MB, and kviz unpacks no further; give a sample of its rows."
    )


def test_a_bomb_in_many_members_is_still_one_bomb(monkeypatch):
    monkeypatch.setattr(source, "MAX_UNPACKED_BYTES", 3_000_000)
    with pytest.raises(ValueError, match="unpacks to more than"):
        read_table(gzip.compress(b"a" * 1_000_000) * 50, name="it.csv.gz")


def test_a_gzip_in_a_gzip_is_not_unpacked_again():
    with pytest.raises(ValueError, match="binary data"):
        read_table(gzip.compress(gzip.compress(GOOD)), name="it.csv.gz")


def test_too_many_columns_are_counted():
    wide = b",".join([b"1"] * 501)
    with pytest.raises(ValueError) as error:
        read_table(wide + b"\n" + wide, name="it.csv")
    assert str(error.value) == "it.csv has 501 columns, and kviz reads up to 500; give fewer."


def test_too_many_rows_are_counted(monkeypatch):
    monkeypatch.setattr(parser, "MAX_ROWS", 3)
    with pytest.raises(ValueError) as error:
        read_table(b"x,y\n" + b"1,2\n" * 4, name="it.csv")
    assert str(error.value) == "it.csv has 5 rows, and kviz reads up to 3; give a sample of them."


def test_a_cell_that_is_too_long_is_named():
    with pytest.raises(ValueError) as error:
        read_table(b"x,y\n1,2\n3," + b"4" * 150_000, name="it.csv")
    assert str(error.value) == (
        "Row 3 of it.csv holds a cell of more than 100,000 characters, more than kviz reads; "
        "perhaps a quote is opened there and never closed."
    )


def test_control_characters_of_a_file_do_not_reach_the_terminal():
    with pytest.raises(ValueError) as error:
        read_table(b"x,y,z\n1,2,3\n4,\x1b[31mred,6\n", x="x", y="y", name="it.csv")
    assert "\x1b" not in str(error.value) and "\\x1b[31mred" in str(error.value)


def test_control_characters_of_a_file_name_do_not_either():
    with pytest.raises(ValueError) as error:
        read_table(b"", name="\x1b[2J" + "n" * 300)
    assert str(error.value).startswith("\ufffd[2Jnnn") and len(str(error.value)) < 150


def test_long_cells_are_cut_in_the_message():
    with pytest.raises(ValueError) as error:
        read_table(b"x,y,z\n1,2,3\n4," + b"w" * 5000 + b",6\n", x="x", y="y", name="it.csv")
    assert len(str(error.value)) < 250


def test_the_limits_are_published_and_whole_numbers():
    assert all(isinstance(getattr(limits, name), int) for name in dir(limits) if name.startswith("MAX_"))
    assert reader.read(GOOD).frame.shape == (2, 2)
