"""The elbow: cost against k, the bend and how it was found, and what the other methods say."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Never

import numpy as np
from matplotlib.axes import Axes

from kviz.data.card import card_of
from kviz.data.given import yes_or_no
from kviz.engine.arguments import refuse_foreign
from kviz.engine.choose_k import validity
from kviz.engine.choose_k.agreement import caveats
from kviz.engine.choose_k.elbow import DEFAULT_KS, Curve, curve
from kviz.engine.choose_k.knee import Bend, find_bend
from kviz.engine.trace import Trace
from kviz.picture.charts.elbow_curve import draw_curve
from kviz.picture.render.figures import axes_or_none, own_axes, put_in_words
from kviz.story.elbow_words import alone_text, bend_text, caveat_texts, gap_text, silhouette_text
from kviz.story.messages import say

ARGUMENTS = ("ks", "n_init", "rng", "init", "progress", "cancel")
SEVERAL = {"n_clusters": "kviz.elbow tries several numbers of clusters: use ks=range(1, 11)"}


def elbow(
    X: Any,
    ks: Iterable[int] = DEFAULT_KS,
    n_init: int = 10,
    rng: Any = None,
    *,
    init: str = "greedy-k-means++",
    progress: Callable[[int, int], object] | bool = False,
    cancel: Callable[[], bool] | None = None,
    **foreign: Never,
) -> "Elbow":
    """Run k-means for every k and look for the bend in the curve of costs.

    Parameters
    ----------
    X : list, array, DataFrame or Dataset of shape (n, d)
    ks : iterable of int, 1 <= k <= n
        1 to 10 by default, or 1 to n if there are fewer points.
    n_init : int, at least 1
        Seeded restarts for each k; the best of them and of its neighbours' solutions is kept, so
        that the curve never rises.
    rng : None, int or numpy.random.Generator
    init : str, the name of a seeding as ``run`` takes it
    progress : callable or bool
        Called as ``progress(done, total)`` after every k. True shows a bar.
    cancel : callable, optional
        Asked before every k; True ends the search with what was found so far. It is called within a k as
        well, and may raise.

    The elbow is the k at which the curve bends most sharply, tested at every k but the first and the last.
    Sharpness compares the fall of log WCSS (for each step of log k) before a k with the fall after it. In
    data without clusters it is about 1; 2.2 is a slight elbow, 3.5 a clear one, and below 2.2 there is none.
    On generated data (k = 1 to 10, 225 data sets of each kind, ``tests/bench/choose_k.py``): an elbow is
    reported for 1 of 100 sets without clusters (100 to 1,000 points; 4 of 100 with 40 points), a clear one
    for none. Of 2 to 8 groups whose centres are 6 standard deviations apart 99 of 100 are counted right; of
    overlapping ones (4 apart) 85, and 14 find no elbow.

    Returns
    -------
    Elbow
        ``.ks``, ``.costs`` (WCSS), ``.best_k`` (None where there is no elbow), ``.draw(ax)``,
        ``.trace(k)`` (the recorded run behind a point), ``.sentence``.

    Raises
    ------
    ValueError
        If a k is out of range or ``n_init`` is below 1.

    Examples
    --------
    >>> import kviz
    >>> curve = kviz.elbow(kviz.datasets["blobs"](), ks=range(1, 7), n_init=4, rng=0)
    >>> curve.best_k
    3
    """
    refuse_foreign(foreign, ARGUMENTS, SEVERAL)
    with _bar(progress) as told:
        return Elbow(curve(X, ks, n_init, rng, init=init, progress=told, cancel=cancel))


@contextmanager
def _bar(progress: Callable[[int, int], object] | bool) -> Iterator[Callable[[int, int], object] | None]:
    """The caller's own function, a bar, or nothing."""
    if progress is not True:
        if not callable(progress):
            yes_or_no(progress, "progress")
        yield progress if callable(progress) else None
        return
    from tqdm.auto import tqdm

    with tqdm(unit=" k", desc="elbow", leave=False, disable=sys.stderr is None) as bar:

        def told(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield told


class Elbow:
    """An elbow curve, its bend, and second opinions on k.

    Attributes
    ----------
    ks : tuple of int
    costs : array of shape (len(ks),), WCSS; never rises, and is 0 at k = n
    best_k : int or None
        The k at the sharpest bend; None where it is no sharper than in data without clusters.
    bend : Bend, with ``sharpnesses`` of every k, ``confidence``, ``runner_up`` and ``distances``
    curve : Curve, with the best run and all restarts of every k
    """

    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.ks, self.costs = curve.ks, curve.costs
        self.bend: Bend = find_bend(curve.ks, curve.costs)
        self.best_k = self.bend.best_k

    def __repr__(self) -> str:
        return f"<Elbow: k = {self.ks[0]} to {self.ks[-1]}, {self.sentence}>"

    def _repr_html_(self) -> str | None:
        return card_of(self)

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        figure: Any = self.draw().figure
        shown: tuple[bytes, dict[str, str]] = figure._repr_png_()
        return shown

    @property
    def sentence(self) -> str:
        """What the curve shows, in plain words."""
        said = [bend_text(self.bend)]
        if self.ks[-1] == len(self.curve.dataset.points):
            said.append(say("elbow.every_point"))
        if not self.curve.complete:
            said.append(say("elbow.cancelled", k=self.ks[-1]))
        said += self.caveats
        return " ".join(said)

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """What to know before believing the bend: few values, a tiny cluster, one column that decides."""
        dataset, k = self.curve.dataset, self.best_k
        labels = self.curve.best(k).labels if k else None
        return tuple(filter(None, (*caveat_texts(caveats(dataset, k, labels)), alone_text(dataset))))

    def opinions(self) -> list[str]:
        """What silhouette and gap say beside the elbow, and why they differ where they do."""
        said = [silhouette_text(self.best_k, self.silhouettes)]
        return [*filter(None, said), gap_text(self.best_k, self.gap.best_k, self.gap.widest_k)]

    def trace(self, k: int) -> Trace:
        """The whole recorded run behind one point of the curve."""
        return self.curve.trace(k)

    def silhouette(self, k: int) -> validity.Silhouette:
        """Silhouette of every point in the best run for k (k >= 2)."""
        return validity.silhouette(self.curve.dataset, self.curve.best(k).labels)

    @cached_property
    def silhouettes(self) -> dict[int, float]:
        """Mean silhouette for every k from 2 whose best run has at least two clusters with points."""
        return self._judged(None)

    def work_out_silhouettes(self, progress: Callable[[int, int], object]) -> None:
        """Find all silhouettes now; ``progress(done, total)`` is told, and may raise to give them up."""
        self.__dict__["silhouettes"] = self._judged(progress)

    def _judged(self, progress: Callable[[int, int], object] | None) -> dict[int, float]:
        runs = [run for run in self.curve.runs if len(np.unique(run.labels)) > 1]
        if not runs:
            return {}
        found = validity.silhouettes(self.curve.dataset, [run.labels for run in runs], progress=progress)
        return {run.k: judged.mean for run, judged in zip(runs, found, strict=True)}

    @cached_property
    def gap(self) -> validity.Gap:
        """The gap statistic for the same ks, against 20 evenly spread data sets."""
        return validity.gap(self.curve.dataset, self.ks)

    def work_out_gap(self, progress: Callable[[int, int], object]) -> None:
        """Find the gap statistic now; ``progress(done, total)`` is told, and may raise to give it up."""
        self.__dict__["gap"] = validity.gap(self.curve.dataset, self.ks, progress=progress)

    def draw(self, ax: Axes | None = None) -> Axes:
        """Draw the curve, the line from end to end, and the largest distance to it.

        The faint dots are the restarts: a dot above the curve is a start that ended in a worse
        optimum. Returns the Axes; without ``ax`` a new figure is made.
        """
        ax = axes_or_none(ax) or own_axes()
        draw_curve(ax, self.curve, self.bend)
        put_in_words(ax.figure, self.sentence)
        return ax
