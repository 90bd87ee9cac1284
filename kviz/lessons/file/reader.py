"""Read a lesson file: every fault is named with its line and its remedy."""

import builtins
import keyword
import re
import tomllib
from difflib import get_close_matches
from typing import Any

from kviz.lessons.file.keys import KINDS, TABLES, Key, fits
from kviz.lessons.file.lines import LessonError, Path, line_numbers, line_of
from kviz.lessons.file.parts import Asked, Belief, Choice, Content, Given, Measure, Part, Run

EXITS = 3  # questions at the end
TAKEN = {"kviz", "np", "plt", "unit"}
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


class Reader:
    """One text and where its keys stand; ``fault`` raises with the line of a key."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        try:
            self.table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            said = str(error).rstrip(".")
            raise LessonError(f"{name}: this is not TOML: {said}; correct that place.") from None
        self.lines = line_numbers(text)

    def fault(self, path: Path, what: str, remedy: str) -> LessonError:
        """What is wrong at a path, as an error to raise."""
        return LessonError(f"{self.name}, line {line_of(path, self.lines)}: {what}; {remedy}.")

    def look(self, table: dict[str, Any], path: Path, kind: str) -> None:
        """Refuse keys that a table does not have, values of another kind, and keys that are missing."""
        keys = TABLES[kind]
        for key, value in table.items():
            if key not in keys:
                near = get_close_matches(key, keys, 1)
                remedy = f"did you mean {near[0]}?" if near else f"use one of {', '.join(keys)}"
                raise self.fault((*path, key), f"{_called(kind)} has no key {key!r}", remedy.rstrip("?"))
            if not fits(keys[key].kind, value):
                given = _short(value)
                raise self.fault((*path, key), f"{key} = {given} does not fit",
                                 f"give {KINDS[keys[key].kind][0]}")  # fmt: skip
        for key, row in keys.items():
            if row.needed and key not in table:
                raise self.fault(path, f"{_called(kind)} has no {key}", f"add {_example(key, row)}")


def content_of(reader: Reader, top: dict[str, Any]) -> Content:
    """The lesson in a table that was read, with its places filled or not.

    Raises
    ------
    LessonError
        With the line, what is wrong there, and what to do.
    """
    reader.look(top, (), "the lesson")
    parts = tuple(_part(reader, table, i) for i, table in enumerate(top["part"]))
    _told_apart(reader, parts)
    exits, later = (_asked_at_the_end(reader, top[key], key) for key in ("exit", "later"))
    if len(exits) != EXITS:
        raise reader.fault(
            ("exit", len(exits) - 1), f"there are {len(exits)} exit questions",
            f"write {EXITS} of them, each under [[exit]]",
        )  # fmt: skip
    planned = sum(part.minutes for part in parts) + len(exits)
    if planned != top["minutes"]:
        raise reader.fault(
            ("minutes",), f"the parts take {planned - len(exits)} minutes and the exit questions "
            f"{len(exits)}, together {planned}", f"write minutes = {planned}, or change the parts",
        )  # fmt: skip
    return Content(
        name=re.split(r"[/\\]", reader.name)[-1].removesuffix(".toml"),
        title=top["title"], number=top.get("number", 0), question=top["question"], minutes=top["minutes"],
        objectives=tuple(top["objectives"]), recap=tuple(top["recap"]), needs=top.get("needs", ""),
        material=tuple(top.get("material", ())), parts=parts, exits=exits, later=later,
        runs=_runs(reader), measures=_measures(reader), given=_given(reader),
        beliefs=_beliefs(reader, top.get("misconception", [])),
    )  # fmt: skip


def _part(reader: Reader, table: dict[str, Any], i: int) -> Part:
    path: Path = ("part", i)
    reader.look(table, path, "part")
    name = table.get("name") or re.sub(r"[^a-z0-9]+", "_", table["title"].lower()).strip("_")
    plain = {key: value for key, value in table.items() if key not in ("question", "name")}
    for key in ("show", "hide"):
        plain[key] = tuple(plain.get(key, ()))
    for key in ("before", "steps"):
        steps = plain.get(key, ())
        plain[key] = tuple(steps) if isinstance(steps, list | tuple) else (steps,)
    code = plain.get("code", ())
    plain["code"] = (code.strip("\n"),) if isinstance(code, str) else tuple(cell.strip("\n") for cell in code)
    asked = table.get("question")
    question = _asked(reader, asked, (*path, "question"), name, "question") if asked else None
    return Part(name=name, question=question, **plain)


def _asked(reader: Reader, table: dict[str, Any], path: Path, name: str, kind: str) -> Asked:
    reader.look(table, path, kind)
    for i, row in enumerate(table["wrong"]):
        reader.look(row, (*path, "wrong", i), "wrong")
    wrong = [Choice(row["text"], row["rule"]) for row in table["wrong"]]
    texts = [table["right"], *(choice.text for choice in wrong)]
    if len(set(texts)) < len(texts):
        raise reader.fault((*path, "wrong"), "two choices have the same words", "make them differ")
    answer = table.get("place", sum(map(ord, name)) % len(texts))
    if answer >= len(texts):
        raise reader.fault((*path, "place"), f"place = {answer} is after the last choice",
                           f"use 0 to {len(texts) - 1}")  # fmt: skip
    wrong.insert(answer, Choice(table["right"]))
    return Asked(name, table["text"], tuple(wrong), answer, table["why"])


def _asked_at_the_end(reader: Reader, tables: list[dict[str, Any]], kind: str) -> tuple[Asked, ...]:
    return tuple(_asked(reader, table, (kind, i), f"{kind}_{i + 1}", kind) for i, table in enumerate(tables))


def _told_apart(reader: Reader, parts: tuple[Part, ...]) -> None:
    seen: set[str] = set()
    for i, part in enumerate(parts):
        if part.name in seen:
            raise reader.fault(("part", i), f"two parts are called {part.name!r}",
                               "give one of them another title, or a name of its own")  # fmt: skip
        seen.add(part.name)


def _named(reader: Reader, section: str) -> list[tuple[str, dict[str, Any]]]:
    """The tables of a section; their names are used in the words, so they are plain."""
    rows = reader.table.get(section, {})
    for name in rows:
        if keyword.iskeyword(name) or hasattr(builtins, name) or name in TAKEN:
            raise reader.fault((section, name), f"{name!r} means something else in Python",
                               "give it another name, for a notebook uses it as a variable")  # fmt: skip
        if not NAME.match(name):
            raise reader.fault((section, name), f"{name!r} cannot be used in a place like {{{name}.cost}}",
                               "use small letters, digits and _, and a letter first")  # fmt: skip
    return list(rows.items())


def _runs(reader: Reader) -> tuple[Run, ...]:
    made = []
    for name, table in _named(reader, "runs"):
        reader.look(table, ("runs", name), "runs")
        if ("data" in table) == ("points" in table):
            raise reader.fault(("runs", name), "a run needs data or points, and not both",
                               'write data = "blobs", or points = [[1, 2], [3, 4]]')  # fmt: skip
        values = dict(table)
        for key in ("without", "points"):
            values[key] = tuple(tuple(row) if isinstance(row, list) else row for row in table.get(key, ()))
        made.append(Run(name, **values))
    return tuple(made)


def _measures(reader: Reader) -> tuple[Measure, ...]:
    made = []
    for name, table in _named(reader, "measures"):
        if not isinstance(table.get("what"), str):
            raise reader.fault(("measures", name), "it does not say what is measured",
                               'add what = "starts"')  # fmt: skip
        made.append(Measure(name, table["what"], {k: v for k, v in table.items() if k != "what"}))
    return tuple(made)


def _given(reader: Reader) -> tuple[Given, ...]:
    made = []
    for name, table in _named(reader, "given"):
        reader.look(table, ("given", name), "given")
        made.append(Given(name, table["value"], table["source"]))
    return tuple(made)


def _beliefs(reader: Reader, tables: list[dict[str, Any]]) -> tuple[Belief, ...]:
    for i, table in enumerate(tables):
        reader.look(table, ("misconception", i), "misconception")
    return tuple(Belief(table["belief"], table["answer"]) for table in tables)


def _called(kind: str) -> str:
    return kind if kind == "the lesson" else f"[{kind}]"


def _example(key: str, row: Key) -> str:
    if row.kind in ("table", "tables"):
        return f"[[{key}]]"
    return f"{key} = …: {KINDS[row.kind][0]}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 60 else f"{text[:57]}…"
