"""Two runs side by side speak of the same clusters by the same letters, and a verdict says how they end."""

import numpy as np
import pytest
from asking import ask, change

import kviz
from kviz.picture.layers.centroids import draw_letters
from kviz.picture.render.style import style_named
from kviz.story.verdict import verdict_on


@pytest.fixture
def compared(explorer):
    """The same clouds, the second run with the same clusters in another order."""
    change(explorer, data="blobs", k=3, init="k-means++", seed=0)
    for seed in range(1, 50):
        change(explorer, versus=f"seed:{seed}")
        names = explorer.store.names[1]
        if names != (0, 1, 2) and explorer.view["verdict"].startswith("Both runs end with the same"):
            return explorer
    raise AssertionError("no such seed")


def test_the_letters_of_the_second_run_are_those_of_the_first(compared):
    left, right = compared.store.traces
    names = np.array(compared.store.names[1])
    assert (names[right.labels] == left.labels).all()
    places = [
        {compared.view["letters"][f][j]: row[2:] for j, row in enumerate(tables[-1])}
        for f, tables in enumerate(compared.view["tables"])
    ]
    assert places[0].keys() == places[1].keys() == {0, 1, 2}
    for j in range(3):
        assert places[0][j] == pytest.approx(places[1][j], rel=1e-5)


def test_sentences_and_pictures_use_these_letters_at_every_step(compared):
    """Already the first start centroid has the letter under which its cluster ends."""
    names = compared.store.names[1]
    film = compared.store.films[1]
    first = compared.store.words[1]["steps"][0]["parts"]
    assert [part[1:] for part in first if part[0] == "cluster"] == [["ABC"[names[0]], names[0]]]
    assert film.style.color(0) == style_named("light").color(names[0])
    assert film.style.marker(0) == style_named("light").marker(names[0])
    left, right = (
        {
            word.words: (word.x, word.y)
            for mark in draw_letters(one._scene(len(one) - 1))
            for word in mark.words
        }
        for one in compared.store.films
    )
    assert left.keys() == right.keys() == {"A", "B", "C"}
    for name, place in left.items():
        assert place == pytest.approx(right[name])


def test_one_run_alone_has_no_verdict_and_its_own_letters(explorer):
    assert explorer.view["verdict"] == ""
    assert explorer.view["letters"] == [[0, 1]]


def test_the_verdict_tells_which_run_ends_higher_and_how_much():
    X = kviz.datasets["blobs"]().points
    best = kviz.run(X, k=3, rng=0)
    bad = next(t for t in (kviz.run(X, k=3, init="random", rng=s) for s in range(99)) if t.cost > 1000)
    said = verdict_on(best, bad)
    assert f"The right run ends at {bad.cost / best.cost:.3g} times" in said
    assert "The left run ends at" in verdict_on(bad, best)
    assert "points end in other clusters" in said
    assert verdict_on(best, best) == "Both runs end with the same clusters."


def test_a_small_difference_is_told_in_per_cent():
    X = kviz.datasets["noise"]().points
    runs = sorted((kviz.run(X, k=4, init="random", rng=s) for s in range(20)), key=lambda t: t.cost)
    said = verdict_on(runs[0], runs[-1])
    assert ("%" in said and "The right run ends" in said) or "times" in said


def test_raw_and_standardized_costs_are_not_compared(explorer):
    change(explorer, data="units")
    change(
        explorer, versus="scale:raw" if explorer.settings.scale == "standardized" else "scale:standardized"
    )
    assert "cannot be compared" in explorer.view["verdict"]


def test_predictions_of_the_second_run_name_its_clusters_alike(compared):
    ask(compared, "predict", on=True, seed=0)
    film = compared.store.films[1]
    for question in film.questions.values():
        for said in question.choices:
            letters = [part for part in getattr(said, "parts", ()) if getattr(part, "kind", "") == "cluster"]
            assert all(part.text == "ABC"[part.value] for part in letters)
