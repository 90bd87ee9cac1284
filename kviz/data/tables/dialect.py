"""How a table's text is laid out: its encoding and its separator, found by counting."""

import codecs
import csv
from collections import Counter
from io import StringIO

from kviz.data.tables.source import empty, shown

SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas"}
SAMPLE = 65_536

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[bytes, str]:
    """The same text in UTF-8 without a byte order mark, and the encoding it came in.

    Without ``encoding``: a byte order mark decides, then the places of the NUL bytes (UTF-16 has
    them in every other place), then UTF-8 where it fits, then Windows Latin-1, which fits anything.
    """
    mark, found = next(((mark, e) for mark, e in BOMS if data.startswith(mark)), (b"", None))
    data = data[len(mark) :]
    encoding = encoding or found or _by_nuls(data, name) or "utf-8"
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ValueError(f"There is no encoding {shown(encoding)}; try utf-8, utf-16 or latin-1.") from None
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or found:
            raise ValueError(
                f"{name} is not {encoding} text: byte {error.start + 1} does not fit; try another encoding."
            ) from None
        encoding = "cp1252"
        text = data.decode(encoding, errors="replace")
    if not text.strip():
        raise ValueError(empty(name))
    _refuse_binary(text, name)
    return (data if encoding == "utf-8" else text.encode("utf-8")), encoding


def _by_nuls(data: bytes, name: str) -> str | None:
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd == 0:
        return None
    if odd > 0.4 * len(sample[1::2]) and even < 0.05 * len(sample):
        return "utf-16-le"
    if even > 0.4 * len(sample[::2]) and odd < 0.05 * len(sample):
        return "utf-16-be"
    raise ValueError(_binary(name))


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:SAMPLE]
    strange = sum((ch < " " and ch not in "\t\n\r\f") or ch == "\ufffd" for ch in sample)
    if "\0" in text or strange > 0.1 * len(sample):
        raise ValueError(_binary(name))


def _binary(name: str) -> str:
    return f"{name} holds binary data, not a text table; save the table as CSV."


def sample_records(data: bytes, sep: str) -> list[list[str]]:
    """The records of the first 64 KiB, split at ``sep``; the last one only if it is whole."""
    text = data[:SAMPLE].decode("utf-8", errors="ignore")
    try:
        records = list(csv.reader(StringIO(text, newline=""), delimiter=sep, skipinitialspace=True))
    except csv.Error:
        return []
    if len(data) > SAMPLE and len(records) > 1:
        records = records[:-1]
    return [record for record in records if any(record)]


def sniff_separator(data: bytes) -> str:
    """The separator that cuts the records into equally many fields, two at least.

    Counting beats looking: in ``1,5;2,5`` both characters cut every row into equal parts, so
    a tab, a semicolon or a bar that does is believed before the comma, which also sits inside
    numbers. Where none fits the table has one column.
    """
    scores = {}
    for sep in SEPARATORS:
        counts = Counter(len(record) for record in sample_records(data, sep))
        fields, times = counts.most_common(1)[0] if counts else (1, 0)
        if fields > 1:
            scores[sep] = times / counts.total()
    if not scores:
        return ","
    steady = [sep for sep, score in scores.items() if score > 0.95]
    return steady[0] if steady else max(scores, key=scores.get)


def skip_separator_line(data: bytes) -> tuple[bytes, str | None]:
    """Spreadsheets may write ``sep=;`` as a first line; take it off and believe it."""
    line, _, rest = data[:16].partition(b"\n")
    line = line.strip().strip(b'"').lower()
    if line.startswith(b"sep=") and len(line) == 5:
        return data[len(data[:16]) - len(rest) :], line[4:].decode("ascii", errors="replace")
    return data, None
