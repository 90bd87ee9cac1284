"""``kviz export``: a run becomes a picture, an animation, a page or a table."""

from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import click

from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset
from kviz.data.table import read_table
from kviz.engine.trace import Trace, run
from kviz.exports.write import WRITERS, export_all
from kviz.story.narration import cost_name

option = partial(click.option, show_default=True)


class Size(click.ParamType):
    """Two numbers with an x between them."""

    name = "WxH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read "960x600"."""
        if isinstance(value, tuple):
            return value
        width, _, height = str(value).lower().partition("x")
        if not (width.isdecimal() and height.isdecimal()):
            self.fail(f"{value!r} is no size; write it as 960x600.", param, ctx)
        return int(width), int(height)


def look(command: Callable) -> Callable:
    """Add the options on how a file shows a run, named as in ``kviz.export``."""
    rows = (
        option("--size", type=Size(), help="Width and height of a frame in CSS pixels.  [default: 960x600]"),
        option(
            "--density", type=float, help="Device pixels per CSS pixel; 2 for a sharp display.  [default: 1]"
        ),
        option("--style", help="light, dark, print or projector.  [default: light]"),
        option("--language", help="How numbers are written: en, de, fr or plain.  [default: en]"),
        option("--title", help="Title of the file.  [default: the name of the data]"),
        option(
            "--caption/--no-caption",
            default=None,
            help="Write each step's sentence under its picture.  [default: caption]",
        ),
        option(
            "--first", type=int, metavar="STEP", help="First step; -1 is the last of the run.  [default: 0]"
        ),
        option("--last", type=int, metavar="STEP", help="Last step.  [default: -1]"),
        option(
            "--step",
            type=int,
            metavar="STEP",
            help="The step that a still picture shows.  [default: the last]",
        ),
        option("--speed", type=float, help="Divides all times.  [default: 1]"),
        option("--hold", type=float, metavar="SECONDS", help="Time for an ordinary step.  [default: 1.2]"),
        option("--hold-seed", type=float, metavar="SECONDS", help="Time for a seed.  [default: 1.6]"),
        option(
            "--hold-event",
            type=float,
            metavar="SECONDS",
            help="Time for a step with an event.  [default: 2.6]",
        ),
        option("--hold-last", type=float, metavar="SECONDS", help="Time for the last step.  [default: 4]"),
    )
    for row in reversed(rows):
        command = row(command)
    return command


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
    help="Seeding; give several for runs side by side.  [default: k-means++]",
)
@option(
    "--seed",
    multiple=True,
    type=int,
    metavar="N",
    help="Random seed; give several for runs side by side.  [default: 0]",
)
@option(
    "--metric", default="euclidean", type=click.Choice(["euclidean", "manhattan"]), help="What nearest means."
)
@option("--max-iter", default=300, type=click.IntRange(1), metavar="N", help="Stop after so many iterations.")
@option(
    "--on-empty", default="keep", type=click.Choice(["keep", "farthest"]), help="What an empty cluster does."
)
@option("--standardize", is_flag=True, help="Give all columns mean 0 and standard deviation 1 first.")
@option(
    "--missing",
    default="refuse",
    type=click.Choice(["refuse", "drop"]),
    help="What to do with rows that lack a value.",
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
    metric: str,
    max_iter: int,
    on_empty: str,
    quiet: bool,
    **given: object,
) -> None:
    r"""Write a run of k-means on DATA to one or more files, each chosen by its suffix.

    DATA is a file with a table or the name of a built-in data set ("kviz datasets" lists them).

    \b
      kviz export tutorial run.gif
      kviz export customers.csv --x income --y score -k 5 run.gif run.html
    """
    dataset = _dataset(data, x, y, missing)
    if standardize:
        dataset = dataset.standardized()
    starts = list(init) or ([dataset.start] if dataset.start is not None and k is None else ["k-means++"])
    settings = {
        "k": dataset.k if k is None else k,
        "metric": metric,
        "max_iter": max_iter,
        "on_empty": on_empty,
    }
    traces = [
        run(dataset, init=start, rng=number, **settings) for start, number in product(starts, seed or (0,))
    ]
    chosen = {name: value for name, value in given.items() if value is not None}
    paths = export_all(traces if len(traces) > 1 else traces[0], outputs, progress=not quiet, **chosen)
    for path in paths:
        click.echo(f"{path}: {_summary(traces)}")


def _dataset(data: str, x: str | None, y: str | None, missing: str) -> Dataset:
    if data in datasets and not Path(data).is_file():
        if x or y:
            raise ValueError(
                f"The built-in data set {data!r} has its two columns already; leave out --x and --y."
            )
        return datasets[data]()
    if not Path(data).exists() and not Path(data).suffix:
        raise ValueError(f"{data!r} is neither a file nor built in; built in are {', '.join(datasets)}.")
    return read_table(data, x=x, y=y, missing=missing)


def _summary(traces: list[Trace]) -> str:
    steps = max(len(trace) for trace in traces)
    costs = ", ".join(f"{trace.costs[-1]:.1f}" for trace in traces)
    return f"{steps} step{'' if steps == 1 else 's'}, final {cost_name(traces[0])} {costs}"


__all__ = ["WRITERS", "export"]
