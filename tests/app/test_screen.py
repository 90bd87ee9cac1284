"""Frames fit the place that shows them, and a browser cannot ask for what would hurt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kviz.app.screen import PIXELS, TITLE, Screen

anything = st.one_of(st.none(), st.text(), st.booleans(), st.integers(), st.floats())


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(["density", "theme", "width", "height"], anything)))
def test_whatever_is_said_a_frame_can_be_drawn(message):
    for runs in (1, 2):
        (width, height), density = Screen.of(message).frames(runs)

        assert 300 <= width <= 1150
        assert 180 <= height <= 1400
        assert width * height * density**2 <= PIXELS * 1.01


@given(st.integers(560, 2500), st.integers(240, 1400))
def test_a_frame_fills_its_place_in_one_direction_and_never_leaves_it(width, height):
    (w, h), density = Screen(1.0, "light", width, height).frames(1)
    shown = w * density, h * density

    assert shown[0] <= width + 1
    assert shown[1] <= height + 1
    assert (
        shown[0] >= width - 1 or shown[1] >= height - 1 or density < 1 or w * h * density**2 > 0.98 * PIXELS
    )


@pytest.mark.parametrize(
    ("place", "frame", "density"),
    [((904, 402), (884, 402), 1.0), ((1150, 766), (1150, 766), 1.0), ((1856, 900), (1150, 558), 1.614)],
)
def test_known_places(place, frame, density):
    """The page at 1280 by 720, at 1920 by 1080, and its presentation: there the words grow too."""
    size, found = Screen(1.0, "light", *place).frames(1)

    assert size == pytest.approx(frame, abs=1)
    assert found == pytest.approx(density, abs=0.001)


def test_two_runs_share_a_wide_place_and_each_has_a_narrow_one_for_itself():
    wide, _ = Screen(width=1016, height=400).frames(2)
    narrow, _ = Screen(width=440, height=460).frames(2)

    assert wide == (484, 400 - TITLE)
    assert narrow == (440, 460)
