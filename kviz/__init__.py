"""See k-means think: every seeding choice, assignment and update, step by step.

Names resolve on first use, so ``import kviz`` costs what ``import numpy`` costs.
"""

from importlib import import_module

from kviz._version import __version__

_HOME = {
    "kmeans": "kviz.engine.lloyd",
    "run": "kviz.engine.recording",
    "record": "kviz.engine.recording",
    "Trace": "kviz.engine.trace",
    "load": "kviz.engine.runfile",
    "save": "kviz.engine.runfile",
    "check": "kviz.picture.charts.check_report",
    "Dataset": "kviz.data.dataset",
    "datasets": "kviz.data.builtin",
    "read_table": "kviz.data.tables.read_table",
    "draw": "kviz.picture.draw",
    "gallery": "kviz.picture.gallery",
    "film": "kviz.picture.film",
    "elbow": "kviz.picture.charts.elbow",
    "segment": "kviz.segmentation.segment",
    "play": "kviz.app.player",
    "explore": "kviz.app.explorer.explorer",
    "export": "kviz.exports.export",
}

__all__ = [*_HOME, "__version__"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"kviz has no {name!r}; it has {', '.join(__all__)}.")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
