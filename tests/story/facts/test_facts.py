"""What a step did is told, not what it should have done: one small run for every way to be wrong."""

import numpy as np
import pytest
from pseudo import CODE, write_language
from random_runs import own_run
from wrong_programs import PROGRAMS, farthest, program

import kviz
from kviz.story import catalogue
from kviz.story.frame import tell
from kviz.story.questions import ask_all

X = np.array([[0.0, 0.0], [0.0, 2.0], [6.0, 0.0], [6.0, 2.0], [7.0, 1.0]])


def told(trace):
    return [str(tell(trace, i).sentence) for i in range(len(trace))]


def test_the_sum_is_not_called_a_mean_and_a_rising_cost_rises():
    sentences = told(kviz.record(PROGRAMS["sum"](X, 2), X))

    assert "A and B move to the sum of their points, not to the mean." in sentences[1] or (
        "to the sum of" in sentences[1]
    )
    assert "WCSS rises from" in sentences[1] and "In k-means it cannot rise." in sentences[1]


def test_argmax_is_not_called_nearest():
    sentences = told(kviz.record(program(X, 2, assign=farthest), X))

    assert sentences[0].startswith("Every point joins the centroid that is farthest from it:")
    assert "nearest" not in sentences[0]


def test_an_unfinished_program_is_called_unfinished():
    last = told(kviz.record(program(X, 2, rounds=1), X))[-1]

    assert "The program stopped while 2 points would still switch." in last
    assert "Repeating the two steps changes nothing" not in last


@pytest.mark.parametrize(("k", "points"), [(1, X), (5, X), (2, X[[0, 0, 2, 2]])])
def test_no_better_end_is_promised_where_there_is_none(k, points):
    """With one cluster, or with a cost of 0, every start ends as low as it can."""
    last = told(kviz.run(points, k, init=points[:1] if k == 1 else "farthest-first", rng=0))[-1]

    assert last.endswith("No start can end lower.")
    assert "Another start" not in last


def test_the_end_claims_no_more_than_that_the_two_steps_change_nothing():
    last = told(kviz.run(X, 2, init=X[[0, 2]]))[-1]

    assert "Repeating the two steps changes nothing now. Another start may find a lower value." in last
    assert "single step" not in last


def test_only_those_move_that_move():
    """B and C stand in the middle of their points from the start."""
    trace = kviz.run(X, 3, init=[[0.0, 0.0], [6.0, 1.0], [7.0, 1.0]])
    update = next(i for i, step in enumerate(trace) if step.phase == "update")

    assert "A moves 1, to the middle of its points." in told(trace)[update]
    assert "B and C are there already." in told(trace)[update]
    assert "Each centroid moves" not in told(trace)[update]


def test_one_cluster_has_no_farthest():
    update = told(kviz.run(X, 1, init=[[0.0, 0.0]]))[2]

    assert update.startswith("The centroid moves 3.93, to the mean of all points.")


def test_one_point_is_one_point():
    sentences = told(kviz.run([[1.0, 2.0]], 1, rng=0))

    assert sentences[0].startswith("There is only one point, point 0.")
    assert sentences[1].startswith("The point joins its nearest centroid: A gets 1.")


def test_the_same_candidate_twice_is_named_once():
    said = [
        told(kviz.run([[0.0], [0.1], [9.0]], 2, init="greedy-k-means++", rng=seed))[1] for seed in range(30)
    ]

    assert any("2 draws by chance all gave point 2. It becomes start centroid B." in one for one in said)
    assert not any("points 2 and 2" in one for one in said)


def test_equally_near_is_not_nearer():
    """Point 1 lies in the middle; its own centroid is as near as the one with the earlier letter."""
    Y = np.array([[0.0], [2.0], [4.0], [4.0]])

    def ties():
        yield np.array([0, 1, 1, 1]), np.array([[0.0], [4.0]])
        yield np.array([0, 0, 1, 1]), np.array([[0.0], [4.0]])

    assert "1 point switches to a centroid that is equally near." in told(kviz.record(ties(), Y))[1]


def test_with_manhattan_distance_the_draw_is_by_d():
    sentence = told(kviz.run(X, 2, metric="manhattan", rng=0))[1]

    assert "its distance D divided by the sum of all D" in sentence and "²" not in sentence


def test_points_that_change_are_those_that_change_on_screen():
    """Where an empty cluster took a point, the assignment is compared with that."""
    seen = 0
    for seed in range(400):
        trace = own_run(seed)
        for i in range(1, len(trace)):
            step, before = trace[i], trace[i - 1]
            if step.phase == "assign" and before.phase == "update":
                np.testing.assert_array_equal(step.changed, np.flatnonzero(step.labels != before.labels))
                np.testing.assert_array_equal(step.changed, tell(trace, i).changed)
                seen += any(event.kind == "moved" for event in before.events)
            if step.phase == "converged":
                np.testing.assert_array_equal(step.labels, before.labels)
    assert seen > 5


def test_an_emptied_cluster_is_mentioned_at_the_end():
    trace = kviz.run(X, 3, init=[[0.0, 1.0], [6.0, 1.0], [99.0, 99.0]])

    assert "C has no points." in told(trace)[-1]


def test_half_of_the_way_is_called_half_of_the_way():
    sentence = told(kviz.record(PROGRAMS["half way"](X, 2), X))[1]

    assert "50 % of the way to the middle of" in sentence


def test_no_english_leaks_into_another_language(tmp_path, monkeypatch):
    """In the made-up language every letter of a message is changed; only names are left."""
    monkeypatch.setattr(catalogue, "_ADDED", {})
    pseudo = catalogue.add_language(write_language(tmp_path / f"{CODE}.toml"))
    traces = [own_run(seed) for seed in range(60)]
    traces += [kviz.record(make(X, 2), X, limit=20) for make in PROGRAMS.values()]
    traces += [kviz.run(kviz.datasets["blobs"](), 3, init=name, rng=1) for name in ("k-means++", "box")]
    for trace in traces:
        said = [text for i in range(len(trace)) for text in words_of(tell(trace, i, pseudo))]
        if trace.settings:
            said += kviz_listing(trace, pseudo)
        for question in ask_all(trace, pseudo).values():
            said += [question.text, question.why, *question.choices, *question.reasons]
        for text in said:
            assert not leaks(str(text)), text


def words_of(frame):
    return [frame.heading, frame.sentence, frame.fact, frame.outlook]


def kviz_listing(trace, numbers):
    from kviz.story.pseudocode import listing

    return listing(trace, numbers)


def leaks(text):
    """English words: two ASCII letters together, but for names that come from outside."""
    import re

    return [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in ("first", "rows", "column")]
