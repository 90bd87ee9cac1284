"""The options of ``kviz export`` on how a file shows a run, named as in ``kviz.export``."""

from collections.abc import Callable

import click

from kviz.picture.render.style import STYLES
from kviz.story.formatting import LANGUAGES


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


class Names(click.ParamType):
    """Names with commas between them."""

    name = "NAMES"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Read "halos,trails"."""
        return value if isinstance(value, tuple) else tuple(name.strip() for name in str(value).split(","))


# flag, type or None for a switch, metavar, help
LOOK = (
    ("--size", Size(), "WxH", "Width and height of a frame in CSS pixels.  [default: 960x600]"),
    ("--density", float, "N", "Device pixels per CSS pixel; 2 for a sharp display.  [default: 1]"),
    ("--style", str, "NAME", f"{', '.join(STYLES)}.  [default: light]"),
    ("--language", str, "NAME", f"How numbers are written: {', '.join(LANGUAGES)}.  [default: en]"),
    ("--title", str, "TEXT", "Title of the file.  [default: the name of the data]"),
    (
        "--caption/--no-caption",
        None,
        None,
        "Write each step's sentence under its picture.  [default: caption]",
    ),
    ("--first", int, "STEP", "First step, from 0; -1 is the last of the run.  [default: 0]"),
    ("--last", int, "STEP", "Last step.  [default: -1]"),
    ("--step", int, "STEP", "The one step that a picture, page or table shows.  [default: the last]"),
    ("--speed", float, "N", "Divides all times.  [default: 1]"),
    ("--hold", float, "SECONDS", "Time for an ordinary step.  [default: 1.2]"),
    ("--hold-seed", float, "SECONDS", "Time for a seed.  [default: 1.6]"),
    ("--hold-event", float, "SECONDS", "Time for a step with an event.  [default: 2.6]"),
    ("--hold-last", float, "SECONDS", "Time for the last step.  [default: 4]"),
    ("--tween/--no-tween", None, None, "Let centroids glide to their new places.  [default: no-tween]"),
    ("--numbered", None, None, "All steps as numbered files (.png, .svg)."),
    ("--animate", None, None, "An animated picture (.png)."),
    ("--sheet", None, None, "All steps on one sheet (.png), or six a page (.pdf)."),
    ("--across", int, "N", "How many pictures a sheet has side by side."),
    ("--preset", str, "NAME", "lesson (everything) or plain.  [default: lesson]"),
    ("--show", Names(), "PARTS", "Parts of the picture to add, separated by commas."),
    ("--hide", Names(), "PARTS", "Parts to leave out: halos, trails, sizes, cost and so on."),
    ("--columns", Names(), "NAMES", "Of more than two columns, the two to draw, or principal."),
)


def look(command: Callable) -> Callable:
    """Add the rows of ``LOOK`` to a command; what is not given arrives as None."""
    for flag, kind, metavar, words in reversed(LOOK):
        style = {"is_flag": True, "default": None} if kind is None else {"type": kind, "metavar": metavar}
        command = click.option(flag, help=words, **style)(command)
    return command
