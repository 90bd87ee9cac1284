"""The one player: JavaScript and style sheet shared by the widget, the page and the exported HTML."""

from importlib.resources import files

from kviz.engine.trace import Trace
from kviz.story.frames import tell
from kviz.story.pseudocode import listing
from kviz.story.words import ENGLISH, Numbers

_SCRIPTS = ("player", "parts", "keys", "present", "frames", "glide")


def player_source() -> tuple[str, str]:
    """The player's JavaScript module and its style sheet, as text; the module is kept in six files."""
    here = files(__name__)
    script = [here.joinpath(f"{name}.js").read_text("utf-8") for name in _SCRIPTS]
    return "\n".join(script), here.joinpath("player.css").read_text("utf-8")


def describe(trace: Trace, title: str = "", numbers: Numbers = ENGLISH) -> dict[str, object]:
    """Everything the player says about a run, JSON-friendly; the pictures go beside it as ``frames``."""
    steps = [_words(trace, i, numbers) for i in range(len(trace))]
    return {"title": title, "lines": list(listing(trace)), "steps": steps}


def _words(trace: Trace, i: int, numbers: Numbers) -> dict[str, object]:
    frame = tell(trace, i, numbers)
    return {
        "phase": frame.phase,
        "iteration": int(frame.iteration),
        "heading": frame.heading,
        "sentence": frame.sentence,
        "line": None if frame.line is None else int(frame.line),
        "events": [[str(kind), str(text)] for kind, text in frame.events],
    }
