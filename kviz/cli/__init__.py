"""The command line: ``kviz`` and its commands."""

from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from kviz._version import __version__
from kviz.cli.signals import in_order, unmasked

# name -> (where the command lives, what it does in one line); a command is imported when it is asked for
COMMANDS = {
    "app": ("kviz.cli.app:app", "Open the page on this machine (what plain kviz does)."),
    "export": ("kviz.cli.export:export", "Write a run as a picture, an animation, a page or a table."),
    "segment": ("kviz.cli.segment:segment", "Put every row of a table into a cluster."),
    "elbow": ("kviz.cli.elbow:elbow", "Show how the cost falls with the number of clusters."),
    "check": ("kviz.cli.check:check", "Check a folder of students' k-means programs."),
    "site": ("kviz.cli.site:site", "Write the page as files that need no server and no Python."),
    "lesson": (
        "kviz.cli.lesson:lesson",
        "Make a notebook, slides, a worksheet, a quiz or a guide of a lesson.",
    ),
    "present": ("kviz.cli.lesson:present", "Open a lesson as a presentation in a browser."),
    "datasets": ("kviz.cli.datasets:datasets", "List what is built in."),
}


class Commands(click.Group):
    """The commands of ``COMMANDS``; without a name, ``app``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command of this name."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        return getattr(import_module(module), attribute)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """``kviz --port 9000`` means ``kviz app --port 9000``."""
        own = {"--help", "-h", "--version", "-V"}
        begun = ctx.resilient_parsing and not args  # the Tab key after "kviz ": any command may come
        if not begun and (not args or (args[0].startswith("-") and args[0] not in own)):
            args = ["app", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, without importing them, and the options of the page."""
        named = [
            CompletionItem(name, help=says)
            for name, (_, says) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        page = self.get_command(ctx, "app") if incomplete.startswith("-") else None
        own = super(click.Group, self).shell_complete(ctx, incomplete)
        return [*named, *own, *(page.shell_complete(ctx, incomplete) if page else [])]

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run to an end in order, whatever ends it, from before the first import of a command."""
        with in_order():
            return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Say what was wrong with the input in one line, with exit status 2."""
        try:
            with unmasked():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nAborted!", err=True)
            raise SystemExit(130) from None  # click's own status for it is 1
        except BrokenPipeError:
            raise  # whoever read along has seen enough; click ends without a word
        except (ValueError, OSError) as error:
            from kviz.cli.table_options import in_flags
            from kviz.story.names import table_text

            raise click.UsageError(in_flags(table_text(error)), ctx=None) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="kviz")
def main() -> None:
    """See k-means think: every seeding choice, assignment and update, step by step.

    Plain "kviz" opens the page: the same as "kviz app".

    \b
      kviz
      kviz export tutorial run.gif
    """  # noqa: D301 - click knows the character, not the two letters
