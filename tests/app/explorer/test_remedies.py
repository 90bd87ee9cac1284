"""Every trap has a way out, and the click on it shows what its sentence says."""

from dataclasses import replace

import numpy as np
import pytest
from asking import ask, change

import kviz
from kviz.app.explorer.actions.settings import changed
from kviz.app.explorer.data_sets.remedies import REMEDIES
from kviz.app.explorer.data_sets.thumbnails import thumbnails
from kviz.app.explorer.runs import run_of

TRAPS = [name for name, row in kviz.datasets.items() if row.group == "made to break k-means"]
# which group of its maker every point belongs to
GROUPS = {
    "elongated": [60, 60, 60],
    "moons": [90, 90],
    "rings": [60, 120],
    "sizes": [240, 14, 14],
    "density": [60, 60, 60],
}


def agreement(trace, sizes):
    """Share of the points that are in a cluster of mostly their own group."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    parts = [np.bincount(group[trace.labels == j]).max() for j in range(trace.k) if (trace.labels == j).any()]
    return sum(parts) / len(group)


def runs(explorer, name):
    """The run of a data set as it is chosen, and with its remedy."""
    before = changed(explorer, {"data": name})
    after = replace(before, **REMEDIES[name])
    if after.k != before.k and after.init == "own":
        after = replace(after, init="k-means++")
    dataset = explorer.dataset(before)
    return run_of(before, dataset), run_of(after, dataset)


def test_every_trap_has_a_remedy_and_nothing_else_has():
    assert sorted(REMEDIES) == sorted(TRAPS)


@pytest.mark.parametrize("name", GROUPS)
def test_more_clusters_are_pieces_of_the_groups(explorer, name):
    before, after = runs(explorer, name)

    assert agreement(after, GROUPS[name]) >= 0.975
    assert agreement(after, GROUPS[name]) > agreement(before, GROUPS[name])


def test_with_one_more_cluster_the_outlier_has_its_own(explorer):
    before, after = runs(explorer, "outlier")

    assert sorted(np.bincount(before.labels)) == [1, 60]
    assert sorted(np.bincount(after.labels))[0] == 1
    assert min(sorted(np.bincount(after.labels))[1:]) > 20


def test_one_cluster_of_noise_is_all_of_it(explorer):
    assert np.bincount(runs(explorer, "noise")[1].labels).tolist() == [200]


def test_three_clusters_on_three_places_are_never_empty(explorer):
    before, after = runs(explorer, "duplicates")

    assert 0 in np.bincount(before.labels, minlength=4)
    assert 0 not in np.bincount(after.labels, minlength=3)


def test_the_farthest_point_fills_the_empty_cluster(explorer):
    before, after = runs(explorer, "empty-trap")

    assert 0 in np.bincount(before.labels, minlength=3)
    assert 0 not in np.bincount(after.labels, minlength=3)


def test_equal_spread_finds_the_two_ages(explorer):
    before, after = runs(explorer, "units")

    assert agreement(after, [60, 60]) == 1
    assert agreement(before, [60, 60]) < 0.9


@pytest.mark.parametrize("name", TRAPS)
def test_whatever_was_chosen_before_a_data_set_begins_as_it_is_meant(explorer, name):
    """A kept scale cured The empty cluster; a kept seed hid what the others show."""
    change(explorer, data="iris", k=5)
    change(explorer, scale="standardized", metric="manhattan", on_empty="farthest", seed=77, init="random")
    explorer.index = len(explorer.trace) - 1
    change(explorer, data=name)
    row = kviz.datasets[name]

    settings = explorer.settings
    assert (settings.k, settings.seed, settings.scale) == (row.k, row.seed, row.scale)
    assert (settings.metric, settings.on_empty) == ("euclidean", "keep")
    assert explorer.index == 0
    assert explorer.view["remedy"]["changes"] == REMEDIES[name]


def test_a_link_says_all_and_what_it_leaves_out_is_as_usual(explorer):
    change(explorer, data="units", scale="standardized")
    ask(explorer, "ready", address="data=units&k=2&init=k-means%2B%2B&seed=4&step=0")

    assert (explorer.settings.scale, explorer.settings.seed) == ("raw", 4)


def test_small_pictures_show_every_set_with_its_farthest_point(explorer):
    small = thumbnails()

    assert list(small) == list(kviz.datasets)
    for places in small.values():
        assert 3 <= len(places) <= 61
        assert all(0 <= c <= 100 for place in places for c in place)
    right = [place for place in small["outlier"] if place[0] > 80]
    assert len(right) == 1, "the outlier itself, far from all others"
    [(content, _)] = ask(explorer, "thumbnails")
    assert content == {"type": "thumbnails", "sets": small}
