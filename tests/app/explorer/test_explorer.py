"""The explorer's Python half: every choice re-runs at once, every wrong one is answered in words."""

import json
import re

import numpy as np
import pytest
from asking import ask, change

import kviz
from kviz.app.explorer.actions.restarts import ends, final_costs
from kviz.app.explorer.settings import Settings
from kviz.story.formatting import ENGLISH
from kviz.web.quiz_places import on_stage

ROWS = [(150 + i * 7 % 41, 50 + i * i % 37, i) for i in range(30)]
TABLE = b"height,weight,name\n" + b"".join(b"%d,%d,p%d\n" % row for row in ROWS)


def stage_place(explorer, row):
    return on_stage(explorer.store.films[0], explorer.trace.X[row : row + 1])[0].tolist()


def test_it_opens_with_the_tutorial_and_its_own_start(explorer):
    assert (explorer.settings.data, explorer.settings.k, explorer.settings.init) == ("tutorial", 2, "own")
    assert [step.chosen for step in explorer.trace[:2]] == [None, None]


def test_a_change_of_k_shows_another_run(explorer):
    change(explorer, k=4)

    assert explorer.trace.k == 4
    assert explorer.run == 1
    (message, (picture,)) = explorer.sent[-1]
    assert message == {"type": "ahead", "run": 1, "frames": [(0, 0)]}
    assert picture.startswith(b"\x89PNG")


def test_a_start_that_does_not_fit_k_gives_way_and_says_so(explorer):
    change(explorer, k=3)

    assert explorer.settings.init == "k-means++"
    assert "2 centroids" in explorer.view["messages"]["k"]


@pytest.mark.parametrize(
    "changes",
    [
        {"k": 0},
        {"k": 13},
        {"k": "x"},
        {"seed": -1},
        {"init": "magic"},
        {"metric": "cosine"},
        {"data": "../etc/passwd"},
        {"versus": "k:4"},
        {"shape": 1},
        {"k": 12, "data": "empty-trap", "seed": 2**40},
    ],
)
def test_a_wrong_choice_is_answered_and_the_run_stays(explorer, changes):
    before = explorer.settings
    change(explorer, **changes)

    assert explorer.settings == before
    assert explorer.run == 0
    assert len(explorer.view["messages"]) == 1


def test_more_clusters_than_points_are_refused_by_the_engines_words(explorer):
    ask(explorer, "draw", at=[[0.1, 0.1], [0.5, 0.5], [0.6, 0.2]])
    change(explorer, k=9)

    assert explorer.settings.k == 2
    assert "n=3" in explorer.view["messages"]["k"]


def test_a_message_vanishes_when_it_is_solved(explorer):
    change(explorer, k=99)
    change(explorer, k=2)

    assert explorer.view["messages"] == {}


def test_undo_and_redo_walk_through_every_kind_of_change(explorer):
    change(explorer, data="blobs")
    change(explorer, k=5)
    corners = [[0.1, 0.1], [0.2, 0.9], [0.5, 0.5], [0.9, 0.2], [0.8, 0.8]]
    ask(explorer, "drop", step=len(explorer.trace) - 1, at=corners)
    seen = explorer.settings

    for _ in range(3):
        ask(explorer, "undo")
    assert explorer.settings == Settings(k=2, init="own")
    for _ in range(3):
        ask(explorer, "redo")
    assert explorer.settings == seen


@pytest.mark.parametrize(
    "message", [{"changes": {"k": 3}}, {"changes": {"k": 99}}, {"changes": {}}, {}, {"changes": 7}]
)
def test_every_change_is_acknowledged_whatever_becomes_of_it(explorer, message):
    """The browser holds back the next change until this one was heard."""
    ask(explorer, "change", number=41, **message)

    assert explorer.view["heard"] == 41


def test_undo_with_nothing_to_undo_does_nothing(explorer):
    ask(explorer, "undo")
    ask(explorer, "redo")

    assert explorer.run == 0


def test_a_dropped_centroid_starts_a_run_from_where_it_lies(explorer):
    """What was shown while dragging is the first assignment of the new run."""
    explorer.index = 4
    at = [list(place) for place in explorer.view["handles"][4]]
    at[0] = [0.5, 0.5]
    ask(explorer, "drop", step=4, at=at)

    assert explorer.settings.init == "placed"
    assert explorer.trace[explorer.index].phase == "assign"
    assert np.isfinite(explorer.trace.cost)
    assert len(explorer.settings.start) == 2


def test_dragging_sends_one_picture_for_each_request(explorer):
    at = explorer.view["handles"][3]
    ask(explorer, "drag", step=3, at=at)

    [(content, pictures)] = explorer.sent
    assert content["type"] == "dragged"
    assert content["sentence"].endswith(f"WCSS would be {ENGLISH(explorer.trace[4].cost)}.")
    assert pictures[0].startswith(b"\x89PNG")


def test_a_start_can_be_dragged_before_the_others_are_chosen(explorer):
    """The first step shows one start centroid; those to come stay where the run puts them."""
    change(explorer, data="blobs")
    explorer.index = 0
    before = explorer.trace[2].centroids
    ask(explorer, "drop", step=0, at=[[0.5, 0.5]])

    after = explorer.trace[2].centroids
    assert after[1:] == pytest.approx(before[1:])
    assert not np.allclose(after[0], before[0])
    assert (explorer.settings.init, explorer.index) == ("placed", 0)


@pytest.mark.parametrize(
    "at", [None, [], [[0, 0]], [[5, 5], [0, 0]], [["a", "b"]] * 2, [[float("nan")] * 2] * 2]
)
def test_a_drag_that_makes_no_sense_is_answered_without_a_picture(explorer, at):
    """The browser waits for the answer before it asks again."""
    ask(explorer, "drag", step=3, at=at)

    assert explorer.sent == [({"type": "dragged"}, [])]


def test_a_clicked_point_tells_its_distances_by_hand(explorer):
    ask(explorer, "inspect", at=stage_place(explorer, 5))
    point = explorer.view["inspected"]

    assert point["row"] == 5
    assert point["values"] == pytest.approx(explorer.trace.X[5])
    by_hand = np.hypot(*(explorer.trace.centroids - explorer.trace.X[5]).T)
    assert [distance for _, distance in point["steps"][-1]["distances"]] == pytest.approx(by_hand)


def test_a_click_beside_every_point_asks_nobody(explorer):
    ask(explorer, "inspect", at=stage_place(explorer, 5))
    ask(explorer, "inspect", at=[0.0, 0.0])

    assert explorer.view["inspected"] is None


def test_drawn_points_become_the_data(explorer):
    """The sheet is 10 wide and begins at the lower left."""
    ask(explorer, "draw", at=[[0.0, 1.0], [1.0, 1.0], [0.5, 1.0]])

    assert explorer.trace.X.tolist() == [[0, 0], [10, 0], [5, 0]]


def test_an_uploaded_table_is_read_and_its_columns_can_be_exchanged(explorer):
    ask(explorer, "upload", [memoryview(TABLE)], name="people.csv")
    assert explorer.view["names"] == ["height", "weight"]

    ask(explorer, "columns", x="weight", y="height")
    assert explorer.view["names"] == ["weight", "height"]
    ask(explorer, "columns", x="height")
    assert "two different columns" in explorer.view["messages"]["columns"]


def test_how_a_table_was_read_can_be_corrected(explorer):
    """1,5 is one and a half to some and two columns to others; only the person knows."""
    table = b"1,5;2,5\n3,5;4,5\n5,5;7,5\n8,5;9,5\n"
    ask(explorer, "upload", [memoryview(table)], name="halves.csv")
    found = explorer.view["upload"]
    assert set(found["how"]) == {"sep", "decimal", "header", "encoding", "bad_cells"}
    assert not any(found["how"].values())

    ask(explorer, "reread", sep="semicolon", decimal="comma", header="no")
    assert explorer.trace.X.tolist() == [[1.5, 2.5], [3.5, 4.5], [5.5, 7.5], [8.5, 9.5]]
    how = {name: word for name, word in explorer.view["upload"]["how"].items() if word}
    assert how == {"sep": "semicolon", "decimal": "comma", "header": "no"}
    assert "sep=';', decimal=',', header=False)" in explorer.view["snippet"]

    ask(explorer, "reread", where="sep", sep="tab")
    assert explorer.view["messages"]["sep"]
    assert len(explorer.trace.X) == 4, "the run goes on with the table as it was"
    ask(explorer, "reread", sep="no such mark", decimal=["x"], header=None)
    assert not any(explorer.view["upload"]["how"].values())


def test_missing_values_are_reported_and_handled_by_choice(explorer):
    ask(explorer, "upload", [memoryview(TABLE + b"160,,q\n")], name="gaps.csv")
    assert "weight" in explorer.view["messages"]["columns"]
    assert explorer.settings.data == "tutorial"
    assert explorer.view["upload"]["rows"][1] == ["150", "50", "p0"]

    ask(explorer, "columns", missing="drop")
    assert len(explorer.trace.X) == 30
    ask(explorer, "columns", missing="median")
    assert len(explorer.trace.X) == 31


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 50, b"PK\x03\x04" + bytes(99), b"<!doctype html><p>", b"a\n1\n2\n", b"{}"]
)
def test_what_is_no_table_is_answered_in_words(explorer, data):
    ask(explorer, "upload", [memoryview(data)], name="x.csv")

    assert explorer.view["messages"]["upload"]
    assert explorer.run == 0


def test_a_table_over_the_limit_is_refused_again_in_python(explorer):
    ask(explorer, "upload", [memoryview(b"1,2\n" * 1_300_000)], name="big.csv")

    assert "5 MB" in explorer.view["messages"]["upload"]


def test_final_costs_of_many_starts_are_those_of_their_runs():
    """Choosing a seed in the gallery shows the run that was counted."""
    dataset = kviz.datasets["blobs"]()
    for init in ["k-means++", "random", "farthest-first"]:
        settings = Settings(data="blobs", k=4, init=init)
        costs = final_costs(settings, dataset, range(5))
        one_by_one = [kviz.run(dataset, k=4, init=init, rng=seed).cost for seed in range(5)]
        assert costs == pytest.approx(one_by_one, rel=1e-9)


def test_ends_are_grouped_and_the_best_comes_first():
    grouped = ends(np.array([5.0, 3.0, 5.0 + 1e-12, 9.0, 3.0]))

    assert [(end["low"], end["seeds"]) for end in grouped] == [(3.0, [1, 4]), (5.0, [0, 2]), (9.0, [3])]


def test_many_different_ends_are_counted_in_bins():
    grouped = ends(np.arange(40.0))

    assert len(grouped) == 10
    assert sorted(seed for end in grouped for seed in end["seeds"]) == list(range(40))


def test_the_best_end_stands_alone_however_many_others_there_are():
    """The share that found the best is said in words, and must be the length of the first bar."""
    grouped = ends(np.array([*np.linspace(1.001, 2, 30), 1.0, 1.0]))

    assert (grouped[0]["low"], grouped[0]["high"], grouped[0]["seeds"]) == (1.0, 1.0, [30, 31])
    assert len(grouped) == 10


def test_all_starts_at_no_cost_are_one_end():
    assert len(ends(np.zeros(7))) == 1


@pytest.mark.parametrize("suffix", [".gif", ".html", ".csv", ".json", ".png"])
def test_downloads_arrive_whole(explorer, suffix):
    ask(explorer, "download", suffix=suffix, step=2)

    content, [file] = explorer.sent[-1]
    assert content["name"] == f"kviz-tutorial-k2{suffix}"
    assert len(file) > 100


@pytest.mark.parametrize("on", [True, False])
def test_a_page_taken_along_asks_when_predict_first_is_on_and_only_then(explorer, on):
    """The questions are those that the page itself asks, with the same right answers."""
    ask(explorer, "predict", on=True, seed=7)
    own = {index: question.answer for index, question in explorer.store.films[0].questions.items()}
    if not on:
        ask(explorer, "predict", on=False)
    ask(explorer, "download", suffix=".html")

    [file] = explorer.sent[-1][1]
    data = re.search(r'id="kviz-run">(.*?)</script>', bytes(file).decode()).group(1)
    asked = [quiz["questions"] for quiz in json.loads(data)["asked"]]
    answers = [{int(index): question["answer"] for index, question in one.items()} for one in asked]
    assert answers == ([own] if on else [])
    assert len(own) > 3


@pytest.mark.parametrize("suffix", [".exe", "../x.gif", None, 3])
def test_other_files_are_not_written(explorer, suffix):
    ask(explorer, "download", suffix=suffix)

    assert explorer.sent == []


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"k": 3},
        {"data": "customers", "scale": "standardized", "metric": "manhattan"},
        {"data": "iris", "init": "random"},
    ],
)
def test_the_python_lines_make_the_run_on_screen(explorer, changes):
    """Ready to copy means: it runs, and gives this."""
    change(explorer, **changes)
    ask(explorer, "drop", step=len(explorer.trace) - 1, at=explorer.view["handles"][-1])
    names = {}
    exec(explorer.view["snippet"].replace("kviz.play(trace)", ""), names)

    assert names["trace"].cost == pytest.approx(explorer.trace.cost, rel=1e-5)
    assert names["trace"].labels.tolist() == explorer.trace.labels.tolist()


def test_two_runs_stand_beside_each_other(explorer):
    change(explorer, data="customers")
    change(explorer, versus="scale:standardized")

    assert explorer.store.titles == ("k-means++, seed 0", "k-means++, seed 0, standardized")
    assert len(explorer.films) == 2


def test_an_address_is_restored_step_and_all(explorer):
    ask(explorer, "ready", density=1, theme="light", address="data=iris&k=4&init=random&seed=7&step=3")

    settings = explorer.settings
    assert (settings.data, settings.k, settings.seed, explorer.index) == ("iris", 4, 7, 3)
    assert explorer.past == []


def test_a_broken_address_says_so_and_keeps_the_rest(explorer):
    ask(explorer, "ready", density=1, theme="light", address="data=iris&k=77&step=2")

    assert explorer.settings.data == "iris"
    assert "from 1 to 12" in explorer.view["messages"]["address"]


def test_own_points_of_any_width_can_be_explored():
    rng = np.random.default_rng(0)
    explorer = kviz.explore(rng.normal(size=(40, 3)), k=2)

    assert explorer.trace.k == 2
    assert len(explorer.view["handles"][-1]) == 2


@pytest.fixture
def wide():
    """The page with points of four columns, which it draws on their principal plane."""
    return kviz.explore(np.random.default_rng(0).normal(size=(40, 4)) * [4, 3, 1, 1], k=2)


def test_of_four_columns_a_drag_moves_a_centroid_in_the_plane_of_the_picture_alone(wide):
    """How far it lies from that plane stays as it was, and the others stay where they are."""
    step = len(wide.trace) - 1
    before, plane = wide.trace[step].centroids, wide.store.films[0].view.plane
    at = [list(place) for place in wide.view["handles"][step]]
    at[0] = [0.5, 0.5]
    ask(wide, "drop", step=step, at=at)

    after = wide.trace[wide.trace.k - 1].centroids
    off = (after - before)[0] - (after - before)[0] @ plane.basis.T @ plane.basis
    assert wide.settings.init == "placed"
    assert after[1:] == pytest.approx(before[1:], abs=1e-3)
    assert off == pytest.approx(np.zeros(4), abs=1e-9)
    assert not np.allclose(after[0], before[0], atol=0.05)


def test_start_centroids_are_placed_in_the_plane_of_four_columns_and_a_link_keeps_them(wide):
    ask(wide, "place", at=[[0.2, 0.5], [0.8, 0.5]])
    link, places = wide.view["address"] + "&step=0", wide.settings.start
    assert [len(place) for place in places] == [4, 4]

    change(wide, data="blobs")
    ask(wide, "ready", density=1, theme="light", address=link)
    assert np.allclose(wide.settings.start, places, rtol=1e-5)


def test_places_for_other_columns_give_way_and_it_is_said(wide):
    change(wide, start=[[1, 2], [3, 4]], init="placed")

    assert wide.settings.init == "k-means++"
    assert "another number of columns" in " ".join(wide.view["messages"].values())


def test_a_drop_that_another_run_overtook_says_so_and_changes_nothing(explorer):
    ask(explorer, "drop", step=4, at=[[0.5, 0.5]] * 5)

    assert explorer.settings.init == "own"
    assert "5 places were given" in explorer.view["messages"]["hands"]


@pytest.mark.parametrize("k", [0, 13, "two"])
def test_explore_refuses_a_k_out_of_range(k):
    with pytest.raises(ValueError, match="1 to 12"):
        kviz.explore(k=k)
