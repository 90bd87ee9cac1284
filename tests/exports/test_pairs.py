"""Two runs in one file."""

import numpy as np
import pytest

import kviz
from kviz.engine.choose_k.matching import pairing
from kviz.exports.content import content_of
from kviz.exports.options import Options
from kviz.exports.timeline import Moment


@pytest.fixture(scope="module")
def pair():
    """Two runs with the same end, whose clusters come in another order."""
    data = kviz.datasets["blobs"]()
    one = kviz.run(data, k=3, rng=0)
    return one, kviz.run(data, k=3, init=one[2].centroids[[2, 0, 1]])


def test_the_same_clusters_look_the_same_in_both_runs_of_a_file(pair):
    """Letter, colour and marker of the second run are those of the first."""
    painter = content_of(pair, Options(preset="plain", caption=False)).painter
    left, top, wide, tall = (round(length) for length in painter.films[0].stage)
    one, other = (
        pixels[top : top + tall, left : left + wide]
        for pixels in painter.pictures(Moment(0, len(pair[0]) - 1, 0))
    )
    assert len(np.unique(one.reshape(-1, 4), axis=0)) > 5
    assert (one != other).any(axis=2).mean() < 0.01, "all but the trails, which began elsewhere"


def test_the_sentences_of_a_file_name_the_same_clusters(pair, tmp_path):
    words = kviz.export(pair, tmp_path / "pair.vtt", progress=False).read_text()
    assert {words.count(f"{letter} gets {n}") for letter, n in (("A", 61), ("B", 18), ("C", 101))} == {2}


def test_runs_on_other_points_keep_their_own_letters(pair):
    other = kviz.run(kviz.datasets["blobs"]().points[::-1].copy(), k=3, rng=0)
    assert pairing(pair[0], other) is None


def test_units_do_not_matter_for_what_matches(pair):
    """Raw and standardized are the same points, measured otherwise."""
    other = kviz.run(kviz.datasets["blobs"]().standardized(), k=3, rng=0)
    assert pairing(pair[0], other) is not None
