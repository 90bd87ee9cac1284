"""Runs to export, small pictures, and readers that are not kviz."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from readers import need

import kviz
from kviz.exports.write import WRITERS

SMALL = {"size": (360, 260), "progress": False}


@pytest.fixture(scope="session")
def trace() -> kviz.Trace:
    """The tutorial's run: seeds that are no data points, two iterations, converged."""
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


def frames_of(path: Path) -> list[tuple[np.ndarray, float]]:
    """Every picture of an animation as Pillow shows it, with its milliseconds."""
    with Image.open(path) as file:
        return [
            (np.asarray(frame.convert("RGB")), frame.info.get("duration", 0))
            for frame in ImageSequence.Iterator(file)
        ]


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB of two pictures."""
    error = np.mean((a.astype(float) - b.astype(float)) ** 2)
    return np.inf if error == 0 else float(10 * np.log10(255**2 / error))


def names_in(folder: Path) -> list[str]:
    """Names of all files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path) -> Path:
    """A folder with a finished file of every format in it."""
    for suffix in WRITERS:
        (tmp_path / f"run{suffix}").write_bytes(b"what was there before")
    return tmp_path


def untouched(folder: Path) -> bool:
    """Whether every file of ``old`` is still there, and nothing else."""
    return names_in(folder) == sorted(f"run{suffix}" for suffix in WRITERS) and all(
        path.read_bytes() == b"what was there before" for path in folder.iterdir()
    )
