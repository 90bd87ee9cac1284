"""Bytes to text: the encoding that was found, and how sure that is."""

import codecs
from itertools import pairwise

from kviz.data.sentences import Note, note
from kviz.data.tables.source import empty, shown

SAMPLE = 65_536
ENCODINGS = (
    "utf-8",
    "cp1252",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "shift_jis",
    "cp1251",
    "cp1250",
    "big5",
    "euc_kr",
)
SAME = {"utf-16-be": "utf-16-le"}  # a name says of them what it says of the other
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OTHERS = ("gb18030", "shift_jis", "cp1251", "cp1250", "iso8859_2", "mac_roman")
COMMON = set("äöüßÄÖÜéèêëàâçñáíóúøåæÅØÆïîôûùãõìòÉÈÀÇÑ€°²³µ£§–’“”…·ªº½¿¡ÁÍÓÚ")


def encoding_name(encoding: str) -> str:
    """What an encoding is called; one without a name goes by its code."""
    known = SAME.get(encoding, encoding)
    return Note(f"page.encodings.{known}", {}) if known in ENCODINGS else encoding


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[bytes, str]:
    """The same text in UTF-8 without byte order marks, and the encoding it came in.

    Without ``encoding``: a byte order mark decides, then the places of the NUL bytes (UTF-16 has
    them in every other place), then UTF-8 where it fits, then what most of its letters speak for.
    """
    mark, found = next(((mark, e) for mark, e in BOMS if data.startswith(mark)), (b"", None))
    data = data[len(mark) :]
    encoding = encoding or found or _by_nuls(data, name) or "utf-8"
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ValueError(note("fault.no_encoding", encoding=shown(encoding))) from None
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or found:
            at = str(error.start + 1)
            raise ValueError(note("fault.encoding", table=name, encoding=encoding, n=at)) from None
        encoding = guess(data)
        text = data.decode(encoding, errors="replace")
    text = text.replace("\ufeff", "").rstrip("\x1a \t\r\n\f") + "\n" * text.endswith(("\n", "\r", "\x1a"))
    if not text.strip():
        raise ValueError(empty(name))
    _refuse_binary(text, name)
    return text.encode("utf-8"), encoding


def guess(data: bytes) -> str:
    """The encoding of text that is not UTF-8: Windows Latin-1, unless the letters clearly say otherwise."""
    sample = data[:SAMPLE]
    high = [byte for byte in sample if byte > 0x7F]
    for encoding in ("shift_jis", "gb18030"):
        text = _strictly(sample, encoding)
        wide = [ch for ch in text or "" if ch > "\x7f"]
        if text and len(wide) > 3 and all(_east_asian(ch, encoding) for ch in wide) and _in_words(text):
            return encoding
    text = _strictly(sample, "cp1251")
    if text and len(high) > 3:
        cyrillic = [ch for ch in text if ch > "\x7f"]
        letters = sum("а" <= ch.lower() <= "я" or ch.lower() == "ё" for ch in cyrillic)
        if letters > 0.95 * len(cyrillic) and _in_words(text):
            return "cp1251"
    return "cp1252"


def _east_asian(ch: str, encoding: str) -> bool:
    kana = "\u3040" <= ch <= "\u30ff" or "\u3000" <= ch <= "\u303f" or "\uff00" <= ch <= "\uff5e"
    common = "\u4e00" <= ch <= "\u9fff"
    return kana or common if encoding == "shift_jis" else common or "\u3000" <= ch <= "\u303f"


def _in_words(text: str) -> bool:
    """Whether letters beyond English stand among their like, not one by one inside English words."""
    pairs = list(pairwise(text))
    alone = sum((a > "\x7f") != (b > "\x7f") and (a + b).isalpha() for a, b in pairs)
    return alone < 0.1 * sum(ch > "\x7f" for ch in text)


def _strictly(sample: bytes, encoding: str) -> str | None:
    for end in (len(sample), len(sample) - 1, len(sample) - 2, len(sample) - 3):
        try:
            return sample[:end].decode(encoding)
        except UnicodeDecodeError:
            if len(sample) < SAMPLE:
                return None
    return None


def doubt(data: bytes, encoding: str) -> Note | None:
    """One sentence where the letters were guessed, with the same word in other encodings; else None.

    ``data`` are the bytes as they came, ``encoding`` what was guessed for them.
    """
    sample = data[:SAMPLE]
    if encoding not in ("cp1252", "cp1251", "gb18030", "shift_jis"):
        return None
    text = sample.decode(encoding, errors="replace")
    odd = [
        ch
        for before, ch, after in zip(" " + text, text, text[1:] + " ", strict=False)
        if _is_odd(before, ch, after)
    ]
    if encoding == "cp1252" and not odd:
        return None
    first = odd[0] if encoding == "cp1252" else next(ch for ch in text if ch > "\x7f")
    start = len(text[: text.index(first)].encode(encoding, errors="replace"))
    ends = b"\n\r,;\t|\"' "
    while start and sample[start - 1] not in ends:
        start -= 1
    stop = start
    while stop < min(len(sample), start + 24) and sample[stop] not in b'\n\r,;\t|" ':
        stop += 1
    word = sample[start:stop]
    ours = word.decode(encoding, errors="replace")
    others = [(other, _strictly(word, other)) for other in OTHERS if other != encoding]
    named = [
        note("words.reads", encoding=other, word=shown(read, 24))
        for other, read in others
        if read and read.isprintable() and read != ours
    ]
    word_read = shown(ours, 24)
    return note("cells.letters", word=word_read, found=encoding_name(encoding), others=named)


def _is_odd(before: str, ch: str, after: str) -> bool:
    """Whether a letter of Windows Latin-1 is rare in this place: ì before a letter, ³ inside a word."""
    if ch <= "\x7f":
        return False
    if ch not in COMMON:
        return True
    return (ch in "ìòù" and after.isalpha()) or (not ch.isalpha() and before.isalpha() and after.isalpha())


def _by_nuls(data: bytes, name: str) -> str | None:
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd == 0:
        return None
    if odd > 0.4 * len(sample[1::2]) and even < 0.05 * len(sample):
        return "utf-16-le"
    if even > 0.4 * len(sample[::2]) and odd < 0.05 * len(sample):
        return "utf-16-be"
    raise ValueError(note("fault.binary", table=name))


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:SAMPLE]
    strange = sum((ch < " " and ch not in "\t\n\r\f") or ch == "\ufffd" for ch in sample)
    if "\0" in text or strange > 0.1 * len(sample):
        raise ValueError(note("fault.binary", table=name))
