"""A segmentation as files: labelled rows, a report as a page and as a PDF, and the code."""

from io import BytesIO
from pathlib import Path

from kviz.data.atomic_files import atomic_files, explained_errors
from kviz.exports.documents.csv_json import free_name, original_rows, write_rows
from kviz.segmentation.program import code
from kviz.segmentation.report_html import page
from kviz.segmentation.report_pdf import sheet
from kviz.segmentation.result import Segmentation
from kviz.segmentation.wording import report_words
from kviz.story.formatting import letter


def labelled_csv(found: Segmentation) -> bytes:
    """The original rows in their order, with the letter and the name of their segment.

    Rows that were left out for a missing value have both cells empty.
    """
    header, rows = original_rows(found.trace)
    letters, names = (free_name(report_words(name), header) for name in ("csv_letter", "csv_name"))
    labels = found.labels.tolist()
    marks = [["", ""] if at < 0 else [letter(at), found.names[at]] for at in labels]
    file = BytesIO()
    write_rows(file, [*header, letters, names], (
        [*row, *mark] for row, mark in zip(rows, marks, strict=True)
    ))  # fmt: skip
    return file.getvalue()


def report_page(found: Segmentation) -> bytes:
    """The report as one HTML file that needs nothing from outside."""
    return page(found).encode()


def program(found: Segmentation) -> bytes:
    """The code that finds the same segments again."""
    return code(found).encode()


# suffix -> function from a segmentation to the bytes of the file
FILES = {".csv": labelled_csv, ".html": report_page, ".pdf": sheet, ".py": program}


def refuse_unknown(paths: list[Path]) -> None:
    """Refuse a path whose suffix says nothing, before any work is done."""
    for path in paths:
        if path.suffix.lower() not in FILES:
            raise ValueError(f"{path.name!r} has no known suffix; use one of {', '.join(FILES)}.")


def write(found: Segmentation, paths: list[Path]) -> list[Path]:
    """Write each path in the format of its suffix; all of them appear whole, or none."""
    refuse_unknown(paths)
    made = [(path, FILES[path.suffix.lower()](found)) for path in paths]
    with atomic_files() as new_file:
        for path, data in made:
            with explained_errors(path):
                new_file(path).write(data)
    return paths
