"""The experiment of the k-means++ paper on Norm25, made again: 25 true centres, and much lower cost."""

from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.recording import run

CENTRES, COLUMNS, SIDE = 25, 15, 500.0  # of the paper: centres in a cube with this side, spread 1


def norm25(n: int = 10_000, rng: Any = 0) -> Array:
    """Points (n, 15) around 25 centres that are drawn evenly in a cube of side 500.

    References
    ----------
    D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA (2007), section 6.
    """
    random = np.random.default_rng(rng)
    centres = random.uniform(0, SIDE, (CENTRES, COLUMNS))
    return np.asarray(centres[np.arange(n) % CENTRES] + random.normal(size=(n, COLUMNS)))


def norm25_runs(k: int = 25, tries: int = 20, n: int = 10_000) -> dict[str, Array]:
    """Final cost for each point, of ``tries`` runs from random starts and from k-means++ (tries,)."""
    X = norm25(n)
    return {
        init: np.array([run(X, k, init=init, rng=seed).cost / n for seed in range(tries)])
        for init in ("random", "k-means++")
    }


def norm25_table(k: int = 25, tries: int = 20) -> Any:
    """Mean and lowest cost for each point, and how much lower k-means++ is, as a pandas DataFrame."""
    import pandas as pd

    runs = norm25_runs(k, tries)
    rows = {init: {"mean": costs.mean(), "lowest": costs.min()} for init, costs in runs.items()}
    lower = {name: 1 - rows["k-means++"][name] / rows["random"][name] for name in ("mean", "lowest")}
    table = pd.DataFrame({**rows, "lower by": lower}).T
    return table.map(lambda value: f"{value:.4g}")
