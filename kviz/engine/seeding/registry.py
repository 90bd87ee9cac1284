"""Every seeding is one row: what it is called, what it does, how it is told, and the function that runs.

How to add one: ``SEEDINGS["mine"] = Seeding(...)``, or just a function of (X, k, rng). The page, the
command, the narration, the listing and the charts read the row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kviz.data.sentences import english
from kviz.engine.seeding.methods import (
    box_positions,
    farthest_first,
    greedy_plus_plus,
    in_rounds,
    partition_means,
    plus_plus,
    random_rows,
    trials_of_greedy,
)
from kviz.engine.seeding.potential import Ground

Make = Callable[[Ground, np.random.Generator], Any]


@dataclass(frozen=True)
class Seeding:
    """One way to choose start centroids.

    Attributes
    ----------
    name : str
        What ``init`` is called with; it is the key in SEEDINGS.
    title : str
        What the screen calls it, in lower case where the language allows it.
    about : str
        How it chooses, in one plain sentence.
    make : callable ``(ground, rng)``
        Yields one seed after the other: ``ground.take_row(row)`` or ``ground.take(position)``, or just a
        row of ``ground.X`` (an int) or a position (d,). It may also return an array (k, d).
    pseudocode : tuple of str
        The listing: one line for every seed, or one for the first seed and one for the others. "D²" is
        replaced by the symbol of the geometry. The lines and sentences of the built-in seedings are in the
        catalogue of messages, where they can be translated.
    sentence : str
        A whole sentence for a seed whose own facts (``draw``, ``weights``, ``candidates``) do not say how
        it was chosen. Fields: {letter}, {place}, {center}, {what} ("it is not a data point").
    note : str
        What people often confuse it with, in one sentence.
    drawn : bool
        Whether chance has a part in it, so that another random seed gives another start.
    weight : "D²", "even" or ""
        What rows are drawn by, where many restarts can be drawn at once; "" where they cannot.
    trials : callable ``k -> int``
        How many drawn rows are compared for every seed after the first.
    reference : str
    """

    name: str
    title: str
    about: str
    make: Make
    pseudocode: tuple[str, ...] = ()
    sentence: str = ""
    note: str = ""
    drawn: bool = True
    weight: str = ""
    trials: Callable[[int], int] = lambda k: 1
    reference: str = ""

    @property
    def heading(self) -> str:
        """The title at the start of a line."""
        return self.title if self.title.startswith("k-means") else self.title[:1].upper() + self.title[1:]

    @property
    def lines(self) -> tuple[str, ...]:
        """The pseudocode, made from the title where the row has none."""
        return self.pseudocode or (f"each centroid ← chosen by {self.title}",)


class Seedings(dict[str, Seeding]):
    """Name -> row, in the order of the lists. A function of (X, k, rng) may be assigned, too.

    >>> import kviz
    >>> from kviz.engine.seeding.registry import SEEDINGS
    >>> SEEDINGS["first rows"] = lambda X, k, rng: X[:k]
    >>> kviz.run([[0.0], [1.0], [5.0]], k=2, init="first rows")[1].centroids.tolist()
    [[0.0], [1.0]]
    >>> del SEEDINGS["first rows"]
    """

    def __init__(self, *rows: Seeding) -> None:
        super().__init__((row.name, row) for row in rows)

    def __setitem__(self, name: str, row: "Seeding | Callable[..., Any]") -> None:
        """Add a row, or a function as ``init`` takes it.

        Raises
        ------
        TypeError
            If ``name`` is not text or ``row`` is neither a Seeding nor a function.
        """
        if not isinstance(name, str) or not name:
            raise TypeError(f"the name of a seeding is a text, and {name!r} is not; use for example 'mine'.")
        if not isinstance(row, Seeding):
            row = _row_of(name, row)
        super().__setitem__(name, row if row.name == name else replace(row, name=name))


def _row_of(name: str, choose: Any) -> Seeding:
    """A row for a function of (X, k, rng) that has none."""
    if not callable(choose):
        raise TypeError(
            f"a seeding is a Seeding or a function of (X, k, rng), and {name!r} is of type "
            f"{type(choose).__name__}; give for example lambda X, k, rng: X[:k]."
        )
    said = " ".join((getattr(choose, "__doc__", None) or "").split("\n\n")[0].split())

    def make(ground: Ground, rng: np.random.Generator) -> Any:
        return choose(np.array(ground.X), ground.k, rng)

    return Seeding(name, name, said or f"The start centroids are chosen by {name}.", make)


def title_of(method: str) -> str:
    """What the screen calls the method of a seed step; its own name where there is no row."""
    return SEEDINGS[method].title if method in SEEDINGS else method


def drawn_at_once() -> Iterator[str]:
    """Names of the seedings whose restarts can be drawn together, the least careful first."""
    rows = sorted(SEEDINGS.values(), key=lambda row: (row.weight == "D²", row.trials(8)))
    return (row.name for row in rows if row.weight)


def _row(name: str, make: Make, **more: Any) -> Seeding:
    """A row whose title and sentences stand in the catalogue, under [seedings]."""
    return Seeding(name, make=make, **english("seedings")[name], **more)


SEEDINGS = Seedings(
    _row(
        "k-means++",
        plus_plus,
        weight="D²",
        reference='D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007',
    ),
    _row(
        "greedy-k-means++",
        greedy_plus_plus,
        weight="D²",
        trials=trials_of_greedy,
        reference="Arthur and Vassilvitskii 2007, last section; scikit-learn's kmeans_plusplus",
    ),
    _row(
        "farthest-first",
        farthest_first,
        reference='T. Gonzalez, "Clustering to minimize the maximum intercluster distance", TCS 38 (1985)',
    ),
    _row(
        "random",
        random_rows,
        weight="even",
        reference='E. Forgy, "Cluster analysis of multivariate data", Biometrics 21 (1965)',
    ),
    _row(
        "box",
        box_positions,
        reference="the first step of many tutorials",
    ),
    _row(
        "random-partition",
        partition_means,
        reference=(
            'J. MacQueen, "Some methods for classification and analysis of multivariate observations", 1967; '
            'J. Peña, J. Lozano and P. Larrañaga, "An empirical comparison of four initialization methods '
            'for the k-means algorithm", Pattern Recognition Letters 20 (1999)'
        ),
    ),
    _row(
        "k-means||",
        in_rounds,
        reference='B. Bahmani et al., "Scalable k-means++", PVLDB 5 (2012)',
    ),
)
