"""Silhouette and gap, against scikit-learn and against what is known."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mall import INCOME, SCORE, find, needs_mall
from sklearn.metrics import silhouette_samples

import kviz
from kviz.engine.choose_k import validity
from kviz.engine.choose_k.validity import Silhouette, gap, silhouette
from kviz.picture.charts.validity import draw_gap, draw_silhouette, draw_silhouettes


@given(st.integers(0, 2**32), st.integers(2, 5), st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_silhouettes_are_scikit_learns(seed, k, d):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 4, (12, d)).astype(float)
    labels = np.concatenate([np.arange(k), rng.integers(0, k, 12 - k)])
    assert silhouette(X, labels).values == pytest.approx(silhouette_samples(X, labels), abs=1e-12)


def test_silhouette_by_hand():
    """0 and 1 against 10: a = 1, b = 10 and 9; the lone point gets 0."""
    found = silhouette([[0.0], [1.0], [10.0]], [0, 0, 1])
    assert found.values.tolist() == [0.9, pytest.approx(8 / 9), 0]
    assert found.by_cluster == {0: pytest.approx((0.9 + 8 / 9) / 2), 1: 0.0}


def test_small_blocks_give_the_same_silhouette(monkeypatch):
    X = kviz.datasets["noise"]().points
    labels = kviz.run(X, k=4, rng=0).labels
    whole = silhouette(X, labels).values
    monkeypatch.setattr(validity, "BLOCK", 1000)
    assert silhouette(X, labels).values == pytest.approx(whole)


def test_many_points_are_judged_by_an_even_sample(monkeypatch):
    monkeypatch.setattr(validity, "AT_MOST", 60)
    data = kviz.datasets["blobs"]()
    found = silhouette(data, kviz.run(data, k=3, rng=0).labels)
    assert len(found.values) == len(np.unique(found.rows)) == 60


def test_one_cluster_has_no_silhouette():
    with pytest.raises(ValueError, match="there is only one; use k >= 2"):
        silhouette([[0.0], [1.0]], [0, 0])


@needs_mall
def test_silhouettes_of_the_real_customers():
    found = kviz.elbow(kviz.read_table(find(), x=INCOME, y=SCORE), rng=0).silhouettes
    published = {2: 0.297, 3: 0.468, 4: 0.493, 5: 0.554, 6: 0.540, 7: 0.528}
    assert {k: round(found[k], 3) for k in published} == published
    assert max(found, key=found.get) == 5


@pytest.mark.parametrize("name, k", [("blobs", 3), ("noise", 1), ("old-faithful", 2)])
def test_the_gap_rule_finds_clusters_where_there_are_some(name, k):
    data = kviz.datasets[name]()
    assert gap(data.standardized() if name == "old-faithful" else data).best_k == k


@pytest.mark.parametrize("name", ["iris", "customers", "moons"])
def test_the_gap_takes_the_first_k_that_the_next_does_not_clearly_beat(name):
    found = gap(kviz.datasets[name](), n_ref=8)
    rule = [k for k in range(1, 10) if found.gaps[k - 1] >= found.gaps[k] - found.errors[k]]
    assert found.best_k == (rule[0] if rule else None)
    assert found.gaps[found.ks.index(found.widest_k)] == found.gaps.max()


def test_gap_and_error_by_hand(monkeypatch):
    """log W is 2 and 0 for the data; 3, 1 and 5, 1 for two uniform sets."""
    logs = iter([[2.0, 0.0], [3.0, 1.0], [5.0, 1.0]])
    monkeypatch.setattr(validity, "curve", lambda *_: SimpleNamespace(ks=(1, 2), costs=np.exp(next(logs))))
    found = gap([[0.0], [1.0], [2.0]], n_ref=2)
    assert found.gaps == pytest.approx([4 - 2, 1 - 0])
    assert found.errors == pytest.approx([np.std([3, 5]) * np.sqrt(1 + 1 / 2), 0])
    assert found.best_k == 1


def test_the_gap_of_many_points_is_judged_by_a_sample_and_tells_its_progress():
    rng = np.random.default_rng(0)
    X = np.concatenate([rng.normal(at, 0.3, (1500, 2)) for at in ((0, 0), (5, 5))])
    told = []
    found = gap(X, ks=[1, 2, 3], n_ref=3, n_init=1, progress=lambda *now: told.append(now))
    assert found.best_k == 2
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_methods_disagree_on_the_customers():
    """Five segments around a middle one: the elbow and the silhouette say 5, the gap's rule stops at 1."""
    found = kviz.elbow(kviz.datasets["customers"](), rng=0)
    assert found.best_k == 5
    assert max(found.silhouettes, key=found.silhouettes.get) == 5
    assert found.gap.best_k == 1 and found.gap.widest_k >= 5


def test_the_silhouette_plot_has_a_band_for_every_cluster():
    found = kviz.elbow(kviz.datasets["blobs"](), rng=0)
    ax = draw_silhouette(found.silhouette(3))
    assert len(ax.collections) == 3
    assert [tick.get_text()[0] for tick in ax.get_yticklabels()] == ["A", "B", "C"]
    assert ax.lines[-1].get_xdata()[0] == pytest.approx(found.silhouette(3).mean)


def test_a_lone_point_is_drawn_too():
    drawn = draw_silhouette(Silhouette(np.array([0.5, 0.4, 0.0]), np.array([0, 0, 1]), np.arange(3)))
    assert len(drawn.get_yticklabels()) == 2


def test_the_other_curves_mark_their_choice():
    found = kviz.elbow(kviz.datasets["blobs"](), rng=0)
    assert "highest at k = 3" in [
        text.get_text() for text in draw_silhouettes(found).get_legend().get_texts()
    ]
    assert "rule: k = 3" in [text.get_text() for text in draw_gap(found.gap).get_legend().get_texts()]


@pytest.mark.parametrize("ks", [range(3, 7), range(1, 11)])
def test_no_curve_runs_under_a_legend(ks):
    """Of points without clusters the curves are flat, and the gap rises towards the corner."""
    found = kviz.elbow(np.random.default_rng(0).uniform(size=(60, 2)), ks=ks, rng=0)
    for ax in (found.draw(), draw_silhouettes(found), draw_gap(found.gap)):
        ax.figure.draw_without_rendering()
        box = ax.get_legend().get_window_extent()
        for line in ax.get_lines():
            places = ax.transData.transform(line.get_xydata())
            assert len(places) == 2 or not any(box.contains(x, y) for x, y in places)
