"""What a caller gave: of the wrong kind it is refused with what it is, what is allowed and what to do."""

import os
from collections.abc import Callable, Iterable, Sequence
from inspect import signature
from numbers import Integral, Real
from pathlib import Path
from typing import Any, cast

import numpy as np


def seen(value: Any, length: int = 60) -> str:
    """A value as a message shows it: short, on one line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def whole(value: Any, name: str, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``; True, 3.0 and "3" are none."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
        kind = type(value).__name__
        raise TypeError(f"{name}={seen(value)} is a {kind}; {name} is a whole number from {low} to {high:,}.")
    if not low <= int(value) <= high:
        raise ValueError(f"{name}={seen(value)} is out of range; use a whole number from {low} to {high:,}.")
    return int(value)


def measure(value: Any, name: str, low: float, high: float) -> float:
    """A number from ``low`` to ``high``."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise TypeError(f"{name}={seen(value)} is not a number; use one from {low} to {high}.")
    if not low <= cast(float, value) <= high:
        raise ValueError(f"{name}={seen(value)} is out of range; use a number from {low} to {high}.")
    return float(value)


def yes_or_no(value: Any, name: str) -> bool:
    """True or False; None counts as False."""
    if value is None:
        return False
    if not isinstance(value, bool | np.bool_) and not (isinstance(value, Integral) and value in (0, 1)):
        raise ValueError(f"{name}={seen(value)} is neither True nor False; use one of the two.")
    return bool(value)


def many(value: Any) -> bool:
    """Whether it holds things one after another; a text counts as one thing."""
    return (
        isinstance(value, Iterable) and not isinstance(value, str | bytes) and getattr(value, "ndim", 1) != 0
    )


def word(value: Any, names: Iterable[str], name: str) -> str:
    """One of some names."""
    names = list(names)
    if not isinstance(value, str) or value not in names:
        kind = ValueError if isinstance(value, str) else TypeError
        raise kind(f"{name}={seen(value)} is unknown; use one of {', '.join(names)}.")
    return value


def whole_letters(value: str, name: str) -> str:
    """A text that can be written into a file: half of a pair of UTF-16 cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{name}={seen(value)} has half a character in it; write it again.") from None
    return value


def words(value: Any, name: str) -> tuple[str, ...]:
    """Several texts; one alone may stand without brackets."""
    if isinstance(value, str):
        value = (value,)
    found = tuple(value) if many(value) and not isinstance(value, dict) else None
    if found is None or not all(isinstance(text, str) for text in found):
        raise TypeError(f'{name}={seen(value)} must be texts; give a list of them, as in {name}=["a", "b"].')
    return tuple(whole_letters(text, name) for text in found)


def text_or_none(value: Any, name: str) -> str | None:
    """One text, or nothing."""
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name}={seen(value)} is a {type(value).__name__}; give a text, or leave it out.")
    return None if value is None else whole_letters(value, name)


def path_of(value: Any, name: str = "path") -> Path:
    """The path of a file."""
    if not isinstance(value, str | os.PathLike) or not isinstance(os.fspath(value), str):
        raise TypeError(f"{name}={seen(value)} is not a path; give a text such as 'run.json', or a Path.")
    try:
        letters = os.fsencode(value)
    except UnicodeEncodeError:  # half of a pair of UTF-16, as a wrongly read text leaves it
        letters = b"\0"
    if b"\0" in letters:
        raise ValueError(f"{name}={seen(value)} has a character that no file name can have; write it again.")
    return Path(value)


def called(value: Any, name: str, takes: Sequence[str]) -> Callable[..., Any] | None:
    """A function of so many arguments, or None."""
    if value is None:
        return None
    said = f"({', '.join(takes)})"
    if not callable(value):
        raise TypeError(f"{name}={seen(value)} cannot be called; give a function of {said}, or leave it out.")
    try:
        signature(value).bind(*takes)
    except TypeError:
        raise TypeError(
            f"{name} is called as {name}{said}, and {seen(value, 40)} does not take that."
        ) from None
    except ValueError:
        return value  # some functions written in C do not say what they take
    return value
