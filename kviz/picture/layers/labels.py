"""Short words on the stage itself, with a rim of paper around them."""

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path

from kviz.data.points import Array
from kviz.picture.render.marks import Stamps
from kviz.picture.render.text_outlines import Word, outline
from kviz.picture.scene import Scene


def size_of_notes(scene: Scene) -> float:
    """Size of words on the stage, in points: smaller on a small Axes."""
    return scene.style.size * float(np.clip(scene.wide / 300, 0.7, 1.0))


def note(scene: Scene, places: Array, texts: Sequence[str], below: Sequence, name: str) -> Stamps:
    """Write each text centred on its place (m, 2), its baseline so many sizes ``below`` it."""
    size = size_of_notes(scene)
    paths: list[Path] = []
    words: list[Word] = []
    for place, text, drop in zip(places, texts, below, strict=True):
        path, advance = outline(text, scene.style, "bold")
        placed = Path((np.asarray(path.vertices) - (advance / 2, drop)) * size, path.codes)
        paths += [placed, placed]
        shift = (0.0, -drop * size)
        x, y = place
        words.append(Word(text, x, y, size, scene.ink, "bold", "center", False, scene.paper, name, shift))
    count = len(texts)
    return Stamps(
        np.repeat(np.asarray(places, dtype=float), 2, axis=0), paths, [scene.paper, scene.ink] * count,
        [scene.paper, "none"] * count, [3.5, 0.0] * count, 3.5, name, words,
    )  # fmt: skip
