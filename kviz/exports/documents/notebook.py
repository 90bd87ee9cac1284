"""A Jupyter notebook that makes the same run again and plays it."""

import json
from base64 import b64encode
from pprint import pformat

import numpy as np

from kviz.engine.runfile import dumps
from kviz.engine.trace import Trace
from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.content import Content
from kviz.exports.output import Output, written_at_once
from kviz.exports.painter import Picture
from kviz.exports.timeline import Moment
from kviz.picture.render.indexed_color import in_palette, numbers_of
from kviz.story.messages import say


@written_at_once
def ipynb(output: Output, content: Content) -> None:
    """Write the points, the call that makes the run, a check that it is the same, and the player."""
    trace = content.traces[0]
    cells = [
        _markdown(f"# {_plain(content.title)}\n\n{_plain(content.about['Description'])}."),
        *(_student_cells(trace) if trace.source or not trace.settings else _run_cells(trace)),
        _code("kviz.play(trace)", _picture(content)),
    ]
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "title": content.title,
            "kviz": content.about,
        },
        "cells": [{"id": f"kviz-{number}", **_on_slide(cell)} for number, cell in enumerate(cells)],
    }
    output.open().write(json.dumps(notebook, ensure_ascii=False, indent=1).encode())


def _run_cells(trace: Trace) -> list[dict]:
    data, settings = trace.dataset, dict(trace.settings)
    settings["rng"] = settings.pop("seed", None)
    about: dict[str, object] = {"names": data.names, "title": data.title, "about": data.about}
    offset, factor = np.asarray(data.offset), np.asarray(data.factor)
    if (factor != 1).any() or (offset != 0).any():
        about |= {"offset": offset.tolist(), "factor": factor.tolist()}
    rows = ",\n".join(f"    {row}" for row in data.points.tolist())
    return [
        _code(f"import kviz\n\npoints = [\n{rows},\n]\ndata = kviz.Dataset(points, {_arguments(about)})"),
        _markdown(str(say("exports.notebook.again"))),
        _code(f"trace = kviz.run(data, {_arguments(settings)})\ntrace"),
        _code(f"# {say('exports.notebook.same_end')}\nassert abs(trace.cost / {trace.cost!r} - 1) < 1e-9")
        if trace.cost
        else _code("assert trace.cost == 0"),
    ]


def _student_cells(trace: Trace) -> list[dict]:
    """A run of somebody's own generator: its steps as they were recorded, and its source to read."""
    cells = [
        _code(
            f"from kviz.engine.runfile import loads\n\nimport kviz\n\ntrace = loads({dumps(trace)!r})\ntrace"
        )
    ]
    if trace.source:
        fence = "`" * (3 + trace.source.count("```"))
        cells.insert(
            0,
            _markdown(f"{say('exports.notebook.generator')}\n\n{fence}python\n{trace.source}\n{fence}"),
        )
    return cells


def _arguments(values: dict[str, object]) -> str:
    return ", ".join(
        f"{name}={pformat(value, width=100, compact=True, sort_dicts=False)}"
        for name, value in values.items()
    )


def _picture(content: Content) -> list[dict]:
    """The picture of a step, for whoever reads the notebook without running it."""
    picture = Picture(Moment(0, content.still, 0), content.painter)
    palette = content.painter.palette
    png = png_bytes(in_palette(numbers_of(picture.pixels, palette), palette))
    data = {"image/png": b64encode(png).decode(), "text/plain": [content.sentence(content.still)]}
    return [{"output_type": "display_data", "data": data, "metadata": {}}]


def _on_slide(cell: dict) -> dict:
    """With ``--to slides``, a text begins a slide, and the code after it stays on it."""
    kind = "slide" if cell["cell_type"] == "markdown" else "-"
    return {**cell, "metadata": {**cell["metadata"], "slideshow": {"slide_type": kind}}}


def _markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str, outputs: list[dict] | None = None) -> dict:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "source": text.splitlines(keepends=True),
        "outputs": outputs or [],
    }


def _plain(text: str) -> str:
    """Text that came from a file, kept from acting as markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$~&" else letter for letter in text)
