"""PNG: one step as a lossless picture."""

from PIL import Image

from kviz.exports.pixels import png_bytes
from kviz.exports.reel import Reel
from kviz.exports.target import Target


def png(target: Target, reel: Reel) -> None:
    """Write the step that was asked for, with its sentence and parameters as text entries."""
    picture = Image.fromarray(reel.pixels(reel.still))
    words = {**reel.about, "Description": f"{reel.sentence(reel.still)} ({reel.about['Description']})"}
    target.open().write(png_bytes(picture, words))
