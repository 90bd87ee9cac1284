"""The cost on the stage: lines that are as long as the distances, squares as large as d²."""

import numpy as np
import pytest

import kviz
from kviz.engine.cost.decomposition import decompose
from kviz.picture.film import Film
from kviz.picture.layers.cost_links import draw_links, draw_squares


def scene_of(i, show=("links", "squares"), **options):
    film_options = {"inspect": options.pop("inspect", None)}
    trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0, **options)
    return trace, Film(trace, (480, 300), show=show, **film_options)._scene(i)


def area(corners):
    x, y = corners.T
    return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2


def test_the_squares_on_the_lines_add_up_to_wcss():
    trace, scene = scene_of(3)
    areas = [area(cell) for mark in draw_squares(scene) for cell in mark.cells]
    assert len(areas) == len(trace.X)
    assert sum(areas) == pytest.approx(trace[3].cost)


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_every_line_is_as_long_as_its_distance(metric):
    """With Manhattan distance it goes along the axes."""
    trace, scene = scene_of(3, metric=metric)
    lengths = [np.hypot(*np.diff(way, axis=0).T).sum() for mark in draw_links(scene) for way in mark.ways]
    shares = decompose(trace.X, trace[3].labels, trace[3].centroids, trace.geometry).shares
    assert sorted(lengths) == pytest.approx(sorted(trace.geometry.distance(shares)))


def test_an_inspected_point_has_the_only_square():
    trace, scene = scene_of(3, inspect=5)
    (cell,) = [cell for mark in draw_squares(scene) for cell in mark.cells]
    share = decompose(trace.X, trace[3].labels, trace[3].centroids).shares[5]
    assert area(cell) == pytest.approx(share)


def test_without_clusters_and_with_manhattan_distance_there_are_no_squares():
    assert list(draw_squares(scene_of(0)[1])) == []
    assert list(draw_links(scene_of(0)[1])) == []
    assert list(draw_squares(scene_of(3, metric="manhattan")[1])) == []


def test_the_panel_names_every_clusters_part_and_their_sum():
    trace, _ = scene_of(3)
    made = Film(trace, (960, 600), show="sums")
    words = [word.words for word in made._sheet.beside(made._scene(3)).words]
    parts = decompose(trace.X, trace[3].labels, trace[3].centroids).clusters
    assert "WCSS of each cluster" in words
    assert {made.numbers(float(part)) for part in parts} <= set(words)
    assert f"together {made.numbers(float(trace[3].cost))}" in words
    assert "Points per cluster" not in words
