"""What the player says about a run, as JSON knows it."""

from collections.abc import Mapping
from typing import Any

from kviz.engine.events import Event
from kviz.engine.trace import Trace
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.frame import tell
from kviz.story.narration.events import event_name, event_sentence
from kviz.story.pseudocode import listing
from kviz.story.questions import frame_of
from kviz.story.quiz.question import Question


def describe(
    trace: Trace, title: str = "", numbers: Numbers = SPOKEN, questions: Mapping[int, Question] | None = None
) -> dict[str, Any]:
    """Everything the player says about a run, JSON-friendly; the pictures go beside it as ``frames``.

    Before a step that answers one of ``questions``, no more is said than the question allows.
    """
    asked = questions or {}
    steps = [_words(trace, i, numbers, asked.get(i + 1)) for i in range(len(trace))]
    return {"title": title, "lines": list(listing(trace, numbers)), "steps": steps}


def _words(trace: Trace, i: int, numbers: Numbers, question: Question | None) -> dict[str, object]:
    frame = frame_of(trace, question, numbers) if question else tell(trace, i, numbers)
    return {
        "phase": frame.phase,
        "iteration": int(frame.iteration),
        "heading": str(frame.heading),
        "sentence": str(frame.sentence),
        "parts": frame.sentence.as_json(),
        "outlook": str(frame.outlook),
        "line": None if frame.line is None else int(frame.line),
        "events": [_event(event, numbers) for event in frame.events],
    }


def _event(event: Event, numbers: Numbers) -> list[str]:
    """Its kind, its sentence, and its name in a word or two."""
    return [event.kind, str(event_sentence(event, numbers)), event_name(event.kind, numbers)]
