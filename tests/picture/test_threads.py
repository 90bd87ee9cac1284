"""Pictures made in several threads at once are the pictures made one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import matplotlib as mpl
from clouds import cloud

import kviz
from kviz.picture.film import Film
from kviz.picture.parts import PARTS, Part, table
from kviz.picture.render.marks import Dots
from kviz.picture.render.style import STYLES, Style

TRACE = kviz.run(cloud(60, 3), k=3, rng=0)
SMALL = (320, 240)


def test_two_films_in_two_threads_draw_what_each_draws_alone():
    alone = {style: list(kviz.film(TRACE, SMALL, style=style)) for style in ("light", "dark")}
    with ThreadPoolExecutor(2) as pool:
        both = pool.map(lambda style: list(kviz.film(TRACE, SMALL, style=style)), ["light", "dark"] * 3)

    assert list(both) == [alone["light"], alone["dark"]] * 3


def test_one_film_serves_several_threads():
    alone, film = list(kviz.film(TRACE, SMALL)), Film(TRACE, SMALL)
    steps = list(range(len(TRACE))) * 6
    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(film.png, steps))

    assert shared == [alone[i] for i in steps]


def test_no_thread_ever_sees_other_settings():
    before, seen, done = dict(dict.items(mpl.rcParams)), [], Event()

    def watch():
        while not done.is_set():
            if dict.get(mpl.rcParams, "figure.facecolor") != before["figure.facecolor"]:
                seen.append("changed")

    watcher = Thread(target=watch)
    watcher.start()
    list(kviz.film(TRACE, SMALL, style="dark"))
    kviz.draw(TRACE, 3, style="dark")
    done.set()
    watcher.join()

    assert not seen
    assert dict(dict.items(mpl.rcParams)) == before


def test_a_part_from_outside_is_one_function_and_one_row(monkeypatch):
    def crosses(scene):
        yield Dots(scene.places, "x", 9.0, "none", scene.ink, 2.0, 3.2)

    monkeypatch.setitem(PARTS, "crosses", Part("a cross at every centroid", crosses))
    drawn = kviz.draw(TRACE, -1, show="crosses")

    assert any((mark.get_gid() or "").startswith("crosses") for mark in drawn.get_children())
    assert Film(TRACE, SMALL, show="crosses").png(4) != Film(TRACE, SMALL).png(4)
    assert {"name": "crosses", "says": "a cross at every centroid", "home": "plot", "presets": []} in table()


def test_a_style_from_outside_is_one_row(monkeypatch, tmp_path):
    sheet = tmp_path / "mine.mplstyle"
    sheet.write_text("figure.facecolor: FFF8E7\naxes.prop_cycle: cycler('color', ['112233', '445566'])\n")
    monkeypatch.setitem(STYLES, "mine", str(sheet))
    film = Film(TRACE, SMALL, style="mine")

    assert film.rgb(0)[0, 0].tolist() == [0xFF, 0xF8, 0xE7]
    assert film.style.color(1) == "#445566"
    assert Film(TRACE, SMALL, style=str(sheet)).png(2) == film.png(2)
    assert isinstance(Style.read(sheet), Style)
