"""``kviz.lesson``: one lesson file, its runs and its numbers, ready to become anything a class needs."""

import os
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import compress, decompress
from zlib import error as DecompressionError

from kviz.data.atomic_files import explained_errors
from kviz.data.given import path_of
from kviz.engine.trace import Trace
from kviz.lessons.catalog import FOLDER, units
from kviz.lessons.checks import refuse_typed_numbers, refuse_unknown_pictures, refuse_unknown_runs
from kviz.lessons.file.lines import LessonError
from kviz.lessons.file.parts import Content, Part
from kviz.lessons.file.prose import rewritten
from kviz.lessons.file.reader import Reader, content_of
from kviz.lessons.ladder.bug_questions import bug_question
from kviz.lessons.numbers.fill import filled
from kviz.lessons.numbers.named import NamedFacts, what_and_remedy
from kviz.lessons.numbers.runs import made

PACKED = "data:kviz-lesson,"  # a whole lesson in one text, as a notebook carries it


class Lesson:
    """A lesson that was read and checked.

    ``content`` is the lesson with every number filled in, ``plain`` as it was written. ``trace(name)`` is
    one of its runs. ``export`` writes what a class needs; ``ask`` puts a question into a notebook.
    """

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.reader = Reader(text, name)
        self.plain = content_of(self.reader, self.reader.table)
        self._traces: dict[str, Trace] = {}
        self.asked: dict[str, Any] = {}
        refuse_typed_numbers(self)
        refuse_unknown_runs(self)

    def __repr__(self) -> str:
        lesson = self.plain
        return f"<Lesson {lesson.title!r}: {len(lesson.parts)} parts, {lesson.minutes} minutes>"

    @cached_property
    def content(self) -> Content:
        """The lesson with its numbers; the runs are made for it.

        Raises
        ------
        LessonError
            If a place cannot be filled, with the line.
        """
        facts = self.facts

        def fill(path: tuple[str | int, ...], text: str) -> str:
            try:
                return filled(text, facts)
            except ValueError as error:
                raise self.reader.fault(path, *what_and_remedy(str(error))) from None

        refuse_unknown_pictures(self)
        content = content_of(self.reader, rewritten(self.reader.table, fill))
        return replace(content, parts=tuple(self._with_bug(part, i) for i, part in enumerate(content.parts)))

    @cached_property
    def facts(self) -> NamedFacts:
        """The facts of every run, measure and published number, by its name."""
        return NamedFacts(self)

    def _with_bug(self, part: Part, i: int) -> Part:
        """A part about a wrong program, with its question."""
        if not part.bug:
            return part
        try:
            return replace(part, question=bug_question(part.name, part.bug, "blobs", 3))
        except ValueError as error:
            raise self.reader.fault(("part", i, "bug"), *what_and_remedy(str(error))) from None

    def trace(self, name: str) -> Trace:
        """One of the lesson's runs."""
        specs = {run.name: run for run in self.plain.runs}
        if not isinstance(name, str) or name not in specs:
            raise ValueError(f"the lesson has no run {name!r}; it has {', '.join(specs) or 'none'}.")
        if name not in self._traces:
            try:
                self._traces[name] = made(specs[name])
            except ValueError as error:
                raise self.reader.fault(("runs", name), *what_and_remedy(str(error))) from None
        return self._traces[name]

    def part(self, name: str) -> Part:
        """One part, with its numbers filled in, by its name or its title."""
        parts = {key: part for part in self.content.parts for key in (part.title, part.name)}
        if not isinstance(name, str) or name not in parts:
            known = ", ".join(part.name for part in self.content.parts)
            raise ValueError(f"the lesson has no part {name!r}; it has {known}.")
        return parts[name]

    def ask(self, name: str) -> Any:
        """The question of a part, or "exit_1", as something to answer in a notebook.

        Raises
        ------
        ValueError
            If there is no such question.
        """
        from kviz.lessons.notebook.asked import asked

        return asked(self, name)

    def marks(self) -> str:
        """How many of the questions asked so far were answered right at the first try."""
        from kviz.lessons.notebook.asked import marks

        return marks(self)

    def export(self, path: str | os.PathLike, what: str | None = None, **options: Any) -> Path:
        """Write the lesson to a file.

        Parameters
        ----------
        path : str or PathLike
            Its suffix chooses: ``.ipynb`` a notebook, ``.html`` a presentation, ``.pdf`` a worksheet with
            its key, ``.xml`` a quiz for Moodle, ``.gift`` the same as text, ``.pptx`` slides. A name that
            ends in "guide", "assignment" or "worksheet" says it too: ``guide.pdf``, ``unit-guide.html``.
        what : str, optional
            "notebook", "assignment", "presentation", "slides", "worksheet", "quiz" or "guide".
        **options
            ``seed`` (another worksheet for every number), ``paper`` ("a4" or "letter"), ``key`` (False
            leaves the answers out).

        Returns
        -------
        path : Path

        Raises
        ------
        ValueError
            If the suffix, ``what`` or an option is unknown.
        """
        from kviz.lessons.kinds import write

        place = path_of(path)
        with explained_errors(place):
            return write(self, place, what, options)

    def packed(self) -> str:
        """The whole lesson in one line of text, for a notebook; ``kviz.lesson`` reads it."""
        both = f"{self.reader.name}\n{self.text}"
        return PACKED + b64encode(compress(both.encode(), 9)).decode()


def lesson(file: str | os.PathLike | int) -> Lesson:
    """Read a lesson file and check it.

    Parameters
    ----------
    file : str, PathLike or int
        The path of a lesson file (``.toml``), or the name or the number of a unit that comes with kviz,
        as ``kviz.lessons.catalog.units()`` lists them.

    Returns
    -------
    Lesson
        ``.export("sheet.pdf")``, ``.export("lesson.ipynb")``, ``.export("quiz.xml")`` and more.

    Raises
    ------
    LessonError (a ValueError)
        With the file, the line, what is wrong there and what to do.

    Examples
    --------
    >>> import kviz
    >>> unit = kviz.lesson("the-start-decides")
    >>> unit.plain.minutes
    30
    """
    if str(file).startswith(PACKED):
        return _unpacked(str(file))
    path = path_of(str(file) if isinstance(file, int) and not isinstance(file, bool) else file, "file")
    if path.suffix != ".toml":
        path = _unit(str(file))
    try:
        return Lesson(path.read_text("utf-8"), path.name if path.parent == FOLDER else str(file))
    except FileNotFoundError:
        raise LessonError(f"there is no lesson file {str(file)!r}; name a .toml file.") from None
    except UnicodeDecodeError:
        raise LessonError(f"{str(file)!r} is not text in UTF-8; save it so.") from None


def _unpacked(packed: str) -> Lesson:
    try:
        name, _, text = decompress(b64decode(packed[len(PACKED) :])).decode().partition("\n")
    except (ValueError, DecompressionError):
        raise LessonError("the packed lesson is damaged; copy its whole line again.") from None
    return Lesson(text, name)


def _unit(wanted: str) -> Path:
    """The file of a unit by its name or number."""
    known = {name: unit.path for unit in units() for name in (unit.name, str(unit.number))}
    if wanted not in known:
        names = ", ".join(f"{unit.number} {unit.name}" for unit in units())
        raise LessonError(f"there is no unit {wanted!r}; use one of {names}, or the path of a .toml file.")
    return known[wanted]
