"""Runs and what belongs to them show themselves in a cell, in a browser and in a window."""

import os
import re
import subprocess
import sys
import tempfile
import webbrowser

import pytest

import kviz
from kviz.app import cards
from kviz.app.notebook import CARDS

DATA = kviz.datasets["tutorial"]()
TRACE = kviz.run(DATA, k=2, rng=0)


def one_cluster():
    yield [0] * len(DATA.points), DATA.points[:2]


def things():
    return {
        "run_card": TRACE,
        "dataset_card": DATA,
        "check_card": kviz.check(one_cluster(), DATA),
        "elbow_card": kviz.elbow(DATA, ks=range(1, 5), n_init=2, rng=0),
        "segments_card": kviz.segment(kviz.datasets["customers"]().table, k=3, n_init=1),
    }


def test_everything_that_has_a_card_shows_its_numbers_and_a_picture_with_words():
    made = {name: getattr(cards, name)(thing) for name, thing in things().items()}

    assert set(made) == set(CARDS.values())
    for html in made.values():
        pictures = re.findall(r'<img class="kviz-(light|dark)"[^>]*? alt="([^"]+)"', html)
        assert [style for style, _ in pictures] == ["light", "dark"]
        assert all(len(words) > 20 for _, words in pictures)
        assert len(html) < 250_000
    assert "WCSS" in made["run_card"] and "lbow" in made["elbow_card"]
    assert "Score" in made["check_card"] and "segments" in made["segments_card"]


def test_names_from_a_file_are_text_in_a_card():
    data = kviz.Dataset([[1.0, 2.0], [3.0, 5.0]], ("<script>alert(1)</script>", 'b"c'))

    html = cards.dataset_card(data)

    assert "<script" not in html and "&lt;script&gt;" in html


def run_python(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_card_is_a_method_so_every_notebook_and_any_program_finds_it():
    """Not all notebooks are IPython's; this process has none."""
    code = (
        "import kviz\n"
        "data = kviz.datasets['tutorial']()\n"
        "found = kviz.segment(kviz.datasets['customers']().table, k=2, n_init=1)\n"
        "steps = iter([([0] * len(data.points), data.points[:1])])\n"
        "run, curve = kviz.run(data, 2, rng=0), kviz.elbow(data, [1, 2, 3])\n"
        "things = data, run, kviz.check(steps, data), curve, found\n"
        "print(*['kviz-card' in thing._repr_html_() for thing in things])\n"
    )
    assert run_python(code).split() == ["True"] * 5


def test_ipython_knows_the_cards_and_draws_nothing_before_it_shows_one():
    code = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "shell.display_formatter.active_types = ['text/plain', 'text/html']\n"
        "import kviz\n"
        "print('matplotlib' in sys.modules)\n"
        "trace = kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0)\n"
        "print('kviz-card' in shell.display_formatter.format(trace)[0]['text/html'])\n"
    )
    assert run_python(code).split() == ["False", "True"]


def test_show_writes_a_whole_page_and_says_where_it_is(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address)) or True)

    page = kviz.show(TRACE)

    assert opened == [page.as_uri()]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert str(page) in capsys.readouterr().out


def test_without_a_screen_show_opens_nothing_and_says_what_to_do(monkeypatch, capsys, tmp_path):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail("a browser was opened"))
    monkeypatch.setattr(sys, "platform", "linux")

    page = kviz.show([TRACE, TRACE], tmp_path / "two.html")

    assert page.exists()
    assert "open it in a browser" in capsys.readouterr().out


def test_play_outside_a_notebook_names_show():
    with pytest.warns(UserWarning, match=r"kviz\.show\(trace\) opens it in your browser"):
        kviz.play(TRACE)


@pytest.mark.parametrize(("backend", "managed"), [("webagg", 3), ("agg", 0)])
def test_pyplot_shows_our_figures_where_it_has_a_window_for_them(backend, managed):
    """In a script plt.show() is what people expect; without a window they would only pile up."""
    code = (
        "import matplotlib.pyplot as plt, kviz\n"
        "trace = kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0)\n"
        "mine = plt.figure() if plt.get_backend() == 'webagg' else None\n"
        "figure = kviz.draw(trace).figure\n"
        "kviz.gallery(trace)\n"
        "list(kviz.film(trace, size=(200, 160)))\n"
        "assert mine is None or plt.gcf() is mine\n"
        "print(len(plt.get_fignums()))\n"
        "figure.savefig('f.png')\n"
    )
    assert run_python(
        f"import os, tempfile; os.chdir(tempfile.mkdtemp())\n{code}", MPLBACKEND=backend
    ).split() == [str(managed)]
