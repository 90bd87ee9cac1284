"""What Python and the browser both know; ``facts.js`` tells what each is."""

from functools import cache
from typing import Any

from kviz.data.builtin import datasets
from kviz.picture.render.style import COLORS, style_named
from kviz.story.messages import for_browser

SPEEDS = (0.5, 1, 2, 4)
TWEEN_PARTS = 12  # pictures on the way from an assignment to its update


def _colors() -> dict[str, list[str]]:
    """The colours of the clusters in both themes of the page."""
    colors = {}
    for theme in ("light", "dark"):
        colors[theme] = [style_named(theme).color(j) for j in range(len(COLORS))]
    return colors


WORDS = ("player", "quiz")  # sections of the catalogue that every player says
PLAYER: dict[str, Any] = {
    "speeds": SPEEDS,
    "tweenParts": TWEEN_PARTS,
    "colors": _colors(),
    "words": for_browser(*WORDS),
}


@cache
def tour() -> dict[str, Any]:
    """What the guided opening works with: the tutorial's points, its words, the colours of clusters."""
    points = datasets["tutorial"]().points.tolist()
    return {"tour": {"points": points, "words": for_browser("tour"), "colors": PLAYER["colors"]}}
