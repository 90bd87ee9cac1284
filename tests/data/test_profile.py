"""Who is in a segment: the numbers by hand, the names, and columns of every kind."""

import numpy as np
import pytest

from kviz.data.columns.kinds import describe_numbers, describe_text
from kviz.data.tables.reader import read
from kviz.story.profile import level, make_profile, short, suggest_names

VALUES = {"income": np.array([1.0, 3.0, 10.0, 14.0]), "age": np.array([20.0, np.nan, 60.0, 40.0])}
LABELS = np.array([0, 0, 1, 1])


def test_the_numbers_of_a_segment_by_hand():
    profile = make_profile(VALUES, LABELS, 2, ["income"])
    first = profile.segments[0]
    assert (first.size, first.share) == (2, 0.5)
    income = first.stats["income"]
    assert (income.mean, income.spread, income.low, income.median, income.high) == (2, 1, 1, 2, 3)
    assert profile.whole.stats["income"].mean == 7
    assert first.offsets["income"] == pytest.approx((2 - 7) / np.std([1, 3, 10, 14]))


def test_a_missing_value_is_left_out_of_its_own_column_only():
    profile = make_profile(VALUES, LABELS, 2, ["income"])
    assert profile.segments[0].stats["age"].mean == 20
    assert profile.segments[0].size == 2


def test_an_empty_cluster_has_no_segment():
    profile = make_profile(VALUES, LABELS, 3, ["income"])
    assert [segment.cluster for segment in profile.segments] == [0, 1]


def test_a_constant_column_lies_on_the_whole():
    profile = make_profile({"x": np.arange(4.0), "same": np.ones(4)}, LABELS, 2, ["x"])
    assert profile.segments[0].offsets["same"] == 0


def test_names_are_suggested_and_can_be_given():
    profile = make_profile(VALUES, LABELS, 2, ["income"], ["the thrifty", "  "])
    assert [segment.name for segment in profile.segments] == ["the thrifty", "high income"]


@pytest.mark.parametrize(
    "column, spoken",
    [
        ("Annual Income (k$)", "income"),
        ("Spending Score (1-100)", "spending"),
        ("total_amount", "total amount"),
        ("bill_length_mm", "bill length"),
        ("SepalLengthCm", "sepal length"),
        ("MntWines", "mnt wines"),
        ("price.usd", "price"),
        ("km", "km"),
        ("(k$)", "(k$)"),
    ],
)
def test_column_names_are_spoken_short(column, spoken):
    assert short(column) == spoken


@pytest.mark.parametrize(
    "offset, word", [(-2, "low"), (-0.5, "low"), (0, "average"), (0.49, "average"), (1, "high")]
)
def test_levels(offset, word):
    assert level(offset) == word


def test_twins_are_told_apart_by_what_else_sets_them_apart():
    offsets = [{"x": 1.0, "age": -1.0}, {"x": 1.2, "age": 0.5}, {"x": -1.0, "age": 0.0}]
    assert suggest_names(offsets, ["x"], ["x", "age"]) == ["high x, lower age", "high x, higher age", "low x"]


def test_twins_without_other_columns_are_told_apart_by_a_feature():
    offsets = [{"x": 1.0, "y": 2.0}, {"x": 0.9, "y": 0.6}]
    assert suggest_names(offsets, ["x", "y"], ["x", "y"]) == [
        "high x, highest y",
        "high x, fairly high y",
    ]


def test_one_feature_is_enough_for_different_names():
    """No "high spend, highest spend": the level itself is said more finely."""
    names = suggest_names([{"spend": at} for at in (2.0, 1.0, 0.1, -0.6, -1.5)], ["spend"], ["spend"])
    assert names == [
        "highest spend",
        "fairly high spend",
        "average spend",
        "fairly low spend",
        "lowest spend",
    ]


def test_long_column_names_are_cut_when_spoken():
    assert len(short("a very long name " * 9)) == 28
    assert short("n" * 28) == "n" * 28


def test_names_are_never_the_same():
    offsets = [{"x": 1.0}] * 4
    assert suggest_names([{"x": 0.0}] * 5, ["x"], ["x"])[2:4] == [
        "average x (2)",
        "average x (3)",
    ]
    assert len(set(suggest_names(offsets, ["x"], ["x"]))) == 4
    with_age = [{"x": 1.0, "age": float(at)} for at in range(5)]
    assert len(set(suggest_names(with_age, ["x"], ["x", "age"]))) == 5


def test_a_name_speaks_of_three_features_at_most():
    own = dict(zip("abcde", [0.1, 2.0, -3.0, 0.2, 1.0], strict=True))
    assert suggest_names([own], list("abcde"), list("abcde")) == ["high b, low c, high e"]


@pytest.mark.parametrize(
    "name, values, kind, suggested",
    [
        ("CustomerID", [7, 3, 9, 4], "id", False),
        ("row", [1, 2, 3, 4], "id", False),
        ("customer no", [17, 13, 19, 14], "id", False),
        ("amount paid", [17, 13, 19, 14], "number", True),
        ("income", [15, 16, 17, 18], "number", True),
        ("number of visits", [3, 3, 4, 5], "number", True),
        ("age", [30, 41, 30, 60], "number", False),
        ("member", [0, 1] * 15, "number", False),
        ("same", [5, 5, 5, 5], "constant", False),
        ("nothing", [np.nan] * 4, "empty", False),
        ("score", [1.5, np.nan, 3, 4], "number", True),
    ],
)
def test_columns_of_numbers_are_told_apart(name, values, kind, suggested):
    column = describe_numbers(name, np.array(values, dtype=float))
    assert (column.kind, column.suggested) == (kind, suggested)
    assert bool(column.advice) == (not suggested)


def test_columns_of_text_are_told_apart():
    import pandas as pd

    def kind(name, cells):
        return describe_text(name, pd.Series(cells), 0, None).kind

    assert kind("Gender", ["Male", "Female"] * 5) == "category"
    assert kind("order code", [f"A{at}" for at in range(9)]) == "id"
    assert kind("remark", [f"word {at}" for at in range(90)]) == "text"
    assert kind("country", ["DE"] * 9) == "constant"


def test_a_column_describes_itself_in_one_line():
    reading = read(b"CustomerID,Gender,score\n1,M,5\n2,F,\n3,F,9\n")
    assert [str(column) for column in reading.columns] == [
        "CustomerID: id, 1 to 3 (a label: its distances mean nothing, so it is not a feature)",
        "Gender: category, 2 different, such as 'M' "
        "(text has no distances; compare the segments by it, or code it as numbers with care)",
        "score: number, 5 to 9, 1 missing",
    ]
