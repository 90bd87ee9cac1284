"""Pixels for file formats: one palette for a whole run, and the rectangle that changed."""

import zlib
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, PngImagePlugin

from kviz.data.points import Array
from kviz.picture.render.indexed_color import numbers_of, rgb_image

TRANSPARENT = 255
_EXACT = 24
_MOST_WEIGHT = 8

Box = tuple[int, int, int, int]
Color = tuple[int, int, int]


def colors_of(samples: Iterable[Array]) -> Counter[Color]:
    """How many pixels have which colour."""
    counts: Counter[Color] = Counter()
    for pixels in samples:
        found: Any = rgb_image(pixels).getcolors(pixels.shape[0] * pixels.shape[1])
        counts.update({color: count for count, color in found})
    return counts


def palette_of(counts: Counter[Color], known: Iterable[Color] = (), most: int = TRANSPARENT) -> Image.Image:
    """Choose up to ``most`` colours that serve all frames of a run; number 255 stays free for "unchanged".

    The ``known`` colours, those that things are drawn in, are kept exactly. The shades that smooth
    edges make, as ``colors_of`` some frames counts them, share the rest: cut at medians, then moved
    to their means by a round of k-means. Returns an image of mode P that carries the palette.
    """
    common = sorted(counts, key=lambda color: (-counts[color], color))[:_EXACT]
    exact = _one_per_cell([*known, *common])[:most]
    cells = {_cell(color) for color in exact}
    rest = sorted(color for color in counts if _cell(color) not in cells)
    if rest and len(exact) < most:
        weight = np.minimum([counts[color] for color in rest], _MOST_WEIGHT)
        shades = Image.fromarray(np.repeat(np.array(rest, dtype=np.uint8), weight, axis=0)[None])
        few = shades.quantize(most - len(exact), Image.Quantize.MEDIANCUT, kmeans=1)
        exact = _one_per_cell([*exact, *colors_in(few)])
    return _carrier(_without_thieves(exact))


def colors_in(picture: Image.Image) -> list[Color]:
    """The colours of the palette that a picture of mode P carries."""
    return [(red, green, blue) for red, green, blue in picture.palette.colors] if picture.palette else []


def _cell(color: Color) -> Color:
    red, green, blue = color
    return red >> 2, green >> 2, blue >> 2


def _one_per_cell(colors: Iterable[Color]) -> list[Color]:
    """Keep the first of all colours that Pillow's search (six bits a channel) cannot tell apart."""
    first: dict[Color, Color] = {}
    for color in colors:
        first.setdefault(_cell(color), color)
    return list(first.values())


def _without_thieves(colors: list[Color]) -> list[Color]:
    """Leave out colours that would be taken for a commoner one that is in the palette itself."""
    while True:
        pixels = np.array([[(*color, 255) for color in colors]], dtype=np.uint8)
        found = numbers_of(pixels, _carrier(colors))[0]
        thieves = {int(j) for i, j in enumerate(found) if j > i} or {i for i, j in enumerate(found) if j != i}
        if not thieves:
            return colors
        colors = [color for i, color in enumerate(colors) if i not in thieves]


def _carrier(colors: list[Color]) -> Image.Image:
    """Wrap as Pillow wants a palette; unused entries repeat the first colour and are never found."""
    carrier = Image.new("P", (1, 1))
    carrier.putpalette(
        [channel for color in [*colors, *[colors[0]] * (256 - len(colors))] for channel in color]
    )
    return carrier


def changed(before: Array, after: Array) -> Box | None:
    """Smallest box (left, top, right, bottom) outside which two arrays (h, w) are equal; None if they are."""
    differ = before != after
    rows = np.flatnonzero(differ.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(differ[top:bottom].any(axis=0))
    return int(columns[0]), top, int(columns[-1]) + 1, bottom


class Changes:
    """What every picture changes of the one before it, in the numbers of one palette."""

    def __init__(self) -> None:
        self._shown: Array | None = None

    def of(self, numbers: Array) -> tuple[Box, Array]:
        """Box that changed, and the ``numbers`` (h, w) in it: ``TRANSPARENT`` where a pixel stays as it is.

        The first picture is whole. A picture that changes nothing still is one, of a single
        pixel: players and readers count it.
        """
        shown, self._shown = self._shown, numbers
        if shown is None:
            return (0, 0, *numbers.shape[::-1]), numbers
        left, top, right, bottom = box = changed(shown, numbers) or (0, 0, 1, 1)
        new, old = (one[top:bottom, left:right] for one in (numbers, shown))
        return box, np.where(new == old, np.uint8(TRANSPARENT), new)


def png_bytes(picture: Image.Image, words: dict[str, str] | None = None, effort: int = 4) -> bytes:
    """Encode as PNG, with ``words`` (Title, Description, Software …) as its text entries."""
    info = PngImagePlugin.PngInfo()
    for key, text in (words or {}).items():
        info.add_itxt(key, text)
    file = BytesIO()
    picture.save(file, "PNG", pnginfo=info, compress_level=effort, compress_type=zlib.Z_DEFAULT_STRATEGY)
    return file.getvalue()
