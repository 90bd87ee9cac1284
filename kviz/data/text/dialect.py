"""How a table's text is laid out: what stands between its columns, found by counting."""

import csv
from collections import Counter
from io import StringIO

from kviz.data.sentences import note
from kviz.data.tables.source import shown
from kviz.data.text.blanks import split_at_blanks

SAMPLE = 65_536
BLANK = " "
NAMED = {  # separator -> its key under [tables.words]
    "\t": "tab", ";": "semicolon", "|": "bar", ",": "comma_mark", ":": "colon", "~": "tilde", BLANK: "blank",
}  # fmt: skip
USUAL = ("\t", ";", "|", ",")
WORDS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|", "space": BLANK,
         "blank": BLANK, "blanks": BLANK, "colon": ":"}  # fmt: skip
QUOTES: dict[str, dict[str, object]] = {
    "double": {"quotechar": '"'},
    "backslash": {"quotechar": '"', "escapechar": "\\", "doublequote": False},
    "single": {"quotechar": "'"},
}


def separator_name(sep: str) -> str:
    """What a separator is called; one without a name is shown."""
    return note(f"words.{NAMED[sep]}") if sep in NAMED else shown(sep)


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
    numbers. Blanks, and then colons, count where none of these does. Where none fits the table has
    one column.
    """
    scores = {}
    for sep in USUAL:
        counts = Counter(len(record) for record in sample_records(data, sep))
        fields, times = counts.most_common(1)[0] if counts else (1, 0)
        if fields > 1:
            scores[sep] = times / counts.total()
    steady = [sep for sep, score in scores.items() if score > 0.95]
    if steady:
        return steady[0]
    if split_at_blanks(data[:SAMPLE]) is not None:
        return BLANK
    if scores:
        return max(scores, key=lambda sep: scores[sep])
    return next((sep for sep in (":", "~") if _rare(sample_records(data, sep))), ",")


def _rare(records: list[list[str]]) -> bool:
    """Whether an unusual separator cuts every row alike, below a header without digits."""
    widths = {len(record) for record in records}
    if len(records) < 3 or len(widths) != 1 or widths == {1}:
        return False
    return all(cell and not any(ch.isdigit() for ch in cell) for cell in records[0])


def skip_separator_line(data: bytes) -> tuple[bytes, str | None]:
    """Spreadsheets may write ``sep=;`` as a first line; take it off and believe it."""
    line, _, rest = data[:16].partition(b"\n")
    line = line.strip(b"\r\n ").strip(b'"').lower()
    if line.startswith(b"sep=") and len(line) == 5:
        return data[len(data[:16]) - len(rest) :], line[4:].decode("ascii", errors="replace")
    return data, None


def collapse_tabs(data: bytes) -> bytes | None:
    """The same text with one tab for several, where only that makes all rows equally long; else None."""
    lines = [line for line in data[:SAMPLE].split(b"\n") if line.strip()]
    if not any(b"\t\t" in line for line in lines):
        return None
    once = [b"\t".join(part for part in line.split(b"\t") if part) for line in lines]
    before = {line.count(b"\t") for line in lines}
    after = {line.count(b"\t") for line in once}
    everywhere = b"\t\t" in lines[0].strip() and all(b"\t\t" in line for line in lines)
    if len(after) != 1 or (len(before) == 1 and not everywhere):
        return None
    return b"\n".join(b"\t".join(part for part in line.split(b"\t") if part) for line in data.split(b"\n"))
