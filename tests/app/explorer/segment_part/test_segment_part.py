"""The Segment part without a browser: from a table to names and files."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import mall
import numpy as np
import pytest
from asking import ask
from mall import needs_mall
from segmenting import ROWS, answers, search

import kviz
from kviz.app.explorer.settings import MAX_K
from kviz.data.registry import OWN_GROUP
from kviz.data.tables.read_table import read_table


def test_the_columns_come_with_a_word_on_ids_and_categories(uploaded):
    [table] = answers(ask(uploaded, "segment look"), "segment table")
    columns = {column["name"]: column for column in table["columns"]}

    assert columns["id"]["kind"] == "id"
    assert "not a feature" in columns["id"]["advice"]
    assert not columns["sort"]["numeric"]
    assert [name for name, column in columns.items() if column["chosen"]] == ["income", "score"]


def test_a_table_of_ones_own_is_told_from_a_set_of_kviz(uploaded, monkeypatch):
    """One was given to be segmented, the other chosen to see k-means in it; a teacher's own is among them."""
    blobs = kviz.datasets["blobs"]
    row = replace(blobs, name="our-shop", group=OWN_GROUP, path=lambda: blobs.file)
    monkeypatch.setitem(kviz.datasets, "our-shop", row)
    told = []
    for data in ["upload", "blobs", "our-shop"]:
        ask(uploaded, "change", changes={"data": data})
        [table] = answers(ask(uploaded, "segment look"), "segment table")
        told.append((table["own"], table["name"]))

    assert told == [(True, "people.csv"), (False, "Three round clouds"), (True, "blobs.csv")]


def test_a_search_tells_its_progress_and_then_everything(uploaded):
    sent = search(uploaded)
    parts = [told["part"] for told in answers(sent, "segmenting")]
    [said] = answers(sent, "segmented")

    assert parts == sorted(parts)
    assert len(parts) > 8
    assert said["k"] == 3
    assert list(said["told"])[:4] == ["inspect", "features", "scale", "choose"]
    assert sorted(segment["size"] for segment in said["segments"][:-1]) == [12, 12, 12]
    pictures = {c["name"]: buffers[0] for c, buffers in sent if c["type"] == "segment picture"}
    assert set(pictures) == {"elbow", "starts", "segments", "profile"}
    assert all(png.startswith(b"\x89PNG") for png in pictures.values())


def test_new_names_are_in_every_file(found):
    [named] = answers(ask(found, "segment names", names=["Ann", "", "  Cat\n "]), "segment names")
    files = {}
    for suffix in (".csv", ".html", ".pdf", ".py"):
        [(about, [data])] = ask(found, "segment file", suffix=suffix)
        assert about["name"] == f"people-segments{suffix}"
        files[suffix] = data

    rows = list(csv.DictReader(StringIO(files[".csv"].decode())))
    assert len(rows) == len(ROWS)
    assert {row["segment"]: row["segment name"] for row in rows}["A"] == "Ann"
    assert {row["segment"]: row["segment name"] for row in rows}["C"] == "Cat"
    assert [row["id"] for row in rows] == [str(row[0]) for row in ROWS]
    assert "Ann" in named["code"]
    assert b"Ann" in files[".html"]
    assert b"<b>" not in files[".html"].partition(b"<main>")[2]
    assert files[".pdf"].startswith(b"%PDF")


@pytest.mark.parametrize("k", [1, 3, 4])
@pytest.mark.parametrize("scale", ["yes", "no"])
def test_a_point_of_the_curve_opens_its_run(uploaded, k, scale):
    """What is played costs what the curve says."""
    search(uploaded, scale=scale)
    [opened] = answers(ask(uploaded, "segment open", k=k), "segment opened")

    cost = uploaded.segmenting.found.elbow.curve.best(k).cost
    assert opened["k"] == uploaded.trace.k == k
    assert uploaded.index == 0
    assert uploaded.trace.cost == pytest.approx(cost, rel=1e-9)


def test_one_segment_keeps_the_random_seed_and_the_others_get_a_short_one(uploaded):
    ask(uploaded, "change", changes={"seed": 7})
    search(uploaded)
    ask(uploaded, "segment open", k=1)
    assert uploaded.settings.seed == 7

    for k in (2, 3):
        ask(uploaded, "segment open", k=k)
        assert uploaded.settings.seed < 30


def test_every_point_of_a_curve_with_neighbours_solutions_opens_its_run(explorer):
    """Some of them began at another solution, and not with a random seed."""
    ask(explorer, "change", changes={"data": "customers"})
    search(explorer, ["Age", "Annual Income (k$)", "Spending Score (1-100)"], k=MAX_K)
    curve = explorer.segmenting.found.elbow.curve

    assert any(run.seed is None for run in curve.runs)
    for run in curve.runs:
        ask(explorer, "segment open", k=run.k)
        assert explorer.trace.X.shape[1] == 3
        assert explorer.trace.cost == pytest.approx(run.cost, rel=1e-9)


def test_a_run_with_other_columns_is_undone_like_any_change(uploaded):
    before = uploaded.settings
    search(uploaded, ["id", "income", "score"], scale="yes")
    ask(uploaded, "segment open", k=2)
    assert uploaded.view["names"] == ["id", "income", "score"]
    assert "columns=('id', 'income', 'score')" in uploaded.view["snippet"]

    [table] = answers(ask(uploaded, "segment look"), "segment table")
    assert not table["fresh"]
    ask(uploaded, "undo")
    assert uploaded.settings == before


def test_one_column_is_enough(uploaded):
    [said] = answers(search(uploaded, ["income"], k="3"), "segmented")
    ask(uploaded, "segment open", k=3)

    assert said["features"] == ["income"]
    assert uploaded.trace.X.shape == (36, 1)


@pytest.mark.parametrize("data", ["blobs", "iris", "outlier"])
def test_every_built_in_set_can_be_segmented(explorer, data):
    ask(explorer, "change", changes={"data": data})
    [table] = answers(ask(explorer, "segment look"), "segment table")
    chosen = [column["name"] for column in table["columns"] if column["chosen"]]
    [said] = answers(search(explorer, chosen), "segmented")

    assert f"kviz.datasets[{data!r}].file" in said["code"]


def test_the_code_finds_the_same_segments(explorer):
    ask(explorer, "change", changes={"data": "customers"})
    [said] = answers(search(explorer, ["Annual Income (k$)", "Spending Score (1-100)"]), "segmented")
    names = {}
    exec(said["code"], names)

    found = explorer.segmenting.found
    assert names["trace"].labels.tolist() == found.trace.labels.tolist()
    assert names["trace"].cost == pytest.approx(found.trace.cost)


def test_points_of_nobodys_file_are_segmented_too(listened):
    rng = np.random.default_rng(0)
    explorer = listened(kviz.explore(rng.normal(size=(40, 3)), k=2))
    [table] = answers(ask(explorer, "segment look"), "segment table")
    [said] = answers(search(explorer, ["x1", "x2", "x3"], k=2), "segmented")

    assert [column["name"] for column in table["columns"]] == ["x1", "x2", "x3"]
    assert "DataFrame" in said["code"]
    ask(explorer, "segment open", k=2)
    assert explorer.settings.data == "given"


def test_drawn_points_are_segmented_and_a_new_drawing_is_a_new_table(explorer):
    ask(explorer, "draw", at=[[0.1, 0.1], [0.12, 0.1], [0.9, 0.9], [0.92, 0.9], [0.5, 0.1]])
    assert answers(ask(explorer, "segment look"), "segment table")[0]["fresh"]
    assert answers(search(explorer, ["x", "y"]), "segmented")
    assert not answers(ask(explorer, "segment look"), "segment table")[0]["fresh"]

    ask(explorer, "draw", at=[[0.1, 0.1], [0.2, 0.2], [0.9, 0.9]])
    assert answers(ask(explorer, "segment look"), "segment table")[0]["fresh"]
    assert ask(explorer, "segment file", suffix=".csv") == []


def test_the_points_of_the_curve_lie_where_the_picture_shows_them(found):
    """They run from left to right and, as the cost never rises, never up."""
    for narrow in (False, True):
        [about] = [c for c, _ in ask(found, "segment pictures", narrow=narrow) if c["name"] == "elbow"]
        left, top = np.array(about["points"]).T

        assert about["width"] == (360 if narrow else 540)
        assert len(left) == len(found.segmenting.found.elbow.ks)
        assert (np.diff(left) > 0).all()
        assert (np.diff(top) >= 0).all()
        assert 0 < min(left.min(), top.min()) < max(left.max(), top.max()) < 1


def test_a_dark_screen_gets_dark_pictures(found):
    light = {c["name"]: b[0] for c, b in ask(found, "segment pictures")}
    ask(found, "ready", density=1, theme="dark")
    dark = {c["name"]: b[0] for c, b in ask(found, "segment pictures")}

    assert set(dark) == set(light)
    assert all(dark[name] != light[name] for name in light)


@needs_mall
def test_the_real_customers_are_five_segments(explorer):
    ask(explorer, "upload", [memoryview(mall.find().read_bytes())], name=mall.NAME)
    [said] = answers(search(explorer, [mall.INCOME, mall.SCORE]), "segmented")

    assert said["elbow"]["best_k"] == 5
    assert sorted(segment["size"] for segment in said["segments"][:-1]) == [22, 23, 35, 39, 81]
    [(_, [data])] = ask(explorer, "segment file", suffix=".csv")
    assert len(read_table(BytesIO(data).read(), columns=("Age",)).points) == 200
