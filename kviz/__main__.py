"""``python -m kviz`` is the ``kviz`` command."""

from kviz.cli import main

main(prog_name="kviz")
