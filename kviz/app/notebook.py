"""Where the code runs, and how a notebook shows what kviz makes. Nothing is loaded before it is needed."""

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from kviz.data.card import makers

# what shows itself as the last line of a cell -> the function in kviz.app.cards that makes its card
CARDS = {
    "Dataset": "dataset_card",
    "Trace": "run_card",
    "Report": "check_card",
    "Elbow": "elbow_card",
    "Segmentation": "segments_card",
}


def shell() -> Any:
    """IPython's shell, or None where there is none."""
    found = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return found() if found else None


def in_voila() -> bool:
    """Whether a page is made of these cells, with a browser that asks for what it shows."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def is_run_by_program() -> bool:
    """Whether a cell is run by a program (nbclient, nbconvert, papermill), not in front of a browser.

    Such a program asks for no pictures, so all that a saved notebook will play must be in the model at
    once. It is known by its messages, which jupyter_client numbers and a browser does not.
    """
    kernel: Any = getattr(shell(), "kernel", None)
    if in_voila() or not hasattr(kernel, "get_parent"):
        return False
    name = (kernel.get_parent("shell") or {}).get("header", {}).get("msg_id", "")
    return bool(re.search(r"_\d+_\d+$", name))


def shows_widgets() -> bool:
    """Whether a widget can be seen here: in a notebook or its page, not in a script or a terminal."""
    if "marimo" in sys.modules or sys.platform == "emscripten":
        return True
    here = shell()
    return hasattr(here, "kernel") and "spyder_kernels" not in sys.modules


def register_cards() -> None:
    """Teach runs, datasets, checks, elbows and segmentations to show themselves in a cell of any notebook."""
    for name, maker in CARDS.items():
        makers[name] = _on_demand(maker)


def _on_demand(maker: str) -> Callable[[Any], str | None]:
    def card(thing: Any) -> str | None:
        from kviz.app import cards

        made: str | None = getattr(cards, maker)(thing)
        return made

    return card
