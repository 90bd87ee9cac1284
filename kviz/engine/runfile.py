"""A run as a file: readable by a person, small, the same bit for bit, and never executed."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from kviz.data.atomic_files import atomic_files, explained_errors
from kviz.data.dataset import Dataset
from kviz.data.given import path_of
from kviz.engine.arguments import plain
from kviz.engine.geometry import GEOMETRIES
from kviz.engine.saved.fields import DATA, HEAD, NOWHERE, refuse_fields, refuse_settings
from kviz.engine.saved.rows import read_rows, rows
from kviz.engine.trace import Trace

FORMAT, VERSION = "kviz-run", 2
READABLE = (1, 2)  # files of version 1 tell their events in English, from 2 on they are numbers
DATA_FIELDS = (
    "title",
    "about",
    "group",
    "names",
    "k",
    "notes",
    "offset",
    "factor",
    "start",
    "kept",
    "points",
)


class RunFileError(ValueError):
    """A file that is not a run, or no longer the run that was saved."""


def save(trace: Trace, path: str | os.PathLike) -> Path:
    """Write a run to a ``.json`` file, whole or not at all.

    The file keeps the points, the settings and every step; weights and probabilities are kept as
    the rule they come from. The original table of the data is not kept.

    Returns
    -------
    path : Path of the file

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0)
    >>> kviz.save(trace, "run.json").name
    'run.json'
    """
    path, text = path_of(path), dumps(trace)
    with explained_errors(path), atomic_files() as new_file:
        new_file(path).write(text.encode())
    return path


def load(path: str | os.PathLike) -> Trace:
    """Read a run that ``save`` wrote: the same run, bit for bit.

    Returns
    -------
    trace : Trace

    Raises
    ------
    RunFileError (a ValueError)
        If the file is not a run of kviz, is cut off or was changed, or is of a later version.
    OSError
        If there is no such file.

    Examples
    --------
    >>> import kviz
    >>> path = kviz.save(kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0), "run.json")
    >>> kviz.load(path).converged
    True
    """
    path = path_of(path)
    if path.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a folder; give the run file in it.")
    if not path.exists():
        raise FileNotFoundError(f"There is no file {str(path)!r}; check the name and the folder.")
    try:
        return loads(path.read_text(encoding="utf-8-sig"))  # an editor may have put a mark before the text
    except UnicodeDecodeError:
        raise RunFileError(
            f"{path.name} is not text, so it is not a run of kviz; give a .json file of kviz.save."
        ) from None
    except RunFileError as error:
        raise RunFileError(f"{path.name} {error}") from None


def dumps(trace: Trace) -> str:
    """The text of a run file: one line for each point and each step."""
    if not isinstance(trace, Trace):
        raise TypeError(
            f"a run is expected, and something of type {type(trace).__name__} came; give one trace of "
            "kviz.run or kviz.record, one file for each."
        )
    if not len(trace):
        raise ValueError(
            "the trace has no steps, and a file of no steps cannot be played; save a longer part."
        )
    head = {
        "format": FORMAT,
        "version": VERSION,
        "about": repr(trace).strip("<>"),
        "settings": trace.settings,
        "metric": trace.geometry.name,
        "source": trace.source,
        "lines": list(trace.lines) if trace.source else None,
    }
    data = {name: plain(getattr(trace.dataset, name)) for name in DATA_FIELDS}
    steps = rows(trace)
    lines = [f"{_json(key)}: {_json(value)}," for key, value in head.items()]
    lines += ['"data": {', *(f"  {_json(key)}: {_json(data[key])}," for key in DATA_FIELDS[:-1])]
    lines += ['  "points": [', *_listed(data["points"]), "  ]", "},"]
    lines += ['"steps": [', *_listed(steps), "],"]
    body = {**head, "data": data, "steps": steps}
    return "\n".join(["{", *lines, f'"checksum": "{checksum(body)}"', "}", ""])


def loads(text: str) -> Trace:
    """The run in the text of a run file; the message of an error goes on from the name of the file."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RunFileError(
            f"is damaged or not a run of kviz: it is not a whole JSON text ({str(error)[:80]})."
        ) from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise RunFileError('is not a run of kviz: a file of kviz.save begins with "format": "kviz-run".')
    if body.get("version") is True or body.get("version") not in READABLE:
        known = " and ".join(map(str, READABLE))
        raise RunFileError(
            f"has version {body.get('version')!r}, and this kviz reads {known}; use the kviz that wrote it."
        )
    if body.pop("checksum", None) != checksum(body):
        raise RunFileError("is damaged: it was changed after it was saved (the checksum differs).")
    try:
        return _trace(body)
    except (TypeError, ValueError) as error:
        raise RunFileError(f"is damaged: its content does not fit together ({error}).") from None


def checksum(body: dict) -> str:
    """A short mark of the content that an accident would change."""
    from hashlib import sha256

    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]


def _trace(body: dict) -> Trace:
    """The run that JSON describes; anything out of place raises."""
    data: Any = body.get("data")
    refuse_fields(data, DATA, NOWHERE, "its data")
    refuse_fields(body, HEAD, NOWHERE, "the file")
    dataset = Dataset(**{name: _array_or(name, data[name]) for name in DATA_FIELDS})
    points = dataset.points
    if dataset.start is not None and dataset.start.shape[1:] != points.shape[1:]:
        raise ValueError("its start centroids do not fit the points")
    if dataset.kept is not None and dataset.kept.shape != points.shape[:1]:
        raise ValueError("the rows of its points do not fit the points")
    geometry = GEOMETRIES[body["metric"]]
    steps = read_rows(body.get("steps"), points, geometry)
    settings = body["settings"]
    refuse_settings(settings, len(points), len(steps[-1].centroids))
    lines, last = body["lines"] or [None] * len(steps), len((body["source"] or "").splitlines())
    if len(lines) != len(steps) or not all(line is None or line < last for line in lines):
        raise ValueError("its steps name lines that are not in the source")
    return Trace(steps, dataset, geometry, settings, body["source"], lines)


def _array_or(name: str, value: Any) -> Any:
    """A field of the data set as it was: tuples and arrays are lists in JSON."""
    if name in ("names", "notes"):
        return tuple(value)
    if name == "kept" and value is not None:
        return np.array(value, dtype=np.intp)
    if not isinstance(value, list):
        return value
    if name in ("points", "start") and len({len(row) for row in value}) > 1:
        raise ValueError(f"a row of its {name} is longer than another")
    return np.array(value)


def _listed(items: list) -> list[str]:
    """Each item on a line of its own."""
    return [f"    {_json(item)}{',' * (i < len(items) - 1)}" for i, item in enumerate(items)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
