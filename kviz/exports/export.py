"""``kviz.export``: a run becomes files, chosen by suffix."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOBase
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, Any, Protocol, cast, overload

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kviz.data.atomic_files import atomic_files, explained_errors
from kviz.data.given import path_of
from kviz.engine.trace import Trace
from kviz.exports.content import Content, content_of
from kviz.exports.documents.figures import export_figure
from kviz.exports.encoder_thread import encoder_thread
from kviz.exports.formats import FORMATS, refuse_unused, suffix_of
from kviz.exports.options import options_from
from kviz.exports.output import Output
from kviz.exports.painter import Picture
from kviz.exports.progress import Progress, counter


class Drawn(Protocol):
    """Something that is not a run and draws itself, as an elbow does."""

    def draw(self, ax: Axes | None = None) -> Axes:
        """Draw it on Axes."""
        ...


Exportable = Trace | Sequence[Trace] | Drawn | Figure | Axes


@overload
def export(
    trace: Exportable,
    path: str | os.PathLike[str],
    *,
    progress: Progress | bool = True,
    format: str | None = None,
    **options: Any,
) -> Path: ...
@overload
def export(
    trace: Exportable,
    path: IO[bytes],
    *,
    progress: Progress | bool = True,
    format: str | None = None,
    **options: Any,
) -> None: ...
def export(
    trace: Exportable,
    path: str | os.PathLike[str] | IO[bytes],
    *,
    progress: Progress | bool = True,
    format: str | None = None,
    **options: Any,
) -> Path | None:
    """Write a run to a file whose suffix chooses the format.

    Parameters
    ----------
    trace : Trace, several of them, an Elbow or a matplotlib figure
        Several runs are shown side by side.
    path : str, PathLike or binary file
        A path ends in one of the suffixes of ``FORMATS``.
    progress : callable or bool
        Called with (pictures done, pictures in all). True shows a bar in a terminal or a notebook.
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

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    >>> kviz.export(trace, "run.csv").name
    'run.csv'
    """
    if not isinstance(path, str | os.PathLike) and hasattr(path, "write"):
        file = _binary(path)
        if options.get("numbered"):
            raise ValueError(
                "numbered makes a file for every step, and one open file was given; name a path."
            )
        with _handed_over(file, suffix_of(format, "the file that was handed in")) as inner:
            export_all(trace, [inner], progress=progress, **options)
        return None
    return export_all(trace, [cast("str", path)], progress=progress, format=format, **options)[0]


def export_all(
    trace: Exportable,
    paths: Sequence[str | os.PathLike[str]],
    *,
    progress: Progress | bool = True,
    format: str | None = None,
    **options: Any,
) -> list[Path]:
    """Write a run to several files at once; every picture is painted only once. As ``export``."""
    suffixes = [_chosen_suffix(path, format) for path in paths]
    targets = list(zip(map(Path, paths), suffixes, strict=True))
    chosen = options_from(options)
    refuse_unused(chosen, suffixes)
    traces = _runs(trace)
    if traces is None:
        return [export_figure(trace, path, suffix, chosen) for path, suffix in targets]
    for suffix in suffixes:
        if len(traces) > 1 and not FORMATS[suffix].several:
            raise ValueError(f"{suffix} holds one run, and {len(traces)} were given; write a file for each.")
    captioned = chosen.caption and any(FORMATS[suffix].draws == "captions" for suffix in suffixes)
    content = content_of(traces, chosen, captioned)
    with explained_errors(targets[0][0]), atomic_files() as new_file:
        outputs = [(Output(path, new_file), suffix) for path, suffix in targets]
        _write(content, outputs, progress)
    return [output.made[0] for output, _ in outputs]


def _write(content: Content, outputs: list[tuple[Output, str]], progress: Progress | bool) -> None:
    """Open all writers, then hand every picture to all that want it: painted once, and let go."""
    with ExitStack() as stack:
        adds, painted = [], False
        for output, suffix in outputs:
            row = FORMATS[suffix]
            add = stack.enter_context(row.write(output, content))
            if add is None:
                continue
            in_this_thread = row.draws == "itself"
            painted = painted or not in_this_thread
            adds.append(add if in_this_thread else stack.enter_context(encoder_thread(add)))
        if not adds:
            return
        count = stack.enter_context(counter(progress, len(content.timeline)))
        for moment in content.timeline:
            picture = Picture(moment, content.painter)
            if painted:
                picture.paint()
            for add in adds:
                add(picture)
            count()


def _runs(given: Any) -> list[Trace] | None:
    """One run or several as a list, None for anything else."""
    if isinstance(given, Trace):
        return [given]
    several = isinstance(given, list | tuple) and all(isinstance(item, Trace) for item in given)
    if several and not given:
        raise ValueError("export was given no run at all; give it one, or several to show side by side.")
    return list(given) if several else None


@contextmanager
def _handed_over(file: IO[bytes], suffix: str) -> Iterator[Path]:
    """A path to write to; what is there at the end goes to ``file``, and nothing if anything went wrong."""
    with TemporaryDirectory(prefix="kviz-") as folder:
        path = Path(folder) / f"run{suffix}"
        yield path
        with path.open("rb") as finished:
            copyfileobj(finished, file)


def _binary(file: Any) -> IO[bytes]:
    """The binary side of an open file: that of ``sys.stdout`` is its buffer."""
    if getattr(file, "closed", False):
        raise ValueError("The file that was handed in is closed; open it again, or name a path.")
    if isinstance(file, TextIOBase):
        if not hasattr(file, "buffer"):
            raise ValueError("The file that was handed in takes text; give a binary one, such as BytesIO.")
        return file.buffer
    return file


def _chosen_suffix(path: str | os.PathLike, format: str | None) -> str:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path={path!r} is not a path; give a str, a Path or an open binary file.")
    return suffix_of(path_of(path).suffix if format is None else format, str(path))
