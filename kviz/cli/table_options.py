"""DATA and FILE on the command line: a table, how to read it, and what to say of it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kviz.data.builtin import datasets as built_in
from kviz.data.dataset import Dataset
from kviz.data.spread import equal_spread_wanted
from kviz.data.tables.read_table import ALL, CHOICES, read_table
from kviz.data.tables.reader import BAD_CELLS
from kviz.story.elbow_words import alone_text
from kviz.story.names import table_text

Made = TypeVar("Made", bound=Callable)  # a function that is to be a command, or a command
# how a sentence names a choice in Python, and what it is here
FLAGS = (
    ("missing='drop'", "--missing drop"),
    ("missing='median'", "--missing median"),
    ("bad_cells='missing'", "--bad-cells missing"),
    ("fill_short=True", "--fill-short"),
    ("trim=False", "--no-trim"),
    ("(header=N)", "(--header-row N)"),
)

OPTIONS = (
    click.option(
        "--missing",
        type=click.Choice(CHOICES),
        default=CHOICES[0],
        show_default=True,
        help="What to do with rows that lack a value.",
    ),
    click.option("--sep", metavar="CHARACTER", help="Separator of the columns, if it is not found."),
    click.option("--decimal", metavar="CHARACTER", help="Decimal mark, if it is not found."),
    click.option("--thousands", metavar="CHARACTER", help="Thousands mark, if it is not found."),
    click.option("--encoding", metavar="NAME", help="Encoding of the text, if it is not found."),
    click.option("--header/--no-header", default=None, help="Whether row 1 is a header."),
    click.option("--header-row", type=click.IntRange(1), metavar="N", help="The row that is the header."),
    click.option("--na", multiple=True, metavar="WORD", help="A word that means: nothing here."),
    click.option(
        "--bad-cells",
        type=click.Choice(BAD_CELLS),
        help="What a few cells without a number in a column of numbers are.  [default: refuse]",
    ),
    click.option("--fill-short", is_flag=True, default=None, help="Read the ends of short rows as empty."),
    click.option("--no-trim", is_flag=True, default=None, help="Keep titles, footnotes and totals as rows."),
)
SCALES: dict[str, str | bool] = {"auto": "auto", "yes": True, "no": False}
SCALE = click.option(
    "--scale",
    type=click.Choice(list(SCALES)),
    default="auto",
    show_default=True,
    help="Give the columns equal spread first; auto does where one spreads much wider.",
)
STANDARDIZE = click.option(
    "--standardize", is_flag=True, help="Give all columns mean 0 and standard deviation 1 first."
)


def reading(command: Made) -> Made:
    """Add the options on how a table is read: ``missing``, and the corrections that ``load`` passes on."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


# names of the options that correct how a table is read
CORRECTIONS = {str(param.name) for param in reading(click.Command("reading")).params} - {"missing"}


def given(how: dict[str, Any]) -> dict[str, Any]:
    """The corrections that were given, as ``read`` takes them."""
    asked = {name: value for name, value in how.items() if value is not None and value != ()}
    if "header_row" in asked:
        asked["header"] = asked.pop("header_row")
    if asked.pop("no_trim", False):
        asked["trim"] = False
    return asked


def in_flags(sentence: str) -> str:
    """A sentence about Python's words, in those of the command: missing='drop' is --missing drop."""
    for python, flag in FLAGS:
        sentence = sentence.replace(python, flag)
    return re.sub(r"\(na='([^']{0,40})'\)", r"(--na \1)", sentence)


def source_of(data: str) -> tuple[Any, str | None]:
    """What FILE means, and what to call it: a path, or with "-" what comes from standard input."""
    if data != "-":
        return data, None
    if sys.stdin is None:
        raise ValueError('"-" is the standard input, and it is closed; name a file.')
    return sys.stdin.buffer.read(), "Standard input"


def load(
    data: str,
    missing: str,
    scale: str | bool,
    *,
    columns: tuple[str, ...] = (),
    x: str | None = None,
    y: str | None = None,
    flag: str = "--columns",
    every: bool = False,
    **how: Any,
) -> Dataset:
    """The points behind DATA: a built-in name, or columns of a table.

    Where no column is named, two that may be features are taken, or with ``every`` all of them.
    ``scale`` is True, False or "auto", as for ``kviz.segmentation.segment.segment``.
    """
    corrections = given(how)
    if data in built_in and not Path(data).is_file():
        if columns or x or y:
            raise ValueError(f"The built-in data set {data!r} has its columns already; leave out {flag}.")
        if corrections:
            flags = " and ".join(f"--{name.replace('_', '-')}" for name in corrections)
            raise ValueError(f"The built-in data set {data!r} need not be read; leave out {flags}.")
        dataset = built_in[data]()
    elif data != "-" and not Path(data).exists() and not Path(data).suffix:
        raise ValueError(f"{data!r} is neither a file nor built in; built in are {', '.join(built_in)}.")
    else:
        source, name = source_of(data)
        wanted = columns or (ALL if every and not (x or y) else ())
        dataset = read_table(source, x=x, y=y, columns=wanted, missing=missing, name=name, **corrections)
    unasked = not (columns or x or y) and data not in built_in
    return dataset.standardized() if equal_spread_wanted(dataset, scale, unasked) else dataset


def tell(dataset: Dataset, *, err: bool = True, remedy: str = "--standardize") -> None:
    """Say on standard error how the table was read, and whether one column decides alone."""
    for note in filter(None, (*dataset.notes, alone_text(dataset, remedy))):
        click.echo(in_flags(table_text(note)), err=err)
