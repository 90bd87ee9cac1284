"""What a segmentation is: a table's rows in segments, and everything that led there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from kviz.data.card import card_of
from kviz.data.dataset import Dataset
from kviz.data.given import words
from kviz.data.points import Array
from kviz.data.tables.reader import Reading
from kviz.engine.trace import Trace
from kviz.picture.charts.elbow import Elbow
from kviz.segmentation.decisions import Starts
from kviz.story.profile import Profile

MOST = 12  # clusters, as many as have a colour of their own


@dataclass(frozen=True, eq=False)
class Segmentation:
    """A table's rows in segments, and everything that led there.

    ``source`` is the path, or "" where there is none, and ``how`` what corrected the reading of it.
    ``labels`` (rows of the table,) hold the cluster of every row, -1 where it was left out for a
    missing value. ``moved`` counts the rows that would change segment if the features were scaled
    the other way. ``starts`` holds where many single runs ended, for each seeding;
    ``taken`` says which features were taken where none was named.
    """

    reading: Reading
    source: str
    dataset: Dataset
    scaled: bool
    missing: str
    seed: int
    elbow: Elbow
    trace: Trace
    profile: Profile
    labels: Array
    moved: int
    starts: Starts
    why_k: str
    how: dict[str, Any]
    taken: tuple[str, ...] = ()

    def _repr_html_(self) -> str | None:
        return card_of(self)

    @property
    def k(self) -> int:
        """Number of clusters."""
        return self.trace.k

    @property
    def names(self) -> dict[int, str]:
        """Cluster to name of its segment."""
        return {segment.cluster: segment.name for segment in self.profile.segments}

    def renamed(self, names: Sequence[str]) -> Self:
        """The same segments with other names, in the order of the clusters; an empty one keeps its own."""
        names = words(names, "names")
        if len(names) > self.k:
            raise ValueError(f"{len(names)} names were given for {self.k} segments; give one each, A first.")
        named = {cluster: name.strip() for cluster, name in enumerate(names) if name.strip()}
        segments = tuple(
            replace(segment, name=named.get(segment.cluster, segment.name))
            for segment in self.profile.segments
        )
        return replace(self, profile=replace(self.profile, segments=segments))
