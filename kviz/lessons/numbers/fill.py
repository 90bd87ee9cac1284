"""Fill the places of a text: ``{main.cost}`` becomes the cost of the run called main."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from kviz.lessons.numbers.facts import Facts
from kviz.story.formatting import SPOKEN

PLACE = re.compile(r"\{([^{}]+)\}")
CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")  # code and the targets of links are not prose
WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
SIGNS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return SPOKEN.count(value) if isinstance(value, int) else SPOKEN(value)


def _word(value: Any) -> str:
    return WORDS[value] if isinstance(value, int) and 0 <= value < len(WORDS) else _plain(value)


# kind -> how a value is written; {main.n:word}
KINDS: dict[str, Callable[[Any], str]] = {
    "": _plain,
    "word": _word,
    "percent": lambda value: SPOKEN.percent(value),
    "percent2": lambda value: SPOKEN.fixed(100 * value, 2) + SPOKEN.percent_mark,
    "whole": lambda value: SPOKEN.count(round(value)),
    "one": lambda value: SPOKEN.fixed(value, 1),
    "two": lambda value: SPOKEN.fixed(value, 2),
}


def filled(text: str, facts: Mapping[str, Facts]) -> str:
    """The text with a number in every place.

    Raises
    ------
    ValueError
        If a place cannot be filled; the message names it.
    """
    return PLACE.sub(lambda place: _written(place[1], facts), text)


def typed_numbers(text: str) -> list[str]:
    """Numbers that stand in the prose itself. A lesson has none: data change, and typed numbers stay."""
    return re.findall(r"\d[\d.,]*", CODE.sub("", PLACE.sub("", text)))


def value_of(expression: str, facts: Mapping[str, Facts]) -> Any:
    """The value of what stands between braces: names, dots, and + - * / between them."""
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except SyntaxError:
        raise ValueError(
            f"{{{expression}}} cannot be read; write a run and a fact, as in {{main.cost}}"
        ) from None
    if not any(isinstance(node, ast.Name) for node in ast.walk(tree)):
        raise ValueError(
            f"{{{expression}}} is typed, not computed; name a run and a fact, as in {{main.cost}}"
        )
    try:
        return _value(tree, facts)
    except ValueError as error:
        raise ValueError(f"{{{expression}}}: {error}") from None


def _written(place: str, facts: Mapping[str, Facts]) -> str:
    expression, _, kind = place.partition(":")
    if kind not in KINDS:
        raise ValueError(
            f"{{{place}}}: {kind!r} is not a way to write a number; use one of {', '.join(KINDS)[2:]}"
        )
    value = value_of(expression, facts)
    if isinstance(value, Facts):
        raise ValueError(f"{{{place}}} is not one number; it has {', '.join(value.names)}")
    return KINDS[kind](value)


def _value(node: ast.AST, facts: Mapping[str, Facts]) -> Any:
    if isinstance(node, ast.Name):
        if node.id not in facts:
            raise ValueError(f"the lesson has no run or measure {node.id!r}; it has {', '.join(facts)}")
        return facts[node.id]
    if isinstance(node, ast.Attribute):
        inside = _value(node.value, facts)
        if not isinstance(inside, Facts):
            raise ValueError(f"{node.attr!r} cannot be asked of a number")
        return inside.get(node.attr)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        left, right = _number(node.left, facts), _number(node.right, facts)
        return SIGNS[type(node.op)](left, right)
    raise ValueError("only names, dots and + - * / can stand here")


def _number(node: ast.AST, facts: Mapping[str, Facts]) -> float:
    value = _value(node, facts)
    if isinstance(value, Facts) and "value" in value.names:
        value = value.get("value")
    if not isinstance(value, int | float):
        raise ValueError("only numbers can be added, subtracted, multiplied or divided")
    return value
