"""What Python and the browser both know of the player; ``facts.js`` tells what each is."""

from typing import Any

SPEEDS = (0.5, 1, 2, 4)
TWEEN_PARTS = 12  # pictures on the way from an assignment to its update
NARROW = 560  # CSS pixels; a place that is narrower gets pictures of its own shape

PLAYER: dict[str, Any] = {"speeds": SPEEDS, "tweenParts": TWEEN_PARTS, "narrowBelow": NARROW}
