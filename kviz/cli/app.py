"""``kviz app``, which is also plain ``kviz``: the page on this machine."""

import click


@click.command()
@click.option("--port", default=8866, show_default=True, type=click.IntRange(0, 65535), metavar="N",
              help="Port to serve on; 0 takes any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def app(port: int, no_browser: bool) -> None:
    """Open the page on this machine: k-means, step by step, in your browser."""
    from kviz.app.launcher import serve

    serve(port, open_browser=not no_browser)
