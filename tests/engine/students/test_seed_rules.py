"""Many starts tell by which rule the seeds were drawn, or that no known rule fits."""

import numpy as np
import pytest

import kviz

X = np.random.default_rng(2).normal(size=(120, 2)) + np.repeat([[0, 0], [6, 1], [2, 5]], 40, axis=0)
RULES = {
    "D4": lambda D: D.min(axis=1) ** 4,
    "last": lambda D: D[:, -1] ** 2,
    "first": lambda D: D[:, 0] ** 2,
    "softmax": lambda D: np.exp(D.min(axis=1)),
    "seeds": lambda D: np.exp(-D.min(axis=1)),
}


def starts(rule, k=4, count=120, seed=11):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        rows = [int(rng.integers(len(X)))]
        while len(rows) < k:
            weights = rule(np.linalg.norm(X[:, None] - X[rows], axis=2))
            rows.append(int(rng.choice(len(X), p=weights / weights.sum())))
        yield X[rows].copy()


@pytest.mark.parametrize("kind", RULES)
def test_a_wrong_rule_is_named_or_said_to_fit_none(kind):
    report = kviz.check(list(starts(RULES[kind])), X)

    assert [f.kind for f in report.findings] == [kind], str(report)
    assert "uniform" not in str(report).replace("not uniform", "")


@pytest.mark.parametrize("rule", ["softmax", "sum", "max", "D"])
@pytest.mark.parametrize("seed", range(2))
def test_forty_starts_by_a_wrong_rule_never_pass(rule, seed):
    """Where they are too few to tell, that is said, and what fits; nothing is called right."""
    rules = {
        **RULES,
        "sum": lambda D: (D**2).sum(axis=1),
        "max": lambda D: D.max(axis=1) ** 2,
        "D": lambda D: D.min(axis=1),
    }
    report = kviz.check(list(starts(rules[rule], count=40, seed=seed)), X)
    [finding] = report.findings

    assert not report.ok
    assert finding.kind == "seeds-undecided" or rule in finding.numbers.get("rules", [finding.kind])


def test_rules_that_cannot_be_told_apart_are_both_named():
    told = [str(kviz.check(list(starts(lambda D: D.max(axis=1) ** 2, seed=s)), X)) for s in (0, 1)]
    both = [text for text in told if "one of these" in text]

    assert both
    assert all("the sum of the distances" in text and "the farthest centroid" in text for text in both)


def test_few_starts_by_the_right_rule_are_neither_right_nor_wrong():
    report = kviz.check(list(starts(lambda D: D.min(axis=1) ** 2, count=3)), X)

    assert not report.ok
    assert str(report).startswith("This cannot be told yet: the starts are too few.")
    assert "D²(x)" in str(report) and "too few to tell" in str(report)


def test_whole_runs_that_are_right_stay_right_where_they_are_few():
    assert kviz.check([kviz.kmeans(X, 3, rng=seed) for seed in range(3)], X).ok


def test_the_right_rule_and_a_greedy_one_pass():
    assert kviz.check(list(starts(lambda D: D.min(axis=1) ** 2)), X).ok
    greedy = [kviz.kmeans(X, 4, init="greedy-k-means++", rng=seed) for seed in range(40)]
    assert kviz.check(greedy, X).ok


def apart(gap):
    """Four clouds so far apart that the softmax of the distance takes the farthest point."""
    centers = gap * np.array([[0, 0], [1, 0], [0, 2], [3, 1]])
    return np.random.default_rng(5).normal(size=(80, 2)) + np.repeat(centers, 20, axis=0)


def farthest_starts(data, softmax, count=40):
    rng = np.random.default_rng(3)
    for _ in range(count):
        rows = [int(rng.integers(len(data)))]
        while len(rows) < 3:
            nearest = np.linalg.norm(data[:, None] - data[rows], axis=2).min(axis=1)
            weights = np.exp(nearest - nearest.max())
            drawn = rng.choice(len(data), p=weights / weights.sum())
            rows.append(int(drawn if softmax else nearest.argmax()))
        yield data[rows].copy()


def test_a_softmax_that_always_takes_the_farthest_point_is_not_called_farthest_first():
    """On such data the two make the same seeds: that is said, and neither is called right."""
    data = 1e4 * apart(60.0)
    report = kviz.check(list(farthest_starts(data, softmax=True)), data)

    assert not report.ok
    assert report.findings[0].kind == "seeds-alike"
    assert "farthest-first" in str(report) and "softmax" in str(report)
    assert str(report).startswith("This cannot be told: on these data")


def test_where_they_can_be_told_apart_farthest_first_is_named_and_softmax_is_wrong():
    report = kviz.check(list(farthest_starts(X, softmax=False)), X)
    assert report.ok and "farthest-first" in str(report)
    [finding] = kviz.check(list(farthest_starts(X, softmax=True)), X).findings
    assert finding.kind in ("softmax", "seeds-undecided")
