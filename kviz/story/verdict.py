"""How the ends of two runs on the same points compare, in words."""

import numpy as np

from kviz.engine.choose_k.matching import agreeing, pairing
from kviz.engine.choose_k.restarts import tolerance
from kviz.engine.trace import Trace
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import Said, say, sentences
from kviz.story.names import cost_name

TIMES = 1.5  # from so many times on an end is called so many times higher, below it by per cent


def verdict_on(left: Trace, right: Trace, numbers: Numbers = SPOKEN) -> Said:
    """Whether two runs end with the same clusters, and which ends higher and by how much.

    Where their costs are not measured in the same space, as raw and standardized, only clusters compare.
    """
    names = pairing(left, right)
    if names is None:
        return Said()
    other = len(left.X) - agreeing(left.labels, right.labels, names)
    key = "same" if other == 0 else "other"
    clusters = say(f"page.verdict.{key}", numbers, n=other, count=len(left.X))
    return sentences([clusters, _costs(left, right, numbers, other == 0)])


def _costs(left: Trace, right: Trace, numbers: Numbers, same: bool) -> Said:
    if not np.array_equal(left.X, right.X) or left.geometry is not right.geometry:
        return say("page.verdict.scales", numbers)
    low, high = sorted([left.cost, right.cost])
    name = cost_name(left.geometry, numbers)
    if high - low <= tolerance(len(left.X), left.k) * max(low, np.finfo(float).tiny):
        return Said() if same else say("page.verdict.equal", numbers, cost_name=name)
    side = "left" if left.cost == high else "right"
    fields = {"low": low, "high": high, "cost_name": name}
    if low > 0 and high < TIMES * low:
        return say(f"page.verdict.{side}_percent", numbers, part=high / low - 1, **fields)
    if low > 0:
        return say(f"page.verdict.{side}_times", numbers, times=high / low, **fields)
    return say(f"page.verdict.{side}_higher", numbers, **fields)
