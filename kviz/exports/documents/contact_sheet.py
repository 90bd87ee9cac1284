"""A contact sheet: all steps of a run on one picture."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil, sqrt

from PIL import Image

from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.timeline import Reel, Shot
from kviz.exports.writer import Target

GAP = 12
_MOST_PIXELS = 120_000_000


@contextmanager
def sheet(target: Target, reel: Reel) -> Iterator[Callable[[Shot], None]]:
    """Write all steps in rows, each at half its size, read from left to right."""
    file = target.open()
    across, down = grid(len(reel.indices), reel.options.across)
    paper: Image.Image | None = None
    places = iter((column, row) for row in range(down) for column in range(across))

    def add(shot: Shot) -> None:
        nonlocal paper
        if shot.between:
            return
        picture = Image.fromarray(shot.pixels).reduce(2)
        width, height = picture.width + GAP, picture.height + GAP
        if paper is None:
            paper = _blank(across * width + GAP, down * height + GAP, shot)
        column, row = next(places)
        paper.paste(picture, (GAP + column * width, GAP + row * height))

    yield add
    file.write(png_bytes(paper, reel.about))


def grid(count: int, across: int | None) -> tuple[int, int]:
    """Columns and rows for ``count`` pictures: as many across as asked for, else a nearly square sheet."""
    across = min(count, across or max(1, round(sqrt(count))))
    return across, ceil(count / across)


def _blank(width: int, height: int, shot: Shot) -> Image.Image:
    if width * height > _MOST_PIXELS:
        raise ValueError(
            f"A sheet of {width}x{height} pixels is too large; "
            "choose fewer steps (first, last) or a smaller size."
        )
    return Image.new("RGB", (width, height), tuple(int(channel) for channel in shot.pixels[0, 0]))
