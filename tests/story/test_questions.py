"""Predict, then reveal: a question has one right answer, and the next step shows it."""

import numpy as np
import pytest

import kviz
from kviz.story.formatting import letter
from kviz.story.questions import ask


def test_before_an_update_the_centroid_that_moves_farthest_is_asked_for(tutorial):
    question = ask(tutorial, 3)

    assert question.choices == ("A", "B")
    assert question.answer == int(np.argmax(tutorial[3].shift))


def test_before_an_assignment_a_point_that_really_changes_is_asked_for(tutorial):
    question = ask(tutorial, 4)

    (row,) = question.rows
    assert row in tutorial[4].changed
    assert question.choices[question.answer] == letter(tutorial[4].labels[row])


def test_before_a_drawn_seed_the_likeliest_of_three_points_is_asked_for():
    trace = kviz.run(kviz.datasets["blobs"](), k=3, rng=0)

    question = ask(trace, 1)

    chances = trace[1].probabilities[list(question.rows)]
    assert question.answer == int(np.argmax(chances))
    assert len(question.choices) == len(set(question.choices)) == 3


def test_nothing_is_asked_before_the_first_step_or_after_the_last(tutorial):
    assert ask(tutorial, 0) is None
    assert ask(tutorial, len(tutorial)) is None
    assert ask(tutorial, len(tutorial) - 1) is None, "the end is told, not asked"


@pytest.mark.parametrize("init", ["k-means++", "greedy-k-means++", "farthest-first", "random", "box"])
@pytest.mark.parametrize("name", ["blobs", "duplicates", "empty-trap", "noise", "customers"])
@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_every_question_of_every_run_has_its_answer_among_the_choices(name, init, metric):
    trace = kviz.run(kviz.datasets[name](), k=4, init=init, metric=metric, rng=1)

    for index in range(len(trace)):
        question = ask(trace, index)
        if question is not None:
            assert 0 <= question.answer < len(question.choices) >= 2
            assert question.index == index
            assert question.why.endswith(".")


def test_a_tie_is_no_fair_question():
    """(1, 0) is as near to A as to B, so nobody is asked which one it joins."""
    trace = kviz.run([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]], k=2, init=[[0.0, 0.0], [2.0, 0.0]])

    question = ask(trace, 2)

    assert question is None or 1 not in question.rows
