"""Whatever holds a table is read: frames of every library, arrays with names, open files, Parquet."""

import gzip
from io import BytesIO, StringIO

import numpy as np
import pandas as pd
import pytest

import kviz
from kviz.data.tables.limits import PAGE
from kviz.data.tables.reader import read
from kviz.segmentation.segment import segment

OWN = pd.DataFrame({"who": ["a", "b", "c"], "sales": [5, 7, 6], "cost": [2.5, 3.0, 9.25]})


def polars():
    return pytest.importorskip("polars").DataFrame(OWN.to_dict("list"))


def lazy_polars():
    return polars().lazy()


def arrow():
    return pytest.importorskip("pyarrow").table(OWN.to_dict("list"))


def xarray_table():
    xarray = pytest.importorskip("xarray")
    return xarray.DataArray(
        OWN[["sales", "cost"]].to_numpy(), dims=("shop", "column"), coords={"column": ["sales", "cost"]}
    )


def xarray_dataset():
    xarray = pytest.importorskip("xarray")
    return xarray.Dataset({name: ("shop", OWN[name].to_numpy()) for name in ("sales", "cost")})


def structured():
    return np.array([(5, 2.5), (7, 3.0), (6, 9.25)], dtype=[("sales", int), ("cost", float)])


def parquet():
    pytest.importorskip("pyarrow")
    file = BytesIO()
    OWN.to_parquet(file)
    return file.getvalue()


CSV = OWN.to_csv(index=False)
DOORS = {
    "pandas": lambda: OWN,
    "polars": polars,
    "lazy polars": lazy_polars,
    "pyarrow": arrow,
    "xarray, an array": xarray_table,
    "xarray, a Dataset": xarray_dataset,
    "a structured array": structured,
    "Parquet": parquet,
    "Parquet in an open file": lambda: BytesIO(parquet()),
    "StringIO": lambda: StringIO(CSV),
    "BytesIO": lambda: BytesIO(CSV.encode()),
    "gzip in an open file": lambda: BytesIO(gzip.compress(CSV.encode())),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_leads_to_the_same_points(door):
    data = kviz.read_table(DOORS[door]())
    assert data.names == ("sales", "cost")
    assert data.points.tolist() == [[5, 2.5], [7, 3], [6, 9.25]]


def test_an_open_file_is_called_by_its_name(tmp_path):
    path = tmp_path / "shops.csv"
    path.write_text(CSV)
    with path.open() as file:
        assert read(file).name == "shops.csv"
    assert read(StringIO(CSV)).name == "The table"


def test_a_bunch_has_its_feature_names_and_its_target():
    from sklearn.datasets import load_iris

    reading = read(load_iris())
    assert reading.suggested[0] == "sepal length (cm)" and len(reading.suggested) == 4
    assert set(reading.frame["target"]) == {"setosa", "versicolor", "virginica"}


def test_a_frame_of_another_library_can_be_segmented():
    frame = polars()
    found = segment(frame, ["sales", "cost"], k=2)
    assert found.profile.features == ("sales", "cost")


def test_an_array_of_three_dimensions_is_refused():
    xarray = pytest.importorskip("xarray")
    with pytest.raises(ValueError, match="has 3 dimensions; give one of two"):
        read(xarray.DataArray(np.zeros((2, 2, 2))))


def test_a_damaged_parquet_file_is_one_sentence():
    pytest.importorskip("pyarrow")
    with pytest.raises(ValueError, match="is a damaged Parquet file"):
        read(parquet()[:-20] + b"PAR1")


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ValueError, match="install it \\(pip install pyarrow\\), or save the table as CSV"):
        read(b"PAR1" + bytes(50))


def test_importing_kviz_imports_none_of_them():
    import subprocess
    import sys

    heavy = ("narwhals", "pyarrow", "polars", "xarray")
    code = f"import sys, kviz; kviz.read_table; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a,b\n" + b"1,2\n" * 600_000, "cells, and up to 1,000,000 are read here"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 4_000_000), "unpacks to more than 12 MB"),
        (b"a,b\n" + b"123456,234567\n" * 400_000, "has 5.6 MB, and kviz reads up to 5.0 MB"),
    ],
)
def test_an_upload_has_tighter_limits(data, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(data, limits=PAGE)


def test_parquet_is_measured_before_it_is_unpacked():
    pytest.importorskip("pyarrow")
    file = BytesIO()
    pd.DataFrame({"a": np.zeros(1_500_000), "b": np.zeros(1_500_000)}).to_parquet(file)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(ValueError, match="has 1,500,000 rows and 2 columns, more than kviz reads"):
        read(file.getvalue(), limits=PAGE)
