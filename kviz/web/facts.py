"""What Python and the browser both know; ``facts.js`` tells what each is."""

from functools import cache
from typing import Any

from kviz.data.builtin import datasets
from kviz.picture.render.style import COLORS, style_named
from kviz.story.formatting import SPOKEN, Numbers
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


def words_of(language: str | Numbers = SPOKEN, *sections: str) -> dict[str, Any]:
    """The sentences of a page that plays runs, and of some more sections of the catalogue."""
    return for_browser(*WORDS, *sections, language=language)


PLAYER: dict[str, Any] = {
    "speeds": SPEEDS,
    "tweenParts": TWEEN_PARTS,
    "colors": _colors(),
    "words": words_of(),
}


@cache
def tour(language: str | Numbers = SPOKEN) -> dict[str, Any]:
    """What the guided opening works with: the tutorial's points, its words, the colours of clusters."""
    points = datasets["tutorial"]().points.tolist()
    words = for_browser("tour", language=language)
    return {"tour": {"points": points, "words": words, "colors": PLAYER["colors"]}}
