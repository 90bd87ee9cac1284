"""The film of a run: one painter that keeps the still parts and redraws what moves."""

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.picture import panels, stage
from kviz.picture.palette import styled
from kviz.picture.view import View
from kviz.story.frames import Frame, tell
from kviz.story.words import ENGLISH, Numbers

DPI = 100


class Film:
    """Frames of a run as pixels, in any order, the same bytes every time.

    Parameters
    ----------
    trace : Trace
    size : (int, int)
        Width and height in CSS pixels.
    density : float
        Device pixels per CSS pixel.
    style : str
        "light", "dark", "print" or "projector".
    caption : bool
        Write the sentence of every step under its picture.
    """

    def __init__(
        self,
        trace: Trace,
        size: tuple[int, int] = (960, 600),
        density: float = 1.0,
        style: str = "light",
        caption: bool = False,
        numbers: Numbers = ENGLISH,
    ) -> None:
        self.trace, self.size, self.density, self.style, self.caption, self.numbers = trace, size, density, style, caption, numbers
        with styled(style):
            self._compose()

    def _compose(self) -> None:
        width, height = self.size
        self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI * self.density)
        self.canvas = FigureCanvasAgg(self.figure)
        foot = 64 if self.caption else 0
        self.stage = (64.0, 22.0, width * 0.70 - 74, height - foot - 74)  # left, top, width, height in CSS pixels
        self._stage_ax = self._axes(*self.stage)
        right = width * 0.70 + 24
        self._cost_ax = self._axes(right, height - foot - 240, width - right - 28, 180)
        self._draw_ax = self._axes(right, 74, width - right - 28, 92)
        self._draw_ax.set_axis_off()
        self.view = View(self.trace, self.stage[2] / self.stage[3])
        self.limits = self.view.limits
        stage.prepare(self._stage_ax, self.view)
        panels.prepare_cost(self._cost_ax, self.trace)

    def _axes(self, left: float, top: float, width: float, height: float) -> Axes:
        w, h = self.size
        return self.figure.add_axes((left / w, 1 - (top + height) / h, width / w, height / h))

    def __len__(self) -> int:
        return len(self.trace)

    @cached_property
    def _still(self) -> object:
        """Everything that no step changes, drawn once."""
        self.canvas.draw()
        return self.canvas.copy_from_bbox(self.figure.bbox)

    def rgb(self, i: int) -> Array:
        """Pixels of step ``i``: (height, width, 3), uint8."""
        with styled(self.style):
            still = self._still
            kept = {ax: set(ax.get_children()) for ax in self.figure.axes}
            words = self._draw(tell(self.trace, i, self.numbers))
            self.canvas.restore_region(still)
            renderer = self.canvas.get_renderer()
            moving = [(a.get_zorder(), ax, a) for ax, old in kept.items() for a in ax.get_children() if a not in old]
            for _, ax, artist in sorted(moving, key=lambda entry: entry[0]):
                ax.draw_artist(artist)
            for text in words:
                text.draw(renderer)
            pixels = np.asarray(self.canvas.buffer_rgba())[:, :, :3].copy()
            for artist in [a for *_, a in moving] + words:
                artist.remove()
        return pixels

    def _draw(self, frame: Frame) -> list:
        stage.draw_frame(self._stage_ax, self.trace, frame, self.view)
        panels.draw_cost(self._cost_ax, self.trace, frame, self.numbers)
        if frame.phase == "seed":
            panels.draw_draw(self._draw_ax, frame, self.numbers)
        w, h = self.size
        title = self.figure.text((w * 0.70 + 24) / w, 1 - 22 / h, frame.heading, va="top", fontsize="x-large", fontweight="bold")
        words = [title]
        if self.caption:
            words.append(self.figure.text(24 / w, 40 / h, frame.sentence, va="center", wrap=True))
        return words

    @cached_property
    def _palette(self) -> Image.Image:
        """Up to 256 colours that serve every frame of the run."""
        picks = sorted({0, len(self) // 4, len(self) // 2, len(self) - 1, *self._firsts()})
        tiles = np.vstack([self.rgb(i)[:: 2, ::2] for i in picks])
        return Image.fromarray(tiles).quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

    def _firsts(self) -> list[int]:
        phases = [step.phase for step in self.trace]
        return [phases.index(phase) for phase in dict.fromkeys(phases)]

    def png(self, i: int) -> bytes:
        """Step ``i`` as an 8-bit PNG file."""
        picture = Image.fromarray(self.rgb(i)).quantize(palette=self._palette, dither=Image.Dither.NONE)
        file = BytesIO()
        picture.save(file, "PNG", compress_level=4)
        return file.getvalue()


def film(trace: Trace, size: tuple[int, int] = (960, 600), **options: object) -> Iterator[bytes]:
    """Yield every step of a run as the bytes of a PNG file; options as for ``Film``."""
    frames = Film(trace, size, **options)
    return (frames.png(i) for i in range(len(frames)))
