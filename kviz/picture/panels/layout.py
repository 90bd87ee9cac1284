"""Where everything stands on a frame, in CSS pixels from its top left."""

from typing import Any, NamedTuple

from kviz.picture.render.style import Style

LINES = 3  # of a caption
LARGE = 13  # typographic points of words from which the staircase needs more of the height


class Box(NamedTuple):
    """A place on the frame in CSS pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Layout(NamedTuple):
    """The boxes of a frame; None where there is no room for one, or no wish."""

    stage: Box
    head: Box | None
    note: Box | None
    upper: Box | None
    lower: Box | None
    caption: Box | None

    def moved(self, right: float, down: float) -> "Layout":
        """The same layout elsewhere on a larger page."""
        moved: Any = (box and box._replace(left=box.left + right, top=box.top + down) for box in self)
        return Layout(*moved)


def layout(
    size: tuple[float, float],
    homes: frozenset[str],
    style: Style,
    *,
    caption: bool,
    note: bool,
    ticks: float,
    ylabel: bool,
) -> Layout:
    """Divide a frame: the stage left, the panels right of it, words above and below.

    ``homes`` are the places that parts take room in, see ``kviz.picture.parts.homes``.
    ``ticks`` is the width of the widest tick label of the vertical axis in CSS pixels.
    """
    (width, height), unit = size, style.em
    edge = round(0.022 * width)
    head = Box(edge, 0, width - 2 * edge, round(3.0 * unit)) if "head" in homes else None
    top = head.bottom if head else edge
    said = Box(
        edge, height - round((1.42 * LINES + 0.9) * unit), width - 2 * edge, round(1.42 * LINES * unit)
    )
    bottom = (said.top if caption else height) - round(0.3 * unit)
    aside = width >= 34 * unit and bool(homes & {"upper", "lower"})
    column = round(max(0.25 * width, 13.5 * unit)) if aside else 0
    left = edge + ticks + round((1.9 if ylabel else 0.9) * unit)
    noted = Box(left, top, width - left - edge - column - unit, round(1.5 * unit)) if note else None
    above = noted.bottom if noted else top
    wide = width - left - edge - (column + 1.5 * unit if aside else 0)
    stage = Box(left, above, wide, bottom - above - round(3.3 * unit))
    x = width - edge - column
    tall = bottom - top - 0.5 * unit
    share = 1.0 if "upper" not in homes else 0.47 if style.size > LARGE else 0.42
    low = round(tall * share) if "lower" in homes else 0
    upper = Box(x, top, column, tall - low - unit) if aside and "upper" in homes else None
    lower = Box(x, bottom - low, column, low - 0.4 * unit) if aside and "lower" in homes else None
    return Layout(stage, head, noted, upper, lower, said if caption else None)
