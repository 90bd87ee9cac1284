"""What a lesson can have measured: many starts, seedings side by side, an elbow, silhouettes.

A new measure is a function of its options that returns names and numbers, and a row in MEASURES.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from kviz.data.builtin import datasets
from kviz.data.points import Array
from kviz.engine.choose_k.elbow import curve
from kviz.engine.choose_k.knee import find_bend
from kviz.engine.choose_k.restarts import SAME, draw_starts, settle
from kviz.engine.choose_k.validity import silhouette
from kviz.engine.recording import run
from kviz.engine.steps import letter
from kviz.story.formatting import SPOKEN, listed

Numbers = dict[str, Any]

SEEDINGS = {
    "random": "random", "box": "box", "plus_plus": "k-means++", "greedy": "greedy-k-means++",
    "farthest": "farthest-first",
}  # fmt: skip


def _points(options: Mapping[str, Any]) -> Array:
    name = options.get("data")
    if name not in datasets:
        raise ValueError(f"there is no data set {name!r}; use one of {', '.join(datasets)}")
    data = datasets[str(name)]()
    return data.standardized().points if options.get("scale") == "standardized" else data.points


def starts(options: Mapping[str, Any]) -> Numbers:
    """Many runs from one seeding: the best and the worst end, and how many find the best."""
    X, k, tries = _points(options), options["k"], options.get("tries", 200)
    found = settle(X, draw_starts(X, k, range(tries), options.get("init", "random")))[0]
    best = float(found.min())
    return {
        "tries": tries, "best": best, "worst": float(found.max()), "typical": float(np.median(found)),
        "hits": int((found <= best * (1 + SAME)).sum()), "times": float(found.max() / best),
    }  # fmt: skip


def outlier(options: Mapping[str, Any]) -> Numbers:
    """How often the point farthest from the middle becomes a start centroid, for each seeding."""
    X, k, tries = _points(options), options["k"], options.get("tries", 200)
    far = X[((X - X.mean(axis=0)) ** 2).sum(axis=1).argmax()]
    shares: Numbers = {"tries": tries}
    for name, init in SEEDINGS.items():
        taken = (draw_starts(X, k, range(tries), init) == far).all(axis=2).any(axis=1)
        shares[name] = float(taken.mean())
    return shares


def seedings(options: Mapping[str, Any]) -> Numbers:
    """Five seedings on the same data: iterations, final cost, hits of the best, and distances computed."""
    X, k, tries = _points(options), options["k"], options.get("tries", 100)
    numbers: Numbers = {"tries": tries}
    runs = {name: _runs_of(X, k, tries, init) for name, init in SEEDINGS.items()}
    best = min(cost for rows in runs.values() for cost, _ in rows)
    for name, rows in runs.items():
        costs, iterations = np.array(rows).T
        numbers[f"cost_{name}"] = float(costs.mean())
        numbers[f"rounds_{name}"] = float(iterations.mean())
        numbers[f"hits_{name}"] = float((costs <= best * (1 + SAME)).mean())
        numbers[f"seeding_{name}"] = _price(name, len(X), k)
        numbers[f"price_{name}"] = _price(name, len(X), k) + float(iterations.mean()) * len(X) * k
    return numbers


def _runs_of(X: Array, k: int, tries: int, init: str) -> list[tuple[float, int]]:
    traces = (run(X, k, init=init, rng=seed) for seed in range(tries))
    return [(trace.cost, trace.n_iter) for trace in traces]


def _price(name: str, n: int, k: int) -> float:
    """Distances that a seeding computes: one for each point and candidate that is looked at."""
    candidates = {"plus_plus": k - 1, "farthest": k - 1, "greedy": 1 + (2 + int(np.log(k))) * (k - 1)}
    return float(n * candidates.get(name, 0))


def elbow(options: Mapping[str, Any]) -> Numbers:
    """The lowest WCSS for each k, and where the curve bends: ``wcss3``, ``bend`` (0: nowhere)."""
    found = curve(_points(options), range(1, options.get("most", 8) + 1), options.get("tries", 10), 0)
    bend = find_bend(found.ks, found.costs).best_k
    numbers: Numbers = {f"wcss{k}": float(cost) for k, cost in zip(found.ks, found.costs, strict=True)}
    return {**numbers, "bend": bend or 0}


def silhouettes(options: Mapping[str, Any]) -> Numbers:
    """Mean silhouettes: of each k (``mean3``), of each cluster of the k asked for, and points below zero."""
    X, most = _points(options), options.get("most", 6)
    found = curve(X, range(2, most + 1), options.get("tries", 10), 0)
    numbers: Numbers = {}
    for k in found.ks:
        numbers[f"mean{k}"] = silhouette(X, found.best(k).labels).mean
    numbers["best"] = max(found.ks, key=lambda k: numbers[f"mean{k}"])
    own = silhouette(X, found.best(options["k"]).labels)
    numbers |= {letter(j): mean for j, mean in own.by_cluster.items()}
    return {**numbers, "below": int((own.values < 0).sum()), "lowest": float(own.values.min())}


def middles(options: Mapping[str, Any]) -> Numbers:
    """Mean and median of some values, with the sum of the distances and of their squares from each."""
    values = np.array(options["values"], float)
    numbers: Numbers = {"list": listed([SPOKEN(value) for value in values])}
    for name, place in (("mean", float(values.mean())), ("median", float(np.median(values)))):
        gaps = abs(values - place)
        numbers |= {name: place, f"sum_{name}": float(gaps.sum()), f"squares_{name}": float((gaps**2).sum())}
    return numbers


MEASURES: dict[str, Callable[[Mapping[str, Any]], Numbers]] = {
    "starts": starts, "outlier": outlier, "seedings": seedings, "elbow": elbow, "silhouettes": silhouettes,
    "middles": middles,
}  # fmt: skip


def measured(what: str, options: Mapping[str, Any]) -> Numbers:
    """The numbers of one measure.

    Raises
    ------
    ValueError
        If there is no such measure, or an option is missing.
    """
    if what not in MEASURES:
        raise ValueError(f"there is no measure {what!r}; use one of {', '.join(MEASURES)}")
    try:
        return MEASURES[what](options)
    except KeyError as error:
        raise ValueError(f"the measure {what!r} needs the option {error.args[0]}") from None
