"""Where each key of a lesson file stands, so that a fault can name its line."""

import re

Path = tuple[str | int, ...]

_TABLE = re.compile(r"^\[([\w.-]+)\]")
_ITEM = re.compile(r"^\[\[([\w.-]+)\]\]")
_KEY = re.compile(r"^([\w-]+)\s*=")
_FENCES = ('"""', "'''")


class LessonError(ValueError):
    """Something in a lesson file that cannot be used; says the file, the line and the remedy."""


def line_numbers(text: str) -> dict[Path, int]:
    """The line of every table and key: ``("part", 0, "words")`` -> 12."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if fence:
            fence = "" if line.count(fence) % 2 else fence
            continue
        item, plain, key = _ITEM.match(line), _TABLE.match(line), _KEY.match(line)
        if item:
            above = _placed(item[1].split("."), counts)
            counts[above] = counts.get(above, -1) + 1
            table = (*above, counts[above])
            found[table] = number
        elif plain:
            table = _placed(plain[1].split("."), counts)
            found[table] = number
        elif key:
            found[*table, key[1]] = number
        fence = next((mark for mark in _FENCES if line.count(mark) % 2), "")
    return found


def _placed(names: list[str], counts: dict[Path, int]) -> Path:
    """The path of a header: ``part.question`` belongs to the last ``[[part]]``."""
    path: Path = ()
    for i, name in enumerate(names):
        path = (*path, name)
        if i < len(names) - 1 and path in counts:
            path = (*path, counts[path])
    return path


def line_of(path: Path, lines: dict[Path, int]) -> int:
    """The line of a path, or of the nearest table around it; 1 where nothing is known."""
    for end in range(len(path), 0, -1):
        for known in (path[:end], (*path[:end], 0)):  # the first of several tables
            if known in lines:
                return lines[known]
    return 1
