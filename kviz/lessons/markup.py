"""The little markup of lessons: ``*new word*``, ``**loud**``, code between backticks, and empty lines."""

import re
from html import escape

PIECE = re.compile(r"(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)")
TAGS = {"code": "code", "strong": "strong", "em": "em"}


def pieces(text: str) -> list[tuple[str, str]]:
    """The text cut into (kind, words); kind is "", "em", "strong" or "code".

    >>> pieces("A *centroid* is `x`.")
    [('', 'A '), ('em', 'centroid'), ('', ' is '), ('code', 'x'), ('', '.')]
    """
    found = []
    for piece in PIECE.split(text):
        if piece.startswith("`") and len(piece) > 1:
            found.append(("code", piece[1:-1]))
        elif piece.startswith("**") and len(piece) > 3:
            found.append(("strong", piece[2:-2]))
        elif piece.startswith("*") and len(piece) > 1:
            found.append(("em", piece[1:-1]))
        elif piece:
            found.append(("", piece))
    return found


def plain(text: str) -> str:
    """The words alone."""
    return "".join(words for _, words in pieces(text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def html(text: str) -> str:
    """The text as HTML; whatever comes from a file is escaped."""
    made = []
    for kind, words in pieces(text):
        tag = TAGS.get(kind)
        made.append(f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words))
    return "".join(made)
