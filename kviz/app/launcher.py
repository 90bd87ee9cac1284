"""Open the page: ``kviz`` on the command line, ``serve()`` from Python.

Underneath is standalone Voila, never its Jupyter-server extension: the extension would run whatever a visitor
sends, the standalone server passes on widget messages only.

Heartbeat
---------
The page carries ``<main data-kviz-kernel="ID" data-kviz-alive="/kviz/alive?kernel=ID">``. A ``GET`` of that second
attribute, the same origin as the page, answers at once with JSON and costs the kernel nothing::

    {"alive": true, "state": "idle"}      # or "busy", "starting"
    {"alive": false, "state": "dead"}     # ended, culled or never there: what it computed is lost

Ask every four seconds while the page is visible, with a time limit of three. ``alive: false`` is final for this
kernel; an answer that is no such JSON, or none, means that the connection or the server is lost, and may come back.
Either way the remedy is to load the page's address again: the address holds the run. In JupyterLab there is no such
attribute and nothing to ask.
"""

import asyncio
import shutil
import signal
import tempfile
import threading
import webbrowser
from pathlib import Path

from tornado.netutil import bind_sockets

PAGE = Path(__file__).parent / "page"


def serve(
    port: int = 8866,
    *,
    open_browser: bool = True,
    host: str = "localhost",
    people: int = 40,
    notebook: str | Path = PAGE / "kviz.ipynb",
) -> None:
    """Serve the page until Ctrl-C or SIGTERM.

    Parameters
    ----------
    port : int
        0 takes any free port.
    open_browser : bool
        Open the page in this machine's browser, where there is one.
    host : str
        Address to listen on; only this machine reaches the default.
    people : int
        Pages that may be open at once; the next visitor is asked to come back.
    notebook : path
        The notebook behind the page.

    Raises
    ------
    ValueError
        If the port is taken or may not be used.
    """
    sockets = _listen(port, host)
    port = sockets[0].getsockname()[1]
    address = f"http://{host}:{port}/"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="kviz-"))
    try:
        # here, not above: loading Voila takes seconds, and a taken port should be said before
        from kviz.app.server.answers import own_names
        from kviz.app.server.site import make_site, settings

        def ready() -> None:
            print(f"kviz is ready at {address} (Ctrl-C ends it)", flush=True)
            if open_browser:
                threading.Thread(target=_show, args=[address], daemon=True).start()

        site = make_site(settings(Path(notebook).resolve(), folder, host, port, None), PAGE / "share" / "jupyter")
        asyncio.run(site.serve(sockets, own_names(host), people, ready))
    except KeyboardInterrupt:
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _listen(port: int, host: str) -> list:
    try:
        return bind_sockets(port, host)
    except OSError as error:
        raise ValueError(
            f"port {port} of {host} cannot be used ({error.strerror}); "
            "choose another with --port, or --port 0 for any free one."
        ) from error


def _show(address: str) -> None:
    try:
        webbrowser.get().open(address)
    except webbrowser.Error:
        pass  # no browser here: the address is on the screen
