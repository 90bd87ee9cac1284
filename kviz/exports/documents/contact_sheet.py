"""A contact sheet: all steps of a run on one picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, sqrt

from PIL import Image

from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.content import Content
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture
from kviz.picture.render.indexed_color import rgb_image

GAP = 12
_MOST_PIXELS = 120_000_000


@contextmanager
def sheet(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write all steps in rows, each at half its size, read from left to right."""
    file = output.open()
    across, down = grid(len(content.steps), content.options.across)
    paper: Image.Image | None = None
    places = iter((column, row) for row in range(down) for column in range(across))

    def add(picture: Picture) -> None:
        nonlocal paper
        if picture.moment.is_tween:
            return
        small = rgb_image(picture.pixels).reduce(2)
        width, height = small.width + GAP, small.height + GAP
        if paper is None:
            paper = _blank(across * width + GAP, down * height + GAP, picture)
        column, row = next(places)
        paper.paste(small, (GAP + column * width, GAP + row * height))

    yield add
    if paper is not None:  # a run has a step, so there is one
        file.write(png_bytes(paper, content.about))


def grid(count: int, across: int | None) -> tuple[int, int]:
    """Columns and rows for ``count`` pictures: as many across as asked for, else a nearly square sheet."""
    across = min(count, across or max(1, round(sqrt(count))))
    return across, ceil(count / across)


def _blank(width: int, height: int, picture: Picture) -> Image.Image:
    if width * height > _MOST_PIXELS:
        raise ValueError(
            f"A sheet of {width}x{height} pixels is too large; "
            "choose fewer steps (first, last) or a smaller size."
        )
    return Image.new("RGB", (width, height), tuple(int(channel) for channel in picture.pixels[0, 0, :3]))
