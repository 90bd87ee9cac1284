"""``kviz site``: the whole page as static files, with Python in the visitor's browser."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--one-file", is_flag=True, help="One page with everything in it; it opens from a USB stick.")
@click.option(
    "--pyodide",
    metavar="FOLDER|URL",
    help="Where Pyodide, the Python for browsers, is.  [default: the official release, fetched once]",
)
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TABLE",
    help="A table of your own for the list of data sets; may be repeated. Whoever has the site has it.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, and only the page's name.")
def site(folder: Path, one_file: bool, pyodide: str | None, data: tuple[Path, ...], quiet: bool) -> None:
    """Write the page into FOLDER as files that any web server, or none, can give away.

    Python runs in the visitor's browser: no install, no account, and no data leave the machine.

    \b
      kviz site public
      kviz site stick --one-file --data customers.csv
    """  # noqa: D301 - click knows the character, not the two letters
    from kviz.site.build.bytecode import how
    from kviz.site.build.site import site as write
    from kviz.story.formatting import SPOKEN
    from kviz.story.messages import say

    path = write(folder, one_file=one_file, pyodide=pyodide, data=data, progress=not quiet)
    made = [path] if one_file else [file for file in folder.iterdir() if file.is_file()]
    size = sum(file.stat().st_size for file in made) / 1e6
    if how() == "source" and not quiet:
        click.echo(say("command.slower"))
    files = say("command.files", n=len(made), size=SPOKEN.fixed(size, 1))
    click.echo(f"{path}: {files}")
