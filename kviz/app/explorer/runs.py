"""From what a person chose to runs on screen."""

from dataclasses import replace
from functools import cache
from hashlib import sha256

import numpy as np

from kviz.app.explorer.settings import OWN_STARTS, SCALES, Settings, start_title
from kviz.app.frame_store import Known
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.data.points import Array
from kviz.engine.recording import run
from kviz.engine.trace import Trace
from kviz.story.messages import say, sentences
from kviz.story.names import named_set, set_words


def settle(settings: Settings, dataset: Dataset) -> tuple[Settings, str]:
    """Make the choices fit the data and each other; also say what had to give way."""
    settings, note = _settle_start(settings, dataset)
    rival = settings.rival()
    if rival and _settle_start(rival, dataset)[0] != rival:
        gone = str(say("page.gave_way.rival", name=start_title(rival.init), k=settings.k))
        return replace(settings, versus=""), note or gone
    return settings, note


def _settle_start(settings: Settings, dataset: Dataset) -> tuple[Settings, str]:
    if settings.init == "own" and (dataset.start is None or len(dataset.start) != settings.k):
        had = 0 if dataset.start is None else len(dataset.start)
        note = str(say("page.gave_way.own", n=had, k=settings.k)) if had else ""
        return replace(settings, init="k-means++"), note
    if settings.init == "placed" and len(settings.start) != settings.k:
        note = str(say("page.gave_way.placed", n=len(settings.start), k=settings.k))
        return replace(settings, init="k-means++", start=()), note
    if settings.init == "placed" and len(settings.start[0]) != dataset.points.shape[1]:
        note = str(say("page.gave_way.columns", n=len(settings.start[0]), d=dataset.points.shape[1]))
        return replace(settings, init="k-means++", start=()), note
    return settings, ""


def run_of(settings: Settings, dataset: Dataset) -> Trace:
    """Run k-means as described, on ``dataset`` in its raw units."""
    if settings.scale == "standardized":
        dataset = dataset.standardized()
    init: str | Array = settings.init
    if settings.init == "own" and dataset.start is not None:
        init = dataset.start
    elif settings.init == "placed":
        init = (np.array(settings.start) - dataset.offset) / dataset.factor
    return run(
        dataset,
        k=settings.k,
        init=init,
        metric=settings.metric,
        rng=settings.seed,
        on_empty=settings.on_empty,
    )


def known(settings: Settings, dataset: Dataset) -> Known:
    """What tells this run from every other, and whether everybody may see its pictures."""
    points = _fingerprint(dataset)
    shipped = settings.data in datasets and points == _shipped(settings.data)
    return Known((replace(settings, versus=""), points), shipped)


def _fingerprint(dataset: Dataset) -> str:
    """A word that two data sets share only if their pictures are the same."""
    arrays = dataset.start, dataset.offset, dataset.factor
    plain = [None if array is None else array.tolist() for array in arrays]
    words = repr((dataset.points.shape, dataset.names, dataset.title, plain))
    return sha256(dataset.points.tobytes() + words.encode()).hexdigest()


@cache
def _shipped(name: str) -> str:
    return _fingerprint(named_set(name, datasets[name]()))


def run_title(settings: Settings) -> str:
    """Name a run by what may tell it from its rival."""
    named = [start_title(settings.init)]
    if settings.init not in OWN_STARTS:
        named.append(say("exports.seed", value=str(settings.seed)))
    if settings.scale != "raw":
        named.append(SCALES[settings.scale])
    return str(sentences(named, ", "))


def shelf_groups() -> list[dict[str, object]]:
    """The built-in data sets for a grouped list, those that were added later included."""
    groups: dict[str, list[dict[str, str]]] = {}
    for name, row in datasets.items():
        title, about_it = set_words(name, row.title, row.about)
        about = {"name": name, "title": title or name, "about": about_it}
        groups.setdefault(row.group, []).append(about)
    return [{"group": group, "sets": sets} for group, sets in groups.items()]


def shelf_row(name: str, dataset: Dataset) -> dict[str, str]:
    """One line of the list of data sets."""
    return {"name": name, "title": dataset.title or name, "about": dataset.about}


FIGURES = 7  # significant digits that the table of clusters is sent with; it shows four


def cluster_tables(trace: Trace) -> list[list[list[float | None]]]:
    """For every step and cluster: size, part of the cost, and the centroid in the data's units."""
    tables = []
    for step in trace:
        known = step.labels >= 0
        sizes = np.bincount(step.labels[known], minlength=len(step.centroids))
        each = trace.geometry.own_shares(trace.X[known], step.centroids, step.labels[known])
        costs = np.bincount(step.labels[known], weights=each, minlength=len(step.centroids))
        total = costs.sum()
        places = trace.dataset.in_units(step.centroids)
        tables.append([
            [int(sizes[j]), short(costs[j] / total) if total > 0 else None, *map(short, places[j])]
            for j in range(len(step.centroids))
        ])  # fmt: skip
    return tables


def short(value: float) -> float:
    """A number with as many digits as anybody can see."""
    return float(f"{value:.{FIGURES}g}")
