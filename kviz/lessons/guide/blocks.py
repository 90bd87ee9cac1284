"""What the guide says, as blocks in their order: the same for the page and for paper."""

from dataclasses import dataclass
from typing import Any

from kviz.lessons.file.parts import Asked, Content, Part
from kviz.lessons.reading import time_of
from kviz.story.formatting import letter
from kviz.story.messages import say


@dataclass(frozen=True)
class Block:
    """A heading ("h1", "h2", "h3"), a paragraph ("p"), a list ("list"), rows of a table, or a picture."""

    kind: str
    text: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def guide_blocks(lesson: Any) -> list[Block]:
    """The whole guide."""
    content: Content = lesson.content
    return [
        Block("h1", str(say("lessons.guide.title", title=content.title))),
        Block("p", f"**{content.question}**"),
        *_overview(lesson, content),
        Block("h2", str(say("lessons.guide.plan"))),
        Block("table", rows=_plan(content)),
        Block("h2", str(say("lessons.guide.present"))),
        Block("p", str(say("lessons.guide.present_about"))),
        Block("h2", str(say("lessons.guide.beliefs"))),
        Block("table", rows=_beliefs(content)),
        Block("h2", str(say("lessons.guide.parts"))),
        *(block for part in content.parts for block in _part(part)),
        Block("h2", str(say("lessons.recap"))),
        Block("list", lines=content.recap),
        Block("h2", str(say("lessons.exit"))),
        *(block for asked in content.exits for block in _question(asked)),
        Block("h2", str(say("lessons.later"))),
        *(block for asked in content.later for block in _question(asked)),
        *_sources(content),
    ]


def _overview(lesson: Any, content: Content) -> list[Block]:
    time = time_of(lesson)
    told = say("lessons.guide.time", n=content.minutes, estimate=round(time.in_class / 60),
               reading=round(time.reading / 60))  # fmt: skip
    found = [Block("p", str(told)), Block("h2", str(say("lessons.objectives"))),
             Block("list", lines=content.objectives)]  # fmt: skip
    if content.material:
        found += [Block("h2", str(say("lessons.material"))), Block("list", lines=content.material)]
    return found


def _plan(content: Content) -> tuple[tuple[str, ...], ...]:
    """Minutes, part, what the class does."""
    rows = [tuple(str(say(f"lessons.guide.column.{name}")) for name in ("from", "minutes", "part", "does"))]
    begin = 0
    for part in content.parts:
        rows.append((str(begin), str(part.minutes), part.title, part.pause or part.task or _does(part)))
        begin += part.minutes
    rows.append(
        (str(begin), str(len(content.exits)), str(say("lessons.exit")), str(say("lessons.guide.alone")))
    )
    return tuple(rows)


def _does(part: Part) -> str:
    if part.rung or part.bug or part.code:
        return str(say("lessons.guide.writes"))
    return str(say("lessons.guide.asks" if part.question else "lessons.guide.looks"))


def _beliefs(content: Content) -> tuple[tuple[str, ...], ...]:
    rows = [(str(say("lessons.guide.column.belief")), str(say("lessons.guide.column.answer")))]
    return (*rows, *((one.belief, one.answer) for one in content.beliefs))


def _part(part: Part) -> list[Block]:
    minutes = say("lessons.minutes", n=part.minutes)
    found = [Block("h3", f"{part.title} ({minutes})")]
    for key in ("words", "say", "pause", "task", "answer", "after"):
        text = getattr(part, key)
        if text:
            found.append(Block("p", f"**{say(f'lessons.guide.{key}')}:** {text}"))
    return found + (_question(part.question) if part.question else [])


def _question(asked: Asked) -> list[Block]:
    """The question, its right answer with the reason, and the wrong rule behind every other choice."""
    lines = []
    for i, choice in enumerate(asked.choices):
        right = i == asked.answer
        key = "lessons.guide.right" if right else "lessons.guide.wrong"
        lines.append(
            str(say(key, letter=letter(i), text=choice.text, reason=asked.why if right else choice.rule))
        )
    return [
        Block("p", f"**{say('lessons.guide.question')}:** {asked.text}"),
        Block("list", lines=tuple(lines)),
    ]


def _sources(content: Content) -> list[Block]:
    """Where published numbers come from."""
    if not content.given:
        return []
    lines = dict.fromkeys(given.source for given in content.given if not given.source.startswith("the same"))
    return [Block("h2", str(say("lessons.guide.sources"))), Block("list", lines=tuple(lines))]
