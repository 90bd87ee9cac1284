"""What to do instead where k-means fails: a sentence, and one click that shows it."""

from dataclasses import dataclass, replace
from typing import Any

from kviz.data.dataset import Dataset
from kviz.data.spread import one_decides
from kviz.story.messages import say


@dataclass(frozen=True)
class Remedy:
    """``text`` says what helps, ``label`` what the click does, ``changes`` are the settings it takes."""

    text: str
    label: str
    changes: dict[str, Any]
    title: str = ""


SHAPES = "Clusters of such a shape need a method that follows where points are dense, such as DBSCAN."
SPREADS = "A mixture of Gaussians lets every cluster have its own size and spread."

REMEDIES: dict[str, Remedy] = {
    "elongated": Remedy(
        "A mixture of Gaussians can have long, thin clusters. k-means can only cut each cloud into pieces.",
        "Cut into 11 pieces", {"k": 11},
    ),
    "moons": Remedy(
        f"{SHAPES} k-means can only cut each crescent into pieces.", "Cut into 8 pieces", {"k": 8},
    ),
    "rings": Remedy(
        f"{SHAPES} k-means can only cut the ring into pieces.", "Cut into 6 pieces", {"k": 6},
    ),
    "sizes": Remedy(
        f"{SPREADS} With more clusters, k-means leaves the small groups whole and cuts only the large one.",
        "Use 8 clusters", {"k": 8},
    ),
    "density": Remedy(
        f"{SPREADS} k-means with more clusters cuts the loose cloud, and the tight ones stay apart from it.",
        "Use 6 clusters", {"k": 6},
    ),
    "outlier": Remedy(
        "Look at a far point before you cluster. With one more cluster it can have one of its own.",
        "Use 3 clusters", {"k": 3},
    ),
    "noise": Remedy(
        "Ask whether there are clusters at all: one cluster is a good answer here, and the elbow curve of "
        "the tab Segment shows no bend.",
        "Use 1 cluster", {"k": 1},
    ),
    "duplicates": Remedy(
        "Fourteen points on three places are three clusters, and no empty one.",
        "Use 3 clusters", {"k": 3},
    ),
    "empty-trap": Remedy(
        "Let an empty cluster take the point farthest from its own centroid, or take another start.",
        "Take the farthest point", {"on_empty": "farthest"},
    ),
    "units": Remedy(
        "Give both columns the same spread before you measure distances: standardize them.",
        "Standardize", {"scale": "standardized"},
    ),
}  # fmt: skip


def remedy_for(name: str, dataset: Dataset, scale: str) -> Remedy | None:
    """What helps with a data set as it is seen: a trap's way out, or equal spread if one column decides."""
    if name in REMEDIES:
        return replace(REMEDIES[name], title=str(say("page.instead")))
    said = one_decides(dataset, str(say("page.standardized"))) if scale == "raw" else ""
    if not said:
        return None
    title, label = str(say("page.one_decides")), str(say("page.standardize"))
    return Remedy(said, label, {"scale": "standardized"}, title)
