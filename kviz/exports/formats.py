"""The formats of an export: one row for each, read by Python, the command and the page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from kviz.exports.animation.gif import gif
from kviz.exports.animation.mp4 import mp4
from kviz.exports.animation.webp import webp
from kviz.exports.content import Content
from kviz.exports.documents.captions import srt, vtt
from kviz.exports.documents.csv_json import csv, json
from kviz.exports.documents.html import html
from kviz.exports.documents.notebook import ipynb
from kviz.exports.documents.pdf import pdf
from kviz.exports.documents.png import png
from kviz.exports.documents.svg import svg
from kviz.exports.options import Options
from kviz.exports.output import Output, Writer
from kviz.story.messages import say


@dataclass(frozen=True)
class Format:
    """One format of an export.

    Parameters
    ----------
    title : str
        What the page's list of downloads says.
    group : "animation", "picture" or "data"
        A picture shows the one step that is on screen; data has no pictures at all.
    write : function (output, content) -> context manager
        Opens ``output`` and gives a function that takes every picture in its order, or None if
        the format needs no pictures.
    draws : "captions", "pictures" or "itself"
        Painted pictures with their sentence below, without it (the format shows it in another
        place), or none, because the writer draws with matplotlib in the caller's thread.
    options : names of those options that only some formats have
    several : bool
        Whether runs can stand side by side in it.
    """

    title: str
    group: Literal["animation", "picture", "data"]
    write: Callable[[Output, Content], Writer]
    draws: Literal["captions", "pictures", "itself"] = "captions"
    options: frozenset[str] = field(default_factory=frozenset)
    several: bool = True


def _title(suffix: str) -> str:
    return str(say(f"exports.format.{suffix}"))


_PAGE = frozenset({"tween", "guided", "predict", "predict_seed"})
_STILL = {"step", "numbered"}

# suffix -> row; a new row is a new format of kviz.export, kviz export and the page
FORMATS: dict[str, Format] = {
    ".gif": Format(_title("gif"), "animation", gif, options=frozenset({"tween"})),
    ".mp4": Format(_title("mp4"), "animation", mp4, options=frozenset({"tween", "captions"})),
    ".html": Format(_title("html"), "animation", html, "pictures", _PAGE),
    ".webp": Format(_title("webp"), "animation", webp, options=frozenset({"tween"})),
    ".png": Format(_title("png"), "picture", png, options=frozenset({*_STILL, "animate", "sheet", "tween"})),
    ".svg": Format(_title("svg"), "picture", svg, "itself", frozenset(_STILL)),
    ".pdf": Format(_title("pdf"), "picture", pdf, "itself", frozenset({"step", "sheet", "paper"})),
    ".vtt": Format(_title("vtt"), "data", vtt, "itself", frozenset({"tween"})),
    ".srt": Format(_title("srt"), "data", srt, "itself", frozenset({"tween"})),
    ".csv": Format(_title("csv"), "data", csv, "itself", frozenset({"step"}), several=False),
    ".json": Format(_title("json"), "data", json, "itself", several=False),
    ".ipynb": Format(_title("ipynb"), "data", ipynb, "captions", frozenset({"step"}), several=False),
}


def suffix_of(given: str | None, where: str) -> str:
    """The suffix, checked, of a file or of an answer to ``format=``."""
    if not isinstance(given, str | None):
        raise ValueError(f"format={given!r} is not a suffix; use one of {', '.join(FORMATS)}, as text.")
    suffix = f".{(given or '').lower().removeprefix('.')}"
    if suffix not in FORMATS:
        said = f"The suffix {suffix!r} of {where!r} is unknown" if given else f"{where!r} has no suffix"
        raise ValueError(f"{said}; use one of {', '.join(FORMATS)}.")
    return suffix


def refuse_unused(options: Options, suffixes: list[str]) -> None:
    """Refuse an option that none of the formats has, for it would be ignored."""
    for name in sorted(set().union(*(row.options for row in FORMATS.values()))):
        value = getattr(options, name)
        asked = value is not None and value is not False
        known = sorted(suffix for suffix, row in FORMATS.items() if name in row.options)
        if asked and not set(known) & set(suffixes):
            raise ValueError(f"{name} is for {' and '.join(known)}, not for {', '.join(suffixes)}.")
