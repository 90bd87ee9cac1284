"""What must not pass in silence, in words."""

from kviz.engine.events import Event
from kviz.story.catalogue import book_of
from kviz.story.formatting import SPOKEN, Numbers
from kviz.story.messages import Said, say


def event_sentence(event: Event, numbers: Numbers) -> Said:
    """The sentence of an event; a run file of kviz 0.1 brings its own."""
    facts = dict(event.numbers)
    if "text" in facts:
        return say("events.text", numbers, text=facts["text"])
    case = facts.pop("case")
    if case == "points" and facts["later"]:
        case = "rounding"
    return say(f"events.{event.kind}.{case}", numbers, **facts)


def event_name(kind: str, numbers: Numbers = SPOKEN) -> str:
    """An event in a word or two, for a badge; a kind that is new is its own name."""
    key = f"picture.badge.{kind}"
    return str(say(key, numbers)) if key in book_of(numbers.language).messages else kind
