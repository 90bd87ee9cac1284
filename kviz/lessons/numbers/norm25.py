"""The experiment of the k-means++ paper on Norm25, made again: its table, beside what comes out here."""

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.recording import run

CENTRES, COLUMNS, SIDE = 25, 15, 500.0  # of the paper: centres in a cube with this side, spread 1
INITS = ("random", "k-means++")
WHAT = ("average WCSS", "lowest WCSS", "time in s", "iterations")

# Table 1 of the paper: from random starts, and by which part k-means++ is lower; it counts no iterations
PUBLISHED = {
    10: ((1.365e5, 0.0847), (1.174e5, 0.0093), (0.12, 0.4672)),
    25: ((4.233e4, 0.9996), (1.914e4, 0.9992), (0.90, 0.8779)),
    50: ((7.750e3, 0.9981), (1.474e1, 0.0053), (2.04, -0.0162)),
}  # fmt: skip


def norm25(n: int = 10_000, rng: Any = 0) -> Array:
    """Points (n, 15) around 25 centres that are drawn evenly in a cube of side 500.

    References
    ----------
    D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA (2007), section 6.
    """
    random = np.random.default_rng(rng)
    centres = random.uniform(0, SIDE, (CENTRES, COLUMNS))
    return np.asarray(centres[np.arange(n) % CENTRES] + random.normal(size=(n, COLUMNS)))


@dataclass(frozen=True)
class Tries:
    """Several runs of one kind: final cost for each point, seconds and iterations, arrays (tries,)."""

    costs: Array
    seconds: Array
    iterations: Array

    @property
    def row(self) -> tuple[float, float, float, float]:
        """What the paper's table tells of them, in the order of WHAT."""
        return (
            float(self.costs.mean()), float(self.costs.min()), float(self.seconds.mean()),
            float(self.iterations.mean()),
        )  # fmt: skip


def norm25_runs(k: int = 25, tries: int = 20, rng: Any = 0, n: int = 10_000) -> dict[str, Tries]:
    """Runs from random starts and from k-means++, on one draw of the data."""
    X = norm25(n, rng)
    found = {}
    for init in INITS:
        rows = []
        for seed in range(tries):
            begun = perf_counter()
            trace = run(X, k, init=init, rng=seed)
            rows.append((trace.cost / n, perf_counter() - begun, trace.n_iter))
        found[init] = Tries(*np.array(rows).T)
    return found


def norm25_table(tries: int = 20, ks: tuple[int, ...] = tuple(PUBLISHED), rng: Any = 0) -> Any:
    """Table 1 of the paper, made again: random starts, and how much lower k-means++ is (a pandas DataFrame).

    Parameters
    ----------
    tries : int
        Runs for each start; the paper took 20.
    ks : tuple of int
        Rows of the table.
    rng : None, int or Generator
        Draws the data: another draw has other centres and another cost.
    """
    import pandas as pd

    rows = {}
    for k in ks:
        found = norm25_runs(k, tries, rng)
        published = [*PUBLISHED.get(k, ()), (None, None)]
        pairs = zip(found["random"].row, found["k-means++"].row, strict=True)
        for i, (what, (random, drawn)) in enumerate(zip(WHAT, pairs, strict=True)):
            paper = published[i] if i < len(published) else (None, None)
            rows[k, what] = [_number(random), _percent(1 - drawn / random), *_of_paper(*paper)]
    columns = pd.MultiIndex.from_product(
        [("here", "in the paper"), ("random start", "k-means++ is lower by")]
    )
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    table.index = pd.MultiIndex.from_tuples(table.index, names=("k", ""))
    return table


def _of_paper(value: float | None, lower: float | None) -> tuple[str, str]:
    return ("", "") if value is None or lower is None else (_number(value), _percent(lower))


def _number(value: float) -> str:
    return f"{value:,.3g}" if value < 1000 else f"{float(f'{value:.4g}'):,.0f}"


def _percent(part: float) -> str:
    return f"{100 * part:.2f} %".replace("-", "−")
