import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kviz
from kviz.story.formatting import ENGLISH, LANGUAGES, letter, listed, plural, power_of_ten
from kviz.story.frame import tell


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (0.0244, "0.0244"),
        (0.004567, "0.00457"),
        (-0.25, "−0.25"),
        (12.3456, "12.3"),
        (98.1267, "98.1"),
        (1234.56, "1,235"),
        (64554.0, "64,554"),
        (269981.28, "269,981"),
        (1.5e8, "1.50×10⁸"),
        (2.5e-7, "2.50×10⁻⁷"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "not a number"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, said):
    assert ENGLISH(value) == said


@given(st.floats(1e-300, 1e300) | st.floats(1e-4, 10.0))
def test_three_figures_are_kept(value):
    """Never programmer's notation, and never off by more than half a per cent."""
    said = ENGLISH(value)
    mantissa, _, power = said.replace(",", "").partition("×10")
    plain = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    back = float(f"{mantissa}e{power.translate(plain) or 0}")

    assert "e" not in said
    assert back == pytest.approx(value, rel=5.1e-3)
    assert ENGLISH(-value) == "−" + said


def test_other_languages_have_their_own_marks():
    german, french = LANGUAGES["de"], LANGUAGES["fr"]

    assert german(1234.56) == "1.235"
    assert french.count(1234567) == "1\u202f234\u202f567"
    assert german.place(np.array([1.5, 2.0])) == "(1,5; 2)"
    assert german.fixed(-1234.5, 2) == "−1.234,50"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.081, "8.1 %"),
        (0.5, "50 %"),
        (1.0, "100 %"),
        (0.00012, "0.012 %"),
        (6.1e-6, "0.00061 %"),
        (0, "0 %"),
    ],
)
def test_shares_are_per_cent(share, said):
    assert ENGLISH.percent(share) == said


@pytest.mark.parametrize(
    ("cluster", "name"), [(0, "A"), (11, "L"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_clusters_are_lettered_like_columns_of_a_sheet(cluster, name):
    assert letter(cluster) == name


def test_lists_read_like_sentences():
    assert [listed(list("abcdefgh"[:n])) for n in (0, 1, 2, 3)] == ["none", "a", "a and b", "a, b and c"]
    assert listed(list("abcdefgh")) == "a, b, c, d, e and 3 more"


def test_one_point_and_two_points():
    assert (plural(1, "point"), plural(2, "point"), plural(1200, "point")) == (
        "1 point",
        "2 points",
        "1,200 points",
    )
    assert power_of_ten(-3) == "10⁻³"


def test_of_twelve_clusters_no_sentence_is_a_list_of_twelve():
    trace = kviz.run(kviz.datasets["noise"](), 12, rng=3)
    first, second = (tell(trace, i).sentence for i in (12, 14))

    assert first == (
        "Every point joins its nearest centroid: the clusters get from 5 (G) to 28 points (F). WCSS is 389."
    )
    assert "Now the clusters have from 8 (G) to 25 points (D)." in second
    assert tell(trace, 15).sentence.startswith("10 of 12 centroids move to the middle of their points;")
