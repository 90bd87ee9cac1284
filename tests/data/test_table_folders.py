"""A folder of files is one table, read with the words of a small one."""

import numpy as np
import pandas as pd
import pytest

import kviz

RNG = np.random.default_rng(8)
FRAME = pd.DataFrame(
    {
        "customer_id": np.arange(12_000),
        "income": RNG.normal(50, 12, 12_000).round(2),
        "score": np.r_[RNG.normal(30, 5, 6_000), RNG.normal(70, 5, 6_000)].round(2),
        "city": RNG.choice(["Rome", "Oslo"], 12_000),
    }
)


def in_files(folder, frame, kind="csv", **how):
    for number, first in enumerate(range(0, len(frame), 4_000)):
        part = frame.iloc[first : first + 4_000]
        path = folder / f"part-{number}.{kind}"
        part.to_csv(path, index=False, **how) if kind == "csv" else part.to_parquet(path, index=False)
    return folder


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_folder_gives_the_columns_and_the_run_of_one_file(tmp_path, kind):
    small = kviz.read_table(FRAME)
    large = kviz.read_table(in_files(tmp_path, FRAME, kind))
    start = small.points[:3]

    assert large.names == small.names == ("income", "score")
    one, many = kviz.run(small, 3, init=start), kviz.run(large, 3, init=start)
    np.testing.assert_allclose(many.centroids, one.centroids, rtol=1e-9)
    assert many.cost == pytest.approx(one.cost, rel=1e-9)
    assert many.sizes.tolist() == one.sizes.tolist()
    assert "12,000 rows and 4 columns in 3 files" in large.notes[0]
    assert any("customer_id" in note for note in large.notes) is any("customer_id" in n for n in small.notes)


def test_semicolons_and_decimal_commas_are_found_by_looking(tmp_path):
    large = kviz.read_table(in_files(tmp_path, FRAME, sep=";", decimal=","), x="income", y="score")

    assert "separated by semicolons, decimal comma" in large.notes[0]
    assert large.points.mean(axis=0) == pytest.approx([50, 50], abs=1.5)


def test_equal_spread_is_that_of_all_rows(tmp_path):
    large = kviz.read_table(in_files(tmp_path, FRAME)).standardized()
    small = kviz.read_table(FRAME).standardized()

    one, many = (kviz.run(data, 2, init=small.points[[0, 9_000]]) for data in (small, large))
    np.testing.assert_allclose(many.centroids, one.centroids, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        many.dataset.in_units(many.centroids), one.dataset.in_units(one.centroids), rtol=1e-9
    )


def test_missing_values_are_refused_with_their_number_or_left_out(tmp_path):
    gaps = FRAME.copy()
    gaps.loc[[5, 9_000, 9_001], "income"] = np.nan
    folder = in_files(tmp_path, gaps)

    with pytest.raises(
        ValueError, match=r"^3 of 12,000 rows lack a value in 'income' \(3\); choose missing='drop'"
    ):
        kviz.read_table(folder)
    large = kviz.read_table(folder, missing="drop")
    assert kviz.run(large, 2, rng=0).n == 11_997
    assert any("3 of 12,000 rows lack a value" in note and "left out" in note for note in large.notes)


def test_a_bad_cell_far_down_is_named(tmp_path):
    bad = FRAME.astype({"income": object})
    bad.loc[11_000, "income"] = "much"
    folder = in_files(tmp_path, bad)

    with pytest.raises(ValueError, match=r"Column 'income' .* holds 'much'.*bad_cells='missing'"):
        kviz.read_table(folder, x="income", y="score")
    large = kviz.read_table(folder, x="income", y="score", bad_cells="missing", missing="drop")
    assert kviz.run(large, 2, rng=0).n == 11_999


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"x": "income", "y": "age"}, "There is no column 'age' in"),
        ({"x": "income", "y": "city"}, "Column 'city' is not a column of numbers"),
        ({"missing": "median"}, "use 'drop'"),
    ],
)
def test_what_cannot_be_read_is_said_as_for_one_file(tmp_path, options, message):
    folder = in_files(tmp_path, FRAME)

    with pytest.raises(ValueError, match=message):
        kviz.read_table(folder, **options)


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(ValueError, match="is a folder without CSV or Parquet files"):
        kviz.read_table(tmp_path)
