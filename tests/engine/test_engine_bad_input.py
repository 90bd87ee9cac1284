"""What is refused, with the value, the limit and the remedy; and what is welcome."""

from datetime import datetime

import numpy as np
import pytest

import kviz
from kviz.data.points import as_points

GOOD = [[0.0, 0.0], [1.0, 2.0], [5.0, 4.0], [6.0, 6.0]]


def holed(value):
    X = np.array(GOOD)
    X[2, 1] = X[3, 0] = value
    return X


def records():
    return np.zeros(3, dtype=[("a", float)])


class Sparse:
    def toarray(self):
        raise AssertionError("nobody may fill memory in silence")


@pytest.mark.parametrize(
    ("X", "error", "message"),
    [
        (
            holed(np.nan),
            ValueError,
            "2 missing or infinite values.* nan in row 2, column 1; leave those rows out",
        ),
        (holed(np.inf), ValueError, "the first is inf in row 2, column 1"),
        ([[1, 2], [3]], ValueError, "ragged: row 1 has 1 value, row 0 has 2"),
        ([[1, 2], 3], ValueError, "ragged: row 1"),
        ([], ValueError, "empty"),
        (np.zeros((0, 2)), ValueError, r"empty, shape \(0, 2\)"),
        (np.zeros((3, 0)), ValueError, r"empty, shape \(3, 0\)"),
        ("points.csv", TypeError, "text, not points; read a file with kviz.read_table"),
        (b"1,2", TypeError, "text, not points"),
        ([["a", 1]], TypeError, "text.*first of them 'a' in row 0, column 0"),
        ([[1, 2j]], TypeError, "complex numbers"),
        ([[1, None]], TypeError, "objects.*None in row 0, column 1"),
        ([[1, 10**400]], TypeError, "objects"),
        (np.array([[1.0]], dtype=object), TypeError, r"objects.*X.astype\(float\)"),
        (np.array([["2020-01-01"]], dtype="M8[D]"), TypeError, "dates"),
        ([[datetime(2020, 1, 1), 1]], TypeError, "objects.*datetime.* in row 0, column 0"),
        (np.array([[1]], dtype="m8[s]"), TypeError, "time spans"),
        (records(), TypeError, "records"),
        (Sparse(), TypeError, r"sparse matrix \(Sparse\); use X.toarray\(\)"),
        (np.zeros((2, 2, 2)), ValueError, r"3 dimensions, shape \(2, 2, 2\)"),
        (3.0, ValueError, "0 dimensions"),
        (None, TypeError, "X is None"),
        ({"a": [1, 2]}, TypeError, "X is a dict; give an array or a list of rows"),
        ((row for row in GOOD), TypeError, "X is a generator; give an array or a list of rows"),
        (
            np.ma.masked_array(GOOD, mask=[[0, 0], [0, 1], [0, 0], [1, 0]]),
            ValueError,
            "2 masked.*row 1, column 1",
        ),
        (
            holed(1e200),
            ValueError,
            r"1e\+200.* in row 2, column 1.*overflow; sizes from 1e-150 to .*another unit",
        ),
        (holed(-1e160), ValueError, "overflow"),
        (holed(1e-200), ValueError, "1e-200.* in row 2, column 1.*vanish"),
        (holed(5e-324), ValueError, "vanish"),
    ],
)
def test_points_that_are_none_are_refused_before_anything_runs(X, error, message):
    with pytest.raises(error, match=message):
        kviz.kmeans(X, 2)
    with pytest.raises(error, match=message):
        kviz.run(X, 2)


def test_values_near_the_limits_run_and_do_not_overflow():
    """The largest size that is let through leaves every cost finite, the smallest none zero."""
    X = np.array(GOOD) - 3
    limit = np.sqrt(np.finfo(float).max / (4 * X.size))
    for scale in (limit / 3 * (1 - 1e-12), 1e-149):
        trace = kviz.run(X * scale, 2, init=X[:2] * scale)
        plain = kviz.run(X, 2, init=X[:2])

        assert np.isfinite(trace.costs).all()
        assert trace.labels.tolist() == plain.labels.tolist()
        assert trace.cost == pytest.approx(plain.cost * scale * scale, rel=1e-9)


def test_a_table_names_its_columns_in_the_message():
    import pandas

    table = pandas.DataFrame({"age": [1.0, 2.0], "name": ["a", "b"]})

    with pytest.raises(TypeError, match="column 'name' of X"):
        kviz.run(table, 1)
    with pytest.raises(ValueError, match=r"row 1, column 0 \('age'\)"):
        kviz.run(pandas.DataFrame({"age": pandas.array([1, None], dtype="Int64")}), 1)
    with pytest.raises(TypeError, match="column 'day' of X holds dates"):
        kviz.run(pandas.DataFrame({"day": pandas.to_datetime(["2020-01-01"])}), 1)


def test_a_table_may_have_a_column_called_points():
    import pandas

    assert as_points(pandas.DataFrame({"points": [1, 2], "games": [3, 4]})).tolist() == [[1, 3], [2, 4]]


def test_a_sparse_matrix_of_scipy_is_refused():
    from scipy import sparse

    with pytest.raises(TypeError, match="sparse matrix"):
        kviz.run(sparse.eye(3).tocsr(), 1)


def frozen_copy():
    X = np.array(GOOD)
    X.flags.writeable = False
    return X


def frame():
    import pandas

    return pandas.DataFrame(GOOD, columns=["a", "b"])


@pytest.mark.parametrize(
    "make",
    [
        lambda: GOOD,
        lambda: tuple(map(tuple, GOOD)),
        lambda: np.array(GOOD, dtype=np.int32),
        lambda: np.array(GOOD, dtype=np.uint8),
        lambda: np.array(GOOD, dtype=np.float32),
        lambda: np.array(GOOD, dtype=">f8"),
        lambda: np.array(GOOD, dtype=np.longdouble),
        lambda: np.asfortranarray(GOOD),
        lambda: np.repeat(GOOD, 2, axis=0)[::2],
        lambda: np.array(GOOD)[::-1][::-1],
        lambda: np.ma.masked_array(GOOD),
        frozen_copy,
        frame,
    ],
)
def test_every_kind_of_numbers_gives_the_float64_run(make):
    expected = kviz.run(np.array(GOOD), 2, rng=0)

    trace = kviz.run(make(), 2, rng=0)

    assert trace.X.dtype == np.float64
    assert trace.costs.tolist() == expected.costs.tolist()
    assert trace.centroids.tolist() == expected.centroids.tolist()


def test_a_flat_list_is_points_on_a_line():
    assert as_points([1, 2, 3]).tolist() == [[1.0], [2.0], [3.0]]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"k": 0}, ValueError, "k=0 is not a valid number of clusters; use 1 <= k <= 4"),
        ({"k": -1}, ValueError, "k=-1"),
        ({"k": 5}, ValueError, "k=5 clusters need at least k points, and the data has n=4; use 1 <= k <= 4"),
        ({"k": 2.0}, TypeError, "k=2.0 is a float; k is a whole number"),
        ({"k": True}, TypeError, "k=True is a bool"),
        ({"k": "3"}, TypeError, "k='3' is a str"),
        ({"k": None}, TypeError, "k=None"),
        ({"max_iter": 0}, ValueError, "max_iter=0 leaves nothing to do; use max_iter >= 1"),
        ({"max_iter": -3}, ValueError, "max_iter=-3"),
        ({"max_iter": 2.5}, TypeError, "max_iter=2.5 is a float"),
        (
            {"init": "kmeans++"},
            ValueError,
            r"init='kmeans\+\+' is unknown; .*random-partition.*; did you mean 'k-means\+\+'",
        ),
        (
            {"init": "zzz"},
            ValueError,
            "one of k-means\\+\\+, greedy-k-means\\+\\+, farthest-first, random, box",
        ),
        ({"init": [[0.0, 0.0]]}, ValueError, r"shape \(1, 2\), and k=2 .* need \(2, 2\).* or ask for k=1"),
        ({"init": np.zeros((2, 3))}, ValueError, r"shape \(2, 3\)"),
        ({"init": [[0.0, np.nan], [1, 1]]}, ValueError, "init has 1 missing .* row 0, column 1"),
        ({"init": [["a", "b"], [1, 1]]}, TypeError, "init holds text"),
        ({"init": [[1e160, 0], [1, 1]]}, ValueError, r"init is .*1e\+160.* in row 0, column 0.*overflow"),
        (
            {"init": 3},
            TypeError,
            r"init=3 is not a valid start; init is one of k-means.*array of shape \(2, 2\)",
        ),
        ({"init": None}, TypeError, "init=None is not a valid start; init is one of k-means"),
        (
            {"metric": "euclid"},
            ValueError,
            "metric='euclid' is unknown; .*euclidean, manhattan; did you mean 'euc",
        ),
        ({"metric": 2}, TypeError, "metric=2 is not a valid name; metric is one of euclidean, manhattan"),
        ({"on_empty": "drop"}, ValueError, "on_empty='drop' is unknown; on_empty is one of keep, farthest"),
        (
            {"rng": 1.5},
            TypeError,
            "rng=1.5 is a float; rng is None, a whole number or a numpy.random.Generator",
        ),
        ({"rng": "0"}, TypeError, "rng='0'"),
        ({"rng": True}, TypeError, "rng=True"),
        ({"rng": -1}, ValueError, "rng=-1 is negative"),
        (
            {"rng": np.random.RandomState(0)},
            TypeError,
            "rng is a RandomState; .*Generator, for example rng=0",
        ),
        ({"rng": {"bit_generator": "os.system"}}, ValueError, "bit_generator='os.system' is unknown"),
    ],
)
def test_arguments_are_refused_at_the_call(options, error, message):
    with pytest.raises(error, match=message):
        kviz.kmeans(GOOD, **{"k": 2, **options})


def test_numbers_of_numpy_are_whole_numbers():
    trace = kviz.run(GOOD, np.int64(2), rng=np.uint8(3), max_iter=np.int16(5))

    assert trace.costs.tolist() == kviz.run(GOOD, 2, rng=3, max_iter=5).costs.tolist()
    assert type(trace.settings["k"]) is int


def test_recording_nothing_is_refused():
    with pytest.raises(ValueError, match="limit=0 leaves nothing to record"):
        kviz.record(iter([]), GOOD, limit=0)
    with pytest.raises(TypeError, match="needs the points X"):
        kviz.record(iter([]))
