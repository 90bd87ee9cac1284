"""The sentences of a lesson file: where they stand, and a table with something done to each."""

from collections.abc import Callable, Iterator
from typing import Any

from kviz.lessons.file.lines import Path

PROSE = {
    "title", "question", "objectives", "recap", "words", "after", "say", "pause", "task", "answer", "text",
    "right", "why", "rule", "belief", "material",
}  # fmt: skip


def prose(table: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every sentence of a table with its path."""
    items = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in items:
        here = (*path, key)
        if isinstance(value, str):
            if _is_prose(here):
                yield here, value
        elif isinstance(value, dict | list):
            yield from prose(value, here)


def rewritten(table: Any, change: Callable[[Path, str], str], path: Path = ()) -> Any:
    """The same table with every sentence changed."""
    if isinstance(table, dict):
        return {key: rewritten(value, change, (*path, key)) for key, value in table.items()}
    if isinstance(table, list):
        return [rewritten(value, change, (*path, i)) for i, value in enumerate(table)]
    return change(path, table) if isinstance(table, str) and _is_prose(path) else table


def _is_prose(path: Path) -> bool:
    """Whether the text at a path is read by a person: its last name is that of a sentence."""
    names = [name for name in path if isinstance(name, str)]
    return bool(names) and names[-1] in PROSE and names[0] not in ("runs", "measures", "given")
