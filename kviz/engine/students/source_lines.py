"""Which line of a generator is running: the code that runs, never a copy of it."""

import inspect
import textwrap
from types import CodeType, GeneratorType
from typing import Any


class Source:
    """The source text of the generators that were seen at a ``yield``, and where in it they stood.

    A generator that hands over with ``yield from`` adds the text of the inner one below its own.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.starts: dict[CodeType, int | None] = {}

    def line(self, steps: Any) -> int | None:
        """Index into the lines of the text where ``steps`` stands now; None where it has no source."""
        if not inspect.isgenerator(steps) or steps.gi_frame is None:
            return None
        self.add(steps.gi_code)
        inner = innermost(steps)
        start = self.add(inner.gi_code)
        return None if start is None or inner.gi_frame is None else start + inner.gi_frame.f_lineno

    def add(self, code: CodeType) -> int | None:
        """Where the text of ``code`` starts, such that start + its own line number is the index."""
        if code not in self.starts:
            try:
                lines, first = inspect.getsourcelines(code)
            except (OSError, TypeError):
                self.starts[code] = None
            else:
                above = [""] if self.text else []
                self.starts[code] = len(self.text) + len(above) - first
                self.text += above + textwrap.dedent("".join(lines)).rstrip("\n").split("\n")
        return self.starts[code]

    def __str__(self) -> str:
        return "\n".join(self.text)


def innermost(steps: "GeneratorType[Any, Any, Any]") -> "GeneratorType[Any, Any, Any]":
    """The generator that really runs, at the end of a chain of ``yield from``."""
    while inspect.isgenerator(steps.gi_yieldfrom) and steps.gi_yieldfrom.gi_frame is not None:
        steps = steps.gi_yieldfrom
    return steps
