"""A question in a notebook: an answer is given in the browser, marked there, and counted here."""

from typing import Any

import anywidget
import traitlets

from kviz.lessons.file.parts import Asked
from kviz.lessons.markup import plain
from kviz.lessons.slides.presentation import LOOK
from kviz.lessons.slides.slides import asked_json
from kviz.story.formatting import letter
from kviz.story.messages import for_browser, say
from kviz.web.facts import PLAYER
from kviz.web.linker import link, read


class Question(anywidget.AnyWidget):
    """One question; ``choices`` are the numbers of the choices that were checked, the first one first."""

    _esm, _style = link("lessons/widget.js", {**PLAYER, "lessonWords": for_browser("presentation")})
    _css = f"{read(LOOK)}\n{_style}"

    asked = traitlets.Dict().tag(sync=True)
    choices = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self, question: Asked) -> None:
        self.question = question
        super().__init__(asked=asked_json(question), choices=[])

    def __repr__(self) -> str:
        listed = "; ".join(f"{letter(i)}: {plain(one.text)}" for i, one in enumerate(self.question.choices))
        return str(say("lessons.asked_plain", text=plain(self.question.text), choices=listed))

    @property
    def right(self) -> bool | None:
        """Whether the first choice was right, None where there is none yet."""
        return self.choices[0] == self.question.answer if self.choices else None

    @traitlets.validate("choices")
    def _known(self, proposal: dict[str, Any]) -> list[int]:
        """A browser can send anything; only numbers of choices are kept."""
        return [i for i in proposal["value"][:20] if 0 <= i < len(self.question.choices)]


def asked(lesson: Any, name: str) -> Question:
    """The question of a part, ``exit_1`` or ``later_1``, kept so that it can be marked."""
    content = lesson.content
    found = {question.name: question for question in (*content.questions, *content.exits, *content.later)}
    if not isinstance(name, str) or name not in found:
        raise ValueError(f"the lesson has no question {name!r}; it has {', '.join(found)}.")
    widget = Question(found[name])
    lesson.asked[name] = widget
    return widget


def marks(lesson: Any) -> str:
    """How many of the questions that were answered were right at the first try."""
    answered = [widget.right for widget in lesson.asked.values() if widget.right is not None]
    if not answered:
        return str(say("lessons.marks_none"))
    return str(say("lessons.marks", n=len(answered), right=sum(answered)))
