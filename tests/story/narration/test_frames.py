import numpy as np
import pytest

import kviz
from kviz.engine.lloyd import kmeans
from kviz.story.formatting import ENGLISH
from kviz.story.frame import imagine, tell
from kviz.story.messages import Part
from kviz.story.names import cost_name
from kviz.story.narration.events import event_sentence
from kviz.story.narration.narrate import weight_name
from kviz.story.pseudocode import listing, running_line

FOUR = np.array([[0.0, 0.0], [0.0, 2.0], [6.0, 0.0], [6.0, 2.0]])


def test_four_points_in_words():
    """By hand: A at (0, 0) gets the left two, B at (6, 0) the right two; both move up by one."""
    trace = kviz.run(FOUR, k=2, init=[[0.0, 0.0], [6.0, 0.0]])
    frames = [tell(trace, i) for i in range(len(trace))]

    assert [frame.heading for frame in frames] == [
        "Start centroid A", "Start centroid B", "Assign · iteration 1", "Update · iteration 1",
        "Finished · iteration 2",
    ]  # fmt: skip
    assert [frame.sentence for frame in frames] == [
        "Start centroid A is put at (0, 0), as given. That is point 0. "
        "ΣD², the sum of all squared distances to it, is 80.",
        "Start centroid B is put at (6, 0), as given. That is point 2. ΣD² falls from 80 to 8.",
        "Every point joins its nearest centroid: A gets 2 and B gets 2. WCSS is 8.",
        "Each centroid moves to the middle of its points. A and B move farthest (1). "
        "WCSS falls from 8 to 4. No point will switch next.",
        "No point changed cluster: finished after 2 iterations, WCSS 4. "
        "Repeating the two steps changes nothing now. Another start may find a lower value.",
    ]
    assert [frame.outlook for frame in frames] == ["", "", "", "No point will switch next.", ""]
    assert [frame.fact for frame in frames[2:]] == [
        "all 4 points join their nearest centroid", "no point will switch", "no point changed cluster",
    ]  # fmt: skip
    assert [part.text for part in frames[3].parts if isinstance(part, Part)] == ["A", "B"]


def test_what_will_switch_is_what_then_changes(tutorial):
    for i in range(len(tutorial) - 1):
        if tutorial[i].phase == "update":
            after = tell(tutorial, i + 1)
            np.testing.assert_array_equal(tell(tutorial, i).will_switch, after.changed)


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("seed", range(4))
def test_the_short_cut_to_what_will_switch_equals_the_distances(seed, metric):
    """A run of our own already knows its next step; a student's run has to be measured."""
    X = np.random.default_rng(seed).normal(size=(120, 2))
    ours = kviz.run(X, k=4, rng=seed, metric=metric, max_iter=4)
    students = kviz.record(
        iter([(step.labels, step.centroids) for step in ours if step.phase != "seed"]), X, metric=metric
    )
    after = {i: tell(ours, i).will_switch for i in range(len(ours)) if ours[i].phase == "update"}
    theirs = {i: tell(students, i).will_switch for i in range(len(students)) if students[i].phase == "update"}

    for mine, other in zip(after.values(), theirs.values(), strict=False):
        np.testing.assert_array_equal(mine, other)


def test_nobody_changes_cluster_in_the_first_assignment(tutorial):
    """To get a first cluster is not to change it: 22 rings would say nothing."""
    first = next(i for i, step in enumerate(tutorial) if step.phase == "assign")

    assert len(tutorial[first].changed) == 22
    assert len(tell(tutorial, first).changed) == 0


def test_every_event_is_in_the_sentence():
    trace = kviz.run([[0, 0], [1, 0], [0, 0.0], [5, 5]], k=4, rng=0)
    for i in range(len(trace)):
        frame = tell(trace, i)
        assert all(event_sentence(event, ENGLISH) in frame.sentence for event in frame.events)
    assert {kind for i in range(len(trace)) for kind, _ in tell(trace, i).events} >= {
        "duplicate",
        "tie",
        "empty",
    }


def test_seedings_are_told_by_their_own_names():
    said = {
        name: tell(kviz.run(FOUR, k=2, init=name, rng=1), 1).sentence
        for name in ("k-means++", "greedy-k-means++", "farthest-first", "random", "box")
    }

    assert "its D² divided by the sum of all D²" in said["k-means++"]
    assert "no other of them leaves a smaller sum of D²" in said["greedy-k-means++"] or (
        "draws by chance all gave point" in said["greedy-k-means++"]
    )
    assert "In scikit-learn, this greedy choice is called k-means++." in said["greedy-k-means++"]
    assert "no point is farther from the start centroids so far" in said["farthest-first"]
    assert "this is not k-means++" in said["farthest-first"]
    assert "Each of the 3 points not yet taken had the same chance" in said["random"]
    assert "is put at a random place" in said["box"]


def test_where_no_distance_is_left_the_sentence_and_the_chances_name_the_same_points():
    """Four points on two places: after two seeds every D² is 0, then all others are equally likely."""
    X = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [1.0, 1.0]]
    for init in ("k-means++", "greedy-k-means++"):
        trace = kviz.run(X, k=4, init=init, rng=2)
        third, fourth = tell(trace, 2), tell(trace, 3)

        taken = [step.chosen for step in trace[:2]]
        assert trace[2].weights is None
        assert [trace[2].probabilities[row] for row in taken] == [0, 0]
        assert sorted(trace[2].probabilities) == [0, 0, 0.5, 0.5]
        assert "Each of the 2 points not yet taken had the same chance" in third.sentence
        assert "is the only point that is not taken yet" in fourth.sentence


def test_farthest_first_without_a_distance_left_takes_the_next_row_and_draws_nothing():
    trace = kviz.run([[0.0], [0.0], [5.0], [5.0], [0.0]], k=5, init="farthest-first", rng=0)
    seeds = [step for step in trace if step.phase == "seed"]

    assert sorted(step.chosen for step in seeds) == [0, 1, 2, 3, 4]
    for i, step in enumerate(seeds[1:], start=1):
        assert step.draw is None and step.probabilities[step.chosen] == 1
        far = step.weights[step.chosen] > 0
        assert ("no point is farther" in tell(trace, i).sentence) == far
        assert ("it is the first row that is not taken yet" in tell(trace, i).sentence) != far
    assert seeds[-1].weights.tolist() == [0.0] * 5


def test_with_manhattan_distance_nothing_is_squared():
    """The draw is by D, the centre a median, and the cost no WCSS."""
    trace = kviz.run(FOUR, k=2, metric="manhattan", rng=1)
    words = " ".join([*(tell(trace, i).sentence for i in range(len(trace))), *listing(trace)])

    assert "²" not in words and "WCSS" not in words and "mean " not in words and "mean." not in words
    assert "D(x) / ΣD" in words and "median" in words
    assert (weight_name(trace), cost_name(trace.geometry)) == ("D", "sum of absolute deviations")


def test_a_cost_that_does_not_fall_is_not_said_to_fall():
    trace = kviz.run([[0.0, 0.0], [1.0, 0.0]], k=2, init=[[0.0, 0.0], [1.0, 0.0]])
    update = next(i for i, step in enumerate(trace) if step.phase == "update")

    assert "WCSS stays 0." in tell(trace, update).sentence
    assert (
        "Every centroid is already in the middle of its points, so none moves" in tell(trace, update).sentence
    )


def test_a_run_that_is_cut_off_where_nothing_would_change_is_not_said_to_be_unfinished():
    sentence = tell(kviz.run(FOUR, k=2, init=FOUR[[0, 2]], max_iter=1), -1).sentence

    assert "with a higher limit, the run would finish here" in sentence

    def endless():
        while True:
            yield [0, 0, 1, 1], FOUR[[0, 2]]

    sentence = tell(kviz.record(endless(), FOUR, limit=3), -1).sentence
    assert "Stopped after 3 steps, the limit" in sentence
    assert "A and B are not in the middle of their points" in sentence


def test_a_run_that_is_cut_off_says_so():
    frame = tell(kviz.run(np.random.default_rng(0).normal(size=(60, 2)), k=4, rng=0, max_iter=1), -1)

    assert (frame.heading, frame.fact) == ("Stopped · iteration 1", "stopped at the limit")
    assert "points have just switched, so the run is not finished." in frame.sentence


def test_the_running_line_is_the_one_that_made_the_step(tutorial):
    lines = listing(tutorial)
    said = [lines[running_line(tutorial, i)].strip() for i in range(len(tutorial))]

    assert said[:2] == ["each centroid ← its given start position"] * 2
    assert said[2:] == [
        "assign every point to its nearest centroid", "move every centroid to the mean of its points",
        "assign every point to its nearest centroid", "move every centroid to the mean of its points",
        "if no point changed cluster: stop",
    ]  # fmt: skip


@pytest.mark.parametrize("init", ["k-means++", "greedy-k-means++", "farthest-first"])
def test_the_first_seed_and_the_next_run_different_lines(init):
    trace = kviz.run(FOUR, k=3, init=init, rng=0)

    assert [running_line(trace, i) for i in range(3)] == [0, 1, 1]


def test_a_students_own_source_is_the_listing():
    def mine(X, centroids):
        labels = ((X[:, None] - centroids) ** 2).sum(axis=-1).argmin(axis=1)
        yield labels, centroids
        yield labels, np.array([X[labels == j].mean(axis=0) for j in range(2)])

    trace = kviz.record(mine(FOUR, FOUR[[0, 2]]), FOUR)
    lines = listing(trace)

    assert any("def mine" in line for line in lines)
    assert "yield" in lines[tell(trace, 0).line]


def test_a_frame_can_be_imagined(tutorial):
    frame = imagine(tutorial, -1, [[2.0, 4.75], [9.0, 7.0]])

    np.testing.assert_array_equal(frame.step.labels, tutorial[2].labels)
    assert frame.step.cost == pytest.approx(tutorial[2].cost)
    assert frame.fact == "WCSS would be 227"


def test_frames_of_steps_that_come_one_by_one():
    """A recorded stream and a run tell the same."""
    one, other = kviz.run(FOUR, k=2, rng=3), kviz.record(kmeans(FOUR, k=2, rng=3), FOUR)

    assert [tell(one, i).sentence for i in range(len(one))] == [
        tell(other, i).sentence for i in range(len(other))
    ]
