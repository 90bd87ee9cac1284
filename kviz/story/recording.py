"""Record somebody's own generator; what cannot be read is told in words."""

from typing import Any

from kviz.engine import recording
from kviz.engine.students.validate_steps import FaultyStep, NoGenerator
from kviz.engine.trace import Trace
from kviz.story.messages import say


def record(steps: Any, X: Any = None, *, metric: str = "euclidean", limit: int = 1000) -> Trace:
    """Record a generator of (labels, centroids) pairs or of steps.

    Parameters
    ----------
    steps : generator, or any iterable
        Bare pairs: labels (n,), -1 or None where not assigned yet, and centroids (k, d). The phase
        of each is inferred from what changed. Arrays that are changed afterwards are safe: they are copied.
    X : list, array, DataFrame or Dataset of shape (n, d)
        The points; may be left out for ``kmeans(...)`` itself, which knows them.
    metric : "euclidean" or "manhattan", what the cost is measured in
    limit : int
        A generator that has not ended after so many steps is stopped, and the last step says so.

    Returns
    -------
    trace : Trace
        Its phases are inferred, its last step is "converged" where it changed nothing.

    Raises
    ------
    TypeError
        If ``steps`` cannot be stepped through: a function not called, or one with ``return``.
    FaultyStep (a ValueError)
        If an item is not a pair of labels and centroids: the step is named, and the remedy.

    Examples
    --------
    >>> import kviz
    >>> X = [[1, 2], [1, 4], [8, 8], [9, 6]]
    >>> pairs = [([0, 0, 1, 1], [[1, 2], [8, 8]]), ([0, 0, 1, 1], [[1, 3], [8.5, 7]])]
    >>> [step.phase for step in kviz.record(pairs, X)]
    ['assign', 'update']
    """
    try:
        return recording.record(steps, X, metric=metric, limit=limit)
    except (FaultyStep, NoGenerator) as fault:
        raise fault.told(str(say(f"checks.unread.{fault.case}", **fault.numbers))) from None
