"""``kviz export``: a run becomes a picture, an animation, a page or a table."""

import os
import signal
import sys
import threading
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import click

from kviz.cli.look import look
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.data.table import read_table
from kviz.engine.runfile import load
from kviz.engine.trace import Trace, run
from kviz.exports.write import export as write_one
from kviz.exports.write import export_all
from kviz.story.narration import cost_name

option = partial(click.option, show_default=True)


@click.command()
@click.argument("data", metavar="DATA")
@click.argument("outputs", nargs=-1, required=True, metavar="OUT...")
@option("--x", metavar="COLUMN", help="Column for the horizontal axis.")
@option("--y", metavar="COLUMN", help="Column for the vertical axis.")
@option("-k", type=int, help="Number of clusters.  [default: the data set's own, else 3]")
@option(
    "--init",
    multiple=True,
    metavar="NAME",
    help="Seeding; several are shown side by side.  [default: k-means++]",
)
@option(
    "--seed", multiple=True, type=int, metavar="N", help="Random seed; several side by side.  [default: 0]"
)
@option("--metric", default="euclidean", metavar="NAME", help="What nearest means: euclidean or manhattan.")
@option("--max-iter", default=300, metavar="N", help="Stop after so many iterations.")
@option("--on-empty", default="keep", metavar="NAME", help="What an empty cluster does: keep or farthest.")
@option("--standardize", is_flag=True, help="Give all columns mean 0 and standard deviation 1 first.")
@option("--missing", default="refuse", metavar="NAME", help="Rows that lack a value: refuse or drop.")
@option("--elbow", is_flag=True, help="The elbow curve of DATA instead of a run.")
@option("--gallery", is_flag=True, help="All steps as one figure instead of an animation.")
@option(
    "--format", metavar="SUFFIX", help='The format where OUT has no suffix, as in "-", the standard output.'
)
@option("-q", "--quiet", is_flag=True, help="No progress bar.")
@look
def export(
    data: str,
    outputs: tuple[str, ...],
    x: str | None,
    y: str | None,
    k: int | None,
    init: tuple[str, ...],
    seed: tuple[int, ...],
    standardize: bool,
    missing: str,
    elbow: bool,
    gallery: bool,
    format: str | None,
    quiet: bool,
    metric: str,
    max_iter: int,
    on_empty: str,
    **given: object,
) -> None:
    """Write a run of k-means on DATA to one or more files, each chosen by its suffix.

    DATA is a file with a table, a run that was saved as .json, or the name of a built-in data
    set ("kviz datasets" lists them). OUT ends in .gif, .mp4, .webp, .png, .svg, .pdf, .html,
    .csv, .json or .ipynb.

    \b
      kviz export tutorial run.gif
      kviz export customers.csv --x income --y score -k 5 run.mp4 run.html
      kviz export blobs --init random --init k-means++ compare.gif
    """  # noqa: D301 - click knows the character, not the two letters
    _end_in_order()
    settings = {"metric": metric, "max_iter": max_iter, "on_empty": on_empty}
    if data.endswith(".json"):
        things = [load(data)]
    else:
        dataset = _dataset(data, x, y, missing)
        dataset = dataset.standardized() if standardize else dataset
        things = [_elbow(dataset)] if elbow else _runs(dataset, k, init, seed, settings)
    said = _summary(things)
    if gallery:
        from kviz.picture.gallery import gallery as lay_out

        things = [lay_out(things[0])]
    chosen = {name: value for name, value in given.items() if value is not None}
    _write(things if len(things) > 1 else things[0], outputs, said, format, progress=not quiet, **chosen)


def _end_in_order() -> None:
    """Make SIGTERM as orderly as Ctrl-C: drafts and encoders go. A stop that got lost is asked for again.

    What a signal raises is dropped where Python code runs below C code, such as a font file's reader.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    told = sys.unraisablehook

    def again(lost: Any) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt | SystemExit):
            threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGTERM)).start()
        else:
            told(lost)

    sys.unraisablehook = again


def _write(thing: object, outputs: tuple[str, ...], said: str, format: str | None, **options: object) -> None:
    """Write all files, then say what each holds; with "-" the words go to the error stream."""
    if "-" in outputs:
        if len(outputs) > 1:
            raise ValueError('"-" is the standard output and stands alone; name files for several formats.')
        write_one(thing, sys.stdout.buffer, format=format, **options)
        sys.stdout.buffer.flush()
        click.echo(f"-: {said}", err=True)
        return
    for path in export_all(thing, outputs, format=format, **options):
        click.echo(f"{path}: {said}")


def _runs(
    dataset: Dataset, k: int | None, inits: tuple[str, ...], seeds: tuple[int, ...], settings: dict
) -> list[Trace]:
    """One run for every seeding and seed; a data set's own start if neither k nor init was given."""
    own = dataset.start is not None and k is None
    starts = list(inits) or [dataset.start if own else "k-means++"]
    clusters = dataset.k if k is None else k
    return [
        run(dataset, clusters, init=start, rng=seed, **settings)
        for start, seed in product(starts, seeds or (0,))
    ]


def _elbow(dataset: Dataset) -> object:
    from kviz.picture.elbow import elbow

    return elbow(dataset, rng=0)


def _dataset(data: str, x: str | None, y: str | None, missing: str) -> Dataset:
    if data in datasets and not Path(data).is_file():
        if x or y:
            raise ValueError(
                f"The built-in data set {data!r} has its columns already; leave out --x and --y."
            )
        return datasets[data]()
    if not Path(data).exists() and not Path(data).suffix:
        raise ValueError(f"{data!r} is neither a file nor built in; built in are {', '.join(datasets)}.")
    return read_table(data, x=x, y=y, missing=missing)


def _summary(things: list) -> str:
    if not isinstance(things[0], Trace):
        return things[0].sentence
    steps = max(len(trace) for trace in things)
    costs = " and ".join(f"{trace.cost:.1f}" for trace in things)
    return f"{steps} step{'s' * (steps != 1)}, final {cost_name(things[0])} {costs}"
