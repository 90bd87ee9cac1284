"""How hard a text is to read, and how long a lesson takes: both by rules that are stated here.

Reading grade: Flesch-Kincaid, 0.39 * words / sentences + 11.8 * syllables / words - 15.59. The words of the
field (``TERMS``) are names that the lesson explains; each counts as two syllables. Code counts as one word.

Time alone: words at 130 a minute, which is slow, for readers who learned English at school, 12 seconds for
each picture and 8 for each line of a program. In class comes on top: 30 seconds for each picture and 60 for
each cell of code (to run it and to talk about it), 60 for each question (think, choose, hear the reason), 60
for each pause with a neighbour, 120 for each task, and what a rung of the ladder takes.
"""

import re
from dataclasses import dataclass
from typing import Any

from kviz.lessons.file.parts import Content, Part
from kviz.lessons.ladder.programs import PROGRAM
from kviz.lessons.markup import plain

WORDS_A_MINUTE = 130
PICTURE, CODE_LINE = 12, 8  # seconds of reading
TALK, RUN, QUESTION, PAUSE, TASK = 30, 60, 60, 60, 120  # seconds in class
RUNG = {"read": 300, "order": 420, "holes": 540, "blank": 720}  # seconds that a rung of the ladder takes
HIGHEST_GRADE = 5.0  # what the words of every unit stay below

TERMS = {
    "centroid", "centroids", "iteration", "iterations", "perpendicular", "bisector", "unsupervised",
    "silhouette", "euclidean", "manhattan", "algorithm", "kviz", "k-means", "partition", "standardize",
    "standardizing", "gaussians", "outlier", "wcss", "k-means++", "dbscan", "squared",
}  # fmt: skip
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouydt]ed|[^laeiouy]e)$")


def syllables(word: str) -> int:
    """Groups of vowels, without a silent ending; at least one.

    >>> [syllables(word) for word in ("the", "middle", "moves", "customer", "nearest")]
    [1, 2, 1, 3, 2]
    """
    word = re.sub(r"[^a-z'+-]", "", word.lower())
    if word in TERMS:
        return 2
    letters = re.sub(r"[^a-z]", "", word)
    short = SILENT.sub(lambda end: end[0][0], letters) if len(letters) > 3 else letters
    return max(1, len(re.findall(r"[aeiouy]+", short)))


def sentences(text: str) -> list[list[str]]:
    """The sentences of a text as lists of words; a colon or a new line ends one, too."""
    bare = re.sub(r"`[^`]*`", "code", text)
    bare = re.sub(r"\([^)]*\)", "", re.sub(r"[\d.,]*\d", "ten", plain(bare)))
    parts = re.split(r"[.!?:;]+(?:\s|$)|\n+", bare)
    return [words for part in parts if (words := re.findall(r"[A-Za-z][A-Za-z'+-]*", part))]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text: the school year in which it can be read."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def words_of(content: Content) -> str:
    """Everything that a learner reads in a lesson."""
    told = [content.question, *content.objectives, *content.recap]
    for part in content.parts:
        told += [part.words, part.after, part.task]
    for asked in (*content.questions, *content.exits, *content.later):
        told += [asked.text, asked.why, *(t for choice in asked.choices for t in (choice.text, choice.rule))]
    return "\n".join(text for text in told if text)


@dataclass(frozen=True)
class Time:
    """Seconds that a lesson takes in class, and those of them that are reading alone."""

    reading: float
    in_class: float


def time_of(lesson: Any) -> Time:
    """How long a lesson takes, by the rule above."""
    content: Content = lesson.content
    read = spent = 0.0
    for part in content.parts:
        own = _read(part)
        read, spent = read + own, spent + own + _spent(part)
    opening = " ".join([content.question, *content.objectives, *content.recap])
    exits = sum(_reading(_shown(asked)) + QUESTION for asked in content.exits)
    read += _reading(opening) + sum(_reading(_shown(asked)) for asked in content.exits)
    return Time(read, spent + _reading(opening) + exits)


def _read(part: Part) -> float:
    """Words, pictures and programs."""
    lines = sum(len(cell.splitlines()) for cell in part.code) + len(PROGRAM.splitlines()) * bool(part.bug)
    asked = _shown(part.question) if part.question else ""
    words = _reading(f"{part.title}. {part.words} {part.after} {part.task} {asked}")
    return words + PICTURE * _pictures(part) + CODE_LINE * lines


def _pictures(part: Part) -> int:
    if part.code:
        return 0
    charts = len(part.of.split(",")) if part.chart == "tutorial" else int(bool(part.chart))
    return len(part.before) + len(part.steps) + charts + 4 * part.play


def _spent(part: Part) -> float:
    looked = TALK * _pictures(part) + RUN * len(part.code) + RUNG.get(part.rung, 0)
    asked = QUESTION * bool(part.question) + PAUSE * bool(part.pause)
    return looked + asked + TASK * bool(part.task and not part.rung)


def _shown(asked: Any) -> str:
    """What is read of a question: its text, its choices and one reason."""
    return " ".join([asked.text, *(choice.text for choice in asked.choices), asked.why])


def _reading(text: str) -> float:
    return len(plain(text).split()) * 60 / WORDS_A_MINUTE
