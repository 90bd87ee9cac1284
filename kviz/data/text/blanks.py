"""Columns with blanks between them: cut at every run of blanks, at wide ones, or at fixed places."""

import csv
import re
from collections.abc import Callable, Sequence
from io import StringIO

_TOKEN = re.compile(r'"(?:[^"]|"")*"|\S+')
_WIDE = re.compile(r"\s{2,}")
_NUMBER = re.compile(r"[+-]?[\d.,]*\d%?")
PLACES = 2_000  # lines that are looked at for places that are blank in all of them

Rows = list[list[str]]


def split_at_blanks(data: bytes) -> bytes | None:
    """The same table with tabs between its columns; None where blanks do not cut all lines alike.

    At least one column must hold numbers in every line: prose is not a table.
    """
    lines = [line for line in data.decode("utf-8", errors="ignore").splitlines() if line.strip()]
    if len(lines) < 2 or any("\t" in line for line in lines[:PLACES]):
        return None
    ways: tuple[Callable[[Sequence[str]], Rows], ...] = (_tokens, _wide, _fixed)
    for way in ways:
        rows = way(lines)
        if _is_table(rows):
            text = StringIO(newline="")
            csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
            return text.getvalue().encode()
    return None


def _unquoted(token: str) -> str:
    quoted = len(token) > 1 and token[0] == token[-1] == '"'
    return token[1:-1].replace('""', '"') if quoted else token


def _tokens(lines: Sequence[str]) -> Rows:
    return [[_unquoted(token) for token in _TOKEN.findall(line)] for line in lines]


def _wide(lines: Sequence[str]) -> Rows:
    return [[part.strip() for part in _WIDE.split(line.strip())] for line in lines]


def _fixed(lines: Sequence[str]) -> Rows:
    """Cut where every line is blank."""
    looked = [line.expandtabs() for line in lines[:PLACES]]
    width = min(max(map(len, looked)), 10_000)
    filled = [False] * width
    for line in looked:
        for at, ch in enumerate(line[:width]):
            filled[at] = filled[at] or not ch.isspace()
    starts = [at for at in range(width) if filled[at] and (at == 0 or not filled[at - 1])]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], None]
    return [[line[start:end].strip() for start, end in zip(starts, ends, strict=True)] for line in lines]


def _is_table(rows: Rows) -> bool:
    if len(rows) < 3:
        return False
    header, *body = rows
    widths = {len(row) for row in body}
    if len(widths) != 1:
        return False
    width = widths.pop()
    if width < 2 or len(header) not in (width, width - 1) or not all(header) or len(header) < 2:
        return False
    numeric = [at for at in range(width) if all(_NUMBER.fullmatch(row[at][:40]) for row in body)]
    return bool(numeric)
