"""The notebook of a lesson, for JupyterLab and Voila: words, a question, then the picture that answers it."""

from typing import Any, BinaryIO

from kviz.lessons.catalog import FOLDER, units
from kviz.lessons.file.parts import Asked, Content, Part
from kviz.lessons.ladder.programs import program_with
from kviz.lessons.ladder.rungs import RUNGS
from kviz.lessons.notebook.cells import Cell, code, markdown, write_cells
from kviz.lessons.numbers.runs import index_of, python
from kviz.lessons.pictures.charts import chart_code
from kviz.story.messages import say

LONGEST = 6  # lines of a cell that a learner reads
BUG_RUN = 'X = kviz.datasets["blobs"]().points\nkviz.play(kviz.record(kmeans(X, 3), X, limit=60))'


def write_notebook(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the notebook; its cells have no outputs."""
    content: Content = lesson.content
    cells = [markdown(_opening(content)), code(_setup(lesson), "setup"), *_runs(lesson)]
    for number, part in enumerate(content.parts, 1):
        cells += _part(lesson, part, number)
    cells.append(markdown(f"## {say('lessons.recap')}\n\n" + _list(content.recap)))
    cells += _questions(str(say("lessons.exit")), "", content.exits)
    cells.append(code("print(unit.marks())"))
    cells += _questions(str(say("lessons.later")), str(say("lessons.later_about")), content.later)
    write_cells(cells, content.title, file)


def _opening(content: Content) -> str:
    minutes = say("lessons.minutes", n=content.minutes)
    return (
        f"# {content.title}\n\n**{content.question}** ({minutes})\n\n{say('lessons.objectives')}:\n\n"
        f"{_list(content.objectives)}\n\n{say('lessons.notebook.about')}"
    )


def _setup(lesson: Any) -> str:
    """kviz and the lesson: a unit by its name, a lesson of somebody's own in one packed text."""
    name = lesson.plain.name
    own = name not in {unit.name for unit in units()} or lesson.text != _text_of(name)
    lines = ["import kviz"]
    if own:
        return "\n".join([*lines, "", f"# {say('lessons.notebook.packed')}",
                          f'unit = kviz.lesson("{lesson.packed()}")'])  # fmt: skip
    return "\n".join([*lines, "", f'unit = kviz.lesson("{name}")'])


def _text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text("utf-8")


def _runs(lesson: Any) -> list[Cell]:
    """The runs of the lesson, each in a cell that can be read."""
    specs = lesson.plain.runs
    used = {name for part in lesson.plain.parts for name in (part.run, *part.of.split(", "))}
    cells = [code(python(spec)) for spec in specs if spec.name in used]
    if any("np." in "".join(cell["source"]) for cell in cells):
        cells.insert(0, code("import numpy as np"))
    if any(part.chart in ("points", "ends", "cards") and "," in part.of for part in lesson.plain.parts):
        cells.insert(0, code("import matplotlib.pyplot as plt"))
    return [markdown(str(say("lessons.notebook.setup"))), *cells] if cells else []


def _part(lesson: Any, part: Part, number: int) -> list[Cell]:
    words = f"## {number} · {part.title}\n\n{part.words}"
    if part.task:
        words += f"\n\n**{say('lessons.task')}:** {part.task}\n\n*{say('lessons.your_answer')}* …"
    cells = [markdown(words)]
    if part.before:
        cells.append(code(_steps(lesson, part, part.before)))
    if part.bug:
        cells.append(code(f"import numpy as np\n\n{program_with(part.bug)}"))
    if part.question:
        cells.append(markdown(str(say("lessons.predict"))))
        cells.append(code(f'unit.ask("{part.question.name}")', "question"))
    cells += [code(text) for text in _shown(lesson, part)]
    return [*cells, markdown(part.after)] if part.after else cells


def _shown(lesson: Any, part: Part) -> list[str]:
    """The cells that show the pictures of a part, then its own code."""
    cells = []
    if part.play:
        cells.append(f"kviz.play({part.run})")
    elif part.steps:
        cells.append(_steps(lesson, part, part.steps))
    if part.chart:
        cells += chart_code(lesson, part.chart, part.of)
    if part.bug:
        cells += [BUG_RUN, "print(kviz.check(kmeans(X, 3), X, limit=60))"]
    if part.rung in RUNGS:
        cells += RUNGS[part.rung].cells()
    return cells + list(part.code)


def _steps(lesson: Any, part: Part, steps: tuple[Any, ...]) -> str:
    """One step as a picture, several as a row of pictures."""
    trace = lesson.trace(part.run)
    indices = [index_of(trace, step) for step in steps]
    look = f", hide={list(part.hide)}" * bool(part.hide) + f", show={list(part.show)}" * bool(part.show)
    if len(indices) == 1:
        return f"kviz.draw({part.run}, {indices[0]}{look})"
    return f"kviz.gallery({part.run}, steps={indices}, columns={min(len(indices), 4)}{look})"


def _questions(title: str, about: str, questions: tuple[Asked, ...]) -> list[Cell]:
    asked = [code(f'unit.ask("{question.name}")', "question") for question in questions]
    return [markdown(f"## {title}\n\n{about}"), *asked]


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
