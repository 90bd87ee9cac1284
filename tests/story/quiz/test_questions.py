"""Every question of thousands of runs, answered by brute force; what gives an answer away is hidden."""

from collections import Counter
from itertools import pairwise, product
from math import dist

import numpy as np
import pytest
from pseudo import CODE, write_language
from random_runs import own_run
from wrong_programs import PROGRAMS

import kviz
from kviz.engine.geometry import EUCLIDEAN, GEOMETRIES
from kviz.picture.parts import PARTS
from kviz.story import catalogue
from kviz.story.messages import Part
from kviz.story.questions import KINDS, ask, ask_all, frame_of
from kviz.story.quiz.question import REGIONS
from kviz.story.quiz.seed_questions import chances_of_greedy

SETS = ("blobs", "moons", "noise", "customers", "empty-trap", "duplicates", "outlier", "elongated")


def runs():
    """Runs of kviz on clouds and on its own data sets, and programs of every kind."""
    yield from ((f"run {seed}", own_run(seed)) for seed in range(800))
    for name, init, seed in product(
        SETS, ("k-means++", "greedy-k-means++", "farthest-first", "box"), range(4)
    ):
        X = kviz.datasets[name]().points
        yield f"{name} {init} {seed}", kviz.run(X, min(2 + seed, len(X)), init=init, rng=seed)
    for seed, name in product(range(4), PROGRAMS):
        X = kviz.datasets["blobs"]().points[seed::4]
        yield f"{name} {seed}", kviz.record(PROGRAMS[name](X, 3), X, limit=20)


class Judge:
    """The answer of a question from the arrays alone, and what on the screen before would tell it."""

    def __init__(self, trace, question):
        self.trace, self.q = trace, question
        self.step, self.before = trace[question.index], trace[question.index - 1]
        self.l1 = trace.geometry.name == "manhattan"

    def d(self, p, c):
        return sum(abs(a - b) for a, b in zip(p, c, strict=True)) if self.l1 else dist(p, c)

    def cluster(self, choice):
        (part,) = (part for part in choice.parts if isinstance(part, Part))
        return part.value

    def answers(self):
        """Indices of the choices that are right: there has to be one, and no other."""
        return getattr(self, f"of_{self.q.kind}")()

    def of_chance(self):
        previous = self.step.centroids[:-1]
        share = np.array([min(self.d(p, c) for c in previous) ** (1 if self.l1 else 2) for p in self.trace.X])
        chances = share / share.sum()
        if len(self.step.candidates) > 1:
            chances = kept_by_greedy(self.trace.X, share, len(self.step.candidates), self.l1)
        mine = chances[list(self.q.rows)]
        return [i for i in range(3) if mine[i] >= mine.max() * (1 - 1e-9)]

    def of_farthest(self):
        return [i for i, row in enumerate(self.q.rows) if row == self.step.chosen]

    def of_join(self):
        (row,) = self.q.rows
        gaps = [self.d(self.trace.X[row], c) for c in self.before.centroids]
        ranked = sorted(gaps)
        assert 0.6 <= ranked[0] / ranked[1] <= 0.85, "neither plain nor a coin toss"
        return [
            i for i, choice in enumerate(self.q.choices)
            if gaps[self.cluster(choice)] == ranked[0] and self.step.labels[row] == self.cluster(choice)
        ]  # fmt: skip

    def of_switch(self):
        return [0 if (self.step.labels != self.before.labels).any() else 1]

    def of_end(self):
        return [0 if self.step.phase == "converged" else 1]

    def of_empty(self):
        return [i for i, c in enumerate(self.q.choices) if self.cluster(c) not in self.step.labels]

    def of_move(self):
        moved = [dist(a, b) for a, b in zip(self.before.centroids, self.step.centroids, strict=True)]
        assert max(moved) > 0, "nothing is asked where nothing moves"
        return [i for i, c in enumerate(self.q.choices) if moved[self.cluster(c)] == max(moved)]

    def of_land(self):
        gaps = [dist(place, c) for c in [self.centroid()] for place in self.q.places]
        assert all(gap > 2 * self.q.tolerance * 0.99 for gap in gaps if gap), "wrong places lie apart"
        for i, place in enumerate(self.q.places):
            aside = np.asarray(place) + 0.6 * self.q.tolerance
            assert self.q.judge_place(aside) == i
        return [i for i, gap in enumerate(gaps) if gap == 0]

    def centroid(self):
        (part,) = (part for part in self.q.text.parts if isinstance(part, Part))
        return self.step.centroids[part.value]

    def of_cost(self):
        gap = self.step.cost - self.before.cost
        small = 1e-8 * self.before.cost + 1e-20
        return [2 if gap > small else 0 if gap < -small else 1]

    def must_be_hidden(self):
        """Whatever stands on the screen before and depends on the step to come."""
        kind, hidden = self.q.kind, set()
        if self.before.phase == "update" and kind in ("join", "switch", "end", "cost", "empty"):
            hidden |= {"next", "outlook", "fact"}  # rings and words that count those who switch next
        if kind in ("join", "switch", "end", "empty") or (kind == "cost" and self.before.phase == "update"):
            hidden |= REGIONS  # they are drawn for these centroids, so they show who belongs where
        if kind in ("switch", "end", "cost"):
            hidden |= {"ahead"}  # costs to come, and how many steps there are
        if kind in ("chance", "farthest"):
            hidden |= {"halos", "chance"}  # they show D²
        return hidden


def kept_by_greedy(X, share, draws, l1):
    """By all ways to draw, weighted; the first of the best is kept."""
    gaps = abs(X[:, None] - X).sum(axis=2) if l1 else ((X[:, None] - X) ** 2).sum(axis=2)
    left = np.minimum(share[:, None], gaps).sum(axis=0)
    better = left[:, None] < left * (1 - 1e-12)  # row i leaves clearly less than column j
    single = share / share.sum()
    chances = np.zeros(len(X))
    for p in range(len(X)):  # p is kept if it comes first among those as good, and none is better
        strictly_worse = single[better[p]].sum()
        as_good = single[~better[p] & ~better[:, p]].sum()
        chances[p] = sum(
            strictly_worse**at * single[p] * (strictly_worse + as_good) ** (draws - 1 - at)
            for at in range(draws)
        )
    return chances


@pytest.fixture(scope="module")
def asked():
    return [
        (name, trace, question)
        for number, (name, trace) in enumerate(runs())
        for question in ask_all(trace, seed=number % 3).values()
    ]


def test_every_question_has_one_right_answer(asked):
    wrong = [
        f"{name}, {q.kind} before step {q.index}: {q.text} {q.choices} {q.answer}"
        for name, trace, q in asked
        if Judge(trace, q).answers() != [q.answer]
    ]

    assert wrong == []
    assert set(Counter(q.kind for _, _, q in asked)) == set(KINDS), "every kind was asked"
    assert len(asked) > 2000


def test_what_gives_the_answer_away_is_hidden_and_the_frame_says_nothing_of_it(asked):
    for name, trace, q in asked:
        assert Judge(trace, q).must_be_hidden() <= q.hide, f"{name}: {q.kind}"
        frame, open_frame = frame_of(trace, q), kviz.tell(trace, q.index - 1)
        if "outlook" in q.hide:
            assert not open_frame.outlook or open_frame.outlook not in frame.sentence
            assert open_frame.sentence.startswith(frame.sentence)
            assert "".join(p if isinstance(p, str) else p.text for p in frame.parts) == frame.sentence
            assert not len(frame.will_switch)
        assert q.hide <= set(PARTS) | {"ahead", "outlook", "fact"}, "names that a picture knows"


def test_only_that_is_hidden(asked):
    """An update is told by no part of the picture before it, so nothing is taken away from it."""
    assert all(q.hide == frozenset() for _, _, q in asked if q.kind in ("move", "land"))


def test_every_wrong_choice_has_its_reason(asked):
    for _, _, q in asked:
        assert len(q.choices) == len(q.reasons) >= 2
        assert len(set(map(str, q.choices))) == len(q.choices) or q.kind == "land"
        assert [i for i, reason in enumerate(q.reasons) if not reason] == [q.answer]
        assert not q.places or len(q.places) == len(q.choices)


def test_a_step_is_asked_about_once_and_the_kinds_take_turns():
    trace = kviz.run(kviz.datasets["noise"](), 5, rng=2)
    kinds = [question.kind for question in ask_all(trace).values()]

    assert len(set(kinds)) >= 6
    assert all(one != other for one, other in pairwise(kinds[4:])), "after the start centroids"


def test_the_same_seed_asks_the_same_and_another_one_asks_something_else():
    trace = kviz.run(kviz.datasets["blobs"](), 4, rng=2)
    again = kviz.run(kviz.datasets["blobs"](), 4, rng=2)

    assert ask_all(trace, seed=1) == ask_all(again, seed=1)
    assert len({str(ask_all(trace, seed=seed)) for seed in range(5)}) == 5


def test_nothing_is_asked_before_the_first_step_or_after_the_last(tutorial):
    assert ask(tutorial, 0) is None
    assert ask(tutorial, len(tutorial)) is None


def test_nothing_is_asked_of_centroids_that_do_not_move():
    trace = kviz.run([[0.0, 0.0], [1.0, 0.0], [9.0, 9.0], [9.0, 8.0]], 2, init=[[0.5, 0.0], [9.0, 8.5]])

    assert not [q for q in ask_all(trace).values() if q.kind in ("move", "land")]


def test_a_tie_is_no_fair_question():
    """(1, 0) is as near to A as to B, so nobody is asked which one it joins."""
    trace = kviz.run([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]], k=2, init=[[0.0, 0.0], [2.0, 0.0]])

    question = ask(trace, 2)

    assert question is None or 1 not in question.rows


def test_the_chances_of_a_greedy_draw_are_those_of_all_draws():
    """Each of the n² pairs of draws, by hand: the one that leaves less is kept, the first of equals."""
    X = np.random.default_rng(0).normal(size=(7, 2))
    X[3] = X[4]
    share = ((X[:, None] - X[:1]) ** 2).sum(axis=2)[:, 0]
    left = [np.minimum(share, ((X - X[p]) ** 2).sum(axis=1)).sum() for p in range(7)]
    single, expected = share / share.sum(), np.zeros(7)
    for a, b in product(range(7), repeat=2):
        expected[b if left[b] < left[a] * (1 - 1e-12) else a] += single[a] * single[b]

    np.testing.assert_allclose(chances_of_greedy(X, X[:1], 2, EUCLIDEAN), expected, atol=1e-12)
    assert chances_of_greedy(X, X[:1], 3, GEOMETRIES["manhattan"]).sum() == pytest.approx(1)


def test_a_click_counts_by_its_distance():
    question = next(
        q
        for seed in range(9)
        for q in ask_all(kviz.run(kviz.datasets["blobs"](), 4, rng=seed)).values()
        if q.kind == "land"
    )
    right = np.array(question.places[question.answer])

    assert question.judge_place(right + 0.5 * question.tolerance) == question.answer
    assert question.judge_place(right + 1e6) == -1


def test_a_question_can_be_sent_to_a_page(tutorial):
    import json

    question = next(iter(ask_all(tutorial).values()))
    sent = json.loads(json.dumps(question.as_json()))

    assert sent["choices"][sent["answer"]] == question.choices[question.answer]
    assert sent["reasons"][sent["answer"]] == ""
    assert sent["hide"] == sorted(question.hide)


def test_questions_are_asked_in_the_language_of_the_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ADDED", {})
    pseudo = catalogue.add_language(write_language(tmp_path / f"{CODE}.toml"))
    found = Counter()
    for init in ("k-means++", "greedy-k-means++", "farthest-first"):
        trace = kviz.run(kviz.datasets["blobs"](), 4, init=init, rng=3)
        for question in ask_all(trace, pseudo).values():
            found[question.kind] += 1
            for said in (question.text, question.why, *question.choices, *filter(None, question.reasons)):
                assert said.startswith("⟦") and said.endswith("⟧")
    assert len(found) > 5
