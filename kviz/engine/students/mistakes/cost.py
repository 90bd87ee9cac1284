"""How wrong programs add up the cost: each the number they would give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.students.mistakes.phase import Facts, Mistake


@dataclass(frozen=True, eq=False)
class Claim:
    """A cost that a program gave, and what it is made of: ``shares`` (n,) of the points, ``k``."""

    step: int
    given: float
    cost: float
    shares: Array
    k: int
    fair: bool


def by_amount(kind: str, amount: Callable[[Claim], float], tolerance: float = 1e-6) -> Mistake:
    """A cost that is this number, wherever one is wrong."""

    def explains(claims: Sequence[Claim]) -> Facts | None:
        wrong = [claim for claim in claims if not claim.fair]
        fits = (np.isclose(amount(claim), claim.given, rtol=tolerance, atol=0) for claim in wrong)
        return {} if all(fits) else None

    return Mistake(kind, "cost", explains)


def is_rounded(given: float, cost: float) -> bool:
    """Whether ``given`` is the cost with fewer digits: rounded, not cut, so that it is not a mistake."""
    if any(np.isclose(given, round(cost, places), rtol=1e-12, atol=1e-12) for places in range(7)):
        return True
    return any(float(f"{cost:.{figures}g}") == given for figures in range(3, 13))


COST_MISTAKES = [
    by_amount("cost-unsquared", lambda c: np.sqrt(c.shares).sum()),
    by_amount("cost-half", lambda c: c.cost / 2),
    by_amount("cost-double", lambda c: c.cost * 2),
    by_amount("cost-mean", lambda c: c.shares.mean()),
    by_amount("cost-root", lambda c: np.sqrt(c.cost)),
    by_amount("cost-root", lambda c: np.sqrt(c.shares.mean())),
    by_amount("cost-by-k", lambda c: c.cost / c.k),
    by_amount("cost-largest", lambda c: c.shares.max()),
    by_amount("cost-whole", lambda c: np.trunc(c.cost), 1e-12),
]
