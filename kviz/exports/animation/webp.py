"""Animated WebP, lossless: every pixel as it was painted, and of every picture only what changed."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO

import numpy as np
from PIL import Image

from kviz.data.points import Array
from kviz.exports.animation.frame_diff import Box, changed
from kviz.exports.content import Content
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture
from kviz.picture.render.indexed_color import rgb_image, words_of

_ANIMATED, _XMP, _ALPHA = 0x02, 0x04, 0x10
_LARGEST = 16_383


@contextmanager
def webp(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write an endless animation; one picture in memory at a time."""
    file = output.open()
    before: Array | None = None

    def add(picture: Picture) -> None:
        nonlocal before
        height, width, _ = picture.pixels.shape
        if before is None:
            if max(width, height) > _LARGEST:
                raise ValueError(f"{width}x{height} pixels are too many for WebP; stay below {_LARGEST + 1}.")
            file.write(_header(width, height))
        box, patch = _patch(before, picture.pixels)
        file.write(_frame(box, patch, picture.moment.ms))
        before = picture.pixels

    yield add
    file.write(_chunk(b"XMP ", _packet(content)))
    length = file.tell()
    file.seek(4)
    file.write(struct.pack("<I", length - 8))


def _patch(before: Array | None, pixels: Array) -> tuple[Box, Image.Image]:
    """What changed, in a box that begins at even numbers (the format's rule), clear where nothing did."""
    height, width, _ = pixels.shape
    if before is None:
        return (0, 0, width, height), rgb_image(pixels)
    before, pixels = words_of(before), words_of(pixels)
    left, top, right, bottom = changed(before, pixels) or (0, 0, 1, 1)
    left, top = left & ~1, top & ~1
    new, old = pixels[top:bottom, left:right], before[top:bottom, left:right]
    fresh = np.where(new != old, new, np.uint32(0))
    return (left, top, right, bottom), Image.fromarray(fresh[..., None].view(np.uint8))


def _header(width: int, height: int) -> bytes:
    extended = struct.pack("<I", _ANIMATED | _XMP | _ALPHA) + _short(width - 1) + _short(height - 1)
    return b"RIFF\0\0\0\0WEBP" + _chunk(b"VP8X", extended) + _chunk(b"ANIM", b"\xff\xff\xff\xff\0\0")


def _frame(box: Box, patch: Image.Image, ms: int) -> bytes:
    """One picture laid over the last: where, how long, and its lossless data as Pillow encodes it."""
    left, top, right, bottom = box
    file = BytesIO()
    patch.save(file, "WEBP", lossless=True, quality=50, method=2, exact=True)
    data = file.getvalue()[12:]
    place = _short(left // 2) + _short(top // 2) + _short(right - left - 1) + _short(bottom - top - 1)
    return _chunk(b"ANMF", place + _short(min(ms, 0xFFFFFF)) + b"\0" + data)


def _packet(content: Content) -> bytes:
    """Title and description in Adobe's XML, the one place WebP has for words."""
    title, text = (
        escape(content.about["Title"]),
        escape(f"{content.about['Description']}. {content.about['Comment']}"),
    )
    tool = escape(content.about["Software"])
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:description>'
        f"<xmp:CreatorTool>{tool}</xmp:CreatorTool></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _short(number: int) -> bytes:
    return struct.pack("<I", number)[:3]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1)
