from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import Voronoi
from shapely.geometry import LineString, MultiPoint, Polygon, box
from shapely.ops import unary_union, voronoi_diagram

from kviz.engine.geometry import EUCLIDEAN, GEOMETRIES, MANHATTAN
from kviz.picture.plane.voronoi import bisector, regions

VIEW = (-3.0, 5.0, -2.0, 4.0)
EACH_GEOMETRY = pytest.mark.parametrize("geometry", GEOMETRIES.values(), ids=GEOMETRIES)


def distances(geometry, places, centroids):
    gaps = np.abs(np.asarray(places)[:, None] - np.asarray(centroids))
    return np.hypot(gaps[..., 0], gaps[..., 1]) if geometry is EUCLIDEAN else gaps.sum(axis=-1)


def area(pieces):
    return sum(Polygon(piece).area for piece in pieces)


tenths = st.integers(-600, 600).map(lambda v: v / 100)
whole = st.integers(-3, 3).map(float)
sites = st.integers(1, 12).flatmap(lambda k: arrays(np.float64, (k, 2), elements=tenths))
lattice = st.integers(1, 9).flatmap(lambda k: arrays(np.float64, (k, 2), elements=whole))


@EACH_GEOMETRY
@given(centroids=sites | lattice)
@example(np.array([[1.72, 0], [0, 0.14], [0, -2.26], [-0.06, 0.02], [0.01, 0.57], [1.09, 0], [0.51, -0.23]]))
@settings(max_examples=120, deadline=None)
def test_cells_tile_the_view(geometry, centroids):
    """Areas add up to the view: no gap, no overlap, coincident centroids included."""
    cut = regions(centroids, VIEW, geometry)

    assert sum(area(pieces) for pieces in cut.cells) == pytest.approx(8 * 6, rel=1e-9)
    pieces = [Polygon(piece) for cell in cut.cells for piece in cell]
    # on a grid: of two polygons whose common edge differs by one rounding, shapely may return a whole one
    shared = (shapely.intersection(one, other, grid_size=1e-12) for one, other in combinations(pieces, 2))
    assert all(both.area < 1e-9 for both in shared)
    assert all(box(VIEW[0], VIEW[2], VIEW[1], VIEW[3]).buffer(1e-9).contains(piece) for piece in pieces)


@EACH_GEOMETRY
@given(centroids=sites | lattice)
@settings(max_examples=120, deadline=None)
def test_points_on_a_border_are_equally_far_and_none_is_nearer(geometry, centroids):
    cut = regions(centroids, VIEW, geometry)

    for i, j, ends in cut.borders:
        places = ends[0] + np.linspace(0, 1, 7)[:, None] * (ends[1] - ends[0])
        far = distances(geometry, places, centroids)
        assert i < j
        assert np.abs(far[:, i] - far[:, j]).max() <= 1e-9
        assert (far[:, i] - far.min(axis=1)).max() <= 1e-9


@EACH_GEOMETRY
@given(centroids=sites | lattice, seed=st.integers(0, 99))
@settings(max_examples=80, deadline=None)
def test_every_place_lies_in_the_cell_of_its_nearest_centroid(geometry, centroids, seed):
    places = np.random.default_rng(seed).uniform((VIEW[0], VIEW[2]), (VIEW[1], VIEW[3]), (40, 2))
    cut = regions(centroids, VIEW, geometry)
    far = distances(geometry, places, centroids)

    for place, row in zip(places, far, strict=True):
        owner = int(np.flatnonzero(row <= row.min() + 1e-12)[0])
        assert any(Polygon(piece).buffer(1e-9).contains(MultiPoint([place])) for piece in cut.cells[owner])


@EACH_GEOMETRY
@given(centroids=sites | lattice)
@settings(max_examples=60, deadline=None)
def test_every_change_of_owner_is_a_border(geometry, centroids):
    """What separates two cells inside the view is drawn, all of it and nothing else."""
    cut = regions(centroids, VIEW, geometry)
    cells = [[Polygon(piece).buffer(1e-7) for piece in pieces] for pieces in cut.cells]
    shared = sum(
        one.intersection(other).area / 2e-7
        for mine, theirs in combinations(cells, 2)
        for one in mine
        for other in theirs
    )
    drawn = sum(np.hypot(*(ends[1] - ends[0])) for *_, ends in cut.borders)

    assert drawn == pytest.approx(shared, rel=1e-3, abs=1e-4)


@given(
    centroids=arrays(np.float64, (7, 2), elements=st.integers(-200, 300).map(lambda v: v / 100), unique=True)
)
@settings(max_examples=60, deadline=None)
def test_cells_agree_with_shapely(centroids):
    cut = regions(centroids, VIEW)
    theirs = list(voronoi_diagram(MultiPoint(centroids), envelope=box(-50, -50, 50, 50)).geoms)

    for site, pieces in zip(centroids, cut.cells, strict=True):
        cell = next(c for c in theirs if c.contains(MultiPoint([site])))
        inside = cell.intersection(box(VIEW[0], VIEW[2], VIEW[1], VIEW[3]))
        mine = unary_union([Polygon(p) for p in pieces])
        assert mine.symmetric_difference(inside).area <= 1e-7


def test_borders_between_the_same_neighbours_as_in_scipy():
    centroids = np.random.default_rng(4).uniform((-3, -2), (5, 4), (12, 2))
    theirs = Voronoi(centroids)
    ridges = {
        tuple(sorted(map(int, pair)))
        for pair, ends in zip(theirs.ridge_points, theirs.ridge_vertices, strict=True)
        if -1 not in ends and box(*np.array(VIEW)[[0, 2, 1, 3]]).contains(LineString(theirs.vertices[ends]))
    }

    assert len(ridges) > 8
    assert ridges <= {(i, j) for i, j, _ in regions(centroids, VIEW).borders}


def test_the_border_of_two_centroids_is_the_perpendicular_bisector():
    """Between (0, 0) and (2, 0) it is the line x = 1, from rim to rim."""
    ends = bisector(np.array([0.0, 0.0]), np.array([2.0, 0.0]), VIEW)

    assert sorted(map(tuple, ends)) == [(1.0, -2.0), (1.0, 4.0)]


def test_collinear_centroids_have_parallel_borders():
    cut = regions(np.array([[-1.0, 0.0], [0.0, 0.0], [3.0, 0.0]]), VIEW)

    assert [(i, j, *ends[:, 0]) for i, j, ends in cut.borders] == [(0, 1, -0.5, -0.5), (1, 2, 1.5, 1.5)]


@EACH_GEOMETRY
def test_of_coincident_centroids_the_lowest_number_owns_the_cell(geometry):
    cut = regions(np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 0.0]]), VIEW, geometry)

    assert cut.cells[2] == ()
    assert {(i, j) for i, j, _ in cut.borders} == {(0, 1)}


@EACH_GEOMETRY
def test_a_centroid_far_away_owns_nothing_of_the_view(geometry):
    cut = regions(np.array([[0.0, 0.0], [1e9, 7.0], [1.0, 3e5]]), VIEW, geometry)

    assert cut.cells[0]
    assert cut.cells[1:] == ((), ())
    assert cut.borders == ()


@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1.0, 1e9, 1e150])
@EACH_GEOMETRY
def test_units_do_not_matter(geometry, scale):
    """A power of two would be exact; ten to the 150th may not overflow either."""
    centroids = np.array([[0.0, 0.0], [2.0, 1.0], [1.0, 3.0]])
    small = regions(centroids, VIEW, geometry)
    large = regions(centroids * scale, tuple(v * scale for v in VIEW), geometry)

    assert [len(c) for c in small.cells] == [len(c) for c in large.cells]
    for (*_, mine), (*_, theirs) in zip(small.borders, large.borders, strict=True):
        np.testing.assert_allclose(theirs / scale, mine, rtol=0, atol=1e-9)


def test_a_manhattan_border_bends_twice():
    """Between (0, 0) and (2, 1): straight down, slanted by 45 degrees, straight up."""
    cut = regions(np.array([[0.0, 0.0], [2.0, 1.0]]), VIEW, MANHATTAN)
    corners = {tuple(np.round(end, 9)) for *_, ends in cut.borders for end in ends}

    assert corners == {(1.5, -2.0), (1.5, 0.0), (0.5, 1.0), (0.5, 4.0)}
    assert cut.ties == ()


def test_a_two_dimensional_tie_goes_to_the_lower_number_and_is_reported():
    """(0, 0) and (2, 2): the whole quadrants left above and right below are equally far from both."""
    cut = regions(np.array([[0.0, 0.0], [2.0, 2.0]]), VIEW, MANHATTAN)
    tied = unary_union([Polygon(corners) for *_, corners in cut.ties])

    assert {(i, j) for i, j, _ in cut.ties} == {(0, 1)}
    assert tied.area == pytest.approx(3 * 2 + 3 * 2)
    assert unary_union([Polygon(p) for p in cut.cells[0]]).contains(tied.buffer(-1e-9))


def test_heights_make_the_cells_a_slice_of_those_in_space():
    """Three columns, cut at z = 0: a place is in the cell of the centroid nearest in space."""
    centroids = np.array([[0.0, 0.0, 0.5], [2.0, 1.0, 1.5], [1.0, 3.0, 0.0]])
    cut = regions(centroids[:, :2], VIEW, heights=centroids[:, 2] ** 2)
    places = np.random.default_rng(0).uniform((VIEW[0], VIEW[2]), (VIEW[1], VIEW[3]), (60, 2))
    owners = ((places[:, None] - centroids[:, :2]) ** 2).sum(-1) + centroids[:, 2] ** 2

    for place, owner in zip(places, owners.argmin(axis=1), strict=True):
        assert any(Polygon(p).buffer(1e-9).contains(MultiPoint([place])) for p in cut.cells[owner])
