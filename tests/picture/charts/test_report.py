"""The picture of a check: the first wrong frame, expected beside given."""

import numpy as np
import pytest
from matplotlib.figure import Figure

import kviz

X = np.random.default_rng(0).normal(size=(60, 2)) + np.repeat([[0, 0], [5, 0], [3, 4]], 20, axis=0)


def run(assign):
    C = X[:3].copy()
    for _ in range(3):
        labels = assign(X, C)
        yield labels, C
        C = np.array([X[labels == j].mean(axis=0) for j in range(3)])
        yield labels, C


def manhattan(X, C):
    return np.abs(X[:, None] - C).sum(axis=2).argmin(axis=1)


def panels(ax):
    return {panel.get_label(): panel for panel in ax.figure.axes if panel is not ax}


def test_given_and_expected_stand_side_by_side_on_the_same_ground():
    report = kviz.check(run(manhattan), X)

    ax = report.draw()

    both = panels(ax)
    assert list(both) == ["given", "expected"]
    assert both["given"].get_xlim() == pytest.approx(both["expected"].get_xlim())
    assert both["given"].get_ylim() == pytest.approx(both["expected"].get_ylim())
    assert both["given"].get_position().x1 <= both["expected"].get_position().x0
    assert " ".join(ax.get_title(loc="left").split()) == str(report.first)


def test_the_points_concerned_are_ringed_in_both():
    report = kviz.check(run(manhattan), X)
    wrong = X[report.first.points]

    for panel in panels(report.draw()).values():
        ring = next(line for line in panel.lines if line.get_label() == "concerned")
        assert np.column_stack(ring.get_data()).tolist() == wrong.tolist()


def test_arrows_lead_from_wrong_centroids_to_where_they_belong():
    """The student took medians."""

    def medians():
        C = X[:3].copy()
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
        yield labels, C
        yield labels, np.array([np.median(X[labels == j], axis=0) for j in range(3)])

    report = kviz.check(medians(), X)
    both = panels(report.draw())
    labels = report.trace[-1].labels
    arrows = [text for text in both["given"].texts if text.arrow_patch is not None]

    expected = [X[labels == j].mean(axis=0) for j in range(3)]
    np.testing.assert_allclose([arrow.xy for arrow in arrows], expected)
    np.testing.assert_allclose([arrow.xyann for arrow in arrows], report.trace[-1].centroids)
    assert not [text for text in both["expected"].texts if text.arrow_patch is not None]


def test_it_draws_into_the_place_it_is_given():
    figure = Figure(figsize=(12, 4))
    left, right = figure.subplots(1, 2)
    box = left.get_position()

    assert kviz.check(run(manhattan), X).draw(left) is left

    for panel in panels(left).values():
        if panel is not right:
            assert box.x0 <= panel.get_position().x0
            assert panel.get_position().x1 <= box.x1 + 1e-9


def test_a_right_run_shows_its_last_frame():
    ax = kviz.check(kviz.kmeans(X, 3, rng=0), X).draw()

    assert ax.get_title(loc="left") == "every rule was kept"


def test_where_nothing_could_be_read_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="there is no frame to draw: the generator yielded nothing"):
        kviz.check(iter([]), X).draw()
