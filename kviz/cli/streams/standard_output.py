"""A file of a command on the standard output, where its name is "-"."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

FORMAT = click.option(
    "--format", metavar="SUFFIX", help='What OUT is where it is "-", the standard output, as in .pdf.'
)


def refuse_to_mix(outputs: Sequence[str | Path], format: str | None) -> bool:
    """Whether OUT is the standard output; refuse where it is not alone, is closed or has no format."""
    names = list(map(str, outputs))
    if "-" not in names:
        if format is not None:
            raise ValueError('--format says what "-" is; for a file give a suffix, and leave out --format.')
        return False
    if len(names) > 1:
        raise ValueError('"-" is the standard output and stands alone; name files for several formats.')
    if sys.stdout is None:
        raise ValueError('"-" is the standard output, and it is closed; name a file.')
    if not format:
        raise ValueError('"-" has no suffix; say what to write, for example with --format .pdf.')
    return True


@contextmanager
def standard_output(outputs: Sequence[Path], format: str | None) -> Iterator[list[Path]]:
    """The files to write: those that were asked for, or one whose bytes go to the standard output at the end.

    Of a lesson a format may name the kind, too: "guide.pdf".
    """
    if not refuse_to_mix(outputs, format):
        yield list(outputs)
        return
    with tempfile.TemporaryDirectory(prefix="kviz-") as folder:
        name = Path(str(format)).name
        place = Path(folder) / (name if "." in name.strip(".") else f"output.{name.lstrip('.')}")
        yield [place]
        with place.open("rb") as made:
            shutil.copyfileobj(made, sys.stdout.buffer)
        sys.stdout.buffer.flush()
