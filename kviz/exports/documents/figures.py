"""Figures that are not a run: an elbow, a gallery, any matplotlib figure."""

import csv
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from kviz._version import __version__
from kviz.data.atomic_files import atomic_files, explained_errors
from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.documents.svg import told
from kviz.exports.documents.vector_page import vector_style
from kviz.exports.options import Options

SUFFIXES = (".png", ".svg", ".pdf")
CURVE_SUFFIXES = (*SUFFIXES, ".csv")


def export_figure(thing: Any, path: Path, suffix: str, options: Options) -> Path:
    """Write a figure, or whatever ``draw`` makes one of, as .png, .svg or .pdf; an elbow also as .csv."""
    if not (isinstance(thing, Figure | Axes) or hasattr(thing, "draw")):
        raise TypeError(
            f"export was given something of type {type(thing).__name__}; give it a run (kviz.run), "
            "several of them, an elbow or a figure."
        )
    refuse_suffix(suffix, CURVE_SUFFIXES if hasattr(thing, "ks") else SUFFIXES)
    with explained_errors(path), atomic_files() as new_file:
        if suffix == ".csv":
            _write_curve(thing, new_file(path))
        else:
            _write_figure(thing, new_file(path), suffix, options)
    return path


def refuse_suffix(suffix: str, known: tuple[str, ...] = CURVE_SUFFIXES) -> None:
    """Refuse a format that holds no figure."""
    if suffix not in known:
        what = f"{suffix} is not a format" if suffix else "A name without a suffix says no format"
        raise ValueError(f"{what} for a figure; use one of {', '.join(known)}.")


def _write_figure(thing: Any, file: BinaryIO, suffix: str, options: Options) -> None:
    sentence = str(getattr(thing, "sentence", ""))
    title = options.title or "k-means"
    words: dict[str, str | None]
    with vector_style(options.style):
        figure = _figure(thing, options)
        drawn = BytesIO()
        if suffix == ".png":
            figure.savefig(drawn, format="png", dpi=100 * options.density)
            said = {"Title": title, "Description": sentence, "Software": f"kviz {__version__}"}
            drawn = BytesIO(png_bytes(Image.open(drawn).convert("RGB"), said))
        elif suffix == ".svg":
            words = {"Title": title, "Creator": f"kviz {__version__}", "Date": None}
            figure.savefig(drawn, format="svg", metadata=words)
            drawn = BytesIO(told(drawn.getvalue().decode(), title, sentence).encode())
        else:
            words = {
                "Title": title,
                "Subject": sentence,
                "Creator": f"kviz {__version__}",
                "CreationDate": None,
            }
            figure.savefig(drawn, format="pdf", metadata=words)
    file.write(drawn.getvalue())


def _figure(thing: Any, options: Options) -> Figure:
    """The figure of a thing; one that can draw itself does so at the size that was asked for."""
    if isinstance(thing, Figure):
        return thing
    if isinstance(thing, Axes):
        found = thing.get_figure(root=True)
        if found is None:
            raise ValueError("export was given Axes that are on no figure any more; give it the figure.")
        return found
    width, height = options.size or (960, 600)
    figure = Figure((width / 100, height / 100), dpi=100, layout="constrained")
    thing.draw(figure.add_subplot())
    return figure


def _write_curve(elbow: Any, file: BinaryIO) -> None:
    text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["k", "WCSS"])
    writer.writerows(zip(elbow.ks, elbow.costs.tolist(), strict=True))
    text.detach()
