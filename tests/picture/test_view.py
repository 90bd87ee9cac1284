import numpy as np
import pytest
from clouds import cloud
from hypothesis import given, settings
from hypothesis import strategies as st

import kviz
from kviz.data.dataset import Dataset
from kviz.engine.geometry import EUCLIDEAN
from kviz.picture.plane.projection import projection
from kviz.picture.viewport import View

FOUR = Dataset(
    np.random.default_rng(0).normal(size=(40, 4)) * [5, 1, 3, 0.1],
    ("a", "b", "c", "d"),
    offset=np.arange(4.0),
)


def test_limits_hold_every_point_and_every_nearby_centroid():
    trace = kviz.run(cloud(50, 3), k=3, init=[[-8, 0], [1, 1], [7, 5.0]])
    xmin, xmax, ymin, ymax = View(trace, 1.3).limits

    for places in (trace.X, *(step.centroids for step in trace)):
        assert (places > [xmin, ymin]).all() and (places < [xmax, ymax]).all()
    assert (xmax - xmin) / (ymax - ymin) == pytest.approx(1.3)


def test_a_centroid_far_away_does_not_shrink_the_data():
    near = View(kviz.run(cloud(50, 3), k=1, init=[[0, 0.0]]), 1.3)
    far = View(kviz.run(cloud(50, 3), k=2, init=[[0, 0], [1e6, 0.0]]), 1.3)

    assert np.ptp(far.limits[:2]) < 3 * np.ptp(near.limits[:2])


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e6), st.integers(2, 7))
@settings(max_examples=60, deadline=None)
def test_ticks_are_round_in_order_and_within_the_view(offset, factor, most):
    X = np.array([[0.0, 0.0], [1.0, 1.0], [4.0, 2.0]])
    data = Dataset(X, ("x", "y"), offset=np.full(2, offset), factor=np.full(2, factor))
    view = View(kviz.run(data, k=1, rng=0), 1.3)
    places, labels = view.ticks(0, most)

    assert len(places) == len(labels) <= most + 1
    assert (np.diff(places) > 0).all()
    slack = 1e-6 * np.ptp(view.limits[:2]) + 1e-12 * abs(offset) / factor
    assert ((places >= view.limits[0] - slack) & (places <= view.limits[1] + slack)).all()


def test_large_units_are_named_once():
    view = View(kviz.run(cloud(40, 2, scale=1e9), k=2, rng=0), 1.3)
    _, labels = view.ticks(0)

    assert view.labels[0] == "x  (×10⁹)"
    assert max(len(label) for label in labels) <= 5


def test_two_columns_are_drawn_as_they_are():
    plane = projection(cloud(20, 2))

    assert plane.note == ""
    assert plane.heights(np.zeros((2, 2)), EUCLIDEAN) is None


def test_two_of_four_columns_are_chosen_by_name_or_number():
    for columns in (("c", "a"), (2, 0)):
        plane = projection(FOUR, columns)
        np.testing.assert_array_equal(plane.place(FOUR.points), FOUR.points[:, [2, 0]])
        assert plane.names == ("c", "a")
        assert plane.offset == (2.0, 0.0)
        assert "labels use all 4" in plane.note


@pytest.mark.parametrize("columns", [None, ("a", "b")])
def test_what_is_left_out_is_said_in_plain_words(columns):
    trace = kviz.run(FOUR, k=3, rng=0)

    assert "labels use all 4" in kviz.draw(trace, -1, columns=columns).get_xlabel()
    assert "labels use all 4" not in kviz.draw(trace, -1, columns=columns, hide="note").get_xlabel()
    assert kviz.draw(kviz.run(cloud(20, 2), k=2, rng=0), -1).get_xlabel() == "x"


def test_principal_components_keep_most_of_the_spread():
    plane = projection(FOUR)
    places = plane.place(FOUR.points)
    spreads = np.linalg.svd(FOUR.points - FOUR.points.mean(axis=0), compute_uv=False)

    np.testing.assert_allclose(np.linalg.norm(places, axis=0), spreads[:2])
    assert "principal component 1" in plane.names[0]


@pytest.mark.parametrize("columns", [("a", "c"), "principal"])
def test_heights_and_places_together_are_the_distance(columns):
    """A place in the plane and a centroid off it: Pythagoras gives back the distance in space."""
    plane = projection(FOUR, columns)
    places = np.random.default_rng(1).normal(size=(5, 2))
    if columns == "principal":
        in_space = plane.middle + places @ plane.basis
    else:
        in_space = np.tile(plane.middle, (5, 1))
        in_space[:, [0, 2]] = places
    centroids = FOUR.points[:3]
    expected = ((in_space[:, None] - centroids) ** 2).sum(axis=-1)
    flat = ((places[:, None] - plane.place(centroids)) ** 2).sum(axis=-1)

    np.testing.assert_allclose(flat + plane.heights(centroids, EUCLIDEAN), expected)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("a", "is one name"),
        (("a", "z"), "column 'z' is not there"),
        (("a", "a"), "two different ones"),
        ((0, 9), "is not there"),
    ],
)
def test_wrong_columns_are_answered_with_the_right_ones(columns, said):
    with pytest.raises(ValueError, match=said):
        projection(FOUR, columns)


def test_a_turned_manhattan_picture_has_no_borders():
    """L1 distances do not survive a rotation, so no border could be right."""
    trace = kviz.run(FOUR, k=3, rng=0, metric="manhattan")

    ax = kviz.draw(trace, -1)
    names = [mark.get_gid() or "" for mark in ax.get_children()]
    assert not [name for name in names if name.startswith(("borders", "regions"))]
