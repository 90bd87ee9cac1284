"""PNG: one step, numbered steps, or all of them on a sheet; the animated kind has a module of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PIL import Image

from kviz.exports.animation.apng import apng
from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.documents.contact_sheet import sheet
from kviz.exports.timeline import Reel, Shot
from kviz.exports.writer import Target, Writer, written


def png(target: Target, reel: Reel) -> Writer:
    """Write the kind of PNG that the options ask for."""
    options = reel.options
    kind = apng if options.animate else sheet if options.sheet else numbered if options.numbered else still
    return kind(target, reel)


@written
def still(target: Target, reel: Reel) -> None:
    """Write the step that was asked for, lossless, with its sentence and parameters as text entries."""
    _save(target.open(), Shot(reel, 0, reel.still, 0))


@contextmanager
def numbered(target: Target, reel: Reel) -> Iterator[Callable[[Shot], None]]:
    """Write every step to a file of its own: run-01.png, run-02.png and so on."""
    digits = max(2, len(str(reel.indices[-1] + 1)))

    def add(shot: Shot) -> None:
        if not shot.between:
            _save(target.beside(f"-{shot.index + 1:0{digits}}"), shot)

    yield add


def _save(file: object, shot: Shot) -> None:
    words = dict(shot.reel.about)
    words["Description"] = f"{shot.sentence} ({words['Description']})"
    file.write(png_bytes(Image.fromarray(shot.pixels), words))
