"""The screen that shows the pictures: what a browser says of it, checked, and the frames that fit it."""

from dataclasses import dataclass
from typing import Any

THEMES = ("light", "dark")
LEAST, MOST = 240, 4000  # CSS pixels of a place, whatever a browser says
NARROW = 560  # CSS pixels; a place that is narrower gets frames of another shape
SIDE_BY_SIDE = 620  # CSS pixels; with less, one picture of two stands below the other
GAP = 16  # CSS pixels between two pictures
TITLE = 28  # CSS pixels of the name above each of two pictures, as in the player's style sheet
RATIOS = {"narrow": (0.85, 1.3), "wide": (1.3, 2.2)}  # width : height, at least and at most
SMALLEST, LARGEST = 400, 1150  # width of a frame in its own pixels; beyond, its words shrink or grow with it
PIXELS = 5_000_000  # of one frame, at most


@dataclass(frozen=True)
class Screen:
    """Device pixels per CSS pixel, the theme, and the room for pictures in CSS pixels."""

    density: float = 1.0
    theme: str = "light"
    width: int = 960
    height: int = 600

    @classmethod
    def of(cls, message: dict[str, Any]) -> "Screen":
        """The screen that a browser speaks of; what makes no sense is as usual."""
        density, theme = message.get("density"), message.get("theme")
        return cls(
            _within(density, 1.0, 2.0, cls.density),
            theme if theme in THEMES else cls.theme,
            round(_within(message.get("width"), LEAST, MOST, cls.width)),
            round(_within(message.get("height"), LEAST, MOST, cls.height)),
        )

    def frames(self, runs: int) -> tuple[tuple[int, int], float]:
        """Size and density of a frame of one of so many runs.

        Its words have the same size in the frame's own pixels, so a place that is wider than ``LARGEST``
        gets larger words, as for a projector.
        """
        width, room = float(self.width), float(self.height)
        if runs > 1 and width >= SIDE_BY_SIDE:
            width, room = (width - GAP) / 2, room - TITLE
        least, most = RATIOS["narrow" if width < NARROW else "wide"]
        height = min(room, width / least)
        width = min(width, height * most)
        scale = max(width / LARGEST, min(1.0, width / SMALLEST))
        size = round(width / scale), round(height / scale)
        density = min(self.density * max(scale, 1.0), (PIXELS / (size[0] * size[1])) ** 0.5)
        return size, density


def _within(value: Any, least: float, most: float, usual: float) -> float:
    if not isinstance(value, int | float) or value != value:
        return usual
    return min(max(float(value), least), most)
