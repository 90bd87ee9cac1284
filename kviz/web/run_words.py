"""What the player says about a run, as JSON knows it."""

from kviz.engine.trace import Trace
from kviz.story.event_sentences import event_sentence
from kviz.story.formatting import ENGLISH, Numbers
from kviz.story.frame import tell
from kviz.story.pseudocode import listing


def describe(trace: Trace, title: str = "", numbers: Numbers = ENGLISH) -> dict[str, object]:
    """Everything the player says about a run, JSON-friendly; the pictures go beside it as ``frames``."""
    steps = [_words(trace, i, numbers) for i in range(len(trace))]
    return {"title": title, "lines": list(listing(trace, numbers)), "steps": steps}


def _words(trace: Trace, i: int, numbers: Numbers) -> dict[str, object]:
    frame = tell(trace, i, numbers)
    return {
        "phase": frame.phase,
        "iteration": int(frame.iteration),
        "heading": str(frame.heading),
        "sentence": str(frame.sentence),
        "parts": frame.sentence.as_json(),
        "outlook": str(frame.outlook),
        "line": None if frame.line is None else int(frame.line),
        "events": [[event.kind, str(event_sentence(event, numbers))] for event in frame.events],
    }
