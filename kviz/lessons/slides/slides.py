"""The slides of a lesson in their order: words, a question, the pictures that answer it."""

from dataclasses import dataclass
from typing import Any

from kviz.lessons.file.parts import Asked, Content, Part
from kviz.lessons.ladder.programs import program_with
from kviz.lessons.ladder.rungs import RUNGS
from kviz.lessons.markup import paragraphs, pieces
from kviz.lessons.pictures.shown import Shown, shown, shown_before
from kviz.story.messages import say


@dataclass(frozen=True)
class Slide:
    """One slide; ``minutes`` is the time of its part, on the first slide of each part."""

    title: str
    words: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    picture: Shown | None = None
    sentence: str = ""
    question: Asked | None = None
    code: str = ""
    pause: str = ""
    notes: tuple[str, ...] = ()
    minutes: int = 0

    def as_json(self, pictures: list[bytes]) -> dict[str, Any]:
        """The slide as JSON; its picture is put into ``pictures``."""
        row: dict[str, Any] = {
            "title": _cut(self.title), "words": [_cut(text) for text in self.words],
            "points": [_cut(text) for text in self.points], "sentence": self.sentence, "code": self.code,
            "pause": _cut(self.pause), "notes": [_cut(text) for text in self.notes],
            "minutes": self.minutes, "question": asked_json(self.question),
        }  # fmt: skip
        if self.picture:
            row["picture"] = {"index": len(pictures), "size": self.picture.size, "alt": self.picture.words}
            pictures.append(self.picture.png)
        return row


def slides_of(lesson: Any, density: float = 1.5) -> list[Slide]:
    """All slides of a lesson: its question, its parts, its recap and the exit questions."""
    content: Content = lesson.content
    found = [_title(content)]
    for part in content.parts:
        found += _part(lesson, part, density)
    found.append(Slide(str(say("lessons.recap")), points=content.recap))
    for asked in content.exits:
        found.append(Slide(str(say("lessons.exit")), question=asked, notes=(asked.why,)))
    return found


def _title(content: Content) -> Slide:
    notes = (*(f"{say('lessons.material')}: {text}" for text in content.material),)
    return Slide(content.title, words=(content.question,), points=content.objectives, notes=notes)


def _part(lesson: Any, part: Part, density: float) -> list[Slide]:
    words = tuple(paragraphs(part.words))
    if part.task:
        words = (*words, f"**{say('lessons.task')}:** {part.task}")
    notes = tuple(filter(None, (part.say,)))
    before = shown_before(lesson, part, density)
    pictures = shown(lesson, part, density)
    code = _code(part)
    opening = Slide(
        part.title, words, picture=before[0] if before else None, code=code, pause=part.pause, notes=notes,
        minutes=part.minutes,
    )  # fmt: skip
    if not part.question and pictures and not before:
        opening = Slide(part.title, words, picture=pictures[0], pause=part.pause, notes=notes,
                        sentence=pictures[0].words, minutes=part.minutes)  # fmt: skip
        pictures = pictures[1:]
    found = [opening]
    if part.question:
        asked = part.question
        looked = before[0] if before else None
        found.append(Slide(part.title, picture=looked, question=asked, code=code, notes=(asked.why,)))
    found += [Slide(part.title, picture=one, sentence=one.words, notes=notes) for one in pictures]
    if part.after:
        found += _after(part, found)
    return found


def _after(part: Part, found: list[Slide]) -> list[Slide]:
    """The words after the last picture stand beside it; without a picture they have a slide of their own."""
    words = tuple(paragraphs(part.after))
    last = found[-1]
    return [Slide(part.title, words, picture=last.picture, notes=tuple(filter(None, (part.say,))))]


def _code(part: Part) -> str:
    if part.bug:
        return program_with(part.bug)
    if part.rung in RUNGS:
        return RUNGS[part.rung].shown()
    return ""


def _cut(text: str) -> list[list[str]]:
    return [list(piece) for piece in pieces(text)]


def asked_json(question: Asked | None) -> dict[str, Any] | None:
    """A question as JSON, its words cut into pieces."""
    if question is None:
        return None
    return {
        "name": question.name,
        "text": _cut(question.text),
        "choices": [{"text": _cut(choice.text), "rule": _cut(choice.rule)} for choice in question.choices],
        "answer": question.answer,
        "why": _cut(question.why),
    }
