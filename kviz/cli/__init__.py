"""The command line: ``kviz``, ``kviz app``, ``kviz export``, ``kviz datasets``."""

import click

from kviz._version import __version__


@click.group()
@click.version_option(__version__, prog_name="kviz")
def main() -> None:
    """See k-means think: every seeding choice, assignment and update, step by step."""
