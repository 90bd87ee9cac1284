"""A run as an address: what the browser claims is checked again, and what was written can be read."""

import pytest
from asking import change
from hypothesis import given
from hypothesis import strategies as st

from kviz.app.explorer.settings import (
    CHECKS,
    EMPTY_RULES,
    METRICS,
    OWN_STARTS,
    SCALES,
    Settings,
    address,
    from_address,
)
from kviz.engine.seeding.registry import SEEDINGS

quarters = st.integers(-999, 999).map(lambda x: x / 4)
chosen = st.builds(
    Settings,
    data=st.text("abcdefgh-&=%#1234 ", min_size=1, max_size=12),
    k=st.integers(1, 12),
    init=st.sampled_from([*OWN_STARTS, *SEEDINGS]),
    metric=st.sampled_from(sorted(METRICS)),
    seed=st.integers(0, 2**32 - 1),
    scale=st.sampled_from(sorted(SCALES)),
    on_empty=st.sampled_from(sorted(EMPTY_RULES)),
    versus=st.sampled_from(["", "init:random", "seed:7", "scale:standardized"]),
    start=st.integers(1, 3).flatmap(
        lambda columns: st.lists(st.tuples(*[quarters] * columns), max_size=12).map(tuple)
    ),
)


@pytest.mark.parametrize("changes", [{"init": "own"}, {"init": "k-means++"}, {"init": "farthest-first"}])
def test_the_random_seed_is_offered_where_it_can_change_the_start(explorer, changes):
    change(explorer, **changes)
    starts = set()
    for seed in range(6):
        change(explorer, seed=seed)
        starts.add(explorer.trace[explorer.trace.k - 1].centroids.tobytes())

    assert explorer.view["by_chance"] == (len(starts) > 1)


@given(chosen, st.integers(0, 999))
def test_an_address_holds_the_whole_run(settings, step):
    """Refresh, and the same run comes back."""
    changes, found, faults = from_address(address(settings, step))

    assert Settings(**changes) == settings
    assert (found, faults) == (step, [])


@given(st.text(max_size=200))
def test_no_address_breaks_the_page(text):
    """Anybody can write anything behind the #."""
    changes, step, _ = from_address(text)

    assert set(changes) <= set(CHECKS)
    assert step >= 0


@pytest.mark.parametrize("k", [0, 13, -1, 2.5, "many", None, [3], float("nan"), float("inf"), 10**400])
def test_k_out_of_range_is_refused_in_words(k):
    with pytest.raises(ValueError, match="from 1 to 12"):
        CHECKS["k"](k)


@pytest.mark.parametrize(
    "start", [[[]], [[1], [1, 2]], [[1] * 101], "a,b", [[float("inf"), 0]], [[1, 2]] * 13, 7, [["", ""]]]
)
def test_start_positions_are_an_ordinary_number_for_each_column(start):
    with pytest.raises(ValueError, match="position"):
        CHECKS["start"](start)


@pytest.mark.parametrize("drawn", [[[1]], [[1, 2, 3]], [[1, 2]] * 301])
def test_a_point_of_a_drawing_is_two_numbers(drawn):
    with pytest.raises(ValueError, match="position"):
        CHECKS["drawn"](drawn)


def test_what_cannot_be_read_is_named_and_the_rest_is_kept():
    changes, step, faults = from_address("k=200&seed=5&init=magic&step=4&colour=red")

    assert (changes, step) == ({"seed": 5}, 4)
    assert [fault.split(":")[0] for fault in faults] == ["k", "init"]


def test_the_rival_differs_in_one_choice_only():
    settings = Settings(k=4, versus="seed:9")

    assert settings.rival() == Settings(k=4, seed=9)
    assert Settings().rival() is None


def test_an_address_with_more_words_than_a_run_has_is_said_to_be_unreadable():
    assert from_address("&".join("a=1" for _ in range(99))) == (
        {}, 0, ["It holds more choices than a run has."],
    )  # fmt: skip


def test_a_name_that_no_data_set_can_have_is_not_repeated():
    changes, _, faults = from_address(f"data={'x' * 5000}&k=4")

    assert changes == {"k": 4}
    assert len(faults[0]) < 100


def test_a_rival_that_no_longer_fits_is_given_up_aloud(explorer):
    """Two equal runs side by side, one of them under a wrong name, would teach nonsense."""
    change(explorer, init="k-means++")
    change(explorer, versus="init:own")
    assert len(explorer.store.traces) == 2

    change(explorer, k=3)
    assert explorer.settings.versus == ""
    assert "does not fit k = 3" in explorer.view["messages"]["k"]
