"""The guide for the teacher as a page for a browser, and as PDF."""

from typing import Any, BinaryIO

from kviz._version import __version__
from kviz.lessons.guide.blocks import Block, guide_blocks
from kviz.lessons.markup import html, paragraphs
from kviz.lessons.paper.document import BODY, HEADING, TITLE, Document, vector_style
from kviz.web.content_policy import source_hash
from kviz.web.html_head import html_head
from kviz.web.linker import read

STYLE = read("lessons/guide.css")
TAGS = {"h1": "h1", "h2": "h2", "h3": "h3"}
SIZES = {"h1": TITLE, "h2": HEADING + 1, "h3": HEADING - 1.5}
SHARES = {2: (0.4, 0.6), 4: (0.08, 0.1, 0.32, 0.5)}  # of a table's width, by its number of columns


def write_guide_html(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the guide as one page without scripts."""
    body = "\n".join(_block(block) for block in guide_blocks(lesson))
    policy = f"default-src 'none'; style-src {source_hash(STYLE)}; base-uri 'none'; form-action 'none'"
    head = html_head(lesson.content.title, policy, STYLE, about={"generator": f"kviz {__version__}"})
    page = f"""{head}<body>
<main>
{body}
</main>
</body>
</html>
"""
    file.write(page.encode())


def _block(block: Block) -> str:
    if block.kind in TAGS:
        return f"<{block.kind}>{html(block.text)}</{block.kind}>"
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{html(line)}</li>" for line in block.lines) + "</ul>"
    if block.kind == "table":
        rows = [_row(row, "th" if i == 0 else "td") for i, row in enumerate(block.rows)]
        return f"<table><thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"
    return "".join(f"<p>{html(part)}</p>" for part in paragraphs(block.text))


def _row(cells: tuple[str, ...], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "<tr>" + "".join(f"<{tag}{scope}>{html(cell)}</{tag}>" for cell in cells) + "</tr>"


def write_guide_pdf(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the guide as PDF."""
    with vector_style("print"):
        document = Document(options.get("paper", "a4"), lesson.content.title)
        for block in guide_blocks(lesson):
            _on_paper(document, block)
        file.write(document.finish())


def _on_paper(document: Document, block: Block) -> None:
    if block.kind in SIZES:
        document.heading(block.text, SIZES[block.kind])
    elif block.kind == "list":
        document.points(block.lines)
    elif block.kind == "table":
        _table(document, block.rows)
    else:
        for part in paragraphs(block.text):
            document.write(part)
            document.space(3)


def _table(document: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    """Columns beside each other; a row is as high as its longest cell."""
    left, room = document.left, document.room
    for i, row in enumerate(rows):
        document.need(3.2 * BODY * 1.9)
        top, lowest, page = document.y, document.y, document.page
        for share, before, cell in zip(*_columns(len(row)), row, strict=True):
            document.left, document.room, document.y = left + before * room, share * room - 8, top
            document.write(cell, weight="bold" if i == 0 else "normal")
            lowest = max(lowest, document.y) if document.page is page else document.y
        document.left, document.room, document.y = left, room, lowest + 2
        document.line(left, document.y, left + room, document.y, 0.4)
        document.space(4)


def _columns(count: int) -> tuple[list[float], list[float]]:
    """Shares of the width, and where each column begins."""
    shares = list(SHARES.get(count, (1 / count,) * count))
    return shares, [sum(shares[:i]) for i in range(count)]
