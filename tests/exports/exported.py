"""What is asked of exported files: their frames, their names, and whether a fault left anything behind."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence

from kviz.exports.formats import FORMATS

SMALL = {"size": (360, 260), "progress": False}


def frames_of(path: Path) -> list[tuple[np.ndarray, float]]:
    """Every picture of an animation as Pillow shows it, with its milliseconds."""
    with Image.open(path) as file:
        return [
            (np.asarray(frame.convert("RGB")), frame.info.get("duration", 0))
            for frame in ImageSequence.Iterator(file)
        ]


def opaque(rgb: np.ndarray) -> np.ndarray:
    """Red, green and blue (h, w, 3) as a canvas holds them, (h, w, 4)."""
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB of two pictures."""
    error = np.mean((a.astype(float) - b.astype(float)) ** 2)
    return np.inf if error == 0 else float(10 * np.log10(255**2 / error))


def names_in(folder: Path) -> list[str]:
    """Names of all files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def untouched(folder: Path) -> bool:
    """Whether every file of ``old`` is still there, and nothing else."""
    return names_in(folder) == sorted(f"run{suffix}" for suffix in FORMATS) and all(
        path.read_bytes() == b"what was there before" for path in folder.iterdir()
    )
