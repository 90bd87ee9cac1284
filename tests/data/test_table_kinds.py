"""Tables as they are found in the wild: what is read, what is said, and what is never a feature."""

import numpy as np
import pytest
from click.testing import CliRunner

from kviz.cli import main
from kviz.data.columns.choice import choose
from kviz.data.columns.conversion import to_numbers
from kviz.data.columns.kinds import describe_numbers
from kviz.data.columns.number_cells import Style
from kviz.data.spread import one_decides
from kviz.data.tables.limits import MAX_FIELD
from kviz.data.tables.read_table import read_table
from kviz.data.tables.reader import read
from kviz.segmentation.segment import segment
from kviz.story.elbow_words import alone_text


def column(cells, name="amount", head="who", sep=";"):
    """One column of a table, as it was read."""
    lines = [f"{head}{sep}{name}"] + [f"w{at}{sep}{cell}" for at, cell in enumerate(cells)]
    return read("\n".join(lines).encode())


MONEY = {
    "a sign before": (["₹1,200", "₹80", "₹12.5"], [1200, 80, 12.5], "₹"),
    "a sign after": (["12 ₽", "7 ₽", "9 ₽"], [12, 7, 9], "₽"),
    "a code after": (["9.50 CHF", "10 CHF", "3 CHF"], [9.5, 10, 3], "CHF"),
    "a code before": (["EUR 9.50", "EUR 10", "EUR 3"], [9.5, 10, 3], "EUR"),
    "letters and a sign": (["R$ 5", "R$ 7", "R$ 6"], [5, 7, 6], "R$"),
    "a word": (["120 kr", "80 kr", "95 kr"], [120, 80, 95], "kr"),
    "a point after the word": (["Rs. 120", "Rs. 80", "Rs. 95"], [120, 80, 95], "Rs."),
    "brackets of accountants": (["(40)", "12", "(3.5)"], [-40, 12, -3.5], ""),
    "brackets around money": (["($40)", "$12", "$(3)"], [-40, 12, -3], "$"),
    "a minus behind": (["40-", "12", "3-"], [-40, 12, -3], ""),
    "a minus before the sign": (["-€40", "€12", "€-3"], [-40, 12, -3], "€"),
    "thousands": (["4k", "12.5k", "3K"], [4000, 12500, 3000], ""),
    "millions and thousands of euros": (["€1.5M", "€300K", "€2m"], [1.5e6, 3e5, 2e6], "€"),
    "millions in words": (["1,5 Mio. €", "2 Mio. €", "0,5 Mio. €"], [1.5e6, 2e6, 5e5], "€"),
    "lakhs": (["2 lakh", "3.5 lakh", "1 lakh"], [2e5, 3.5e5, 1e5], ""),
    "kilograms": (["70 kg", "81.5 kg", "66 kg"], [70, 81.5, 66], "kg"),
    "kilometres": (["10 km", "3 km", "42 km"], [10, 3, 42], "km"),
    "metres are not millions": (["10 m", "3 m", "42 m"], [10, 3, 42], "m"),
    "kelvins are not thousands": (["300 K", "280 K", "310 K"], [300, 280, 310], "K"),
    "India's groups": (["1,20,000", "13,45,678", "9,500"], [120000, 1345678, 9500], ""),
    "Arabic digits": (["٣٫٥", "١٢", "٧٫٢٥"], [3.5, 12, 7.25], ""),
    "full-width digits": (["３５", "１２．５", "７"], [35, 12.5, 7], ""),
}


@pytest.mark.parametrize("kind", MONEY)
def test_money_and_units_are_numbers_and_the_unit_is_kept(kind):
    cells, values, unit = MONEY[kind]
    reading = column(cells)
    assert reading.frame["amount"].tolist() == values
    assert reading["amount"].unit == unit and reading["amount"].suggested


@pytest.mark.parametrize("cells", [["12 kg", "5 lb", "7 kg"], ["3x4", "5x6", "7x8"], ["A4", "A5", "A3"]])
def test_other_units_and_codes_are_no_numbers(cells):
    assert column(cells).numeric == ()


def test_each_column_has_its_own_style():
    reading = read(b'who;list;eu;us\na;"1,3";1.200,5;1.25\nb;2;3,75;12.5\nc;"2,3";800;3\n')
    assert reading.frame["eu"].tolist() == [1200.5, 3.75, 800]
    assert reading.frame["us"].tolist() == [1.25, 12.5, 3]


def test_a_quoted_list_between_decimal_points_stays_text():
    reading = read(b'who,picked,price\na,"1,3",2.5\nb,2,3.75\nc,"2,4",9.25\nd,1,4.5\n')
    assert reading.numeric == ("price",)


@pytest.mark.parametrize(
    ("cells", "first", "other"),
    [
        (["3.456", "7.891", "12.300"], 3.456, "comma"),
        (["3.456", "7.891", "12.300", "950"], 3456, "point"),
        (["3,456", "7,891"], 3.456, "point"),
    ],
)
def test_three_digits_behind_every_mark_have_two_readings_and_it_is_said(cells, first, other):
    reading = column(cells)
    assert reading.frame["amount"][0] == first
    note = next(note for note in reading.notes if "has two readings" in note)
    assert f"a decimal {other}" in note


@pytest.mark.parametrize("cells", [["0.123", "0.456"], ["1.25", "3.456"], ["1.234,5", "9.999"]])
def test_no_doubt_where_another_cell_settles_it(cells):
    assert not any("two readings" in note for note in column(cells).notes)


AROUND = {
    "titles": b"Report of May\nAll shops\n\nshop,sales,cost\na,5,2\nb,7,3\nc,6,9\n",
    "titles padded with commas": b"Report of May,,\n,,\nshop,sales,cost\na,5,2\nb,7,3\nc,6,9\n",
    "comments": b"# shop 4\n# in EUR, gross\nshop,sales,cost\na,5,2\nb,7,3\nc,6,9\n",
    "a header in a comment": b"# made today\n# shop,sales,cost\na,5,2\nb,7,3\nc,6,9\n",
    "a preamble of the World Bank": b'"Data Source","Indicators",\n\n"Last Updated Date","2024-01-05",\n\n'
    b'"shop","sales","cost",\n"a","5","2",\n"b","7","3",\n"c","6","9",\n',
    "a total": b"shop,sales,cost\na,5,2\nb,7,3\nc,6,9\nGrand Total,18,14\n",
    "a total in German": b"shop;sales;cost\na;5;2\nb;7;3\nc;6;9\nSumme:;18;14\n",
    "a footnote": b"shop,sales,cost\na,5,2\nb,7,3\nc,6,9\n* preliminary\n",
    "sources": b"shop,sales,cost\na,5,2\nb,7,3\nc,6,9\n\nSource: our books\nLast Updated: 2024-01-05,\n",
    "a padded source": b"shop,sales,cost\na,5,2\nb,7,3\nc,6,9\nSource: the chamber of commerce,,\n",
    "units": b"shop,sales,cost\n,EUR,EUR\na,5,2\nb,7,3\nc,6,9\n",
    "an end of file mark": b"shop,sales,cost\na,5,2\nb,7,3\nc,6,9\n\x1a",
    "a mark of order inside": b"shop,sales,cost\na,5,2\n\xef\xbb\xbfb,7,3\nc,6,9\n",
    "blanks": b"shop sales cost\na 5 2\nb 7 3\nc 6 9\n",
    "wide blanks": b"shop   sales  cost\na        5     2\nb        7     3\nc        6     9\n",
    "fixed width with blanks inside": b"shop     sales cost\na            5    2\nb            7    3\n"
    b"c            6    9\n",
    "repeated tabs": b"shop\t\tsales\tcost\na\t5\t\t2\nb\t\t7\t3\nc\t6\t\t9\n",
    "colons": b"shop:sales:cost\na:5:2\nb:7:3\nc:6:9\n",
    "a declared tab": b"sep=\t\nshop\tsales\tcost\na\t5\t2\nb\t7\t3\nc\t6\t9\n",
    "quotes of another kind": b"shop,sales,cost\n'a',5,2\n'b',7,3\n'c',6,9\n",
    "ARFF": b"% shops\n@relation shops\n\n@attribute shop string\n@ATTRIBUTE 'sales' numeric\n"
    b"@attribute cost real\n@data\na,5,2\nb,7,3\nc,6,9\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", AROUND)
def test_what_stands_around_a_table_is_left_out(kind):
    reading = read(AROUND[kind])
    assert [c.name for c in reading.columns] == ["shop", "sales", "cost"]
    assert reading.frame["sales"].tolist() == [5, 7, 6] and reading.frame["cost"].tolist() == [2, 3, 9]


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("titles", "Rows 1, 2 above the table were left out: 'Report of May All shops'"),
        ("comments", "2 comment lines above the table left out."),
        ("a total", "Row 5 holds a total or a mean of the rows above ('Grand Total')"),
        ("a footnote", "Row 5 below the table was left out: '* preliminary'."),
        ("units", "Row 2 looks like a second header line, so we left it out."),
        ("repeated tabs", "Several tabs in a row count as one."),
    ],
)
def test_what_was_left_out_is_said(kind, note):
    assert any(said.startswith(note) for said in read(AROUND[kind]).notes)


def test_a_row_of_units_gives_the_columns_their_unit():
    assert read(AROUND["units"])["sales"].unit == "EUR"


def test_the_row_of_the_header_can_be_named():
    data = b"a,b\n1,2\nx,y\n5,6\n7,9\n"
    assert [c.name for c in read(data, header=3).columns] == ["x", "y"]
    assert read(data, header=3).rows.tolist() == [4, 5]
    with pytest.raises(ValueError, match="Row 9 of The table holds no header; it has rows 1 to 5"):
        read(data, header=9)


def test_nothing_is_left_out_where_that_was_asked():
    reading = read(AROUND["a total"], trim=False)
    assert reading.frame["sales"].tolist() == [5, 7, 6, 18]


def test_a_shop_called_total_in_the_middle_stays():
    assert len(read(b"shop,sales,cost\na,5,2\nTotal,7,3\nc,6,9\n").frame) == 3


def test_row_names_of_r_are_a_column_of_their_own():
    reading = read(b'"sales" "cost"\n"u" 5 2\n"v" 7 3\n"w" 6 9\n')
    assert [c.name for c in reading.columns] == ["row name", "sales", "cost"]
    assert reading.frame["sales"].tolist() == [5, 7, 6]


def test_row_names_below_a_wider_title_are_still_row_names():
    """The widest record is not part of the table: its width does not count."""
    reading = read(b"sales\tcost\nu\t5\t2\nv\t7\t3\n", header=1)
    assert reading.frame["cost"].tolist() == [2, 3]
    assert read(b"a,b,c,d\nsales,cost\nu,5,2\n", header=2).frame["cost"].tolist() == [2]


def test_years_above_numbers_are_a_header():
    reading = read(b"land,2001,2002,2003\na,5,7,8\nb,6,9,4\nc,1,2,6\n")
    assert [c.name for c in reading.columns] == ["land", "2001", "2002", "2003"]
    assert len(read(b"a,5,7,9\nb,6,9,4\nc,1,2,6\n").frame) == 3


def test_few_short_rows_are_filled_and_many_are_refused_with_the_choice():
    few = read(b"shop,sales,remark\na,5,x\nb,7\nc,6,y\nd,8,z\n")
    assert few.frame["sales"].tolist() == [5, 7, 6, 8]
    assert "Row 3 has fewer cells than the header; what is missing there is read as empty." in few.notes
    many = b"shop,sales,remark\na,5,x\nb,7\nc,6\n"
    with pytest.raises(ValueError, match=r"Row 3 of .* has 2 fields .*fill short rows \(fill_short=True\)"):
        read(many)
    assert len(read(many, fill_short=True).frame) == 3
    with pytest.raises(ValueError, match="Row 3"):
        read(b"shop,sales,remark\na,5,x\nb,7\nc,6,y\nd,8,z\n", fill_short=False)


@pytest.mark.parametrize("cell", ["oops", "*", "<0.5", "7 # checked", "12.5.1", "about 9"])
def test_one_bad_cell_is_counted_named_and_missing_on_choice(cell):
    data = f"who;sales;cost\na;5;2\nb;{cell};3\nc;6;9\nd;8;1\n".encode()
    reading = read(data)
    assert reading.numeric == ("cost",)
    note = next(note for note in reading.notes if note.startswith("Column 'sales' holds numbers, and 1 cell"))
    assert f"row 3 holds {cell!r}" in note and "bad_cells='missing'" in note
    mended = read(data, bad_cells="missing")
    assert mended.frame["sales"].dropna().tolist() == [5, 6, 8]
    assert any("read as missing" in note for note in mended.notes)
    assert read_table(mended, x="sales", y="cost", missing="drop").points.tolist() == [[5, 2], [6, 9], [8, 1]]


def test_many_bad_cells_make_a_column_of_text():
    assert read(b"who;sales\na;5\nb;x\nc;y\nd;8\n", bad_cells="missing").numeric == ()


@pytest.mark.parametrize("word", ["#DIV/0!", "#REF!", "#VALUE!", "#WERT!", "..", "n.a.", "—", "k.A."])
def test_errors_of_spreadsheets_and_two_points_are_missing(word):
    reading = column(["5", word, "7", "9"])
    assert reading["amount"].missing == 1 and reading["amount"].numeric


def test_a_number_that_may_mean_nothing_is_doubted():
    reading = column(["5", "-999", "7", "9", "8"])
    note = "-999 stands in column 'amount' once and lies far from the rest"
    assert any(said.startswith(note) for said in reading.notes)
    assert not any("lies far" in said for said in column(["-999", "-20", "-400", "0", "-1500"]).notes)
    assert read(b"w;v\na;5\nb;-999\nc;7\n", na="-999")["v"].missing == 1


ENCODED = {
    "gb18030": "客户,收入,得分\n王,5,2\n李,7,3\n张,6,9\n",
    "shift_jis": "お客様,金額,点数\n鈴木,5,2\n高橋,7,3\n渡辺,6,9\n",
    "cp1251": "магазин,продажи,цена\nодин,5,2\nдва,7,3\nтри,6,9\n",
    "cp1250": "město,počet,cena\nPlzeň,5,2\nBrno,7,3\nJičín,6,9\n",
    "mac_roman": "straße,größe,höhe\na,5,2\nb,7,3\nc,6,9\n",
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_letters_that_may_be_wrong_are_doubted_and_can_be_named(encoding):
    data = ENCODED[encoding].encode(encoding)
    reading = read(data)
    doubt = [note for note in reading.notes if note.startswith("Its letters may be wrong: we read ")]
    names = ENCODED[encoding].partition("\n")[0].split(",")
    assert len(doubt) == 1
    found = [column.name for column in reading.columns] == names
    assert found or encoding in doubt[0]
    assert found == (encoding in ("gb18030", "shift_jis", "cp1251"))
    corrected = read(data, encoding=encoding)
    assert [c.name for c in corrected.columns] == names
    assert not any("letters may be wrong" in note for note in corrected.notes)


def test_western_letters_are_not_doubted():
    assert not any("letters" in note for note in read("Größe,Prix payé\n1,2\n3,4\n".encode("cp1252")).notes)


N = 30
SPEND = np.random.default_rng(0).normal(50, 9, N).round(2)
NO_FEATURE = {
    "User ID": (np.r_[np.arange(500, 500 + N - 1), 500], "id"),
    "customerID": (np.arange(N) * 13 + 40, "id"),
    "CUST_NUM": (np.arange(N) * 13 + 40, "id"),
    "Kunden-Nr.": (np.arange(N) * 13 + 40, "id"),
    "Kundennummer": (np.arange(N) * 13 + 40, "id"),
    "id_cliente": (np.arange(N) * 13 + 40, "id"),
    "número de cliente": (np.arange(N) * 13 + 40, "id"),
    "Matrikelnummer": (np.arange(N) * 13 + 40, "id"),
    "номер": (np.arange(N)[::-1] * 7 % 211 + 5, "id"),
    "编号": (np.arange(N)[::-1] * 7 % 211 + 5, "id"),
    "trackid": (np.arange(N)[::-1] * 17 % 311 + 5, "id"),
    "Unnamed: 0": (np.arange(N), "row number"),
    "w": (np.delete(np.arange(1, N + 4), [4, 9, 20]), "row number"),
    "Rank": (np.random.default_rng(1).permutation(N) + 1, "rank"),
    "Zip Code": (np.arange(N)[::-1] ** 2 * 531 % 80000 + 10001, "code"),
    "PLZ": (np.arange(N)[::-1] ** 2 * 531 % 80000 + 10001, "code"),
    "telefon": (np.arange(N) ** 2 * 7919 + 4155550100, "code"),
    "number called": (np.arange(N) * 7919 % 99991 + 4155550101, "code"),
    "Account": (np.arange(N) * 7 % 60 + 40001, "code"),
    "country": (np.arange(N) % 9 + 1, "code"),
    "day": (np.arange(N) % 27 + 20230101, "date"),
    "joined": (np.arange(N) * 86413 + 1_680_000_000, "date"),
    "time": (np.arange(N) * 1000 + 1_680_000_000_000, "date"),
    "Baujahr": (np.arange(N) % 17 + 1995, "year"),
    "Year_Birth": (np.arange(N) % 41 + 1950, "year"),
    "built": (np.arange(N) * 7 % 60 + 1950, "year"),
    "children": (np.arange(N) % 4, "few values"),
    "Species": (np.arange(N) % 3, "few values"),
    "month": (np.arange(60) % 12 + 1, "few values"),
    "same": (np.full(N, 3), "constant"),
}


@pytest.mark.parametrize("name", NO_FEATURE)
def test_what_is_no_feature_is_never_taken_unasked(name):
    values, role = NO_FEATURE[name]
    described = describe_numbers(name, values.astype(float))
    assert (described.role, described.suggested) == (role, False)
    with pytest.raises(ValueError, match="no column to cluster by unasked"):
        choose([described], "it.csv")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("account balance", np.arange(N) * 531 % 9000 + 100),
        ("amount paid", np.arange(N) * 53 % 97),
        ("body mass index", SPEND),
        ("humid", np.arange(N) * 53 % 97),
        ("order value", np.arange(N) * 531 % 9000),
        ("phone bill", np.arange(N) * 531 % 90),
        ("number of visits", np.arange(N) % 11),
        ("GDP", (np.arange(N) * 7919 % 99991 + 3000) * 1_000_000),
        ("weight", np.arange(N) * 97 % 900 + 1200),
    ],
)
def test_what_only_sounds_like_a_label_is_a_feature(name, values):
    assert describe_numbers(name, values.astype(float)).suggested


def customers(**columns):
    """A table with an ID and two quantities, and what a test adds."""
    rng = np.random.default_rng(5)
    own = {"CustomerId": np.arange(40) * 3 + 1000, **columns}
    own |= {"spend": rng.normal(50, 9, 40).round(2), "visits": rng.integers(0, 40, 40)}
    rows = zip(*own.values(), strict=True)
    return "\n".join([",".join(own), *(",".join(map(str, row)) for row in rows)]).encode()


def test_all_commands_and_the_page_take_the_same_columns(tmp_path):
    from kviz.app.explorer.data_sets.uploads import Upload

    path = tmp_path / "shop.csv"
    path.write_bytes(customers(Children=np.arange(40) % 3))
    assert read_table(path).names == ("spend", "visits")
    assert segment(path).profile.features == ("spend", "visits")
    uploaded = Upload.read("shop.csv", path.read_bytes())
    assert (uploaded.x, uploaded.y) == ("spend", "visits")
    for command in (["elbow"], ["export", "out.json"], ["segment", "-k", "2", "out.csv"]):
        name, *rest = command
        with CliRunner().isolated_filesystem():
            done = CliRunner().invoke(main, [name, str(path), *rest])
        assert done.exit_code == 0, done.output
        assert "'spend' and 'visits'" in done.output


def test_one_column_is_enough_for_elbow_as_for_segment(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("id,spend\n" + "\n".join(f"{at},{at % 7 * 10 + at % 3}" for at in range(40)))
    for command in ("elbow", "segment"):
        with CliRunner().isolated_filesystem():
            done = CliRunner().invoke(main, [command, str(path)])
        assert done.exit_code == 0 and "We took the column 'spend'" in done.output


def test_no_column_that_is_advised_against_is_a_fall_back():
    with pytest.raises(ValueError, match=r"'id': a label; 'plz': a code\); name columns"):
        read_table(b"id,plz\n1,10115\n2,10117\n3,20095\n")
    with pytest.raises(
        ValueError, match="one column that may be a feature, 'spend', and a picture needs two"
    ):
        read_table(b"id,spend\n1,5\n2,9\n3,7\n")


def test_a_fall_back_is_not_called_chosen():
    said = segment_words(b"order_id,amount,age\n1,10,20\n2,30,21\n3,20,35\n4,15,41\n")["features"]
    assert "We took the columns 'amount' and 'age'; name others to choose them." in said
    assert not any("chosen by hand" in sentence for sentence in said)
    assert any(sentence.startswith("age was taken because too few other columns") for sentence in said)


def segment_words(data, **how):
    from kviz.segmentation.wording import told

    return told(segment(data, k=2, **how))


def test_a_table_of_cars_has_no_persons():
    assert read(b"model,age,price\na,3,9\nb,5,7\nc,9,2\n").suggested == ("age", "price")


def test_all_suitable_columns_are_taken_and_given_equal_spread():
    rng = np.random.default_rng(3)
    columns = {name: (rng.normal(0, size, 60) + 4 * size).round(3) for name, size in
               (("wine", 9), ("fruit", 3), ("meat", 2), ("fish", 1))}  # fmt: skip
    rows = zip(*columns.values(), strict=True)
    data = "\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)]).encode()
    found = segment(data, k=3)
    assert found.profile.features == ("wine", "fruit", "meat", "fish") and found.scaled
    assert segment(data, ["wine", "fruit"], k=3).profile.features == ("wine", "fruit")
    said = segment_words(data)["features"]
    assert any("two principal directions" in sentence for sentence in said)


def test_one_column_that_decides_alone_is_warned_of(tmp_path):
    path = tmp_path / "wide.csv"
    rng = np.random.default_rng(2)
    rows = zip(rng.normal(0, 2000, 50).round(1), rng.normal(0, 0.24, 50).round(3), strict=True)
    path.write_text("pay,mark\n" + "\n".join(f"{a},{b}" for a, b in rows))
    assert alone_text(read_table(path)).startswith("pay alone decides who is near to whom")
    assert one_decides(read_table(path).standardized()) is None
    export = CliRunner().invoke(main, ["export", str(path), str(tmp_path / "run.json")])
    assert "pay alone decides" in export.stderr and "--standardize" in export.stderr
    raw = CliRunner().invoke(main, ["elbow", str(path), "--scale", "no"])
    assert "pay alone decides" in raw.stderr and "--scale yes" in raw.stderr
    scaled = CliRunner().invoke(main, ["elbow", str(path)])
    assert "equal spread" in scaled.stderr and "alone decides" not in scaled.stderr


def test_choices_are_named_in_the_commands_own_words(tmp_path):
    path = tmp_path / "gaps.csv"
    path.write_text("a,b\n1.5,2\n,4\n5,6\n2,oops\n7,8\n")
    done = CliRunner().invoke(main, ["export", str(path), "--bad-cells", "missing", str(tmp_path / "r.json")])
    assert done.exit_code == 2
    assert "choose --missing drop to leave them out or --missing median" in done.output
    told = CliRunner().invoke(
        main, ["elbow", str(path), "--missing", "drop", "--columns", "a", "--most", "3"]
    )
    assert "--bad-cells missing" in told.stderr and "bad_cells=" not in told.output


def test_a_table_comes_from_standard_input():
    data = customers().decode()
    done = CliRunner().invoke(main, ["elbow", "-", "--most", "3"], input=data)
    assert done.exit_code == 0, done.output
    assert done.stderr.startswith("We read it as UTF-8 text") and done.stdout.startswith("  k ")


LONG = MAX_FIELD - 1
HOSTILE = {
    "digits and a letter": "1" * LONG + "x",
    "groups": "1," * (LONG // 2) + "x",
    "points": "." * LONG,
    "open brackets": "(" * LONG,
    "brackets": "(" * (LONG // 2) + ")" * (LONG // 2),
    "blanks inside": "1" + " " * (LONG - 2) + "x",
    "signs": "-" * LONG + "1",
    "a long unit": "1" + "k" * (LONG - 1),
    "exponents": "1e" * (LONG // 2),
    "quotes of thousands": "1'" * (LONG // 2),
    "words": "a " * (LONG // 2),
    "other digits": "١" * LONG,
    "only digits": "9" * LONG,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_table_with_a_hostile_cell_at_the_limit_is_read_or_refused(kind):
    """Work that grows with the square of the length would not end here: 100,000 characters."""
    cell = HOSTILE[kind].replace('"', "")
    try:
        reading = read(f"who;v;w\na;1;2\nb;{cell};3\nc;5;6\nd;7;9\n".encode())
    except ValueError as error:
        assert len(str(error)) < 400
    else:
        assert len(reading.frame) == 4


def test_the_unit_of_most_cells_is_the_unit_of_a_column():
    import pandas as pd

    found = to_numbers(pd.Series(["5 kg", "6 kg", "7", "8 kg"]), Style())
    assert found.unit == "kg" and found.wrong.tolist() == [False, False, True, False]


def test_one_bad_cell_too_many_for_a_picture_comes_with_the_way_out():
    """Only one column is left: the reader needs the row, the cell and what to do about it."""
    with pytest.raises(ValueError) as refused:
        read_table(b"a,b\n1,2\nunknown,4\n5,6\n7,9\n")

    assert "row 3 of 'a' holds 'unknown'" in str(refused.value)
    assert "bad_cells='missing'" in str(refused.value)
