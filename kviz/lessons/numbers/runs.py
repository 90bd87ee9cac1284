"""Make the runs that a lesson names, and write the Python that makes them."""

from typing import Any

import numpy as np

from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.data.points import Array
from kviz.engine.recording import run
from kviz.engine.trace import Trace
from kviz.lessons.file.parts import Run

PHASES = ("seed", "assign", "update")
OWN = "own"  # the start that a data set brings along


def data_of(spec: Run) -> Dataset:
    """The points of a run, with the names of their columns.

    Raises
    ------
    ValueError
        If there is no data set of that name, or a row to leave out is not there.
    """
    if spec.points:
        return Dataset(np.array(spec.points, float), ("x", "y", "z")[: len(spec.points[0])], title=spec.name)
    if spec.data not in datasets:
        raise ValueError(f"there is no data set {spec.data!r}; use one of {', '.join(datasets)}")
    data = datasets[spec.data]()
    if spec.without:
        if max(spec.without) >= len(data.points):
            raise ValueError(
                f"row {max(spec.without)} is not in {spec.data!r}; it has {len(data.points)} rows"
            )
        kept = np.delete(data.points, list(spec.without), axis=0)
        data = Dataset(kept, data.names, title=data.title)
    return data.standardized() if spec.scale == "standardized" else data


def made(spec: Run) -> Trace:
    """The recorded run."""
    data = data_of(spec)
    init: Any = data.start if spec.init == OWN else spec.init
    if init is None:
        raise ValueError(f"the data set {spec.data!r} brings no start of its own; name a seeding for init")
    init = init if isinstance(init, str) else np.array(init, float)
    return run(
        data, spec.k, init=init, rng=spec.seed, metric=spec.metric, max_iter=spec.max_iter,
        on_empty=spec.on_empty,
    )  # fmt: skip


def python(spec: Run) -> str:
    """The lines that make the run again in a notebook."""
    lines = []
    rows = [list(row) for row in spec.points]
    source = repr(rows) if rows else f'kviz.datasets["{spec.data}"]()'
    if spec.without:
        lines.append(f"kept = np.delete({source}.points, {list(spec.without)}, axis=0)")
        source = "kept"
    if spec.scale == "standardized":
        source += ".standardized()"
    init = repr(spec.init if isinstance(spec.init, str) else [list(row) for row in spec.init])
    if spec.init == OWN:
        lines.append(f"data = {source}")
        source, init = "data", "data.start"
    settings = [f"k={spec.k}"]
    if init != "'k-means++'":
        settings.append(f"init={init}".replace("'", '"'))
    if isinstance(spec.init, str) and spec.init != OWN:
        settings.append(f"rng={spec.seed}")
    default = Run("")
    for name in ("metric", "max_iter", "on_empty"):
        value = getattr(spec, name)
        if value != getattr(default, name):
            settings.append(f"{name}={value!r}".replace("'", '"'))
    lines.append(f"{spec.name} = kviz.run({source}, {', '.join(settings)})")
    return "\n".join(lines)


def index_of(trace: Trace, step: int | str) -> int:
    """The number of a step that is named ``3``, ``"assign 2"``, ``"last"`` or ``"start"``.

    Raises
    ------
    ValueError
        If the run has no such step.
    """
    if step == "last":
        return len(trace) - 1
    if step == "start":
        return max((i for i, one in enumerate(trace) if one.phase == "seed"), default=0)
    if isinstance(step, int):
        if step >= len(trace):
            raise ValueError(f"the run has steps 0 to {len(trace) - 1}, and {step} was asked for")
        return step
    phase, _, number = step.partition(" ")
    if phase not in PHASES or not number.isdigit():
        raise ValueError(
            f'{step!r} is not the name of a step; use "seed 1", "assign 1", "update 1" or "last"'
        )
    places = [i for i, one in enumerate(trace) if one.phase == phase]
    if not 1 <= int(number) <= len(places):
        raise ValueError(
            f"the run has {len(places)} steps of the phase {phase!r}, and {step!r} was asked for"
        )
    return places[int(number) - 1]


def spread_around(points: Array, middle: Array) -> float:
    """Sum of the squared distances of points (n, d) to one place (d,)."""
    return float(((points - middle) ** 2).sum())
