"""One canvas for all frames of a run: what stays is painted once, and what moves is painted over it."""

from functools import cached_property

import numpy as np

from kviz.data.points import Array
from kviz.picture.frame_figure import Sheet, marks_of
from kviz.picture.plane.voronoi import Regions
from kviz.picture.render.pixels import Canvas
from kviz.picture.scene import Scene
from kviz.story.frame import Frame

STAYING = {"heading", "badges", "sizes", "chance", "cost"}  # parts beside the plot that show the step alone


class FrameCanvas:
    """Paints scenes of a sheet. What it returns, (h, w, 4), uint8, holds until the next scene is painted.

    It belongs to one thread at a time. Whoever interrupts it leaves no pixels under a wrong name.
    """

    def __init__(self, sheet: Sheet, size: tuple[int, int], density: float) -> None:
        self.sheet = sheet
        self.canvas = Canvas(size, density, tuple(sheet.layout.stage), sheet.view.limits)
        self._around: tuple[Frame | None, Array | None] = (None, None)
        self._ground_of: tuple[Regions | None, frozenset[str]] = (None, frozenset())

    @cached_property
    def _still(self) -> Array:
        """Pixels of everything that no step changes."""
        self.sheet.begin(self.canvas)
        return self.canvas.pixels.copy()

    def paint(self, scene: Scene) -> Array:
        """A scene over the still parts."""
        marks, ground = self.sheet.layers(scene)
        self.canvas.pixels[:] = self._grounded(scene, ground) if ground else self._still
        self.canvas.paint(marks)
        self.sheet.beside(scene).paint(self.canvas)
        return self.canvas.pixels

    def _grounded(self, scene: Scene, ground: frozenset[str]) -> Array:
        """Pixels of the still parts and of the ground: an assignment has that of the update before it."""
        if self._ground_of[0] is not scene.cut or self._ground_of[1] != ground:
            self._ground_of = None, frozenset()
            self.canvas.pixels[:] = self._still
            self.canvas.paint(marks_of(scene, ground))
            self._ground[:] = self.canvas.pixels
            self._ground_of = scene.cut, ground
        return self._ground

    @cached_property
    def _ground(self) -> Array:
        """Room for the pixels of the ground, written to again and again: new memory is slow."""
        return np.empty_like(self._still)

    def paint_moving(self, scene: Scene) -> Array:
        """The same, for one of several pictures of a step: the words and panels beside the plot stay."""
        if scene.inspect is not None or not self.sheet.beside_parts <= STAYING:
            return self.paint(scene)
        frame, pixels = self._around
        if pixels is None or frame is not scene.frame:
            self.canvas.pixels[:] = self._still
            self.sheet.beside(scene).paint(self.canvas)
            pixels = self.canvas.pixels.copy()
            self._around = scene.frame, pixels
        self.canvas.pixels[:] = pixels
        self.canvas.paint(marks_of(scene, scene.parts))
        return self.canvas.pixels
