"""What a check of a run found: as numbers and arrays, and as a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kviz.data.card import card_of
from kviz.data.points import Array
from kviz.engine.trace import Trace


@dataclass(frozen=True, eq=False)
class Finding:
    """One thing that k-means would have done differently.

    ``step`` is its index in the run (None where it is about no single step), ``kind`` names the
    mistake ("assign", "median", "in-place", "nan", ...; "assign", "update" and "cost" where the cause was not
    recognised). ``case`` and ``numbers`` say what was seen, ``cause`` has the numbers of the mistake,
    ``said`` its own sentence where it brings one. ``points`` are the points concerned, ``clusters`` the
    clusters; ``labels`` and ``centroids`` are what was expected there, where something else came.
    ``text`` says it all in words.
    """

    step: int | None
    kind: str
    text: str = ""
    points: Array | tuple[int, ...] = ()
    clusters: tuple[int, ...] = ()
    labels: Array | None = None
    centroids: Array | None = None
    case: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    cause: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""

    def __str__(self) -> str:
        return self.text if self.step is None else f"step {self.step}: {self.text}"


@dataclass(frozen=True)
class Note:
    """A fact that is not a mistake: its message and its numbers."""

    case: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Report:
    """Whether a run is really k-means: ``findings`` say where not, ``tallies`` what was right.

    ``tallies`` maps each rule to (how often it was kept, how often it applied); ``notes`` are facts
    that are not mistakes. ``trace`` is the run as far as it could be read, None where nothing could.
    """

    findings: tuple[Finding, ...]
    tallies: dict[str, tuple[int, int]]
    notes: tuple[Any, ...] = ()
    trace: Trace | None = None

    def _repr_html_(self) -> str | None:
        return card_of(self)

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
        return self.first.step if self.first else None

    @property
    def score(self) -> float:
        """From 0 to 1: the mean over the rules of how often each was kept; 1 only where nothing is wrong."""
        shares = [kept / applied for kept, applied in self.tallies.values() if applied]
        return float(np.mean(shares)) if shares else float(self.ok)

    def alike(self) -> list[list[Finding]]:
        """The findings, earliest first, those of one kind together."""
        together: dict[str, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda f: np.inf if f.step is None else f.step):
            together.setdefault(finding.kind, []).append(finding)
        return list(together.values())

    def __bool__(self) -> bool:
        return self.ok

    def __float__(self) -> float:
        return self.score
