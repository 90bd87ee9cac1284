"""Ticks are short, and say where they stand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kviz.picture.plane.ticks import scale, ticks
from kviz.story.formatting import ENGLISH, LANGUAGES, Numbers

PLAIN = LANGUAGES["plain"]


@pytest.mark.parametrize(
    ("low", "high", "name", "labels"),
    [
        (0.0, 4.0, "t", ["0", "1", "2", "3", "4"]),
        (999_999.99, 1_000_000.04, "t − 1,000,000", ["0.00", "0.02", "0.04"]),
        (1_712_345_600.0, 1_712_349_300.0, "t − 1,712,346,000", ["0", "1,000", "2,000", "3,000"]),
        (-2e6 - 3.0, -2e6, "t + 2,000,000", ["−3", "−2", "−1", "0"]),
        (3e12, 3.03e12, "t  (×10¹²)", ["3.00", "3.01", "3.02", "3.03"]),
        (2e15, 2e15 + 4.0, "t − 2×10¹⁵", ["0", "1", "2", "3", "4"]),
    ],
)
def test_a_start_that_all_values_share_is_named_once(low, high, name, labels):
    assert scale(low, high).named("t", ENGLISH) == name
    assert ticks(low, high, 5, ENGLISH)[1] == labels


def test_an_axis_without_a_name_gets_none():
    assert scale(1e6, 1e6 + 1).named("", ENGLISH) == ""


def test_a_start_is_written_as_people_of_a_language_write():
    assert scale(1e6, 1e6 + 1).named("t", Numbers(",", ".")) == "t − 1.000.000"


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e9), st.integers(2, 7))
@settings(max_examples=200, deadline=None)
def test_labels_are_short_and_say_where_their_ticks_stand(low, span, most):
    high = low + max(span, 1e-9 * abs(low))
    found = scale(low, high)
    values, labels = ticks(low, high, most, PLAIN)

    assert max(map(len, labels), default=0) <= 8
    assert len(set(labels)) == len(labels)
    for value, label in zip(values.tolist(), labels, strict=True):
        said = Fraction(label.replace("−", "-")) * Fraction(10) ** found.power + Fraction(found.start)
        assert abs(said - Fraction(value)) <= 1e-5 * (high - low) + 1e-15 * abs(value)
