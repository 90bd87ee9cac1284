"""One sheet with plot, panels and words: where everything stands, what stays and what a step shows."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kviz.engine.trace import Trace
from kviz.picture.layers.axes import UP, draw_axes
from kviz.picture.layers.borders import BORDERS
from kviz.picture.panels.heading import draw_caption
from kviz.picture.panels.layout import Layout, layout
from kviz.picture.parts import PARTS, homes, plot_marks
from kviz.picture.render.artists import put_on
from kviz.picture.render.marks import Mark
from kviz.picture.render.panel_canvas import POINT, Pad
from kviz.picture.render.pixels import Canvas
from kviz.picture.render.style import Style
from kviz.picture.render.text_outlines import fitted, width
from kviz.picture.scene import Scene, scene
from kviz.picture.viewport import View
from kviz.story.formatting import Numbers
from kviz.story.frame import Frame, tell

ASIDE = ("head", "upper", "lower")  # homes of parts beside the plot, and boxes of the layout
GROUND = frozenset({"regions", "ties", "borders"})  # parts below the points: they change with the centroids


class Sheet:
    """The sheet of one run; ``layers`` and ``beside`` are what a scene has on it."""

    def __init__(
        self, trace: Trace, size: tuple[float, float], style: Style, parts: frozenset[str], *,
        caption: bool, numbers: Numbers,
        columns: object = None, pair: tuple[int, int] | None = None, inspect: int | None = None,
        ahead: bool = True,
    ) -> None:  # fmt: skip
        self.trace, self.size, self.parts, self.style, self.numbers = trace, size, parts, style, numbers
        self.options: dict[str, Any] = {"pair": pair, "inspect": inspect}
        self.layout, self.view = self._lay_out(columns, caption)
        self.view.ahead = ahead

    def _lay_out(self, columns: object, caption: bool) -> tuple[Layout, View]:
        """Room for the tick labels depends on the view, and the view on the room: twice is enough."""
        ticks, style = 3.0 * self.style.em, self.style
        view = View(self.trace, 1.3, columns, self.numbers)
        for _ in range(2):
            note = bool(view.note) and "note" in self.parts
            found = layout(
                self.size, homes(self.parts), style,
                caption=caption, note=note, ticks=ticks, ylabel=bool(view.labels[1]),
            )  # fmt: skip
            view = view.seen(found.stage.width / found.stage.height)
            labels = view.ticks(1, most=UP)[1]
            widest = max((width(label, style.tick_size, style) for label in labels), default=0)
            ticks = widest * POINT + 8
        return found, view

    @cached_property
    def still(self) -> Pad:
        """Everything beside the plot that no step changes."""
        pad, found = Pad(self.style), self.layout
        if found.note:
            size = self.style.size * 0.9
            words, size = fitted(self.view.note, found.note.width / POINT, size, self.style)
            place = found.note.left, found.note.top + 0.75 * self.style.em
            pad.write(*place, words, size=size, color=self.style.faint)
        for name, row in PARTS.items():
            box = getattr(found, row.home) if row.still and name in self.parts else None
            if box and row.still:
                row.still(pad, box, self.view)
        draw_axes(pad, found.stage, self.view, self.size[0])
        return pad

    def scene(self, frame: Frame, hide: Iterable[str] = ()) -> Scene:
        """The scene of a frame on this sheet, without the parts in ``hide``."""
        parts = self.parts.difference(hide)
        return replace(self._first, frame=frame, centroids=frame.step.centroids, parts=parts)

    @cached_property
    def _first(self) -> Scene:
        """What all scenes of the run share: colours, sizes, the view."""
        wide, frame = self.layout.stage.width / POINT, tell(self.trace, 0, self.numbers)
        return scene(frame, self.view, self.style, wide, parts=self.parts, **self.options)

    def add(self, figure: Figure, shown: Scene, at: tuple[float, float] = (0, 0)) -> Axes:
        """Add one scene to a figure, as artists, its top left ``at`` so many CSS pixels."""
        box, (width, height) = self.layout.moved(*at).stage, 100 * figure.get_size_inches()
        place = (box.left / width, 1 - box.bottom / height, box.width / width, box.height / height)
        ax = figure.add_axes(place)
        (*x, ymin, ymax) = self.view.limits
        ax.set(xlim=x, ylim=(ymin, ymax), facecolor=self.style.ground)
        for axis in (ax.xaxis, ax.yaxis, *ax.spines.values()):
            axis.set_visible(False)
        self.still.show(figure, at, zorder=-1.0)
        put_on(ax, plot_marks(shown, shown.parts))
        self.beside(shown).show(figure, at)
        return ax

    def begin(self, canvas: Canvas) -> None:
        """Draw what no step changes onto an empty canvas."""
        canvas.fill(self.style.paper, self.style.ground)
        self.still.paint(canvas)

    def layers(self, shown: Scene) -> tuple[list[Mark], frozenset[str]]:
        """What one scene has in the plot: marks, and the parts that lie below them all."""
        ground = shown.parts & GROUND if shown.cut else frozenset()
        if shown.crowded or shown.view.plane.flat:
            ground -= {"borders"}  # they, or their numbers, lie above the points
        above = marks_of(shown, shown.parts - ground)
        if any(mark.zorder < BORDERS for mark in above):  # a part of the reader's own, between them
            return marks_of(shown, shown.parts), frozenset()
        return above, ground

    @property
    def beside_parts(self) -> set[str]:
        """Names of the parts that stand beside the plot."""
        return {name for name, row in PARTS.items() if row.home in ASIDE and name in self.parts}

    def beside(self, shown: Scene) -> Pad:
        """Words and panels of one scene."""
        found, pad = self.layout, Pad(self.style)
        for name, row in PARTS.items():
            box = getattr(found, row.home) if row.home in ASIDE and name in shown.parts else None
            if box and row.draw:
                pad.part = GROUPS.get(name, name)
                row.draw(pad, box, shown)
        if found.caption:
            pad.part = "sentence"
            draw_caption(pad, found.caption, shown.frame)
        return pad


def marks_of(shown: Scene, parts: frozenset[str]) -> list[Mark]:
    """The marks that these parts have in the plot of a scene."""
    return [mark for _, marks in plot_marks(shown, parts) for mark in marks]


GROUPS = {"badges": "heading", "sizes": "panel", "chance": "panel"}  # names of groups in SVG files
