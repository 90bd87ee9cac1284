"""PNG: one step, numbered steps, or all of them on a sheet; the animated kind has a module of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kviz.exports.animation.apng import apng
from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.content import Content
from kviz.exports.documents.contact_sheet import sheet
from kviz.exports.output import AddPicture, Output, Writer, written_at_once
from kviz.exports.painter import Picture
from kviz.exports.timeline import Moment
from kviz.picture.render.indexed_color import rgb_image


def png(output: Output, content: Content) -> Writer:
    """Write the kind of PNG that the options ask for."""
    options = content.options
    kind = apng if options.animate else sheet if options.sheet else numbered if options.numbered else still
    return kind(output, content)


@written_at_once
def still(output: Output, content: Content) -> None:
    """Write the step that was asked for, lossless, with its sentence and parameters as text entries."""
    _save(output.open(), content, Picture(Moment(0, content.still, 0), content.painter))


@contextmanager
def numbered(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write every step to a file of its own: run-01.png, run-02.png and so on."""
    digits = max(2, len(str(content.steps[-1] + 1)))

    def add(picture: Picture) -> None:
        if not picture.moment.is_tween:
            _save(output.beside(f"-{picture.moment.step + 1:0{digits}}"), content, picture)

    yield add


def _save(file: BinaryIO, content: Content, picture: Picture) -> None:
    words = dict(content.about)
    words["Description"] = f"{content.sentence(picture.moment.step)} ({words['Description']})"
    file.write(png_bytes(rgb_image(picture.pixels), words))
