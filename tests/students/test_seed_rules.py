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


def starts(rule, k=4, count=120):
    rng = np.random.default_rng(11)
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


def test_the_right_rule_and_a_greedy_one_pass():
    assert kviz.check(list(starts(lambda D: D.min(axis=1) ** 2)), X).ok
    greedy = [kviz.kmeans(X, 4, init="greedy-k-means++", rng=seed) for seed in range(40)]
    assert kviz.check(greedy, X).ok
