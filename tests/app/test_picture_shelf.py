"""Pictures are drawn once: for the same person again, and of built-in data for everybody."""

from dataclasses import replace

import numpy as np
import pytest

import kviz
from kviz.app import frame_store
from kviz.app.picture_shelf import PictureShelf
from kviz.picture.film import Film


@pytest.fixture
def drawn(monkeypatch):
    """How many pictures were painted."""
    counted, paint = [], Film.png
    monkeypatch.setattr(Film, "png", lambda film, i: counted.append(i) or paint(film, i))
    return counted


@pytest.fixture
def shelf(monkeypatch, tmp_path):
    """An empty shelf whose folder others share."""
    shelf = PictureShelf(tmp_path)
    monkeypatch.setattr(frame_store, "shelf", shelf)
    return shelf


def shown(page):
    return [page.store.png(0, i) for i in range(len(page.trace))]


def test_a_second_visitor_gets_the_first_ones_pictures_of_built_in_data(shelf, drawn, monkeypatch):
    mine = shown(kviz.explore())
    count = len(drawn)
    monkeypatch.setattr(frame_store, "shelf", PictureShelf(shelf.folder))  # another process

    assert shown(kviz.explore()) == mine
    assert count == len(mine) and len(drawn) == count, "the second visitor's pictures were painted again"


def test_own_points_are_never_written_down(shelf, drawn):
    page = kviz.explore(np.array([[0.0, 1.0], [1.0, 0.0], [5.0, 5.0]]), k=2)
    before = sorted(shelf.folder.iterdir())
    shown(page)

    assert sorted(shelf.folder.iterdir()) == before
    count = len(drawn)
    shown(kviz.explore(np.array([[0.0, 1.0], [1.0, 0.0], [5.0, 5.0]]), k=2))
    assert len(drawn) == count, "in the same process they serve again"


def test_points_under_a_built_in_name_are_other_points(shelf):
    page = kviz.explore()
    theirs = shown(page)
    name = page.settings.data
    page.shelf[name] = replace(page.shelf[name], points=page.shelf[name].points[:-1])
    page.apply(replace(page.settings, k=page.settings.k), "data", step=0)

    assert set(shown(page)).isdisjoint(theirs)
    assert not page.store.known[0].everybody


@pytest.mark.parametrize(
    "change", [{"k": 4}, {"seed": 9}, {"scale": "standardized"}, {"metric": "manhattan"}, {"init": "random"}]
)
def test_whatever_changes_the_run_is_another_picture(shelf, change):
    page = kviz.explore()
    page.apply(replace(page.settings, data="customers"), "data", step=0)
    page.apply(replace(page.settings, **change), "k", step=0)
    trace = page.trace

    last = len(trace) - 1
    alone = Film(trace, page.store.size, page.store.density, hide=frame_store.BESIDE)
    assert page.store.png(0, last) == alone.png(last)


def test_a_full_shelf_forgets_what_was_not_asked_for_longest():
    shelf = PictureShelf(here=30)
    for name in "abc":
        shelf.put(name, b"0123456789", everybody=False)
    assert shelf.get("a")
    shelf.put("d", b"0123456789", everybody=False)

    assert [name for name in "abcd" if shelf.get(name)] == ["a", "c", "d"]


def test_a_full_folder_is_emptied_to_half(tmp_path):
    shelf = PictureShelf(tmp_path, there=1000)
    for i in range(129):
        shelf.put(f"{i:03}", bytes(10), everybody=True)

    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1000
    assert shelf.get("128")


def test_a_folder_that_is_gone_costs_nobody_the_picture(tmp_path, drawn, monkeypatch):
    monkeypatch.setattr(frame_store, "shelf", PictureShelf(tmp_path / "gone"))

    assert len(shown(kviz.explore())) == len(drawn)
