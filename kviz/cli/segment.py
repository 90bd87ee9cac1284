"""``kviz segment``: from a table to named segments, a report and the code that did it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kviz.cli.elbow import told as progress
from kviz.cli.streams.standard_output import FORMAT, standard_output
from kviz.cli.table_options import CORRECTIONS, SCALE, SCALES, given, in_flags, reading, source_of
from kviz.data.builtin import datasets as built_in
from kviz.story.messages import say

if TYPE_CHECKING:
    from kviz.segmentation.result import Segmentation


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("outputs", nargs=-1, metavar="[OUT]...", type=click.Path(path_type=Path))
@click.option("--columns", multiple=True, metavar="COLUMN", help="A column to cluster by; give it for each.")
@click.option("-k", type=click.IntRange(1), metavar="K", help="Number of segments.  [default: the elbow's]")
@SCALE
@click.option("--name", "names", multiple=True, metavar="NAME", help="Names of the segments, A first.")
@click.option(
    "--n-init",
    type=click.IntRange(1),
    metavar="N",
    help="Restarts for each k.  [default: 10, of many rows 3]",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, metavar="N", help="All chance.")
@reading
@FORMAT
@click.option("-q", "--quiet", is_flag=True, help="No progress, and only the files' names.")
def segment(file: str, outputs: tuple[Path, ...], format: str | None, quiet: bool, **asked: Any) -> None:
    """Put every row of the table FILE into a segment, and say who they are.

    FILE may also be "-", the standard input, or the name of a built-in data set ("kviz datasets" lists them).

    OUT is one or more of: rows.csv (the rows with their segment), report.html, report.pdf (one
    page) and again.py (the code), or "-", the standard output, with --format.
    Without OUT all four are written here, named after FILE.

    \b
      kviz segment customers.csv
      kviz segment customers.csv --columns income --columns score -k 5 report.pdf
    """  # noqa: D301 - click knows the character, not the two letters
    from kviz.segmentation.files import FILES, refuse_unknown, write
    from kviz.segmentation.wording import heading, told

    with standard_output(outputs, format) as places:
        refuse_unknown(places)
        found, stem = _found(file, None if quiet else progress, **asked)
        piped = bool(format)
        for step, sentences in told(found).items() if not quiet else ():
            click.echo(click.style(heading(step), bold=True), err=piped)
            for sentence in sentences:
                click.echo(f"  {in_flags(sentence)}", err=piped)
        for path in write(found, places or [Path(f"{stem}-segments{suffix}") for suffix in FILES]):
            name = "-" if piped else path
            made = say("command.segmented", n=len(found.dataset.points), k=found.k)
            click.echo(f"{name}: {made}", err=piped)


def _found(
    file: str,
    progress: Callable[[int, int], object] | None,
    *,
    columns: tuple[str, ...],
    scale: str,
    **asked: Any,
) -> "tuple[Segmentation, str]":
    """The segments, and what files of them are called."""
    from kviz.data.tables.reader import read
    from kviz.segmentation.segment import segment as find_segments

    how = given({name: asked.pop(name) for name in CORRECTIONS})
    row = None if Path(file).is_file() else built_in.get(file)
    source, name = source_of(file)
    table = row.file if row else source
    if name or (row and row.make):
        table = read(row.table if row else source, name=row.title if row else name, **({} if row else how))
    chosen = columns or (row.columns if row else None) or ()
    found = find_segments(table, chosen, scale=SCALES[scale], progress=progress, **asked, **how)
    if row and row.make:
        found = replace(found, source=row.expression)
    return found, "table" if name else Path(file).name.removesuffix(".gz").rsplit(".", 1)[0]
