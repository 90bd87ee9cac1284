"""From whatever was handed over to records: take in, decode, find the separator, parse."""

from dataclasses import dataclass, replace
from typing import Any

from kviz.data.sentences import Note, note
from kviz.data.tables.frames import as_csv
from kviz.data.tables.limits import Limits
from kviz.data.tables.source import shown, take_in
from kviz.data.text.blanks import split_at_blanks
from kviz.data.text.dialect import (
    BLANK,
    WORDS,
    collapse_tabs,
    skip_separator_line,
    sniff_separator,
)
from kviz.data.text.encoding import decode, doubt
from kviz.data.text.outer_lines import arff, leading_comments
from kviz.data.text.parser import Records, parse


@dataclass(frozen=True)
class Layout:
    """How a table is laid out, as a person asked for it or as it was found; ``doubt`` is a sentence."""

    sep: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    encoding: str | None = None
    header: bool | int | None = None
    trim: bool = True
    fill_short: bool | None = None
    doubt: Note | None = None
    limits: Limits | None = None


def to_records(source: Any, name: str | None, asked: Layout) -> tuple[Records, str, Layout]:
    """Records of text cells, the name of the table, and the layout that was found."""
    made = as_csv(source)
    if made is not None:
        source, name = made, name or note("words.table")
    raw, name = take_in(source, name, asked.limits)
    data, encoding = decode(raw, name, asked.encoding)
    unsure = None if asked.encoding else doubt(raw, encoding)
    data, declared = skip_separator_line(data)
    notes: list[Note] = []
    above = int(declared is not None)
    as_text = arff(data)
    if as_text is not None:
        data, declared, above = as_text, ",", data.count(b"\n") - as_text.count(b"\n") + 1
        notes.append(note("header.arff"))
    elif (asked.trim and not isinstance(asked.header, int)) or isinstance(asked.header, bool):
        data, comments = leading_comments(data)
        if comments:
            notes.append(note("left_out.comments", n=comments))
            above += comments
    sep = WORDS.get(str(asked.sep).lower(), asked.sep) or declared or sniff_separator(data)
    _check_marks(sep, asked.decimal, asked.thousands)
    text, mark = _with_marks(data, sep, name, notes)
    row = asked.header if isinstance(asked.header, int) and not isinstance(asked.header, bool) else None
    records = parse(
        text,
        mark,
        name,
        trim=asked.trim,
        header=row and row - above,
        fill_short=asked.fill_short,
        limits=asked.limits,
    )
    records = Records(records.frame, records.rows + above, [*notes, *records.notes])
    return records, name, replace(asked, sep=sep, encoding=encoding, doubt=unsure)


def _with_marks(data: bytes, sep: str, name: str, notes: list[Note]) -> tuple[bytes, str]:
    """The text with one mark between cells, and that mark."""
    if sep == BLANK:
        split = split_at_blanks(data)
        if split is None:
            return data, BLANK
        return split, "\t"
    if sep == "\t":
        once = collapse_tabs(data)
        if once is not None:
            notes.append(note("cells.tabs"))
            return once, sep
    return data, sep


def _check_marks(sep: str, decimal: str | None, thousands: str | None) -> None:
    for what, mark in (("separator", sep), ("decimal_mark", decimal), ("thousands_mark", thousands)):
        if mark is not None and (len(mark) != 1 or mark in '"\r\n0123456789'):
            raise ValueError(note("fault.mark", what=note(f"words.{what}"), mark=shown(mark)))
    if decimal is not None and decimal == thousands:
        raise ValueError(note("fault.marks", mark=shown(decimal)))
