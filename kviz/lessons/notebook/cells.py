"""Cells of a notebook, as nbformat writes them."""

import json
from typing import Any, BinaryIO

Cell = dict[str, Any]


def markdown(text: str) -> Cell:
    """A cell of words."""
    return {"cell_type": "markdown", "metadata": {}, "source": text.strip().splitlines(keepends=True)}


def code(text: str, *tags: str) -> Cell:
    """A cell of Python without outputs; tags say what it is for."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": text.strip("\n").splitlines(keepends=True),
    }


def on_slide(cell: Cell) -> Cell:
    """The cell with its place in ``nbconvert --to slides``: a heading begins one, code one below it."""
    first = "".join(cell["source"][:1])
    if cell["cell_type"] == "markdown":
        kind = "slide" if first.startswith(("# ", "## ")) else "-"
    else:
        kind = "skip" if "setup" in cell["metadata"].get("tags", []) else "subslide"
    return {**cell, "metadata": {**cell["metadata"], "slideshow": {"slide_type": kind}}}


def write_cells(cells: list[Cell], title: str, file: BinaryIO) -> None:
    """Write a notebook; every cell has a name of its own, so that two versions can be compared."""
    notebook = {
        "cells": [{"id": f"kviz-{number}", **on_slide(cell)} for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    file.write(json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")
