"""Lines that stand around a table: comments and titles above it, footnotes, sources and totals below."""

import re
from collections.abc import Sequence

LOOK = 200  # records at either end that are looked at
NOTE = re.compile(
    r"(?i:(?:source|note|notes|quelle|anm|hinweis|fuente|nota|legend|last updated|data from|updated|"
    r"copyright|https?:|©|\*|†|‡|\(\*|\[\d)\W?)"
)
TOTAL = re.compile(
    r"(?i:(?:the )?(?:grand |sub|overall )?(?:totals?|sums?|summen?|gesamt|insgesamt|gesamtsumme|"
    r"zwischensumme|average|averages|mean|mittelwert|durchschnitt|somme|moyenne|totale|totaux|media|promedio|suma|totaal|"
    r"razem|итого|всего|合计|总计|合計|総計|小計|평균|합계)(?: \(.{0,20}\))?\s?:?)"
)
ARFF = re.compile(rb"(?im)^@data[ \t\r]*$")


def leading_comments(data: bytes) -> tuple[bytes, int]:
    """The text below its first lines that begin with #, and how many these are.

    A comment that names as many columns as the next line has is the header: its # goes, it stays.
    """
    lines = data[:100_000].split(b"\n")
    count = 0
    while count < min(len(lines) - 1, LOOK) and (lines[count].startswith(b"#") or _blank_among(lines, count)):
        count += 1
    if not count:
        return data, 0
    last, after = lines[count - 1], lines[count]
    for sep in (b"\t", b";", b",", b"|"):
        digits = any(part.strip().strip(b'"').replace(b".", b"", 1).isdigit() for part in after.split(sep))
        if last.count(sep) and last.count(sep) == after.count(sep) and digits and not _has_number(last, sep):
            start = sum(len(line) + 1 for line in lines[: count - 1])
            return data[start:].replace(b"#", b"", 1).lstrip(b" "), count - 1
    return data[sum(len(line) + 1 for line in lines[:count]) :], count


def _blank_among(lines: Sequence[bytes], at: int) -> bool:
    return at > 0 and not lines[at].strip() and lines[at - 1].startswith(b"#")


def _has_number(line: bytes, sep: bytes) -> bool:
    return any(part.strip().replace(b".", b"", 1).isdigit() for part in line[1:].split(sep))


def arff(data: bytes) -> bytes | None:
    """An ARFF file of Weka as CSV text, its attributes as a header; None where it is not such a file."""
    head = data[:100_000].lstrip()
    if not re.match(rb"(?i)(?:%[^\n]*\n\s*)*@relation\b", head):
        return None
    start = ARFF.search(data)
    if not start:
        return None
    names = re.findall(rb"(?im)^@attribute[ \t]+('[^'\n]*'|\"[^\"\n]*\"|[^\s]+)", data[: start.start()])
    header = b",".join(b'"' + name.strip(b"'\"").replace(b'"', b'""') + b'"' for name in names)
    body = [line for line in data[start.end() :].splitlines() if line.strip() and not line.startswith(b"%")]
    return header + b"\n" + b"\n".join(body) + b"\n"


def first_record(records: Sequence[Sequence[str]], width: int) -> int:
    """How many of the first records are titles above the header: few cells, and a wider row below."""
    at = next((at for at, record in enumerate(records[:LOOK]) if not _is_title(record, width)), 0)
    following = records[at]
    padded = any(len(records[above]) == width for above in range(at))
    if padded and any(_looks_like_number(cell) for cell in following):
        return 0
    return at


def _is_title(record: Sequence[str], width: int) -> bool:
    filled = sum(bool(cell.strip()) for cell in record)
    if not filled:
        return True
    if width < 2 or not record[0].strip():
        return False
    if len(record) < width:
        few = filled <= max(1, width // 3) or (filled <= 2 and not record[-1])
        return len(record) == 1 or few
    return width > 2 and filled <= max(1, width // 3)


def _looks_like_number(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).replace(",", "", 1).lstrip("-+").isdigit()


def last_notes(records: Sequence[Sequence[str]], width: int) -> int:
    """How many of the last records are footnotes or sources below the table; blank ones count with them."""
    count = 0
    for at in range(len(records) - 1, max(-1, len(records) - LOOK), -1):
        record = records[at]
        filled = [cell for cell in record if cell.strip()]
        if not filled:
            continue
        after_gap = at > 0 and not any(cell.strip() for cell in records[at - 1])
        if not _is_note(record, filled, width, after_gap or (at + 1 == len(records) - count and count > 0)):
            break
        count = len(records) - at
    return count


def _is_note(record: Sequence[str], filled: Sequence[str], width: int, apart: bool) -> bool:
    text = filled[0].strip()
    if width < 2 or not record[0].strip() or _looks_like_number(text):
        return False
    said = bool(NOTE.match(text))
    if len(record) == 1:
        return any(ch.isalpha() for ch in text) or said
    if len(record) == width and len(filled) == 1:
        return said or (apart and (len(text) > 25 or ":" in text))
    return said and (apart or len(record) < width) and len(filled) < width


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row is a total or a mean of the rows above: a word for that is alone in a cell of it."""
    words = [cell.strip() for cell in cells if cell.strip() and not _looks_like_number(cell)]
    return any(len(word) <= 40 and TOTAL.fullmatch(word) for word in words[:2])
