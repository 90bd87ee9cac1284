"""One sheet with stage, panels and words: what stays is drawn at once, what moves on demand."""

from dataclasses import replace
from functools import cached_property

from matplotlib import rcParams
from matplotlib.figure import Figure

from kviz.engine.trace import Trace
from kviz.picture.layers.points import halo_key
from kviz.picture.layers.stack import draw_stage, prepare
from kviz.picture.panels import cluster_sizes, cost_steps, heading, seed_draw
from kviz.picture.panels.layout import Layout, em, layout
from kviz.picture.render.backends import Artists, Pixels
from kviz.picture.render.figures import own_figure
from kviz.picture.render.panel_canvas import Pad
from kviz.picture.render.text_outlines import fitted, width
from kviz.picture.scene import Scene, scene
from kviz.picture.viewport import View
from kviz.story.formatting import Numbers
from kviz.story.frame import Frame, tell
from kviz.story.narration import weight_name


class Sheet:
    """A figure of one run, or a part of a ``page`` with its top left ``at`` so many CSS pixels.

    Made within ``styled``; ``add`` and ``paint`` show one scene on it.
    """

    def __init__(
        self, trace: Trace, size: tuple[int, int], density: float, parts: frozenset[str], *,
        caption: bool, numbers: Numbers,
        columns: object = None, pair: tuple[int, int] | None = None, inspect: int | None = None,
        page: Figure | None = None, at: tuple[float, float] = (0, 0),
    ) -> None:  # fmt: skip
        self.trace, self.size, self.parts, self.numbers = trace, size, parts, numbers
        self.options = {"pair": pair, "inspect": inspect}
        self.figure = page or own_figure(size[0] / 100, size[1] / 100, dpi=100 * density)
        self.canvas = self.figure.canvas
        self.layout, self.view = self._lay_out(columns, caption)
        self.layout = self.layout.moved(*at)
        box, (width, height) = self.layout.stage, 100 * self.figure.get_size_inches()
        self.ax = self.figure.add_axes(
            (box.left / width, 1 - box.bottom / height, box.width / width, box.height / height)
        )
        for side in ("left", "bottom"):
            self.ax.spines[side].set_position(("outward", 3))  # no moving part may cover a still one
        prepare(self.ax, self.view)
        self._write_still()
        self._brush: Pixels | None = None

    def _lay_out(self, columns: object, caption: bool) -> tuple[Layout, View]:
        """Room for the tick labels depends on the view, and the view on the room: twice is enough."""
        ticks = 3.0 * em()
        for _ in range(2):
            view = View(self.trace, 1.3, columns, self.numbers)
            note = bool(view.note) and "note" in self.parts
            found = layout(
                self.size, self.parts, caption=caption, note=note, ticks=ticks, ylabel=bool(view.labels[1])
            )
            view = View(self.trace, found.stage.width / found.stage.height, columns, self.numbers)
            labels = view.ticks(1, most=5)[1]
            ticks = (
                max((width(label, rcParams["ytick.labelsize"]) for label in labels), default=0) * 100 / 72 + 8
            )
        return found, view

    def _write_still(self) -> None:
        pad = Pad()
        if self.layout.note:
            words, size = fitted(self.view.note, self.layout.note.width * 0.72, rcParams["font.size"] * 0.9)
            box = self.layout.note
            pad.write(box.left, box.top + 0.75 * em(), words, size=size, color=rcParams["xtick.color"])
        if self.layout.lower:
            cost_steps.prepare_cost(pad, self.layout.lower, self.trace)
            self._stairs = cost_steps.Stairs(self.layout.lower, self.trace)
        pad.show(self.figure)

    def scene(self, frame: Frame) -> Scene:
        """The scene of a frame on this sheet."""
        return replace(self._first, frame=frame, centroids=frame.step.centroids)

    @cached_property
    def _first(self) -> Scene:
        """What all scenes of the run share: colours, sizes, the view."""
        return scene(self.ax, tell(self.trace, 0, self.numbers), self.view, **self.options)

    def add(self, shown: Scene, parts: frozenset[str] | None = None) -> None:
        """Add all that belongs to one scene, as artists."""
        parts = self.parts if parts is None else parts
        draw_stage(Artists(self.ax), shown, parts)
        self._beside(shown, parts).show(self.figure)

    def paint(self, shown: Scene, parts: frozenset[str] | None = None) -> None:
        """Draw all that belongs to one scene onto the canvas, at once."""
        parts = self.parts if parts is None else parts
        renderer = self.canvas.get_renderer()
        brush = self._brush = self._brush or Pixels(self.ax, renderer)
        draw_stage(brush, shown, parts)
        brush.flush()
        self._beside(shown, parts).paint(self.figure, renderer)

    def _beside(self, shown: Scene, parts: frozenset[str]) -> Pad:
        """Words and panels of one scene."""
        frame, found, pad = shown.frame, self.layout, Pad()
        if found.head and parts & {"heading", "badges"}:
            pad.part = "heading"
            heading.draw_heading(pad, found.head, frame, parts)
        pad.part = "panel"
        if found.upper and shown.inspect is not None:
            cluster_sizes.draw_distances(pad, found.upper, shown, self.numbers)
        elif found.upper and frame.phase == "seed" and "chance" in parts:
            symbol = weight_name(self.trace)
            key = halo_key(shown, symbol) if "halos" in parts else ""
            seed_draw.draw_chance(pad, found.upper, frame, self.numbers, symbol, key)
        elif found.upper and frame.phase != "seed" and "sizes" in parts:
            cluster_sizes.draw_sizes(pad, found.upper, shown, self.numbers)
        if found.lower and "cost" in parts:
            pad.part = "cost"
            self._stairs.draw(pad, frame, self.numbers)
        if found.caption:
            pad.part = "sentence"
            heading.draw_caption(pad, found.caption, frame)
        return pad
