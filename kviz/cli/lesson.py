"""``kviz lesson`` and ``kviz present``: a lesson file becomes what a class needs."""

import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import click

from kviz.cli.streams.standard_output import FORMAT, standard_output
from kviz.lessons.catalog import units
from kviz.lessons.kinds import KINDS, kind_of
from kviz.lessons.lesson import lesson as read_lesson
from kviz.story.messages import say

ON_PAPER = ("seed", "paper", "key")


class Lesson(click.Command):
    """The command, whose help lists the units and the kinds of files that there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each unit and for each row of ``KINDS``."""
        with formatter.section("Lessons that come with kviz"):
            formatter.write_dl([(f"{unit.number}  {unit.name}", unit.question) for unit in units()])
        with formatter.section("Files"):
            formatter.write_dl([(_example(kind.name, kind.suffix), kind.title) for kind in KINDS])


def _example(name: str, suffix: str) -> str:
    first = next(kind for kind in KINDS if kind.suffix == suffix)
    return f"OUT{suffix}" if first.name == name else f"OUT-{name}{suffix}"


@click.command(cls=Lesson)
@click.argument("file", metavar="FILE")
@click.argument("outputs", nargs=-1, required=True, metavar="OUT...", type=click.Path(path_type=Path))
@click.option(
    "--seed", type=click.IntRange(0), metavar="N", help="Another worksheet for every number.  [default: 0]"
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Size of the pages.  [default: a4]")
@click.option("--no-key", is_flag=True, help="Leave the answers out of the worksheet.")
@FORMAT
@click.option("-q", "--quiet", is_flag=True, help="Only what was written.")
def lesson(
    file: str,
    outputs: tuple[Path, ...],
    seed: int | None,
    paper: str | None,
    no_key: bool,
    format: str | None,
    quiet: bool,
) -> None:
    """Make files for a class of one lesson file.

    FILE is a lesson file (.toml), or the name or number of a lesson that comes with kviz. OUT ends in the
    suffix of what is wanted; a name that ends in "guide" or "assignment" says which of two it is. "-" is
    the standard output, with --format, as in guide.pdf.

    \b
      kviz lesson 1 lesson.html lesson-guide.pdf sheet.pdf quiz.xml
      kviz lesson how-k-means-works sheet.pdf --seed 7 --paper letter
      kviz lesson my-lesson.toml lesson.ipynb slides.pptx
    """  # noqa: D301 - click knows the character, not the two letters
    read = read_lesson(file)
    given = {"seed": seed, "paper": paper, "key": False if no_key else None}
    asked = {name: value for name, value in given.items() if value is not None}
    with standard_output(outputs, format) as places:
        kinds = [kind_of(path) for path in places]
        for name in asked:
            if not any(name in kind.options for kind in kinds):
                raise ValueError(f"none of these files has an option {name!r}; it is for a worksheet.")
        for path, kind in zip(places, kinds, strict=True):
            options: dict[str, Any] = {name: asked[name] for name in asked if name in kind.options}
            made = read.export(path, **options)
            name, size = "-" if format else str(made), made.stat().st_size // 1000 + 1
            click.echo(name if quiet else f"{name}: {kind.title}, {size} kB", err=bool(format))


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("out", metavar="[OUT]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--no-browser", is_flag=True, help="Only write the page and say where it is.")
def present(file: str, out: Path | None, no_browser: bool) -> None:
    """Open a lesson as a presentation: clicker, questions, notes in a second window, timer.

    FILE is a lesson file (.toml), or the name or number of a lesson that comes with kviz. The page is one
    file that needs no internet; with OUT it is kept there.

    \b
      kviz present 2
      kviz present my-lesson.toml lesson.html
    """  # noqa: D301 - click knows the character, not the two letters
    read = read_lesson(file)
    where = out or Path(tempfile.mkdtemp(prefix="kviz-lesson-")) / f"{read.plain.name}.html"
    made = read.export(where, "presentation")
    told = say("command.lesson", title=read.content.title, minutes=read.content.minutes)
    click.echo(f"{made}: {told}")
    if not no_browser:
        webbrowser.open(made.resolve().as_uri())
