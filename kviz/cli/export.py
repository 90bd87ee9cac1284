"""``kviz export``: a run becomes a picture, an animation, a page or a table."""

import sys
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kviz.cli.picture_options import Listing, look
from kviz.cli.table_options import CORRECTIONS, STANDARDIZE, load, reading, tell
from kviz.data.dataset import Dataset
from kviz.engine.recording import run
from kviz.engine.runfile import load as load_run
from kviz.engine.trace import Trace
from kviz.exports.export import export as write_one
from kviz.exports.export import export_all
from kviz.exports.formats import FORMATS
from kviz.exports.options import options_from
from kviz.exports.timeline import chosen_steps
from kviz.story.formatting import SPOKEN
from kviz.story.messages import joined, say
from kviz.story.names import cost_name

option = partial(click.option, show_default=True)
COLUMNS = {"x", "y", "by"}
SOURCE = {"standardize", "missing", *CORRECTIONS}
RUN = {"k", "init", "metric", "max_iter", "on_empty"}


class Export(click.Command):
    """The command, whose help lists the formats that there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each row of ``FORMATS``."""
        with formatter.section("Formats"):
            formatter.write_dl([(suffix, row.title) for suffix, row in FORMATS.items()])


@click.command(cls=Export)
@click.argument("data", metavar="DATA")
@click.argument("outputs", nargs=-1, required=True, metavar="OUT...")
@option("--x", metavar="COLUMN", help="Column for the horizontal axis.")
@option("--y", metavar="COLUMN", help="Column for the vertical axis.")
@option("-k", type=int, help="Number of clusters.  [default: the data set's own, else 3]")
@option(
    "--init",
    cls=Listing,
    multiple=True,
    metavar="NAME",
    help="Seeding: NAMES; several are shown side by side.  [default: k-means++]",
)
@option(
    "--seed",
    multiple=True,
    type=int,
    metavar="N",
    help="Random seed; several side by side.  [default: the data set's own, else 0]",
)
@option("--metric", default="euclidean", metavar="NAME", help="What nearest means: euclidean or manhattan.")
@option("--max-iter", default=300, metavar="N", help="Stop after so many iterations.")
@option("--on-empty", default="keep", metavar="NAME", help="What an empty cluster does: keep or farthest.")
@option("--by", multiple=True, metavar="COLUMN", help="Column to cluster by; give it for each of many.")
@STANDARDIZE
@reading
@option("--elbow", is_flag=True, help="The elbow curve of DATA instead of a run.")
@option("--gallery", is_flag=True, help="All steps as one figure instead of an animation.")
@option(
    "--format", metavar="SUFFIX", help='The format where OUT has no suffix, as in "-", the standard output.'
)
@option("-q", "--quiet", is_flag=True, help="No progress bar, and only what was written.")
@look
@click.pass_context
def export(
    ctx: click.Context,
    data: str,
    outputs: tuple[str, ...],
    x: str | None,
    y: str | None,
    by: tuple[str, ...],
    k: int | None,
    init: tuple[str, ...],
    seed: tuple[int, ...],
    elbow: bool,
    gallery: bool,
    format: str | None,
    quiet: bool,
    metric: str,
    max_iter: int,
    on_empty: str,
    **rest: Any,
) -> None:
    """Write a run of k-means on DATA to one or more files, each chosen by its suffix.

    DATA is a file with a table, a run that was saved as .json, or the name of a built-in data
    set ("kviz datasets" lists them). OUT ends in one of the suffixes at the end.

    \b
      kviz export tutorial run.gif
      kviz export customers.csv --x income --y score -k 5 run.mp4 run.html
      kviz export blobs --init random --init k-means++ compare.gif
    """  # noqa: D301 - click knows the character, not the two letters
    _refuse_to_overwrite(data, outputs)
    source = {name: rest.pop(name) for name in SOURCE}
    options = {name: value for name, value in rest.items() if value is not None}
    settings = {"metric": metric, "max_iter": max_iter, "on_empty": on_empty}
    if data.endswith(".json"):
        _refuse(ctx, RUN | SOURCE | COLUMNS | {"seed", "elbow"}, f"{data!r} is a run that was made already")
        things = [load_run(data)]
    else:
        flag, scale = "--by" if by else "--x and --y", source.pop("standardize")
        dataset = load(data, x=x, y=y, columns=by, flag=flag, scale=scale, **source)
        if not quiet:
            tell(dataset)
        if elbow:
            _refuse(ctx, RUN | {"gallery"}, "--elbow tries every k with restarts of its own")
        things = [_elbow(dataset, seed)] if elbow else _runs(dataset, k, init, seed, settings)
    said = _summary(things)
    if gallery:
        things = [_gallery(things, options)]
    _write(things if len(things) > 1 else things[0], outputs, said, format, progress=not quiet, **options)


def _refuse_to_overwrite(data: str, outputs: tuple[str, ...]) -> None:
    """The table that is read survives, also where a file beside OUT has its name."""
    places = [Path(out) for out in outputs if out != "-"]
    beside = [out.with_name(f"{out.stem}-centroids{out.suffix}") for out in places]
    for out in (*places, *beside):
        if Path(data).exists() and out.exists() and out.samefile(data):
            raise ValueError(f"{str(out)!r} is the file that is read; give OUT another name.")


def _refuse(ctx: click.Context, names: set[str], why: str) -> None:
    """An option that would be ignored is refused."""
    for param in ctx.command.params:
        if param.name in names and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
            raise ValueError(f"{why}; leave out {param.opts[0]}.")


def _write(thing: Any, outputs: tuple[str, ...], said: str, format: str | None, **options: Any) -> None:
    """Write all files, then say what each holds; with "-" the words go to the error stream."""
    if "-" in outputs:
        if len(outputs) > 1:
            raise ValueError('"-" is the standard output and stands alone; name files for several formats.')
        if sys.stdout is None:
            raise ValueError('"-" is the standard output, and it is closed; name a file.')
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
    starts: list[Any] = list(inits) or [dataset.start if own else "k-means++"]
    clusters = dataset.k if k is None else k
    return [
        run(dataset, clusters, init=start, rng=seed, **settings)
        for start, seed in product(starts, seeds or (dataset.seed,))
    ]


def _elbow(dataset: Dataset, seeds: tuple[int, ...]) -> Any:
    from kviz.picture.charts.elbow import elbow

    return elbow(dataset, rng=seeds[0] if seeds else 0)


def _gallery(traces: list[Trace], options: dict) -> Any:
    from kviz.picture.gallery import gallery

    if len(traces) > 1:
        raise ValueError(f"A gallery shows the steps of one run, and {len(traces)} were asked for.")
    chosen = options_from(options)
    look: dict[str, Any] = {name: value for name, value in chosen.look.items() if name != "columns"}
    return gallery(traces[0], chosen_steps(traces, chosen), chosen.across, **look)


def _summary(things: list) -> str:
    if not isinstance(things[0], Trace):
        return things[0].sentence
    steps = max(len(trace) for trace in things)
    costs = joined([f"{trace.cost:.1f}".replace(".", SPOKEN.decimal) for trace in things], most=len(things))
    return str(say("command.run", n=steps, cost_name=cost_name(things[0].geometry), costs=costs))
