"""The worksheet of a lesson with its key: k-means by hand, then the questions and tasks of the lesson."""

from typing import Any, BinaryIO

from kviz.lessons.file.parts import Content, Part
from kviz.lessons.ladder.programs import program_with
from kviz.lessons.ladder.rungs import RUNGS
from kviz.lessons.markup import plain
from kviz.lessons.paper.document import SMALL, TITLE, Document, vector_style
from kviz.lessons.pictures.shown import shown_before
from kviz.lessons.worksheet.plot import plot
from kviz.lessons.worksheet.problem import ITERATIONS, Problem, problem
from kviz.story.formatting import SPOKEN, letter
from kviz.story.messages import say

PLOT = 330.0  # hundredths of an inch, one side of the squared paper
ROW = 24.0
SEEN = 420.0  # width of a picture beside a question


def write_worksheet(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the sheet, and behind it the key."""
    content: Content = lesson.content
    seed, key = int(options.get("seed", 0)), options.get("key", True)
    given = problem(seed)
    with vector_style("print"):
        title = str(say("lessons.sheet.title", title=content.title))
        foot = str(say("lessons.sheet.foot", title=content.title, seed=seed))
        document = Document(options.get("paper", "a4"), title, foot)
        _sheet(document, lesson, given, solved=False)
        if key:
            document.new_page()
            _sheet(document, lesson, given, solved=True)
        file.write(document.finish())


def _sheet(document: Document, lesson: Any, given: Problem, solved: bool) -> None:
    """All pages once: empty, or filled in."""
    content: Content = lesson.content
    _top(document, content, solved)
    document.write(str(say("lessons.sheet.about", n=len(given.points))))
    document.space(6)
    for round_ in range(1, ITERATIONS):
        if round_ > 1:
            document.new_page()
        _round(document, given, round_, solved)
    _end(document, given, solved)
    document.new_page()
    _tasks(document, content, solved)
    _questions(document, lesson, solved)


def _top(document: Document, content: Content, solved: bool) -> None:
    name = str(say("lessons.sheet.key" if solved else "lessons.sheet.name"))
    document.page.text(document.left, document.y, content.title, "title", fontsize=TITLE, fontweight="bold")
    document.page.text(document.left + document.room, document.y + 4, name, "name", ha="right", fontsize=10,
                       fontweight="bold" if solved else "normal")  # fmt: skip
    document.y += 40


def _round(document: Document, given: Problem, round_: int, solved: bool) -> None:
    """One iteration: the squared paper, the table of squared distances, the new centroids."""
    document.heading(str(say("lessons.sheet.round", n=str(round_))))
    document.write(str(say("lessons.sheet.assign" if round_ == 1 else "lessons.sheet.again")))
    document.space(6)
    top = document.y
    centroids, moved = given.centroids(round_), given.centroids(round_ + 1)
    shown = centroids if round_ == 1 or solved else None
    ax = document.axes(document.left + 24, top + 4, PLOT, PLOT)
    labels = given.labels(round_) if solved else None
    plot(ax, given.points, shown, labels, border=solved, moved=moved if solved else None)
    _table(document, given, round_, solved, document.left + PLOT + 52, top)
    document.y = top + max(PLOT + 44, (len(given.points) + 2) * ROW + 8)
    document.write(str(say("lessons.sheet.update")))
    document.space(6)
    for j, place in enumerate(moved):
        members = (given.labels(round_) == j).nonzero()[0]
        _mean(document, letter(j), [f"P{i + 1}" for i in members], place, solved)
    document.space(4)
    document.write(str(say("lessons.sheet.draw")))


def _mean(document: Document, name: str, members: list[str], place: Any, solved: bool) -> None:
    """The line in which the new place of one centroid is computed."""
    if solved:
        at = f"({SPOKEN.fixed(place[0], 1)}, {SPOKEN.fixed(place[1], 1)})"
        words = say("lessons.sheet.mean_solved", name=name, members=", ".join(members), at=at)
    else:
        words = say("lessons.sheet.mean", name=name)
    document.write(str(words), size=11)
    document.space(10)


def _table(document: Document, given: Problem, round_: int, solved: bool, left: float, top: float) -> None:
    """Points, squared distances to A and B, cluster; the cells to fill in are empty."""
    widths = (46, 50, 62, 62, 56)
    heads = [
        str(say(f"lessons.sheet.column.{name}")) for name in ("point", "place", "to_a", "to_b", "cluster")
    ]
    squares, labels = given.squares(round_), given.labels(round_)
    rows = [heads]
    for i, (x, y) in enumerate(given.points):
        cells = [f"P{i + 1}", f"({x:.0f}, {y:.0f})", "", "", ""]
        if solved:
            cells[2:] = [*(_written(value) for value in squares[i]), letter(int(labels[i]))]
        rows.append(cells)
    for r, cells in enumerate(rows):
        x = left
        for width, cell in zip(widths, cells, strict=True):
            look = {"fontsize": 9, "fontweight": "bold" if r == 0 else "normal"}
            document.page.text(x + 4, top + r * ROW + 3, cell, "cell", **look)
            x += width
        document.line(left, top + (r + 1) * ROW - 2, left + sum(widths), top + (r + 1) * ROW - 2, 0.5)
    bottom = top + len(rows) * ROW - 2
    x = left
    for width in (0, *widths):
        x += width
        document.line(x, top - 2, x, bottom, 0.5)
    document.line(left, top - 2, left + sum(widths), top - 2, 0.5)


def _written(value: float) -> str:
    """A squared distance of places with one decimal has two at most."""
    return SPOKEN.fixed(value, 2).rstrip("0").rstrip(".")


def _end(document: Document, given: Problem, solved: bool) -> None:
    """Does any point switch now, and what is WCSS?"""
    document.heading(str(say("lessons.sheet.round", n=str(ITERATIONS))))
    document.write(str(say("lessons.sheet.stop")))
    if solved:
        document.space(4)
        document.write(str(say("lessons.sheet.stop_solved", cost=_written(given.trace.cost))), weight="bold")
    else:
        document.rules(2)


def _tasks(document: Document, content: Content, solved: bool) -> None:
    for part in content.parts:
        if part.task:
            document.heading(part.title)
            document.write(part.task)
            if solved and part.answer:
                document.write(part.answer, weight="bold")
            elif not solved:
                document.rules(2)


def _questions(document: Document, lesson: Any, solved: bool) -> None:
    """The questions of the parts and of the end, with boxes; in the key the right one and the reason."""
    content: Content = lesson.content
    document.heading(str(say("lessons.sheet.questions")))
    asked = [(part.question, part) for part in content.parts if part.question]
    for number, (question, part) in enumerate([*asked, *((one, None) for one in content.exits)], 1):
        _seen(document, lesson, part, solved)
        document.need(40 + 21 * len(question.choices) + 34 * solved)
        document.write(f"{number}. {plain(question.text)}", weight="bold")
        document.space(2)
        for i, choice in enumerate(question.choices):
            right = solved and i == question.answer
            document.write(
                choice.text, indent=24, first="☒ " if right else "☐ ", weight="bold" if right else "normal"
            )
        if solved:
            document.write(question.why, indent=24, size=SMALL + 1)
        document.space(8)


def _seen(document: Document, lesson: Any, part: Part | None, solved: bool) -> None:
    """What a question looks at: a program, or a step in a style that a copier keeps."""
    if part is None or solved:
        return
    if part.bug:
        document.code(program_with(part.bug))
    elif part.rung in RUNGS:
        document.code(RUNGS[part.rung].shown())
    for picture in shown_before(lesson, part, 2.0, "print"):
        document.picture(picture.png, SEEN)
