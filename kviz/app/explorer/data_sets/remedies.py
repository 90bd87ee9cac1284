"""What to do instead where k-means fails: a sentence, and one click that shows it."""

from dataclasses import dataclass
from typing import Any

from kviz.data.dataset import Dataset
from kviz.story.elbow_words import alone_text
from kviz.story.messages import say


@dataclass(frozen=True)
class Remedy:
    """``text`` says what helps, ``label`` what the click does, ``changes`` are the settings it takes."""

    text: str
    label: str
    changes: dict[str, Any]
    title: str = ""


# what is said is in the catalogue under [page.remedies]
REMEDIES: dict[str, dict[str, Any]] = {
    "elongated": {"k": 11},
    "moons": {"k": 8},
    "rings": {"k": 6},
    "sizes": {"k": 8},
    "density": {"k": 6},
    "outlier": {"k": 3},
    "noise": {"k": 1},
    "duplicates": {"k": 3},
    "empty-trap": {"on_empty": "farthest"},
    "units": {"scale": "standardized"},
}


def remedy_for(name: str, dataset: Dataset, scale: str) -> Remedy | None:
    """What helps with a data set as it is seen: a trap's way out, or equal spread if one column decides."""
    if name in REMEDIES:
        changes = REMEDIES[name]
        text, label = (
            str(say(f"page.remedies.{name}.{what}", n=changes.get("k"))) for what in ("text", "label")
        )
        return Remedy(text, label, changes, str(say("page.instead")))
    said = alone_text(dataset, str(say("page.standardized"))) if scale == "raw" else ""
    if not said:
        return None
    title, label = str(say("page.one_decides")), str(say("page.standardize"))
    return Remedy(said, label, {"scale": "standardized"}, title)
