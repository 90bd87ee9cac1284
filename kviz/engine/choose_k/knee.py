"""Where an elbow curve bends, shown how, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array

SLIGHT, CLEAR = 2.5, 3.5  # times as sharp as data without clusters; evenly spread points reach 2.5 in 1 of 80
NEARLY = 0.05  # a runner-up this much nearer to the line is worth naming


@dataclass(frozen=True, eq=False)
class Bend:
    """The bend of a curve and its construction.

    ``farthest`` is the k farthest below the straight line from end to end, None with fewer than
    three k; ``best_k`` is the same where there is an elbow, else None. ``distances`` (len(ks),)
    are measured in the unit square, where both axes run from 0 to 1. ``sharpness`` compares the
    fall before the bend with the fall after it, in units of what data without clusters show;
    ``confidence`` is "clear", "slight" or "none". ``runner_up`` is a k nearly as far from the line.
    """

    farthest: int | None
    best_k: int | None
    distances: Array
    sharpness: float
    confidence: str
    runner_up: int | None
    sentence: str


def find_bend(ks: Sequence[int], costs: Array, d: int) -> Bend:
    """Find the bend of a falling curve: the largest distance to the line from end to end.

    Any falling convex curve has a point farthest from that line, even where there are no
    clusters. So the fall before the bend is divided by the fall after it, and the result by what
    evenly spread points in d dimensions would give (their cost falls like k to the power -2/d).
    Below SLIGHT there is no elbow to speak of.

    Parameters
    ----------
    ks : sequence of int, rising
    costs : array of shape (len(ks),), WCSS, never rising
    d : int
        Number of columns that were clustered.

    References
    ----------
    V. Satopää et al., "Finding a 'Kneedle' in a haystack", ICDCS Workshops 2011; P. Zador,
    "Asymptotic quantization error of continuous signals", IEEE Trans. IT 28 (1982).
    """
    ks = np.asarray(ks, dtype=float)
    fall = float(costs[0] - costs[-1])
    if len(ks) < 3 or fall <= 0:
        why = "needs at least three numbers of clusters" if len(ks) < 3 else "does not fall at all"
        return Bend(None, None, np.zeros(len(ks)), 0.0, "none", None, f"There is no elbow: the curve {why}.")
    across, down = (ks - ks[0]) / (ks[-1] - ks[0]), (costs - costs[-1]) / fall
    distances = (1 - across - down) / np.sqrt(2)
    at = int(distances.argmax())
    farthest = int(ks[at])
    order = [int(i) for i in np.argsort(-distances, kind="stable") if i != at]
    near = order[0] if distances[order[0]] > (1 - NEARLY) * distances[at] else None
    runner_up = None if near is None else int(ks[near])
    sharpness = _sharpness(ks, costs, at, d) if 0 < at < len(ks) - 1 else 0.0
    confidence = "clear" if sharpness >= CLEAR else "slight" if sharpness >= SLIGHT else "none"
    sentence = _sentence(farthest, sharpness, confidence, runner_up, float(costs[at]))
    best_k = None if confidence == "none" else farthest
    return Bend(farthest, best_k, distances, sharpness, confidence, runner_up, sentence)


def _sharpness(ks: Array, costs: Array, at: int, d: int) -> float:
    def turn(values: Array) -> float:
        before = (values[at - 1] - values[at]) / (ks[at] - ks[at - 1])
        after = (values[at] - values[at + 1]) / (ks[at + 1] - ks[at])
        return float(before / after) if after > 0 else np.inf

    return turn(costs) / turn(ks ** (-2.0 / d))


def _sentence(k: int, sharpness: float, confidence: str, runner_up: int | None, cost: float) -> str:
    sharp = f"{sharpness:.1f} times as sharp as in data without clusters"
    if confidence == "none":
        return (
            f"There is no elbow: k = {k} is farthest from the line, but the bend there is only {sharp}. "
            "Ask what the clusters are for, and look at the silhouette and the gap."
        )
    if np.isinf(sharpness):
        sharp = "as sharp as can be: the curve is flat after it"
    rest = f"; k = {runner_up} is nearly as far from the line" if runner_up is not None else ""
    exact = ", where every point lies on a centroid" if cost == 0 else ""
    return f"The curve bends at k = {k}{exact}: a {confidence} elbow, {sharp}{rest}."
