"""Bytes in: whatever is handed over becomes the bytes of a text table, or one clear sentence."""

import zlib
from os import PathLike
from pathlib import Path
from typing import Any

from kviz.data.given import path_of, text_or_none
from kviz.data.sentences import note
from kviz.data.tables.limits import MAX_FILE_BYTES, MAX_LINE_BYTES, MAX_UNPACKED_BYTES, Limits
from kviz.data.tables.parquet import parquet_as_csv

GZIP = b"\x1f\x8b"

SIGNATURES = (  # how a file begins that is no text table, and its key under [tables.no_table]
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "empty_zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"SQLite format 3", "sqlite"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "seven_zip"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
)
MARKUP = (
    (b"<!doctype", "html"),
    (b"<html", "html"),
    (b"<?xml", "xml"),
    (b"{", "json"),
    (b"[{", "json"),
    (b"[[", "json"),
)


def shown(text: object, length: int = 40) -> str:
    """A person's text, quoted and cut, with control characters made visible."""
    text = str(text)
    return repr(text if len(text) <= length else text[: length - 1] + "…")


def plain_name(name: str, length: int = 80) -> str:
    """A file's name on one line, without control characters: it is data, too."""
    name = "".join(ch if ch.isprintable() else "\ufffd" for ch in name)
    return name if len(name) <= length else name[: length - 1] + "…"


def empty(name: str) -> str:
    """The sentence for a file without content."""
    return note("fault.empty", table=name)


def megabytes(count: int) -> str:
    """A size as people say it."""
    return f"{count / 1e6:,.1f} MB" if count < 10_000_000 else f"{count / 1e6:,.0f} MB"


def take_in(source: Any, name: str | None = None, limits: Limits | None = None) -> tuple[bytes, str]:
    """Bytes of a text table and the name to call it by.

    Parameters
    ----------
    source : path, bytes or open file
        A path is opened as a local file, never as an address. A gzip file is unpacked.
    name : str, optional
        What to call the table where bytes are given.
    limits : Limits, optional
        Tighter ones than the published.

    Raises
    ------
    FileNotFoundError
        If the path leads to no file.
    ValueError
        If the content is empty, too large, or no text table; the sentence says what it is.

    """
    text_or_none(name, "name")
    if hasattr(source, "read"):
        source, name = _from_file(source), name or _name_of(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        data, name = bytes(source), plain_name(name or note("words.table"))
    elif not isinstance(source, (str, PathLike)):
        kind = type(source).__name__
        raise TypeError(
            f"A table is read from a path, an open file, bytes or a frame, not from a value of type {kind}; "
            "points that are in memory already need no reading."
        )
    else:
        path = path_of(source, "the table")
        data, name = _read(source), plain_name(name or path.name)
    most = limits.file_bytes if limits else MAX_FILE_BYTES
    if len(data) > most:
        raise ValueError(_too_large(name, len(data), most))
    if data.startswith(GZIP):
        data = _unpack(data, name, limits.unpacked_bytes if limits else MAX_UNPACKED_BYTES)
    if data.startswith(b"PAR1"):
        data = parquet_as_csv(data, name, limits)
    if limits and len(data) > limits.unpacked_bytes:
        raise ValueError(_too_large(name, len(data), limits.unpacked_bytes))
    _refuse_other_formats(data, name)
    return data, name


def _from_file(file: Any) -> bytes:
    """What an open file or a StringIO still holds, no more than the limit and one byte."""
    text = file.read(MAX_FILE_BYTES + 1)
    return text.encode() if isinstance(text, str) else bytes(text)


def _name_of(file: Any) -> str | None:
    name = getattr(file, "name", None)
    return Path(name).name if isinstance(name, str) and not name.startswith("<") else None


def _read(source: str | PathLike[str]) -> bytes:
    path = Path(source)
    if "://" in str(source):
        raise ValueError(note("fault.address", name=shown(source, 80)))
    if path.is_dir():
        raise ValueError(note("fault.folder", name=shown(source, 80)))
    if not path.is_file():
        raise FileNotFoundError(note("fault.no_file", name=shown(source, 80)))
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ValueError(_too_large(plain_name(path.name), path.stat().st_size, MAX_FILE_BYTES))
    return path.read_bytes()


def _too_large(name: str, size: int, most: int) -> str:
    return note("fault.too_large", table=name, size=megabytes(size), most=megabytes(most))


def _unpack(data: bytes, name: str, most: int) -> bytes:
    parts, room = [], most
    try:
        while data.startswith(GZIP):
            member = zlib.decompressobj(wbits=31)
            part = member.decompress(data, room + 1)
            parts.append(part)
            room -= len(part)
            if room < 0:
                raise ValueError(note("fault.unpacks", table=name, most=megabytes(most)))
            if not member.eof:
                raise ValueError(note("fault.gzip_ends", table=name))
            data = member.unused_data
    except zlib.error:
        raise ValueError(note("fault.gzip_damaged", table=name)) from None
    return b"".join(parts)


def _refuse_other_formats(data: bytes, name: str) -> None:
    if not data.strip():
        raise ValueError(empty(name))
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = [row for row in SIGNATURES if data.startswith(row[0])]
    found += [row for row in MARKUP if head.startswith(row[0])]
    if found:
        raise ValueError(note(f"no_table.{found[0][1]}", table=name))
    if not any(end in data[:MAX_LINE_BYTES] for end in (b"\n", b"\r")) and len(data) > MAX_LINE_BYTES:
        raise ValueError(note("fault.no_line_break", table=name, size=megabytes(MAX_LINE_BYTES)))
