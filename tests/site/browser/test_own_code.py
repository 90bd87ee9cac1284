"""A pupil's program in the editor ends in a sentence, and the programs to begin with are what they say."""

import numpy as np
import pytest

from kviz.picture.charts.check_report import check
from kviz.site.browser import own_code
from kviz.site.browser.own_code import Unfit, function_of
from kviz.story.messages import say

X = np.array([[0.0, 0.0], [0.0, 1.0], [5.0, 5.0], [6.0, 5.0], [9.0, 0.0]])


def test_the_whole_program_is_k_means():
    for data in (X, np.random.default_rng(1).normal(size=(60, 2))):
        assert check(function_of(say("site.program.whole"))(data.copy(), 3), data).ok


def test_the_program_with_holes_becomes_it_by_two_lines():
    holes = say("site.program.holes")
    whole = {line.strip() for line in say("site.program.whole").splitlines()}
    lines = [line.strip() for line in holes.splitlines() if not line.strip().startswith("#")]

    assert [line for line in lines if line not in whole] == ["labels = ...", "moved = ..."]
    assert not check(function_of(holes)(X.copy(), 2), X).ok


def test_the_blank_page_is_python_and_no_k_means_yet():
    assert not check(function_of(say("site.program.blank"))(X.copy(), 2), X).ok


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("def kmeans(X, k:\n", "Line 1 is not Python yet"),
        ("import numpy\n\nnumpy.nothing()\n", "stopped in line 3 with AttributeError"),
        ("raise SystemExit\n", "stopped in line 1 with SystemExit"),
        ("x = 1\n", "no function with yield"),
        ("def kmeans(X, k):\n    return X\n", "kmeans never yields"),
    ],
)
def test_what_cannot_be_run_says_the_line_and_the_remedy(program, said):
    with pytest.raises(Unfit, match=said):
        function_of(program)


@pytest.fixture
def ask(explorer):
    def ask(program):
        own_code.run_own(explorer, {"do": "own code", "source": program}, ())
        return explorer.sent[-1]

    return ask


def test_the_film_has_the_programs_own_lines_with_the_running_one(ask):
    told, pictures = ask(say("site.program.whole"))

    film = told["film"]
    assert told["ok"] and told["findings"] == []
    assert len(pictures) == len(film["steps"])
    running = {film["lines"][step["line"]].strip() for step in film["steps"] if step["line"] is not None}
    assert running == {"yield labels, centroids", "return"} or running == {"yield labels, centroids"}


def test_what_it_prints_and_where_it_goes_wrong_is_told(ask):
    told, _ = ask("print('hello')\n" + say("site.program.whole").replace("argmin", "argmax"))

    assert told["printed"] == "hello\n"
    assert told["step"] is not None and told["findings"]


def test_a_function_of_other_arguments_is_told_which_it_gets(ask):
    told, pictures = ask("def kmeans(points):\n    yield points\n")

    assert "with the points X and the number k" in told["fault"]
    assert pictures == []


def test_the_points_of_the_page_stay_as_they_are(ask, explorer):
    before = explorer.trace.X.copy()
    ask("def kmeans(X, k):\n    X[:] = 0\n    yield X[:, 0].astype(int), X[:k]\n")

    assert np.array_equal(explorer.trace.X, before)
    assert np.array_equal(explorer.dataset(explorer.settings).points, before)
