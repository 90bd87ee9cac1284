"""What a lesson becomes: one row for each kind of file, chosen by suffix or by name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from kviz.data.atomic_files import atomic_files
from kviz.data.given import whole, word, yes_or_no
from kviz.lessons.guide.guide import write_guide_html, write_guide_pdf
from kviz.lessons.notebook.assignment import write_assignment
from kviz.lessons.notebook.lesson_notebook import write_notebook
from kviz.lessons.quiz.gift import write_gift
from kviz.lessons.quiz.moodle import write_moodle
from kviz.lessons.slides.pptx import write_pptx
from kviz.lessons.slides.presentation import write_presentation
from kviz.lessons.worksheet.sheet import write_worksheet

Write = Callable[[Any, BinaryIO, dict[str, Any]], None]
ON_PAPER = frozenset({"seed", "paper", "key"})
PAPERS = ("a4", "letter")
MOST_SEED = 2**63


@dataclass(frozen=True)
class Kind:
    """One kind of file: its name, what it is, its suffix, and the options that it has."""

    name: str
    title: str
    suffix: str
    write: Write
    options: frozenset[str] = field(default_factory=frozenset)


# a new kind of file is a row here; the first row of a suffix is what the suffix alone means
KINDS: list[Kind] = [
    Kind("notebook", "Notebook for JupyterLab and Voila", ".ipynb", write_notebook),
    Kind("presentation", "Presentation for a browser, offline", ".html", write_presentation),
    Kind("worksheet", "Worksheet with its key", ".pdf", write_worksheet, ON_PAPER),
    Kind("quiz", "Quiz for Moodle, with pictures", ".xml", write_moodle, frozenset({"seed"})),
    Kind("quiz", "Quiz as GIFT text", ".gift", write_gift, frozenset({"seed"})),
    Kind("slides", "Slides for PowerPoint, with speaker notes", ".pptx", write_pptx),
    Kind("guide", "Guide for the teacher", ".html", write_guide_html),
    Kind("guide", "Guide for the teacher, on paper", ".pdf", write_guide_pdf, frozenset({"paper"})),
    Kind("assignment", "Notebook to hand in", ".ipynb", write_assignment),
]


def kind_of(path: Path, what: str | None = None) -> Kind:
    """The kind of a file: what was asked for, else what its name ends in, else what its suffix means.

    Raises
    ------
    ValueError
        If there is no such kind, or it has no file of this suffix.
    """
    suffix = path.suffix.lower()
    names = list(dict.fromkeys(kind.name for kind in KINDS))
    what = what if what is None else word(what, names, "what")
    suffixes = list(dict.fromkeys(kind.suffix for kind in KINDS))
    if suffix not in suffixes:
        said = (
            f"The suffix {suffix!r} of {path.name!r} is unknown" if suffix else f"{path.name!r} has no suffix"
        )
        raise ValueError(f"{said}; a lesson becomes one of {', '.join(suffixes)}.")
    fitting = [kind for kind in KINDS if kind.suffix == suffix]
    named = [kind for kind in fitting if path.stem.lower().endswith(kind.name)]
    if what is not None:
        named = [kind for kind in fitting if kind.name == what]
        if not named:
            has = ", ".join(kind.suffix for kind in KINDS if kind.name == what)
            raise ValueError(f"a {what} is written as {has}, not as {suffix}.")
    return (named or fitting)[0]


def write(lesson: Any, path: Path, what: str | None, options: dict[str, Any]) -> Path:
    """Write one file; it appears whole or not at all."""
    kind = kind_of(path, what)
    _refuse(kind, options)
    with atomic_files() as new_file:
        kind.write(lesson, new_file(path), options)
    return path


def _refuse(kind: Kind, options: dict[str, Any]) -> None:
    """Refuse an option that this kind of file does not have, and values that fit no option."""
    for name in options:
        if name not in kind.options:
            has = f"it has {', '.join(sorted(kind.options))}" if kind.options else "it has no options"
            raise ValueError(f"a {kind.name} has no option {name!r}; {has}.")
    whole(options.get("seed", 0), "seed", 0, MOST_SEED)
    word(options.get("paper", "a4"), PAPERS, "paper")
    yes_or_no(options.get("key", True), "key")
