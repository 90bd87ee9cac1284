"""What the Segment part works on: the table behind the data on screen, and what is asked of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kviz.app.background import Search
from kviz.app.settings import MAX_K, number
from kviz.data.builtin import datasets
from kviz.data.reading import Reading, read
from kviz.data.table import CHOICES
from kviz.exports.segment import Segmentation

if TYPE_CHECKING:
    from kviz.app.explorer import Explorer

SCALES = {"auto": "auto", "yes": True, "no": False}


@dataclass
class Desk:
    """What the Segment part holds: the tables it has read, the search under way, and what was found.

    ``source`` is the Python that names the table of ``found``, "" for an uploaded file; ``narrow`` tells
    how wide the place for its pictures is.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    search: Search | None = None
    found: Segmentation | None = None
    reading: Reading | None = None
    source: str = ""
    narrow: bool = False


def reading_of(explorer: "Explorer") -> tuple[Reading, str, str]:
    """The table behind the data on screen, its path where it has one, and the Python that names it."""
    name, desk = explorer.settings.data, explorer.desk
    if name in explorer.uploads:
        upload = explorer.uploads[name]
        own = [n for n, row in datasets.items() if upload.source == f"kviz.datasets[{n!r}].file"]
        path = str(datasets[own[0]].file) if own else "" if upload.source else upload.reading.name
        return upload.reading, path, upload.source
    if name in datasets:
        row = datasets[name]
        if name not in desk.readings:
            desk.readings[name] = read(row.file)
        return desk.readings[name], str(row.file), f"kviz.datasets[{name!r}].file"
    dataset = explorer.dataset(explorer.settings)
    key = f"{name} {explorer.settings.drawn}"
    if key not in desk.readings:
        import pandas as pd

        own = dataset.table
        if own is None:
            own = pd.DataFrame(dataset.in_units(dataset.points), columns=list(dataset.names))
        desk.readings[key] = read(own, name=dataset.title, header=True)
    return desk.readings[key], "", "table"


def asked_of(message: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """What a browser asks for, checked: any visitor can send anything."""
    named = message.get("features")
    features = tuple(n for n in reading.numeric if isinstance(named, list) and n in named)
    if not features:
        raise ValueError("No column is chosen; tick at least one column of numbers to cluster by.")
    scale, missing = str(message.get("scale")), message.get("missing")
    if scale not in SCALES or missing not in CHOICES:
        raise ValueError("Choose from the lists whether to scale, and what happens to missing values.")
    k = message.get("k")
    k = None if k in (None, "") else number(1, MAX_K, "The number of segments")(k)
    return {"features": features, "k": k, "scale": SCALES[scale], "missing": missing}
