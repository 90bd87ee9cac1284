"""A check of a run that can be looked at: the first wrong frame, expected beside given."""

from dataclasses import dataclass, fields, replace
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from kviz.engine.students import check as checking
from kviz.engine.students.report import Finding, Report
from kviz.engine.trace import Trace
from kviz.picture.draw import draw
from kviz.picture.render.figures import OwnAxes, axes_or_none, dress, put_in_words, shown_figure
from kviz.picture.render.style import dressed
from kviz.story.check_words import report_text, told
from kviz.story.messages import say

WRONG = "#D00000"


@dataclass(frozen=True, eq=False, repr=False)
class Checked(Report):
    """A report that is told in words, and draws."""

    def __str__(self) -> str:
        return report_text(self)

    def __repr__(self) -> str:
        return report_text(self)

    def draw(self, ax: Axes | None = None) -> Axes:
        """Draw the first wrong frame: what came on the left, what was expected on the right.

        Parameters
        ----------
        ax : Axes, optional
            Its place is shared by the two pictures. Without one a new figure is made, without pyplot.

        Returns
        -------
        ax : Axes
            The place of the two pictures, ``ax.figure`` is their figure. The points concerned are ringed.

        Raises
        ------
        ValueError
            If the run could not be read, so that there is nothing to draw.
        """
        if self.trace is None:
            why = str(self.first) if self.first else say("charts.check.only_starts")
            raise ValueError(say("charts.check.no_frame", why=why))
        ax = axes_or_none(ax)
        if ax is None:
            ax = shown_figure(11, 5).add_axes((0.07, 0.1, 0.91, 0.78), axes_class=OwnAxes)
            dress(ax, dressed(None))
        ax.set_axis_off()
        finding = self._seen()
        given = self.trace[-1 if finding is None or finding.step is None else finding.step]
        pair = _pair(self.trace, given, finding)
        box = ax.get_position()
        for side, name in enumerate(("given", "expected")):
            width = 0.45 * box.width
            place = (box.x0 + side * (box.width - width), box.y0, width, 0.88 * box.height)
            panel = ax.figure.add_axes(place, label=name)
            draw(pair, side, panel, preset="plain")
            panel.set_title(say(f"charts.check.{name}"), loc="left")
            panel.set_ylabel(panel.get_ylabel() if side == 0 else "")
            _ring(panel, pair, finding)
            if side == 0:
                _point(panel, pair)
        title = str(finding) if finding else say("charts.check.kept")
        letters = max(30, int(ax.get_window_extent().width / ax.figure.dpi * 72 / 5.2))
        ax.set_title(fill(title, letters), loc="left", fontsize="medium", parse_math=False)
        put_in_words(ax.figure, title)
        return ax

    def _seen(self) -> Finding | None:
        """The first finding that belongs to a frame that could be read."""
        count = len(self.trace) if self.trace else 0
        frames = [f for f in self.findings if f.step is not None and f.step < count]
        shown = [f for f in frames if f.labels is not None] or frames
        return min(shown, key=lambda f: f.step, default=self.first)


def _pair(trace: Trace, given: Any, finding: Finding | None) -> Trace:
    """A run of two frames, so that both are drawn on the same ground."""
    expected = given
    if finding is not None and finding.labels is not None:
        expected = replace(given, labels=finding.labels, centroids=finding.centroids)
    return Trace([given, expected], trace.dataset, trace.geometry)


def _ring(ax: Axes, pair: Trace, finding: Finding | None) -> None:
    """Ring the points concerned, where there are not too many to see anything."""
    points = np.asarray(() if finding is None else finding.points, dtype=np.intp)
    X = pair.X[points]
    if finding and 0 < len(points) <= 200 and X.shape[1] == 2 and finding.case != "wrong-centroid":
        ax.plot(
            X[:, 0],
            X[:, 1],
            "o",
            markersize=12,
            fillstyle="none",
            color=WRONG,
            label=say("charts.check.concerned"),
        )


def _point(ax: Axes, pair: Trace) -> None:
    """Point from every wrong centroid to where it belongs."""
    given, expected = (step.centroids for step in pair)
    if given.shape != expected.shape or given.shape[1] != 2 or np.array_equal(given, expected):
        return
    for here, there in zip(given, expected, strict=True):
        if not np.array_equal(here, there):
            style = {"arrowstyle": "-|>", "color": WRONG, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", there, here, arrowprops=style, zorder=2.9)
    ax.set_title(say("charts.check.moved"), loc="left")


def check(
    steps: Any, X: Any, *, metric: str = "euclidean", limit: int = 1000, seconds: float = 60
) -> Checked:
    """Check a run of k-means, step by step: is it really k-means, and where does it first go wrong?

    Parameters
    ----------
    steps : generator of (labels, centroids) or (labels, centroids, cost), or of steps
        Or a list of many such generators: the first faulty one is reported, and all their seeds
        are judged together. Or a list of start centroids alone, each (k, d). A fitted model of
        scikit-learn is one final pair: what fits is said, and that only the end was shown.
    X : list, array, DataFrame or Dataset of shape (n, d)
        Pass the array that the program works on, not a copy: then a program that changes it is noticed.
    metric : "euclidean" or "manhattan", what the run is meant to use
    limit : int, steps after which a generator counts as endless
    seconds : float, after which a generator that has not come to its next step is stopped

    Returns
    -------
    report : Checked
        Prints well. ``report.ok``; ``report.score`` from 0 to 1; ``report.findings`` with step, kind,
        text, points and what was expected; ``report.draw(ax=None)`` shows the first wrong frame. A cause is
        named only if it explains all faults. Rounding counts by the program's own precision.

    Raises
    ------
    TypeError, ValueError
        If ``X`` or ``metric`` cannot be used; never because of what ``steps`` does, which is a finding:
        errors, ``sys.exit``, endless loops, warnings and printed output stay inside. What only a process of
        its own can catch (``os._exit``, memory without end, a bare ``except`` in an endless loop): use
        ``kviz check FOLDER`` for programs that you do not know.

    Examples
    --------
    >>> import kviz
    >>> X = kviz.datasets["blobs"]().points
    >>> kviz.check(kviz.kmeans(X, k=3, rng=0), X).score
    1.0
    """
    report = told(checking.check(steps, X, metric=metric, limit=limit, seconds=seconds))
    return Checked(**{field.name: getattr(report, field.name) for field in fields(report)})
