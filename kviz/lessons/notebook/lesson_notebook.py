"""The notebook of a lesson, for JupyterLab and Voila: words, a question, then the picture that answers it."""

from typing import Any, BinaryIO

from kviz.lessons.catalog import FOLDER, units
from kviz.lessons.file.parts import Asked, Content, Part
from kviz.lessons.ladder.programs import program_with
from kviz.lessons.ladder.rungs import RUNGS
from kviz.lessons.notebook.cells import Cell, code, markdown, write_cells
from kviz.lessons.numbers.runs import index_of, python
from kviz.lessons.pictures.charts import chart_before, chart_code, names_in
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
    """Kviz and the lesson: a unit by its name, a lesson of somebody's own in one packed text."""
    name = lesson.plain.name
    own = name not in {unit.name for unit in units()} or lesson.text != _text_of(name)
    imports = _imports(lesson)
    lines = [*imports, *([""] if imports else []), "import kviz"]
    if own:
        return "\n".join([*lines, "", f"# {say('lessons.notebook.packed')}",
                          f'unit = kviz.lesson("{lesson.packed()}")'])  # fmt: skip
    return "\n".join([*lines, "", f'unit = kviz.lesson("{name}")'])


def _text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text("utf-8")


def _runs(lesson: Any) -> list[Cell]:
    """The runs of the lesson, each in a cell that can be read."""
    specs = lesson.plain.runs
    used = {name for part in lesson.plain.parts if not part.code for name in (part.run, *names_in(part.of))}
    cells = _grouped([python(spec) for spec in specs if spec.name in used])
    return [markdown(str(say("lessons.notebook.setup"))), *cells] if cells else []


def _grouped(runs: list[str]) -> list[Cell]:
    """Runs together in one cell, as long as it stays short."""
    cells: list[str] = []
    for text in runs:
        together = f"{cells[-1]}\n{text}" if cells else text
        if cells and len(together.splitlines()) <= LONGEST:
            cells[-1] = together
        else:
            cells.append(text)
    return [code(text) for text in cells]


def _imports(lesson: Any) -> list[str]:
    """What the cells of the notebook need beside kviz."""
    parts = [part for part in lesson.plain.parts if not part.code]
    drawn = any(part.chart in ("ends", "cards") and "," in part.of for part in parts)
    rows = any("np." in python(spec) for spec in lesson.plain.runs) or any(part.bug for part in parts)
    return ["import matplotlib.pyplot as plt"] * drawn + ["import numpy as np"] * rows


def _part(lesson: Any, part: Part, number: int) -> list[Cell]:
    words = f"## {number} · {part.title}\n\n{part.words}"
    if part.task:
        words += f"\n\n**{say('lessons.task')}:** {part.task}\n\n*{say('lessons.your_answer')}* …"
    cells = [markdown(words)]
    looked = chart_before(part)
    if looked:
        cells += [] if part.code else [code(text) for text in chart_code(lesson, *looked)]
    elif part.before:
        cells.append(code(_steps(lesson, part, part.before)))
    if part.bug:
        cells.append(code(program_with(part.bug)))
    if part.rung in RUNGS:
        cells += [code(text) for text in RUNGS[part.rung].cells()]
    if part.question:
        cells.append(markdown(str(say("lessons.predict"))))
        cells.append(code(f'unit.ask("{part.question.name}")', "question"))
    cells += [code(text) for text in _shown(lesson, part)]
    return [*cells, markdown(part.after)] if part.after else cells


def _shown(lesson: Any, part: Part) -> list[str]:
    """The cells that show the pictures of a part; code of the part's own takes their place."""
    if part.code:
        return list(part.code)
    cells = []
    if part.play:
        cells.append(f"kviz.play({part.run})")
    elif part.steps:
        cells.append(_steps(lesson, part, part.steps))
    if part.chart:
        cells += chart_code(lesson, part.chart, part.of)
    if part.bug:
        cells += [BUG_RUN, "print(kviz.check(kmeans(X, 3), X, limit=60))"]
    return cells


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
