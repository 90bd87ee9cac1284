"""Pictures before a question: nothing in them depends on the step that is asked about."""

import numpy as np
import pytest
from random_runs import own_run, programs

import kviz
from kviz.picture.film import Film
from kviz.story.questions import ask_all, frame_of

SIZE = (640, 420)
SETS = [("blobs", 4, 3), ("noise", 5, 2), ("moons", 3, 1), ("empty-trap", 3, 0), ("customers", 5, 1)]


@pytest.mark.parametrize(("name", "k", "seed"), SETS)
def test_the_asked_picture_is_that_of_a_run_that_ends_there(name, k, seed):
    """What has no future cannot show it: the same run, cut off at the step on screen."""
    trace = kviz.run(kviz.datasets[name](), k, rng=seed)
    film = Film(trace, SIZE, predict=0, hide="heading")
    for index, question in film.questions.items():
        names = {"inspected", "heading", *question.hide} - {"ahead", "outlook", "fact"}
        cut = Film(trace[:index], SIZE, hide=names)
        assert cut.limits == pytest.approx(film.limits)
        assert np.array_equal(film.rgb(index - 1), cut.rgb(index - 1)), f"{question.kind} at {index}"


def test_of_thousands_of_questions_none_is_answered_by_a_part_of_its_picture():
    runs = [own_run(seed) for seed in range(0, 800, 4)] + [trace for _, trace in programs()][::20]
    asked = 0
    for trace in runs:
        film = Film(trace, SIZE, predict=1)
        for index, question in film.questions.items():
            scene = film._scene(index - 1)
            asked += 1
            assert not scene.parts & question.hide
            assert film.frame(index - 1).sentence == frame_of(trace, question).sentence
            assert "next" not in question.hide or not len(scene.frame.will_switch)
            assert not scene.view.ahead
    assert asked > 500


def test_all_else_is_drawn_as_always():
    """Before a question that nothing gives away, only the costs to come are missing."""
    trace = kviz.run(kviz.datasets["blobs"](), 4, rng=3)
    film, plain = Film(trace, SIZE, predict=0, hide="cost"), Film(trace, SIZE, hide="cost")
    open_steps = [
        i for i in range(len(trace)) if not (film.questions.get(i + 1) and film.questions[i + 1].hide)
    ]

    assert len(open_steps) > 4
    assert all(np.array_equal(film.rgb(i), plain.rgb(i)) for i in open_steps)


def test_the_last_picture_shows_the_whole_staircase():
    trace = kviz.run(kviz.datasets["blobs"](), 4, rng=3)

    assert np.array_equal(Film(trace, SIZE, predict=0).rgb(-1), Film(trace, SIZE).rgb(-1))


def test_two_programs_that_go_on_differently_look_alike_before_they_do():
    """The panel of costs writes how often they rise, and its stairs end where the run ends: not here."""
    X = kviz.datasets["blobs"]().points
    better, worse, best = X.mean(axis=0) + 1, X.mean(axis=0) + 2, X.mean(axis=0)

    def program(*centers):
        for center in centers:
            yield np.zeros(len(X), dtype=int), center[None]

    rises, falls = (kviz.record(program(better, then), X) for then in (worse, best))
    assert not np.array_equal(Film(rises, SIZE).rgb(0), Film(falls, SIZE).rgb(0))
    assert np.array_equal(Film(rises, SIZE, predict=0).rgb(0), Film(falls, SIZE, predict=0).rgb(0))


def test_another_seed_asks_other_questions():
    trace = kviz.run(kviz.datasets["blobs"](), 4, rng=3)

    assert Film(trace, SIZE, predict=5).questions == ask_all(trace, seed=5)
    assert Film(trace, SIZE, predict=5).questions != Film(trace, SIZE, predict=0).questions
