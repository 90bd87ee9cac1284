"""``kviz app``, which is also plain ``kviz``: the page on this machine."""

from typing import Any

import click


@click.command()
@click.option(
    "--port",
    default=8866,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Port to serve on; 0 takes any free one.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--host", metavar="ADDRESS", help="Address to listen on.  [default: localhost, this machine only]"
)
@click.option("--public", is_flag=True, help="Let in everybody who reaches this machine.")
@click.option(
    "--token",
    is_flag=False,
    flag_value="auto",
    metavar="[WORD]",
    help="Let in who knows the printed address; without a WORD one is made up.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="One more name that leads here, such as a reverse proxy's; may be repeated.",
)
@click.option(
    "--people",
    default=40,
    show_default=True,
    type=click.IntRange(1),
    metavar="N",
    help="How many may be here at once; each needs some 100 MB of memory.",
)
@click.option(
    "--per-address",
    type=click.IntRange(1),
    metavar="N",
    help="How many pages one address may have open, such as a school behind one address.  [default: 6]",
)
@click.option(
    "--log-level",
    default="error",
    show_default=True,
    type=click.Choice(["debug", "info", "warning", "error"]),
    help="What is told on the terminal from this weight on.",
)
@click.option("--notebook", type=click.Path(exists=True, dir_okay=False), hidden=True)
def app(no_browser: bool, notebook: str | None, **options: Any) -> None:
    """Open the page on this machine: k-means, step by step, in your browser.

    Only this machine reaches the page, unless you say otherwise: "kviz --public" opens it to a class room.

    \b
      kviz app --port 9000
      kviz --public --people 100
    """  # noqa: D301 - click knows the character, not the two letters
    from kviz.app.server.serve import serve

    if notebook:
        options["notebook"] = notebook
    serve(open_browser=not no_browser, **options)
