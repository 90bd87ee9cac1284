"""``kviz elbow``: how many clusters."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kviz.cli.streams.standard_output import FORMAT, standard_output
from kviz.cli.table_options import SCALE, SCALES, STANDARDIZE, load, reading, tell
from kviz.story.messages import say


def told(done: int, total: int) -> None:
    """Say on the terminal how far the search is; nothing where nobody looks."""
    if sys.stderr and sys.stderr.isatty():
        click.echo(
            f"\r  k = {done} of {total}" if done < total else "\r" + " " * 20 + "\r", err=True, nl=False
        )


@click.command()
@click.argument("data", metavar="DATA")
@click.argument("out", required=False, metavar="[OUT]")
@click.option("--columns", multiple=True, metavar="COLUMN", help="A column to cluster by; give it for each.")
@click.option(
    "--most", type=click.IntRange(1), default=10, show_default=True, metavar="K", help="Largest k to try."
)
@click.option(
    "--n-init",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    metavar="N",
    help="Restarts for each k.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, metavar="N", help="Random seed."
)
@SCALE
@STANDARDIZE
@reading
@FORMAT
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def elbow(
    data: str,
    out: str | None,
    columns: tuple[str, ...],
    most: int,
    n_init: int,
    seed: int,
    scale: str,
    standardize: bool,
    missing: str,
    format: str | None,
    quiet: bool,
    **how: object,
) -> None:
    """Run k-means on DATA for k = 1, 2, … and say where the curve of costs bends.

    DATA is a file with a table ("-" is standard input) or the name of a built-in data set; OUT is a
    picture or a table of the curve, or "-", the standard output, with --format. Without --columns all
    columns that may be features are taken.

    \b
      kviz elbow customers
      kviz elbow customers.csv --columns income --columns score elbow.png
    """  # noqa: D301 - click knows the character, not the two letters
    from kviz.exports.documents.figures import refuse_suffix
    from kviz.exports.export import export

    with standard_output([Path(out)] if out else [], format) as places:
        for place in places:
            refuse_suffix(place.suffix.lower())  # before the search, which may take minutes
        found = _found(
            data, columns, most, n_init, seed, "yes" if standardize else scale, missing, quiet, how
        )
        for line in _table(found):
            click.echo(line, err=out == "-")
        for place in places:
            export(found, place, progress=False)
            curve = say("command.curve", low=found.ks[0], high=found.ks[-1])
            click.echo(f"{out}: {curve}", err=out == "-")


def _found(
    data: str,
    columns: tuple[str, ...],
    most: int,
    n_init: int,
    seed: int,
    scale: str,
    missing: str,
    quiet: bool,
    how: dict[str, Any],
) -> Any:
    """The curve, after the words on how the table was read."""
    from kviz.picture.charts.elbow import elbow as search

    dataset = load(data, missing, SCALES[scale], columns=columns, every=True, **how)
    tell(dataset, remedy="--scale yes")
    if (
        scale == "auto"
        and dataset.factor is not None
        and dataset.factor.tolist() != [1.0] * len(dataset.factor)
    ):
        click.echo(say("command.equal_spread"), err=True)
    ks = range(1, min(most, len(dataset.points)) + 1)
    return search(dataset, ks, n_init, seed, progress=False if quiet else told)


def _table(found: Any) -> Iterator[str]:
    """The costs and silhouettes as lines, and what they say."""
    yield f"  k            WCSS   {say('command.silhouette')}"
    bend = f"   <- {say('command.bend')}"
    for k, cost in zip(found.ks, found.costs, strict=True):
        judged = f"{found.silhouettes[k]:10.3f}" if k in found.silhouettes else "         -"
        yield f"{k:3d}  {cost:14,.2f}   {judged}{bend if k == found.best_k else ''}"
    yield found.sentence
