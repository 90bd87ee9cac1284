"""How segments compare: one sentence each, categories beside everyone, small pictures of other numbers."""

from html import escape

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_selection import chi2

from kviz.segmentation import report_pdf
from kviz.segmentation.comparison import (
    DOTS,
    KS,
    _by_chance,
    about_category,
    categories,
    sentence,
    small_pictures,
)
from kviz.segmentation.report_html import page
from kviz.segmentation.segment import segment


def table(words):
    """Two groups of points 20 apart, with a word for each row."""
    low = [(i % 5, i % 3) for i in range(30)]
    rows = low + [(x + 20, y) for x, y in low]
    return pd.DataFrame(rows, columns=["age at start", "visits"]).assign(word=words)


def test_a_segment_is_told_beside_everyone():
    found = segment(table(["a"] * 60), ("age at start", "visits"), k=2, scale=False)
    said = sorted(sentence(found, part) for part in found.profile.segments)

    assert said == [
        "30 rows (50 %): high age at start, on average 22 (everyone: 12); average visits, 1 (1).",
        "30 rows (50 %): low age at start, on average 2 (everyone: 12); average visits, 1 (1).",
    ]


def test_a_category_that_parts_the_segments_is_no_chance():
    words = ["left", "right", "left", "left", "left"] * 6 + ["right"] * 30
    found = segment(table(words), ("age at start", "visits"), k=2, scale=False)
    [word] = categories(found)

    assert word.values == ("right", "left")
    assert sorted(word.shares[:, 0].tolist()) == [0.2, 1.0]
    assert word.everyone.tolist() == [0.6, 0.4]
    assert not word.by_chance
    said = about_category(found, word)
    assert said.startswith("word: right is 60 % of everyone, from 20 % in ")
    assert said.endswith("Chance alone rarely makes such a difference.")


def test_a_category_that_is_the_same_everywhere_is_said_to_be():
    found = segment(table(["left", "right"] * 30), ("age at start", "visits"), k=2, scale=False)
    [word] = categories(found)

    assert word.by_chance
    assert about_category(found, word) == "word: left is 50 % of everyone, and of every segment."


@pytest.mark.parametrize("seed", range(4))
def test_the_verdict_on_chance_is_that_of_chi_squared(seed):
    """scikit-learn's chi2 of every cell against the clusters, with its exact p value."""
    rng = np.random.default_rng(seed)
    for _ in range(60):
        counts = rng.integers(8, 40, size=(int(rng.integers(2, 6)), 2)).astype(float)
        cluster = np.repeat(np.arange(len(counts)), counts.sum(axis=1).astype(int))
        first = np.concatenate([np.r_[np.ones(int(a)), np.zeros(int(b))] for a, b in counts])
        square, _ = chi2(np.column_stack([first, 1 - first]), cluster)
        critical = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488}[len(counts) - 1]
        if abs(square.sum() / critical - 1) > 0.02:  # the normal approximation is as near as that
            assert _by_chance(counts) == (square.sum() < critical)


def test_small_pictures_show_every_number_of_segments_with_the_letters_on_screen():
    found = segment(table(["a"] * 60), ("age at start", "visits"), k=2, scale=False)
    small = small_pictures(found)

    assert list(small["labels"]) == [str(k) for k in KS]
    assert len(small["places"]) == 60 <= DOTS
    assert all(0 <= c <= 100 for place in small["places"] for c in place)
    assert small["labels"]["2"] == found.trace.labels.tolist()
    for k, labels in small["labels"].items():
        assert set(labels) == set(range(int(k)))


def test_the_reports_compare_by_words_as_the_page_does():
    words = ["le<ft", "right", "le<ft", "le<ft", "le<ft"] * 6 + ["right"] * 30
    found = segment(table(words), ("age at start", "visits"), k=2, scale=False)
    said = about_category(found, categories(found)[0])

    shown = page(found)
    assert '<th scope="col">word</th>' in shown
    assert "right 20 %<br>le&lt;ft 80 %" in shown
    assert "right 60 %<br>le&lt;ft 40 %" in shown, "everyone, in the last row"
    assert f"<li>{escape(said)}</li>" in shown
    assert report_pdf._compared(found) == [said]


def test_a_report_without_words_has_no_empty_list():
    found = segment(table([f"name {i}" for i in range(60)]), ("age at start", "visits"), k=2, scale=False)
    assert categories(found) == []
    assert "<ul></ul>" not in page(found)
