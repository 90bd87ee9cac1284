"""What a check of a run found: in words, as arrays for a picture, and as a score."""

from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.trace import Trace


@dataclass(frozen=True, eq=False)
class Finding:
    """One thing that k-means would have done differently.

    ``step`` is its index in the run (None where it is about no single step), ``kind`` names the
    mistake ("assign", "median", "in-place", "nan", ...), ``text`` says it in words. ``points`` are the
    points concerned, ``clusters`` the clusters; ``labels`` and ``centroids`` are what was expected
    there, where something else came.
    """

    step: int | None
    kind: str
    text: str
    points: Array = ()
    clusters: tuple[int, ...] = ()
    labels: Array | None = None
    centroids: Array | None = None

    def __str__(self) -> str:
        return self.text if self.step is None else f"step {self.step}: {self.text}"


@dataclass(frozen=True, eq=False)
class Report:
    """Whether a run is really k-means: ``findings`` say where not, ``tallies`` what was right.

    ``tallies`` maps each rule to (how often it was kept, how often it applied); ``notes`` are facts
    that are no mistakes. ``trace`` is the run as far as it could be read, None where nothing could.
    """

    findings: tuple[Finding, ...]
    tallies: dict[str, tuple[int, int]]
    notes: tuple[str, ...] = ()
    trace: Trace | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def first(self) -> Finding | None:
        """The earliest mistake, None where there is none."""
        last = np.inf
        return min(self.findings, key=lambda f: last if f.step is None else f.step, default=None)

    @property
    def step(self) -> int | None:
        """Index of the first step that is wrong."""
        return self.first.step if self.findings else None

    @property
    def score(self) -> float:
        """From 0 to 1: the mean over the rules of how often each was kept."""
        shares = [kept / applied for kept, applied in self.tallies.values() if applied]
        return float(np.mean(shares)) if shares else float(self.ok)

    def sayings(self) -> list[str]:
        """The findings in words, earliest first; the same mistake is told once and counted."""
        told: dict[str, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda f: np.inf if f.step is None else f.step):
            told.setdefault(finding.kind, []).append(finding)
        return [
            str(alike[0]) + (f" The same in {len(alike) - 1} more." if len(alike) > 1 else "")
            for alike in told.values()
        ]

    def __bool__(self) -> bool:
        return self.ok

    def __float__(self) -> float:
        return self.score

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if self.ok:
            lines = [f"This is k-means: every rule was kept (score {self.score:.2f})."]
        else:
            lines = [f"This is not k-means yet (score {self.score:.2f})."]
            lines += [f"{'Also' if i else 'First'}, {said}" for i, said in enumerate(self.sayings())]
        width = max(map(len, self.tallies), default=0)
        lines += [
            f"  {'ok' if kept == applied else 'NO'}  {rule:<{width}}  {kept} of {applied}"
            for rule, (kept, applied) in self.tallies.items()
            if applied
        ]
        return "\n".join([*lines, *(f"  note: {note}" for note in self.notes)])
