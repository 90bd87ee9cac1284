"""Which keys each table of a lesson file has, of which kind they are, and which it must have.

A lesson file begins with its title, question, minutes, objectives and recap. Then come, in this order:

- ``[runs.NAME]``: a run that the lesson speaks of, as for ``kviz.run``: ``data`` (or ``points``), ``k``,
  ``init`` (``"own"``: the start that the data bring along), ``seed``, ``metric``, ``scale``, ``without``.
- ``[measures.NAME]``: what is measured; ``what`` is a row of ``numbers/measures.py``, the rest its options.
- ``[given.NAME]``: a published number, ``value`` and ``source``: the only kind of number that may be typed.
- ``[[misconception]]``: what learners think (``belief``), and what to say then (``answer``).
- ``[[part]]``: ``title``, ``minutes``, ``words``; what is seen before the question (``before``: steps of
  ``run``, ``"points"``, or ``"tutorial NAME"``); ``[part.question]``; the pictures that answer it (``steps``
  of ``run``, ``play = true``, or a ``chart`` ``of`` something); the words ``after``; ``say``, ``pause`` for
  the teacher; ``task`` and its ``answer``; ``code`` for the notebook, a ``rung`` or a ``bug`` of the ladder.
- ``[[exit]]`` three times, and ``[[later]]`` for a week later: questions.

A question has ``text``, ``right``, ``why``, and ``wrong = [{text = "…", rule = "…"}]``: the rule is the wrong
rule that leads to this choice. The minutes of the parts and one for each exit question are the lesson's.

A place such as ``{main.cost}`` is filled from a run, a measure or a published number. Steps are
``{main.assign2.changed}``, ``{main.update1.centroid.A}``; numbers can be added and divided,
``{bad.cost / good.cost:one}``; ``:word``, ``:percent``, ``:whole``, ``:one`` and ``:two`` write them.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Key:
    """A key: its kind, and whether it must be there."""

    kind: str
    needed: bool = False


TEXT, TEXTS, WHOLE = Key("text"), Key("texts"), Key("whole")
MUST = Key("text", needed=True)

QUESTION = {"text": MUST, "right": MUST, "why": MUST, "wrong": Key("wrong", needed=True), "place": WHOLE}
WRONG = {"text": MUST, "rule": MUST}

TOP = {
    "title": MUST, "number": WHOLE, "question": MUST, "minutes": Key("whole", needed=True),
    "objectives": Key("texts", needed=True), "recap": Key("texts", needed=True), "needs": TEXT,
    "material": TEXTS, "runs": Key("named tables"), "measures": Key("named tables"),
    "given": Key("named tables"), "misconception": Key("tables"), "part": Key("tables", needed=True),
    "exit": Key("tables", needed=True), "later": Key("tables", needed=True),
}  # fmt: skip

RUN = {
    "data": TEXT, "k": WHOLE, "init": Key("start"), "seed": WHOLE, "metric": TEXT, "scale": TEXT,
    "max_iter": WHOLE, "on_empty": TEXT, "without": Key("wholes"), "points": Key("points"),
}  # fmt: skip

GIVEN = {"value": Key("number", needed=True), "source": MUST}

MISCONCEPTION = {"belief": MUST, "answer": MUST}

PART = {
    "name": TEXT, "title": MUST, "minutes": Key("whole", needed=True), "words": TEXT, "after": TEXT,
    "say": TEXT, "pause": TEXT, "task": TEXT, "answer": TEXT, "run": TEXT,
    "before": Key("steps"), "steps": Key("steps"),
    "play": Key("yes or no"), "show": TEXTS, "hide": TEXTS, "chart": TEXT, "of": TEXT, "code": Key("codes"),
    "bug": TEXT, "rung": TEXT, "question": Key("table"),
}  # fmt: skip

TABLES = {
    "the lesson": TOP, "runs": RUN, "given": GIVEN, "misconception": MISCONCEPTION, "part": PART,
    "question": QUESTION, "exit": QUESTION, "later": QUESTION, "wrong": WRONG,
}  # fmt: skip


def fits(kind: str, value: Any) -> bool:
    """Whether a value is of this kind."""
    return KINDS[kind][1](value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _points(value: Any) -> bool:
    rows = isinstance(value, list) and bool(value) and all(isinstance(row, list) for row in value)
    return rows and len({len(row) for row in value}) == 1 and all(_number(x) for row in value for x in row)


def _step(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


# kind -> (how it is said, whether a value is one)
KINDS: dict[str, tuple[str, Any]] = {
    "text": ('text, as in "…"', lambda v: isinstance(v, str) and bool(v.strip())),
    "texts": ('a list of texts, as in ["…", "…"]', _texts),
    "codes": ('code, or a list of cells, as in ["…", "…"]', lambda v: isinstance(v, str) or _texts(v)),
    "whole": ("a whole number that is not negative", _whole),
    "wholes": ("a list of whole numbers", lambda v: isinstance(v, list) and all(map(_whole, v))),
    "number": ("a number", _number),
    "yes or no": ("true or false", lambda v: isinstance(v, bool)),
    "points": ("a list of positions, as in [[1, 2], [3, 4]]", _points),
    "start": ('the name of a seeding, or a list of positions as in [[1, 2], [3, 4]]',
              lambda v: isinstance(v, str) or _points(v)),
    "steps": ('steps, as in ["assign 1", "update 1"] or [0, 3]',
              lambda v: _step(v) or (isinstance(v, list) and bool(v) and all(map(_step, v)))),
    "table": ("a table", lambda v: isinstance(v, dict)),
    "tables": ("tables, each under [[…]]", _tables),
    "named tables": ("tables with names, as in [runs.main]",
                     lambda v: isinstance(v, dict) and all(isinstance(row, dict) for row in v.values())),
    "wrong": ('wrong choices, as in [{text = "…", rule = "…"}]', _tables),
}  # fmt: skip
