"""The film of a run: one painter that keeps the still parts and redraws what moves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from threading import RLock
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.picture import parts as named
from kviz.picture.frame_canvas import FrameCanvas
from kviz.picture.frame_figure import Sheet
from kviz.picture.panels.cluster_sizes import size_rows
from kviz.picture.panels.layout import Box
from kviz.picture.png_files import packed, packed_in_turn
from kviz.picture.render.figures import own_figure
from kviz.picture.render.indexed_color import Numbering, fixed_palette, in_palette, rgb_image
from kviz.picture.render.style import Style, style_named
from kviz.picture.scene import Scene
from kviz.story.formatting import SPOKEN, Numbers, as_numbers
from kviz.story.frame import Frame, imagine, tell
from kviz.story.questions import ask_all, frame_of
from kviz.story.quiz.question import Question


class Film:
    """Frames of a run as pixels, in any order, the same bytes every time, from any thread.

    Parameters
    ----------
    trace : Trace
    size : (int, int)
        Width and height in CSS pixels.
    density : float
        Device pixels per CSS pixel.
    style : str or Style
        A name in ``kviz.picture.render.style.STYLES``, or the path of a matplotlib style sheet.
    caption : bool
        Write the sentence of every step under its picture.
    numbers : Numbers
        How numbers are written.
    preset, show, hide : the parts of the picture, as for ``kviz.draw``
    pair : (int, int), optional
        Two clusters whose border is constructed.
    inspect : int, optional
        A point whose distances to all centroids are shown.
    columns : two columns by name or number, or "principal"
        What is drawn of data with more than two columns.
    predict : int, optional
        The seed of the questions (``kviz.ask``). A step that is followed by a question is then drawn without
        whatever gives the answer away, and no picture shows how the costs go on.

    Attributes
    ----------
    stage : (left, top, width, height) of the plot in CSS pixels; ``limits`` (xmin, xmax, ymin, ymax)
        in data space: with the two, a place on screen is a place in the data.
    """

    def __init__(
        self,
        trace: Trace,
        size: tuple[int, int] = (960, 600),
        density: float = 1.0,
        style: str | Style = "light",
        caption: bool = False,
        numbers: Numbers = SPOKEN,
        *,
        preset: str = "lesson",
        show: Iterable[str] = (),
        hide: Iterable[str] = (),
        pair: tuple[int, int] | None = None,
        inspect: int | None = None,
        columns: object = None,
        predict: int | None = None,
    ) -> None:
        named.check(trace, pair, inspect)
        self.trace, self.density = trace, named.as_density(density)
        self.style = replace(style_named(style), names=numbers.names)
        self.size = size = named.as_size(size)
        numbers = as_numbers(numbers)
        self.caption, self.numbers = caption, numbers
        self.parts = named.chosen(preset, show, hide)
        self._sheet = Sheet(
            trace, size, self.style, self.parts, caption=caption, numbers=numbers, columns=columns,
            pair=pair, inspect=inspect, ahead=predict is None,
        )  # fmt: skip
        self.predict = predict
        self.view, self.limits = self._sheet.view, self._sheet.view.limits
        self.stage = tuple(self._sheet.layout.stage)
        self._told: tuple[int, Frame | None] = (-1, None)
        self._turn = RLock()  # one canvas: threads that share a film draw one after the other

    def __len__(self) -> int:
        return len(self.trace)

    @property
    def size_rows(self) -> list[Box]:
        """Where the sizes of the clusters stand once points are assigned, A first; empty where hidden."""
        box = self._sheet.layout.upper
        return size_rows(box, self.trace.k, self.style.em) if box and "sizes" in self.parts else []

    @cached_property
    def _canvas(self) -> FrameCanvas:
        return FrameCanvas(self._sheet, self.size, self.density)

    @cached_property
    def questions(self) -> dict[int, Question]:
        """What is asked, by the step that answers it."""
        return {} if self.predict is None else ask_all(self.trace, self.numbers, seed=self.predict)

    def frame(self, i: int) -> Frame:
        """What is told of step ``i``, and not more than a question allows; the last one is kept."""
        i = range(len(self))[i]
        at, kept = self._told
        if at == i and kept:
            return kept
        question = self.questions.get(i + 1)
        told = frame_of(self.trace, question, self.numbers) if question else tell(self.trace, i, self.numbers)
        self._told = i, told
        return told

    def _hidden(self, i: int) -> frozenset[str]:
        """Parts that would answer the question that follows step ``i``."""
        question = self.questions.get(range(len(self))[i] + 1)
        return question.hide | {"inspected"} if question else frozenset()

    def _scene(self, i: int) -> Scene:
        """Step ``i`` on the sheet."""
        with self._turn:
            return self._sheet.scene(self.frame(i), self._hidden(i))

    def pixels(self, i: int) -> Array:
        """Pixels of step ``i`` as they are painted: (height, width, 4), uint8, the last byte always 255."""
        with self._turn:
            return self._canvas.paint(self._scene(i)).copy()

    def rgb(self, i: int) -> Array:
        """Pixels of step ``i``: (height, width, 3), uint8."""
        return np.asarray(rgb_image(self.pixels(i)))

    def png(self, i: int) -> bytes:
        """Step ``i`` as an 8-bit PNG file: ``rgb`` in a palette that holds every flat colour exactly."""
        return packed(self._in_palette(self._scene(i)))

    def pngs(self, steps: Iterable[int]) -> Iterator[bytes]:
        """Yield ``png(i)`` for every ``i``: the next is painted while the one before is being packed."""
        return packed_in_turn(self._in_palette(self._scene(i)) for i in steps)

    def tween(self, i: int, t: float) -> Array:
        """Pixels on the way from step ``i - 1`` (t = 0) to step ``i`` (t = 1): (height, width, 3), uint8.

        In an update the centroids travel and the borders with them; other steps are cross-faded. The way
        is for half a second at most.
        """
        return np.asarray(rgb_image(self.between(i, t)))

    def between(self, i: int, t: float) -> Array:
        """The same as it is painted: (height, width, 4), uint8, the last byte always 255."""
        i = range(len(self))[i]
        if t <= 0 or t >= 1 or i == 0:
            return self.pixels(i if t >= 1 or i == 0 else i - 1)
        share = t * t * (3 - 2 * t)
        scene = self._scene(i)
        if scene.frame.previous is not None:
            between = scene.frame.previous + share * (scene.centroids - scene.frame.previous)
            moving = scene.parts - {"arrows", "next", "trails"}
            with self._turn:
                return self._canvas.paint_moving(replace(scene, centroids=between, parts=moving)).copy()
        before, after = (Image.fromarray(self.pixels(j)) for j in (i - 1, i))
        return np.asarray(Image.blend(before, after, share))

    def preview(self, centroids: Array, i: int = -1) -> bytes:
        """Step ``i`` with its centroids (k, d) elsewhere, every point with the nearest: a PNG for a drag."""
        with self._turn:
            scene = self._sheet.scene(imagine(self.trace, i, centroids, self.numbers))
        still = self.parts - {"trails", "ghosts", "arrows", "changed", "next"} - self._hidden(i)
        return packed(self._in_palette(replace(scene, parts=still)))

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering(fixed_palette(self.trace, self.style, self.view.dense))

    def _in_palette(self, scene: Scene) -> Image.Image:
        with self._turn:
            return in_palette(self._numbering.of(self._canvas.paint(scene)), self._numbering.palette)


def compose(
    trace: Trace,
    i: int = -1,
    size: tuple[int, int] = (960, 600),
    style: str | Style = "light",
    caption: bool = False,
    **options: Any,
) -> Figure:
    """Step ``i`` as a whole matplotlib Figure, equal to the film's picture: for SVG, PDF or a print."""
    made = Film(trace, size, 1.0, style, caption, **options)
    figure = own_figure(size[0] / 100, size[1] / 100)
    figure.set_facecolor(made.style.paper)
    made._sheet.add(figure, made._scene(i))
    return figure


def film(trace: Trace, size: tuple[int, int] = (960, 600), **options: Any) -> Iterator[bytes]:
    r"""Yield every step of a run as the bytes of a PNG file; options as for ``Film``.

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    >>> pictures = list(kviz.film(trace, size=(480, 300)))
    >>> len(pictures) == len(trace), pictures[0][:4]
    (True, b'\x89PNG')
    """
    frames = Film(trace, size, **options)
    return frames.pngs(range(len(frames)))
