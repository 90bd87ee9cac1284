"""``kviz.export``: a run becomes files, chosen by suffix."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path

from kviz.engine.trace import Trace
from kviz.exports.draft import drafts, explained
from kviz.exports.gif import gif
from kviz.exports.html import html
from kviz.exports.options import options_from
from kviz.exports.png import png
from kviz.exports.reel import Reel
from kviz.exports.tables import csv, json
from kviz.exports.target import Target

Progress = Callable[[int, int], None]

# written picture by picture, while the reel runs: (target, reel) -> context that gives add(shot)
STREAMED = {".gif": gif, ".html": html}
# written in one go: (target, reel) -> None
WHOLE = {".png": png, ".csv": csv, ".json": json}
WRITERS = {**STREAMED, **WHOLE}
# formats that have the sentence beside the picture
BESIDE = {".html"}


def export(
    trace: Trace | Sequence[Trace],
    path: str | os.PathLike,
    *,
    progress: Progress | bool = True,
    **options: object,
) -> Path:
    """Write a run to a file whose suffix chooses the format.

    Parameters
    ----------
    trace : Trace, or several of them
        Several are shown side by side.
    path : str or PathLike
        Ends in one of the suffixes of ``WRITERS``.
    progress : callable or bool
        Called with (pictures done, pictures in all). True shows a bar where somebody looks.
    **options
        As for ``Options``: size, density, style, language, title, caption, first, last, step,
        speed, hold times, tween, numbered, animate, sheet.

    Returns
    -------
    path : Path
        Of the finished file. It appears whole: whatever goes wrong, an existing file survives.

    Raises
    ------
    ValueError
        If the suffix or the value of an option is unknown.
    OSError
        If the file cannot be written, with a sentence that says what to do.
    """
    return export_all(trace, [path], progress=progress, **options)[0]


def export_all(
    trace: Trace | Sequence[Trace],
    paths: Sequence[str | os.PathLike],
    *,
    progress: Progress | bool = True,
    **options: object,
) -> list[Path]:
    """Write a run to several files at once; every picture is drawn only once. As ``export``."""
    targets = [Path(path) for path in paths]
    for path in targets:
        _known(path)
    chosen = options_from(options)
    traces = [trace] if isinstance(trace, Trace) else list(trace)
    with explained(targets[0]), drafts() as new:
        for caption in (True, False):
            group = [
                path for path in targets if caption is (chosen.caption and path.suffix.lower() not in BESIDE)
            ]
            if group:
                _write(group, Reel(traces, chosen, caption), new, progress)
    return targets


def _write(paths: list[Path], reel: Reel, new: Callable, progress: Progress | bool) -> None:
    streams = []
    with ExitStack() as stack:
        for path in paths:
            target = Target(path, new)
            if path.suffix.lower() in STREAMED:
                streams.append(stack.enter_context(STREAMED[path.suffix.lower()](target, reel)))
            else:
                WHOLE[path.suffix.lower()](target, reel)
        if streams:
            for shot in _watched(reel, progress):
                for add in streams:
                    add(shot)


def _watched(reel: Reel, progress: Progress | bool) -> Iterable:
    if callable(progress):
        for done, shot in enumerate(reel.shots(), 1):
            yield shot
            progress(done, len(reel))
        return
    seen = progress and ("ipykernel" in sys.modules or sys.stderr.isatty())
    with _bar(len(reel)) if seen else nullcontext() as bar:
        for shot in reel.shots():
            yield shot
            if bar is not None:
                bar.update()


def _bar(total: int) -> object:
    from tqdm.auto import tqdm

    return tqdm(total=total, unit=" frames", desc="export", leave=False, delay=0.5)


def _known(path: Path) -> None:
    if path.suffix.lower() not in WRITERS:
        given = (
            f"The suffix {path.suffix!r} of {str(path)!r} is unknown"
            if path.suffix
            else f"{str(path)!r} has no suffix"
        )
        raise ValueError(f"{given}; use one of {', '.join(WRITERS)}.")
