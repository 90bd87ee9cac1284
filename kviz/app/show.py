"""A run in the browser, from a plain script, a terminal or an editor."""

import os
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kviz.data.given import path_of, yes_or_no
from kviz.engine.trace import Trace
from kviz.exports.export import export
from kviz.story.messages import say


def show(
    trace: Trace | Sequence[Trace],
    path: str | os.PathLike | None = None,
    *,
    browser: bool = True,
    **options: Any,
) -> Path:
    """Open the player in the browser: what ``kviz.play`` is in a notebook.

    The page is one file that needs nothing else, so it works without a connection and after Python has ended.

    Parameters
    ----------
    trace : Trace, or two of them
    path : path that ends in .html, optional
        Where the page is written. Left out: a folder of its own among the temporary files. Some browsers
        (those of snap and flatpak) may not read these; then name a file of your own.
    browser : bool
        False writes the page and opens nothing.
    options : as for ``kviz.export``: style, title, speed, guided and the rest

    Returns
    -------
    path : Path
        Of the page. Where no browser can be opened, as on a server, a line says where it is.

    Raises
    ------
    TypeError, ValueError
        If it is not a run, or an option is unknown.

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run([[1, 2], [1, 4], [8, 8], [9, 6]], k=2, rng=0)
    >>> kviz.show(trace, "run.html", browser=False).name
    The run is in run.html: open it in a browser.
    'run.html'
    """
    page = Path(tempfile.mkdtemp(prefix="kviz-")) / "run.html" if path is None else path_of(path)
    if page.suffix.lower() != ".html":
        raise ValueError(f"path={str(page)!r} is not a page; give a name that ends in .html.")
    browser = yes_or_no(browser, "browser")
    export(trace, page, progress=False, **options)
    opened = browser and has_browser() and webbrowser.open(page.resolve().as_uri())
    print(say("cards.opened" if opened else "cards.written", path=str(page)))
    return page


def has_browser() -> bool:
    """Whether there is a screen for a browser; one in the terminal could not play a run."""
    if sys.platform in ("darwin", "win32") or os.environ.get("BROWSER"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
