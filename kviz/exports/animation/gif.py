"""GIF: one palette for the whole run, and of every picture only what changed."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import GifImagePlugin, Image

from kviz.exports.animation.frame_diff import TRANSPARENT, Changes
from kviz.exports.content import Content
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture
from kviz.picture.render.indexed_color import Numbering, palette_bytes

_MOST_TICKS = 65_535  # hundredths of a second


@contextmanager
def gif(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write an endless animation that holds on its last picture; one picture in memory at a time."""
    file = output.open()
    numbering, changes = Numbering(content.painter.palette), Changes()
    due = shown = 0

    def add(picture: Picture) -> None:
        nonlocal due, shown
        box, patch = changes.of(numbering.of(picture.pixels))
        if picture.moment.number == 0:
            file.write(_header(box[2], box[3], content))
        due += picture.moment.ms
        ticks = round(due / 10) - shown  # what rounding took from one picture, the next one has
        shown += ticks
        file.write(_control(ticks, transparent=picture.moment.number > 0))
        file.writelines(GifImagePlugin.getdata(Image.fromarray(patch, "P"), offset=box[:2]))

    yield add
    file.write(b";")


def _header(width: int, height: int, content: Content) -> bytes:
    """Size, global palette, endless loop, and the words about the run."""
    colors = palette_bytes(content.painter.palette).ljust(768, b"\0")
    note = "\n".join(f"{key}: {text}" for key, text in content.about.items()).encode()
    chunks = b"".join(
        bytes([len(part)]) + part for part in (note[i : i + 255] for i in range(0, len(note), 255))
    )
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0)
    return screen + colors + b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0" + b"\x21\xfe" + chunks + b"\0"


def _control(ticks: int, transparent: bool) -> bytes:
    """Say how long the next picture stays, and which number lets the last one shine through."""
    flags = (1 << 2) | int(transparent)
    return b"\x21\xf9\x04" + struct.pack("<BHBB", flags, min(ticks, _MOST_TICKS), TRANSPARENT, 0)
