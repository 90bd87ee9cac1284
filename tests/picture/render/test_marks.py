"""Marks at the points: how large, how strong, and what they count."""

import numpy as np
import pytest
from clouds import cloud, step_of
from drawn import named
from matplotlib.colors import to_rgb

import kviz
from kviz.picture.render.marker_shapes import marker_path


@pytest.mark.parametrize("way", [0.0, 0.5, 1.0, 2.0, 8.0])
def test_an_arrow_lies_between_the_old_place_and_the_new_one(way):
    """However short the way: a head alone where there is no room for a shaft, nothing where none for that."""
    X = np.array([[0.0, 0.0], [0.0, 4.0], [20.0, 0.0], [20.0, 4.0]])
    trace = kviz.run(X, k=2, init=[[0.0, 2.0 + way / 4], [20.0, 2.0]])
    i = step_of(trace, "update")
    marks = named(kviz.draw(trace, i), "arrows")
    corners = [path.vertices for mark in marks for path in mark.get_paths()]

    assert bool(corners) == (way >= 1.0)
    assert len(marks) == {0.0: 0, 0.5: 0, 1.0: 1, 2.0: 1, 8.0: 3}[way]
    for x, y in np.concatenate(corners) if corners else ():
        assert 2.0 <= y <= 2.0 + way / 4 + 1e-9
        assert abs(x) < 0.5


def test_no_cluster_looks_larger_for_its_marker():
    """A triangle of the size of a square covers half of its paper, a star a third."""
    trace = kviz.run(cloud(90, 12), k=12, rng=0)
    covered = []
    for mark in named(kviz.draw(trace, step_of(trace, "assign")), "points"):
        (outline, *_) = marker_path(mark.get_marker(), mark.get_markersize()).to_polygons()
        (x, y), (right, up) = outline[:-1].T, outline[1:].T
        covered.append(abs(x @ up - right @ y) / 2)

    assert len(covered) == 12
    assert max(covered) < 1.25 * min(covered)


def test_where_points_are_a_density_the_share_that_switches_is_seen():
    """One point of a thousand in a bin may not blacken it like a thousand of a thousand."""
    X = np.random.default_rng(0).normal(size=(31_000, 2))
    trace = kviz.run(X, k=2, init=[[-1.0, 0.0], [0.2, 0.3]])
    (image,) = named(kviz.draw(trace, step_of(trace, "update")), "next")
    strength = np.asarray(image.get_array())[..., 3] / 255

    assert strength.max() == pytest.approx(0.75, abs=0.01)
    assert strength[strength > 0].min() < 0.5


def test_many_points_become_density_with_every_point_counted():
    """A million markers hide each other; the bins add up to all points of all clusters."""
    from kviz.picture.viewport import View

    trace = kviz.run(cloud(40_000, 3), k=3, rng=0, max_iter=2)
    ax = kviz.draw(trace, -1)
    (image,) = named(ax, "points")
    view = View(trace, np.ptp(ax.get_xlim()) / np.ptp(ax.get_ylim()))

    assert view.limits == pytest.approx((*ax.get_xlim(), *ax.get_ylim()))
    shown = np.asarray(image.get_array())[..., 3].ravel() > 0
    np.testing.assert_array_equal(np.flatnonzero(shown), np.unique(view.bins))
    assert len(view.bins) == 40_000


def test_of_many_points_the_farther_ones_are_stronger_instead_of_in_larger_discs():
    trace = kviz.run(cloud(1_200, 3), k=3, rng=0)
    groups = named(kviz.draw(trace, 2), "halos")
    row = {tuple(place): i for i, place in enumerate(trace.X)}
    shown = [
        (sum(to_rgb(dots.get_markerfacecolor())), tuple(at)) for dots in groups for at in dots.get_xydata()
    ]
    far = np.sqrt(trace[2].weights)

    assert len({dots.get_markersize() for dots in groups}) == 1
    assert len(shown) == (far > 0).sum()
    lightness, distance = np.array([(tone, far[row[place]]) for tone, place in shown]).T
    for tone in np.unique(lightness):
        assert distance[lightness < tone].min(initial=np.inf) >= distance[lightness == tone].max()


def test_discs_have_areas_in_proportion_to_squared_distances():
    trace = kviz.run(cloud(60, 3), k=3, rng=0)
    weights = trace[2].weights
    discs = named(kviz.draw(trace, 2), "halos")
    found = {tuple(place): disc.get_markersize() ** 2 for disc in discs for place in disc.get_xydata()}

    scale = max(found.values()) / weights.max()
    for place, weight in zip(trace.X, weights, strict=True):
        if weight > weights.max() / 50:
            assert found[tuple(place)] == pytest.approx(scale * weight, rel=0.3)
