"""Animated PNG: of every picture only what changed; whoever reads only PNG sees the first one."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import numpy as np
from PIL import Image

from kviz.data.points import Array
from kviz.exports.animation.frame_diff import TRANSPARENT, Changes
from kviz.exports.content import Content
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture
from kviz.picture.render.indexed_color import Numbering, palette_bytes

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE = 3
_OVER = 1
_CLEAR = bytes([255] * TRANSPARENT + [0])


@contextmanager
def apng(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write an endless animation; one picture in memory at a time."""
    file = output.open()
    numbering, changes = Numbering(content.painter.palette), Changes()
    numbers = count()

    def add(picture: Picture) -> None:
        (left, top, right, bottom), patch = changes.of(numbering.of(picture.pixels))
        first, ms = picture.moment.number == 0, picture.moment.ms
        if first:
            file.write(_header(right, bottom, content))
        place = (right - left, bottom - top, left, top)
        file.write(
            _chunk(
                b"fcTL",
                struct.pack(">5I2H2B", next(numbers), *place, ms, 1000, 0, 0 if first else _OVER),
            )
        )
        data = _deflated(patch)
        file.write(
            _chunk(b"IDAT", data) if first else _chunk(b"fdAT", struct.pack(">I", next(numbers)) + data)
        )

    yield add
    file.write(_chunk(b"IEND", b""))


def small_png(numbers: Array, palette: Image.Image, clear: bool = False) -> bytes:
    """Numbers (h, w) of a palette as a PNG file: smaller than Pillow's, and made while other threads run.

    ``clear``: the number ``TRANSPARENT`` is.
    """
    size = _chunk(b"IHDR", struct.pack(">2I5B", *numbers.shape[::-1], 8, _PALETTE, 0, 0, 0))
    colors = _chunk(b"PLTE", palette_bytes(palette).ljust(768 if clear else 0, b"\0"))
    if clear:
        colors += _chunk(b"tRNS", _CLEAR)
    return _SIGNATURE + size + colors + _chunk(b"IDAT", _deflated(numbers, effort=4)) + _chunk(b"IEND", b"")


def _header(width: int, height: int, content: Content) -> bytes:
    """Size, number of pictures, palette with one transparent entry, and the words about the run."""
    colors = palette_bytes(content.painter.palette).ljust(768, b"\0")
    return b"".join(
        [
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, _PALETTE, 0, 0, 0)),
            _chunk(b"acTL", struct.pack(">2I", len(content.timeline), 0)),
            _chunk(b"PLTE", colors),
            _chunk(b"tRNS", _CLEAR),
            *(_chunk(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in content.about.items()),
        ]
    )


def _deflated(patch: Array, effort: int = 7) -> bytes:
    """Rows of palette numbers, unfiltered: neighbours are equal or have nothing to do with each other."""
    rows = np.zeros((patch.shape[0], patch.shape[1] + 1), dtype=np.uint8)
    rows[:, 1:] = patch
    packer = zlib.compressobj(effort, zlib.DEFLATED, 15, 9)
    return packer.compress(rows.data) + packer.flush()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
