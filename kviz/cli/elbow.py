"""``kviz elbow``: how many clusters."""

import sys
from pathlib import Path

import click

from kviz.cli.table_options import SCALE, SCALES, STANDARDIZE, load, reading, tell

EQUAL = "The columns were given equal spread; --scale no keeps their own units."


def told(done: int, total: int) -> None:
    """Say on the terminal how far the search is; nothing where nobody looks."""
    if sys.stderr.isatty():
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
    quiet: bool,
    **how: object,
) -> None:
    """Run k-means on DATA for k = 1, 2, … and say where the curve of costs bends.

    DATA is a file with a table ("-" is standard input) or the name of a built-in data set; OUT is a
    picture of the curve. Without --columns all columns that may be features are taken.

    \b
      kviz elbow customers
      kviz elbow customers.csv --columns income --columns score elbow.png
    """  # noqa: D301 - click knows the character, not the two letters
    from kviz.exports.documents.figures import refuse_suffix
    from kviz.exports.export import export
    from kviz.picture.charts.elbow import elbow as search

    if out:
        refuse_suffix(Path(out).suffix.lower())  # before the search, which may take minutes
    scale = "yes" if standardize else scale
    dataset = load(data, missing, SCALES[scale], columns=columns, every=True, **how)
    tell(dataset, remedy="--scale yes")
    if scale == "auto" and dataset.factor.tolist() != [1.0] * len(dataset.factor):
        click.echo(EQUAL, err=True)
    ks = range(1, min(most, len(dataset.points)) + 1)
    found = search(dataset, ks, n_init, seed, progress=None if quiet else told)
    click.echo("  k            WCSS   silhouette")
    for k, cost in zip(found.ks, found.costs, strict=True):
        judged = f"{found.silhouettes[k]:10.3f}" if k in found.silhouettes else "         -"
        click.echo(f"{k:3d}  {cost:14,.2f}   {judged}{'   <- bend' if k == found.best_k else ''}")
    click.echo(found.sentence)
    if out:
        click.echo(f"{export(found, out, progress=False)}: the curve for k = {ks[0]} to {ks[-1]}")
