"""The options of ``kviz export`` on how a file shows a run, named as in ``kviz.export``."""

from collections.abc import Callable, Mapping
from dataclasses import fields

import click

from kviz.engine.seeding.registry import SEEDINGS
from kviz.exports.options import Options
from kviz.picture.parts import PARTS
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
            self.fail(f"{value!r} is not a size; write it as 960x600.", param, ctx)
        return int(width), int(height)


class Names(click.ParamType):
    """Names with commas between them."""

    name = "NAMES"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Read "halos,trails"."""
        return value if isinstance(value, tuple) else tuple(name.strip() for name in str(value).split(","))


class Listing(click.Option):
    """An option whose help ends with the names that there are when it is asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The row of the help, with the names of now."""
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("NAMES", ", ".join(LISTED[self.name])))


# option -> the table whose names stand for NAMES in its help
LISTED: dict[str | None, Mapping[str, object]] = {
    "style": STYLES,
    "language": LANGUAGES,
    "show": PARTS,
    "init": SEEDINGS,
}
DEFAULTS = {field.name: field.default for field in fields(Options)}
# said in words where the default is not a value: what happens without the option
LEFT_OUT = {
    "size": "960x600",
    "title": "the name of the data",
    "predict_seed": "the run's own",
    "step": "the last",
    "paper": "a4",
    "hold": "as long as its words take to read",
    **dict.fromkeys(("hold_seed", "hold_event", "hold_last"), "as --hold"),
}

# flag, type or None for a switch, metavar, help; the defaults are those of Options
LOOK = (
    ("--size", Size(), "WxH", "Width and height of a frame in CSS pixels."),
    ("--density", float, "N", "Device pixels per CSS pixel; 2 for a sharp display."),
    ("--style", str, "NAME", "NAMES, or the path of an .mplstyle file."),
    ("--language", str, "NAME", "How numbers are written: NAMES."),
    ("--title", str, "TEXT", "Title of the file."),
    ("--caption/--no-caption", None, None, "Write each step's sentence under its picture."),
    ("--first", int, "STEP", "First step, from 0; -1 is the last of the run."),
    ("--last", int, "STEP", "Last step."),
    ("--step", int, "STEP", "The one step that a picture, page or table shows."),
    ("--speed", float, "N", "Divides all times."),
    ("--hold", float, "SECONDS", "How long a step is shown."),
    ("--hold-seed", float, "SECONDS", "Time for a seed."),
    ("--hold-event", float, "SECONDS", "Time for a step with an event."),
    ("--hold-last", float, "SECONDS", "Time for the last step."),
    ("--captions", None, None, "The words as captions, inside a .mp4 and beside it (.vtt, .srt)."),
    ("--guided/--no-guided", None, None, "HTML: the guided opening first, then the run, then by hand."),
    ("--predict/--no-predict", None, None, "HTML: ask what the next step will bring before it is shown."),
    ("--predict-seed", int, "N", "HTML: the random seed of the questions."),
    ("--tween/--no-tween", None, None, "Let centroids glide to their new places."),
    ("--numbered", None, None, "All steps as numbered files (.png, .svg)."),
    ("--animate", None, None, "An animated picture (.png)."),
    ("--sheet", None, None, "All steps on one sheet (.png), or six a page (.pdf)."),
    ("--paper", str, "NAME", "Paper of a hand-out (.pdf with --sheet): a4 or letter."),
    ("--across", int, "N", "How many pictures a sheet has side by side."),
    ("--preset", str, "NAME", "lesson (everything) or plain."),
    ("--show", Names(), "PARTS", "Parts of the picture to add, separated by commas: NAMES."),
    ("--hide", Names(), "PARTS", "Parts to leave out: halos, trails, sizes, cost and so on."),
    ("--columns", Names(), "NAMES", "Of more than two columns, the two to draw, or principal."),
)


def look(command: Callable) -> Callable:
    """Add the rows of ``LOOK`` to a command; what is not given arrives as None."""
    for flag, kind, metavar, words in reversed(LOOK):
        style = {"is_flag": True, "default": None} if kind is None else {"type": kind, "metavar": metavar}
        kind_of = Listing if flag.removeprefix("--") in LISTED else click.Option
        command = click.option(flag, cls=kind_of, help=f"{words}{_default(flag)}", **style)(command)
    return command


def _default(flag: str) -> str:
    """What an option is where it is left out, as the help says it."""
    name = flag.partition("/")[0].removeprefix("--")
    value = DEFAULTS[name.replace("-", "_")]
    if isinstance(value, bool):
        value = (name if value else f"no-{name}") if "/" in flag else None
    value = LEFT_OUT.get(name.replace("-", "_")) if value is None else value
    value = f"{value:g}" if isinstance(value, float) else value
    return "" if value in (None, ()) else f"  [default: {value}]"
