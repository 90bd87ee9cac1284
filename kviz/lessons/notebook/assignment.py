"""The notebook that is handed in: tasks with a place for the answer, and a check of one's own program."""

from typing import Any, BinaryIO

from kviz.lessons.file.parts import Content
from kviz.lessons.ladder.rungs import RUNGS, blank
from kviz.lessons.notebook.cells import Cell, code, markdown, write_cells
from kviz.story.messages import say

ANSWER = "kviz-answer"  # the tag of the cells that ``kviz check`` reads
DATA = 'import numpy as np\n\nimport kviz\n\nX = kviz.datasets["blobs"]().points'


def write_assignment(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the notebook to be handed in: the tasks of the lesson, or the program where it has none."""
    content: Content = lesson.content
    title = str(say("lessons.assignment.title", title=content.title))
    cells = [
        markdown(f"# {title}\n\n**{content.question}**\n\n{say('lessons.assignment.about')}"),
        markdown(f"{say('lessons.assignment.name')} …"),
        *_tasks(content),
        markdown(f"## kmeans\n\n{say('lessons.assignment.program')}"),
        code(DATA),
        code(f"import numpy as np\n\n\n{blank()}", ANSWER),
        code("print(kviz.check(kmeans(X, 3), X))"),
        markdown(str(say("lessons.assignment.teacher"))),
    ]
    write_cells(cells, title, file)


def _tasks(content: Content) -> list[Cell]:
    cells = []
    for part in content.parts:
        if part.task and part.rung not in RUNGS:
            cells.append(markdown(f"## {part.title}\n\n{part.task}\n\n*{say('lessons.your_answer')}* …"))
    return cells
