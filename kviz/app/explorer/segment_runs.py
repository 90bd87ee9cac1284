"""The table that the Segment part reads, and a run of its elbow in the player."""

from dataclasses import replace
from typing import Any

import numpy as np

from kviz.app.explorer.data_sets.uploads import Upload
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import MAX_K, Settings, number
from kviz.data.builtin import datasets
from kviz.data.tables.reader import Reading, read
from kviz.engine.choose_k.elbow import Best
from kviz.engine.recording import run
from kviz.segmentation.result import Segmentation
from kviz.story.names import page_fault

SHORT_SEEDS, QUICK = 30, 2000  # tried, and up to how many points
SAME = 1 + 1e-9  # times a cost that still counts as equal


def reading_of(session: Session) -> tuple[Reading, str, str]:
    """The table behind the data on screen, its path where it has one, and the Python that names it."""
    name, state = session.settings.data, session.segmenting
    edits = session.settings.edits
    if name in session.uploads and not edits:
        upload = session.uploads[name]
        own = [row for row in datasets.values() if upload.source == row.expression]
        path = str(own[0].file or own[0].expression) if own else "" if upload.source else upload.reading.name
        return upload.reading, path, upload.source
    if name in datasets and not edits:
        row = datasets[name]
        if name not in state.readings:
            state.readings[name] = read(row.table, name=row.file.name if row.file else row.title)
        return state.readings[name], str(row.file or row.expression), row.expression
    dataset = session.dataset(session.settings)
    key = f"{name} {session.settings.drawn} {edits}"
    if key not in state.readings:
        import pandas as pd

        table = dataset.table
        if table is None:
            table = pd.DataFrame(dataset.in_units(dataset.points), columns=list(dataset.names))
        state.readings[key] = read(table, name=dataset.title, header=True)
    return state.readings[key], "", "table"


def open_run(session: Session, message: dict[str, Any], _: object) -> None:
    """Show the run behind a point of the elbow's curve in the player, from its first seed."""
    found = session.segmenting.found
    if not found:
        return
    try:
        best = found.elbow.curve.best(number(1, MAX_K, "segments")(message.get("k")))
    except ValueError as fault:
        return session.send({"type": "segment fault", "text": page_fault(fault)})
    drawn, scale = session.settings.drawn, "standardized" if found.scaled else "raw"
    settings = Settings(data=_on_shelf(session, found), k=best.k, scale=scale, drawn=drawn)
    if best.seed is None and best.start is not None:
        places = found.dataset.in_units(best.start).tolist()
        settings = replace(settings, init="placed", start=tuple(tuple(place) for place in places))
    else:
        seed = _short_seed(session, found, best)
        settings = replace(settings, init=found.elbow.curve.init, seed=seed)
    session.apply(settings, "data", step=0)
    session.send({"type": "segment opened", "k": best.k})


def _short_seed(session: Session, found: Segmentation, best: Best) -> int:
    """A seed that a person can read, where one leads to the same cost; for k = 1 each does."""
    if best.k == 1:
        return session.settings.seed
    curve = found.elbow.curve
    n = len(curve.dataset.points)
    for seed in range(SHORT_SEEDS if n <= QUICK else 0):
        if run(curve.dataset, k=best.k, init=curve.init, rng=seed).cost <= best.cost * SAME:
            return seed
    return int(best.seed or 0)


def _on_shelf(session: Session, found: Segmentation) -> str:
    """The name of the data that the segments were found in; they are put on the shelf if need be."""
    shown = session.dataset(session.settings)
    alike = shown.standardized() if found.scaled else shown
    if shown.names == found.dataset.names and np.array_equal(alike.points, found.dataset.points):
        return session.settings.data
    name, columns = f"file-{len(session.uploads) + 1}", found.dataset.names
    chosen = columns if len(columns) != 2 else ()
    upload = Upload(
        found.reading, columns[0], columns[-1], found.missing, chosen,
        source=session.segmenting.source, how=found.how,
    )  # fmt: skip
    session.uploads[name], session.shelf[name] = upload, upload.dataset()
    return name
