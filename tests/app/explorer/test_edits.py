"""Single points changed by hand: on any data set, in the link, taken back, put back."""

import numpy as np
import pytest
from asking import ask, change

import kviz
from kviz.app.explorer.data_sets.edits import MOST_CHANGES, Edits, edited
from kviz.app.explorer.stage_coordinates import on_stage


def place_of(explorer, at):
    """A place in raw units as a share of the stage."""
    dataset = explorer.trace.dataset
    inner = (np.array([at]) - dataset.offset) / dataset.factor
    return on_stage(explorer.store.films[0], inner)[0].tolist()


def points_of(explorer):
    return explorer.trace.dataset.in_units(explorer.trace.X)


def test_a_point_moves_and_the_set_becomes_an_own_copy(explorer):
    before, x = points_of(explorer), [3.25, 4.5]
    ask(explorer, "edit", run=explorer.run, move=[3, place_of(explorer, x)])

    after = points_of(explorer)
    assert after[3] == pytest.approx(x, abs=1e-4)
    assert np.delete(after, 3, axis=0).tolist() == np.delete(before, 3, axis=0).tolist()
    assert explorer.view["copy"] == {"title": "Tutorial: M1 and M2", "n": 1}
    assert "copy of Tutorial" in explorer.view["about"]
    change(explorer, edits="")
    assert points_of(explorer).tolist() == before.tolist()
    assert explorer.view["copy"] is None


def test_points_are_added_and_deleted_by_the_numbers_of_the_copy(explorer):
    before = points_of(explorer)
    ask(explorer, "edit", delete=[0, 5])
    ask(explorer, "edit", add=[place_of(explorer, [3.0, 4.0]), place_of(explorer, [5.0, 6.0])])
    ask(explorer, "edit", delete=[20, 0])

    after = points_of(explorer)
    expected = np.vstack([np.delete(before, [0, 1, 5], axis=0), [[5.0, 6.0]]])
    assert after == pytest.approx(expected, abs=1e-4)
    for _ in range(3):
        ask(explorer, "undo")
    assert points_of(explorer).tolist() == before.tolist()


def test_a_link_holds_the_changes(explorer):
    ask(explorer, "edit", delete=[2], add=[place_of(explorer, [3.0, 4.0])])
    other = kviz.explore()
    ask(other, "ready", address=explorer.view["address"] + "&step=2")

    assert points_of(other).tolist() == points_of(explorer).tolist()
    assert other.settings == explorer.settings


def test_standardized_data_are_changed_in_their_own_units(explorer):
    change(explorer, data="units", scale="standardized")
    ask(explorer, "edit", add=[place_of(explorer, [30.0, 40_000.0])])
    assert points_of(explorer)[-1] == pytest.approx([30.0, 40_000.0], rel=1e-3)


def test_drawn_points_are_drawn_otherwise(explorer):
    ask(explorer, "draw", at=[[0.1, 0.1], [0.5, 0.5], [0.6, 0.2]])
    ask(explorer, "edit", move=[1, place_of(explorer, [4.0, 5.0])], delete=[0])

    assert len(explorer.settings.drawn) == 2 and explorer.settings.edits == ""
    assert explorer.settings.drawn[0] == pytest.approx((4.0, 5.0), abs=1e-4)


def test_another_data_set_comes_as_it_is(explorer):
    ask(explorer, "edit", delete=[2])
    change(explorer, data="blobs")
    assert explorer.settings.edits == "" and len(explorer.trace.X) == 180


def on_plane(explorer, at):
    """A place of the plane that is shown as a share of the stage."""
    return on_stage(explorer.store.films[0], at[None])[0].tolist()


def test_of_more_columns_a_point_moves_along_the_plane_that_is_shown():
    """What cannot be seen of it stays: its distance from the plane."""
    explorer = kviz.explore(np.random.default_rng(0).normal(size=(20, 3)), k=2)
    plane, before = explorer.store.films[0].view.plane, explorer.trace.X[4]
    shown = plane.place(before[None])[0]
    ask(explorer, "edit", move=[4, on_plane(explorer, shown + np.array([0.5, -0.25]))])

    after = explorer.trace.X[4]
    assert plane.place(after[None])[0] - shown == pytest.approx([0.5, -0.25], abs=1e-3)
    assert np.linalg.norm(after - before) == pytest.approx(np.hypot(0.5, 0.25), abs=1e-3)


def test_of_more_columns_a_new_point_lies_in_the_plane_that_is_shown():
    explorer = kviz.explore(np.random.default_rng(0).normal(size=(20, 3)), k=2)
    plane = explorer.store.films[0].view.plane
    ask(explorer, "edit", add=[on_plane(explorer, np.array([0.5, 0.25]))])
    new = explorer.trace.X[-1]

    assert plane.place(new[None])[0] == pytest.approx([0.5, 0.25], abs=1e-3)
    assert new == pytest.approx(plane.middle + [0.5, 0.25] @ plane.basis, abs=1e-3)
    ask(explorer, "edit", delete=[4])
    assert explorer.trace.X.shape == (20, 3)


def test_one_column_takes_the_place_along_it():
    explorer = kviz.explore(np.arange(10.0)[:, None], k=2)
    ask(explorer, "edit", add=[[0.5, 0.9]])
    assert explorer.trace.X.shape == (11, 1)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"delete": [22]}, "from 0 to 21"),
        ({"delete": [True]}, "from 0 to 21"),
        ({"move": [0, [9, 9]]}, "not on the picture"),
        ({"add": [["a", 0]]}, "two on the picture"),
        ({"delete": list(range(21))}, "k=2"),
    ],
)
def test_a_wrong_change_is_answered_and_the_points_stay(explorer, message, said):
    before = explorer.settings
    ask(explorer, "edit", **message)
    assert said in explorer.view["messages"]["hands"]
    assert explorer.settings == before


def test_a_hand_on_a_run_that_is_gone_changes_nothing(explorer):
    ask(explorer, "edit", run=explorer.run - 1, delete=[0])
    assert explorer.settings.edits == "" and len(explorer.trace.X) == 22


def test_the_inspected_point_can_be_deleted(explorer):
    before = points_of(explorer)
    ask(explorer, "inspect", at=place_of(explorer, before[7]))
    assert explorer.inspected == 7
    ask(explorer, "edit", inspected=True)
    assert points_of(explorer).tolist() == np.delete(before, 7, axis=0).tolist()
    assert explorer.inspected is None


def test_the_lines_of_python_make_the_same_run(explorer):
    ask(explorer, "edit", move=[3, place_of(explorer, [3.0, 4.0])])
    ask(explorer, "edit", delete=[1], add=[place_of(explorer, [5.0, 6.0])])
    names = {}
    exec(explorer.view["snippet"].replace("kviz.play(trace)", ""), names)
    assert names["trace"] == explorer.trace


@pytest.mark.parametrize("text", ["x", "d", "m3", "m1:2,a", "a1,inf", "d-1", "a", "m1:1,2;m1:3,4x"])
def test_what_is_no_change_is_refused(text):
    with pytest.raises(ValueError, match="could not be read"):
        Edits.read(text)


def test_changes_of_other_data_and_too_many_are_refused():
    with pytest.raises(ValueError, match="belong to other data"):
        edited(kviz.datasets["tutorial"](), "d22")
    with pytest.raises(ValueError, match=f"up to {MOST_CHANGES}"):
        Edits.read(";".join(f"d{i}" for i in range(MOST_CHANGES + 1)))


def test_the_segments_of_a_copy_are_those_of_its_points(explorer):
    from kviz.app.explorer.actions.segment import reading_of

    ask(explorer, "edit", delete=[0, 1])
    reading, _, _ = reading_of(explorer)
    assert len(reading.frame) == 20
