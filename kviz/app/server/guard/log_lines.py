"""The log on the terminal: what visitors send can neither colour it nor forge a line of it."""

import logging
import re
from typing import Any

LEVELS = ("debug", "info", "warning", "error")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LONGEST = 20_000  # characters of one entry


def harmless(text: str) -> str:
    """A text with its control characters written out, and its further lines set in."""
    text = text if len(text) <= LONGEST else text[:LONGEST] + " … (cut)"
    shown = CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)
    return shown.replace("\n", "\n    ")


class Harmless(logging.Formatter):
    """Another formatter's words, made harmless."""

    def __init__(self, other: logging.Formatter | None = None) -> None:
        super().__init__()
        self.other = other or logging.Formatter("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line or lines of an entry; our own colour, where there is one, stays out of it."""
        return harmless(self.other.format(_without_colour(record)))


def _without_colour(record: logging.LogRecord) -> logging.LogRecord:
    made = logging.makeLogRecord(record.__dict__)
    made.__dict__.update(color="", end_color="")
    return made


def guard_log(*loggers: Any, level: int) -> None:
    """Make every handler of these loggers, and of the root, write harmless lines from this level on."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    for logger in (root, *loggers):
        for handler in logger.handlers:
            if not isinstance(handler.formatter, Harmless):
                handler.setFormatter(Harmless(handler.formatter))
            handler.setLevel(level)
