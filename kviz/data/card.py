"""How a cell of a notebook shows what kviz made: the method is here, its picture comes from higher up."""

from collections.abc import Callable
from typing import Any

makers: dict[
    str, Callable[[Any], str | None]
] = {}  # name of a class -> what makes its card, see kviz.app.notebook


def card_of(thing: Any) -> str | None:
    """HTML of a small picture and the key numbers; None where there is nothing to show."""
    names = [kind.__name__ for kind in type(thing).__mro__]
    maker = next((makers[name] for name in names if name in makers), None)
    return maker(thing) if maker else None
