"""``kviz.export``: a run becomes files, chosen by suffix."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO

from kviz.engine.trace import Trace
from kviz.exports.animation.gif import gif
from kviz.exports.animation.mp4 import mp4
from kviz.exports.animation.webp import webp
from kviz.exports.atomic_files import drafts, explained
from kviz.exports.documents.csv_json import csv, json
from kviz.exports.documents.figures import export_figure
from kviz.exports.documents.html import html
from kviz.exports.documents.notebook import ipynb
from kviz.exports.documents.pdf import pdf
from kviz.exports.documents.png import png
from kviz.exports.documents.svg import svg
from kviz.exports.encoder_thread import Add, behind
from kviz.exports.options import Options, options_from
from kviz.exports.progress import Progress, counter
from kviz.exports.timeline import Reel
from kviz.exports.writer import Target

# suffix -> (target, reel) -> context that gives add(shot), or None where no pictures are needed
WRITERS = {
    ".gif": gif,
    ".mp4": mp4,
    ".webp": webp,
    ".png": png,
    ".svg": svg,
    ".pdf": pdf,
    ".html": html,
    ".csv": csv,
    ".json": json,
    ".ipynb": ipynb,
}
# formats whose writers draw for themselves, in this thread as matplotlib demands
VECTOR = {".svg", ".pdf"}
# formats whose pixels need no words below them: they have the sentence beside the picture, or none
WORDLESS = {*VECTOR, ".html", ".csv", ".json"}
# option -> formats that have it
KINDS = {
    "animate": {".png"},
    "numbered": {".png", ".svg"},
    "sheet": {".png", ".pdf"},
    "step": {".png", ".svg", ".pdf", ".csv", ".ipynb"},
    "tween": {".gif", ".mp4", ".webp", ".png", ".html"},
}


def export(
    trace: Trace | Sequence[Trace],
    path: str | os.PathLike | BinaryIO,
    *,
    progress: Progress | bool = True,
    format: str | None = None,
    **options: object,
) -> Path | None:
    """Write a run to a file whose suffix chooses the format.

    Parameters
    ----------
    trace : Trace, several of them, an Elbow or a matplotlib figure
        Several runs are shown side by side.
    path : str, PathLike or binary file
        A path ends in one of the suffixes of ``WRITERS``.
    progress : callable or bool
        Called with (pictures done, pictures in all). True shows a bar where somebody looks.
    format : str, optional
        The suffix, where the path has none.
    **options
        As for ``Options``: size, density, style, language, title, caption, first, last, step,
        speed, hold times, tween, numbered, animate, sheet.

    Returns
    -------
    path : Path
        Of the finished file (of numbered files, the first), None if a file was handed in. It
        appears whole: whatever goes wrong, Ctrl-C included, a file that was there before survives.

    Raises
    ------
    ValueError
        If the suffix or the value of an option is unknown.
    OSError
        If the file cannot be written, with a sentence that says what to do.
    """
    if hasattr(path, "write"):
        if options.get("numbered"):
            raise ValueError(
                "numbered makes a file for every step, and one open file was given; name a path."
            )
        with _handed_over(path, _suffix(format, "the file that was handed in")) as inner:
            export(trace, inner, progress=progress, **options)
        return None
    return export_all(trace, [path], progress=progress, format=format, **options)[0]


def export_all(
    trace: Trace | Sequence[Trace],
    paths: Sequence[str | os.PathLike],
    *,
    progress: Progress | bool = True,
    format: str | None = None,
    **options: object,
) -> list[Path]:
    """Write a run to several files at once; every picture is drawn only once. As ``export``."""
    targets = [(Path(path), _suffix(format or Path(path).suffix, str(path))) for path in paths]
    chosen = options_from(options)
    _check_kind(chosen, [suffix for _, suffix in targets])
    traces = _runs(trace)
    if traces is None:
        return [export_figure(trace, path, suffix, chosen) for path, suffix in targets]
    caption = chosen.caption and any(suffix not in WORDLESS for _, suffix in targets)
    reel = Reel(traces, chosen, caption)
    with explained(targets[0][0]), drafts() as new, counter(progress, len(reel)) as count:
        places = [(Target(path, new), suffix) for path, suffix in targets]
        _write(reel, places, count)
    return [place.made[0] for place, _ in places]


def _writer(reel: Reel, target: Target, suffix: str) -> AbstractContextManager[Add | None]:
    """The writer of a format; a page beside others gets their pictures without the words below."""
    if suffix == ".html" and reel.caption:
        return _cut(html(target, reel.bare), reel.bare)
    return WRITERS[suffix](target, reel)


@contextmanager
def _cut(writer: AbstractContextManager[Add], bare: Reel) -> Iterator[Add]:
    with writer as add:
        yield lambda shot: add(shot.on(bare))


def _write(reel: Reel, targets: list[tuple[Target, str]], count: Progress) -> None:
    """Open all writers, then hand every picture to all that want it: drawn once, and let go."""
    with ExitStack() as stack:
        adds, drawn = [], False
        for target, suffix in targets:
            add = stack.enter_context(_writer(reel, target, suffix))
            if add is not None:
                drawn = drawn or suffix not in VECTOR
                adds.append(add if suffix in VECTOR else stack.enter_context(behind(add)))
        for shot in reel.shots() if adds else ():
            if drawn:
                shot.draw()
            for add in adds:
                add(shot)
            count()


def _runs(given: object) -> list[Trace] | None:
    """One run or several as a list, None for anything else."""
    if isinstance(given, Trace):
        return [given]
    several = isinstance(given, list | tuple) and all(isinstance(item, Trace) for item in given)
    if several and not given:
        raise ValueError("export was given no run at all; give it one, or several to show side by side.")
    return list(given) if several else None


@contextmanager
def _handed_over(file: BinaryIO, suffix: str) -> Iterator[Path]:
    """A path to write to; what is there at the end goes to ``file``, and nothing if anything went wrong."""
    with TemporaryDirectory(prefix="kviz-") as folder:
        path = Path(folder) / f"run{suffix}"
        yield path
        with path.open("rb") as finished:
            copyfileobj(finished, file)


def _suffix(given: str | None, where: str) -> str:
    suffix = f".{(given or '').lower().removeprefix('.')}"
    if suffix not in WRITERS:
        said = f"The suffix {suffix!r} of {where!r} is unknown" if given else f"{where!r} has no suffix"
        raise ValueError(f"{said}; use one of {', '.join(WRITERS)}.")
    return suffix


def _check_kind(options: Options, suffixes: list[str]) -> None:
    """Refuse an option that none of the formats has, for it would be ignored."""
    for name, known in KINDS.items():
        asked = getattr(options, name)
        asked = asked is not None if name == "step" else asked
        if asked and not known & set(suffixes):
            raise ValueError(f"{name} is for {' and '.join(sorted(known))}, not for {', '.join(suffixes)}.")
