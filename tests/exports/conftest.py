"""Runs to export, small pictures, and readers that are not kviz."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
from exported import SMALL
from readers import need

import kviz
from kviz.exports.formats import FORMATS


@pytest.fixture(scope="session")
def trace() -> kviz.Trace:
    """The tutorial's run: seeds that are not data points, two iterations, converged."""
    data = kviz.datasets["tutorial"]()
    return kviz.run(data, data.k, init=data.start)


@pytest.fixture(scope="session")
def long_trace() -> kviz.Trace:
    """A run of some twenty steps."""
    return kviz.run(kviz.datasets["noise"](), 6, rng=3)


@pytest.fixture(scope="session")
def painted(trace) -> list[np.ndarray]:
    """What the painter makes of every step, with its caption."""
    from kviz.picture.film import Film

    film = Film(trace, SMALL["size"], caption=True)
    return [film.rgb(i) for i in range(len(film))]


@pytest.fixture(scope="session")
def ffprobe():
    """Answer of ffprobe about a file as a dict of its video stream."""
    import json

    need("ffprobe")

    def ask(path: Path) -> dict:
        command = [
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-show_streams",
            "-show_format",
            "-of",
            "json",
            path,
        ]
        answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        return {**answer["streams"][0], "format": answer["format"]}

    return ask


@pytest.fixture
def old(tmp_path) -> Path:
    """A folder with a finished file of every format in it."""
    for suffix in FORMATS:
        (tmp_path / f"run{suffix}").write_bytes(b"what was there before")
    return tmp_path
