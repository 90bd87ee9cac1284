"""DATA and FILE on the command line: a table, how to read it, and what to say of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kviz.data.builtin import datasets as built_in
from kviz.data.dataset import Dataset
from kviz.data.tables.read_table import CHOICES, read_table

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
    click.option("--na", multiple=True, metavar="WORD", help="A word that means: nothing here."),
)
STANDARDIZE = click.option(
    "--standardize", is_flag=True, help="Give all columns mean 0 and standard deviation 1 first."
)


def reading(command: Callable) -> Callable:
    """Add the options on how a table is read: ``missing``, and the corrections that ``load`` passes on."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def given(how: dict[str, Any]) -> dict[str, Any]:
    """The corrections that were given."""
    return {name: value for name, value in how.items() if value is not None and value != ()}


def load(
    data: str,
    missing: str,
    standardize: bool,
    *,
    columns: tuple[str, ...] = (),
    x: str | None = None,
    y: str | None = None,
    flag: str = "--columns",
    **how: Any,
) -> Dataset:
    """The points behind DATA: a built-in name, or columns of a file, two features if none is named."""
    corrections = given(how)
    if data in built_in and not Path(data).is_file():
        if columns or x or y:
            raise ValueError(f"The built-in data set {data!r} has its columns already; leave out {flag}.")
        if corrections:
            flags = " and ".join(f"--{name}" for name in corrections)
            raise ValueError(f"The built-in data set {data!r} need not be read; leave out {flags}.")
        dataset = built_in[data]()
    elif not Path(data).exists() and not Path(data).suffix:
        raise ValueError(f"{data!r} is neither a file nor built in; built in are {', '.join(built_in)}.")
    else:
        dataset = read_table(data, x=x, y=y, columns=columns, missing=missing, **corrections)
    return dataset.standardized() if standardize else dataset


def tell(dataset: Dataset, *, err: bool = False) -> None:
    """Say how the table was read."""
    for note in dataset.notes:
        click.echo(note, err=err)
