"""Pictures as PNG files, one at a time or many in turn."""

import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event

from PIL import Image

from kviz.data import in_browser

PNG_LEVEL = 2


def packed(picture: Image.Image, begun: Event | None = None) -> bytes:
    """Bytes of a PNG file. Flat areas pack as well by run lengths alone, and faster."""
    if begun:
        begun.set()
    file = BytesIO()
    picture.save(file, "PNG", compress_level=PNG_LEVEL, compress_type=zlib.Z_RLE)
    return file.getvalue()


def packed_in_turn(pictures: Iterable[Image.Image]) -> Iterator[bytes]:
    """Yield the file of every picture: the next is painted while the one before is being packed."""
    if not in_browser.threads():
        yield from map(packed, pictures)
        return
    with ThreadPoolExecutor(1) as aside:
        before = None
        for picture in pictures:
            begun = Event()
            packing = aside.submit(packed, picture, begun)
            begun.wait()  # or else the packer would wait for the interpreter until we are done painting
            if before:
                yield before.result()
            before = packing
        if before:
            yield before.result()
