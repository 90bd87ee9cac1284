"""The way to a step, picture by picture, each as what it changes of the one before it."""

from base64 import b64encode

from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.exports.animation.apng import small_png
from kviz.exports.animation.frame_diff import Changes
from kviz.exports.timeline import Moment

Patch = tuple[int, int, bytes]


class Way:
    """Patches (left, top, PNG bytes), to be painted one over the other on the picture it begins with.

    Parameters
    ----------
    start : array of shape (h, w), uint8
        What is on screen before the first patch, in numbers of the palette.
    palette : PIL.Image.Image of mode P
        Its colours; number 255 stands for "as it is" and is transparent.
    """

    def __init__(self, start: Array, palette: Image.Image) -> None:
        self._changes, self._palette = Changes(), palette
        self._changes.of(start)

    def to(self, numbers: Array) -> Patch:
        """What ``numbers`` (h, w) change of the picture before."""
        (left, top, _, _), patch = self._changes.of(numbers)
        return left, top, small_png(patch, self._palette, clear=True)


class Ways:
    """What changes of a run's picture on the way to an update, gathered until the update itself comes."""

    def __init__(self, trace: Trace, palette: Image.Image) -> None:
        self.trace, self.palette = trace, palette
        self.patches: list[tuple[int, int, str]] = []
        self._before: Array | None = None
        self._way: Way | None = None

    def pass_by(self, moment: Moment, numbers: Array) -> None:
        """Take the next picture of the run, in numbers of the palette (h, w)."""
        if not moment.is_tween or self._before is None:
            self._before, self._way = numbers, None
        elif moment.step < len(self.trace) and self.trace[moment.step].phase == "update":
            self._way = self._way or Way(self._before, self.palette)
            left, top, png = self._way.to(numbers)
            self.patches.append((left, top, b64encode(png).decode()))

    def leave(self) -> list[tuple[int, int, str]]:
        """Hand over what was gathered."""
        patches, self.patches = self.patches, []
        return patches
