"""Open the page: ``kviz`` on the command line, ``serve()`` from Python.

Underneath is standalone Voila, never its Jupyter-server extension: the extension would run whatever a visitor
sends, the standalone server passes on widget messages only.

Heartbeat
---------
The page carries ``<main data-kviz-kernel="ID" data-kviz-alive="/kviz/alive?kernel=ID">``. A ``GET`` of that
second attribute, the same origin as the page, answers at once with JSON and costs the kernel nothing::

    {"alive": true, "state": "idle"}      # or "busy", "starting"
    {"alive": false, "state": "dead"}     # ended, culled or never there: what it computed is lost

Ask every four seconds while the page is visible, with a time limit of three. ``alive: false`` is final for
this kernel; an answer that is not such JSON, or none, means that the connection or the server is lost, and
may come back. Either way the remedy is to load the page's address again: the address holds the run. In
JupyterLab there is no such attribute and nothing to ask.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from kviz.app import picture_shelf
from kviz.app.server.files import page_files
from kviz.app.server.guard import processes
from kviz.app.server.guard.keeper import Keeper
from kviz.app.server.guard.log_lines import LEVELS
from kviz.app.server.guard.seats import LIMIT, memory_of_machine, seats_for
from kviz.app.server.guard.token import token_of
from kviz.app.server.host_names import is_local, own_names, reachable_at
from kviz.app.server.shutdown import stop_on_signals
from kviz.story.messages import say

PAGE = Path(__file__).parents[1] / "page"


def serve(
    port: int = 8866,
    *,
    open_browser: bool = True,
    host: str | None = None,
    public: bool = False,
    token: str | None = None,
    names: Iterable[str] = (),
    people: int = 40,
    per_address: int | None = None,
    log_level: str = "error",
    notebook: str | Path = PAGE / "kviz.ipynb",
) -> None:
    """Serve the page until Ctrl-C or SIGTERM.

    Parameters
    ----------
    port : int
        0 takes any free port.
    open_browser : bool
        Open the page in this machine's browser, where there is one.
    host : str, optional
        Address to listen on. The default is "localhost", which only this machine reaches; with ``public``
        it is every address of the machine.
    public : bool
        Whoever reaches the machine may use the page.
    token : str, optional
        Whoever uses the page must know this word; "auto" makes one up. The printed address holds it.
    names : names
        More names that lead to this machine, such as the one of a reverse proxy.
    people : int
        Pages that may be open at once; the next visitor is asked to come back. Fewer where the machine lacks
        the memory for them, which is said.
    per_address : int, optional
        Pages that one address of the network may have open; by default 6, and any number from this machine
        itself, where a reverse proxy may stand for many. A school behind one address needs more.
    log_level : "debug", "info", "warning" or "error"
        What is told on the terminal from this weight on.
    notebook : path
        The notebook behind the page.

    Raises
    ------
    ValueError
        If the port is taken or may not be used, or if other machines could reach the page without being
        asked to.
    """
    host = host or ("0.0.0.0" if public else "localhost")  # nosec B104  # asked for by --public
    if not (is_local(host) or public or token):
        raise ValueError(
            f"other machines reach {host}; add --token to let in who knows the printed address, "
            "or --public to let in everybody."
        )
    token = token_of(token)
    if log_level not in LEVELS:
        raise ValueError(f"log_level={log_level!r} is unknown; use one of {', '.join(LEVELS)}.")
    files = _allow_many_sockets()
    people, limit, said = seats_for(people, memory_of_machine(), files, processes.threads_left())
    os.environ[LIMIT] = str(limit)
    os.environ[processes.LIMIT] = str(processes.limit_for(people))
    sockets = _listen(port, host)
    port = sockets[0].getsockname()[1]
    addresses = [f"{place}?token={token}" if token else place for place in reachable_at(host, port)]

    def ready() -> None:
        also = f"\n  {say('server.and_at')} "
        print(say("server.ready", address=addresses[0]), *addresses[1:], sep=also, flush=True)
        if said:
            print(said, flush=True)
        if len(addresses) > 1 and sys.stdout and sys.stdout.isatty():
            _show_code(addresses[-1])
        if open_browser:
            threading.Thread(target=_show, args=[addresses[0]], daemon=True).start()

    notebook = Path(notebook).resolve()
    with (
        stop_on_signals() as stop_request,
        _folder() as folder,
        _forkserver(folder, page_files.is_explorer(notebook)),
    ):
        # here, not above: loading Voila takes seconds, and a taken port should be said before
        with _without("rfc3987_syntax"):
            from kviz.app.server.voila_app import make_site, settings

        level = getattr(logging, log_level.upper())
        rules = settings(notebook, folder, host, port, token, level)
        site = make_site(rules, PAGE / "share" / "jupyter", stop_request)
        asyncio.run(site.serve(sockets, own_names(host, names), people, per_address, ready))


def _show_code(address: str) -> None:
    """Write the address as a QR code into the terminal, for phones and tablets in the class room."""
    import segno

    segno.make(address, micro=False).terminal(compact=True)


def _listen(port: int, host: str) -> list[socket.socket]:
    from tornado.netutil import bind_sockets

    try:
        return bind_sockets(port, host)
    except (OSError, UnicodeError) as error:
        raise ValueError(
            f"port {port} of {host} cannot be used ({getattr(error, 'strerror', None) or error}); "
            "choose another with --port, or --port 0 for any free one."
        ) from error


def _allow_many_sockets() -> int | None:
    """How many sockets there are: a class of a hundred needs thousands, many systems begin with 1,024."""
    with contextlib.suppress(ImportError):  # not a Unix
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 65_536 if most == resource.RLIM_INFINITY else min(most, 65_536)
        with contextlib.suppress(ValueError, OSError):  # not allowed
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder that only we can read, for the sockets between server and kernels, and shared pictures.

    A socket's path may have 107 characters, of which a kernel's name takes 60.
    """
    places = [tempfile.gettempdir(), os.environ.get("XDG_RUNTIME_DIR", "/tmp"), "/tmp"]  # nosec B108  # mkdtemp makes it ours
    short = [place for place in places if len(place) <= 30 and os.access(place, os.W_OK)]
    folder = Path(tempfile.mkdtemp(prefix="kviz-", dir=(short or places)[0]))
    pictures = folder / "pictures"  # of built-in data, shared by the kernels
    pictures.mkdir()
    os.environ[picture_shelf.FOLDER] = str(pictures)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _forkserver(folder: Path, page: bool) -> Iterator[None]:
    """Where kernels and the files of the first page come from; it loads while the server itself does."""
    from kviz.app.server import forkserver

    if forkserver.POSSIBLE:
        with Keeper([sys.executable, "-m", forkserver.__name__, str(folder), *["page"] * page]):
            yield
    elif page:
        with subprocess.Popen([sys.executable, "-m", page_files.__name__, str(folder / page_files.FOLDER)]):
            yield
    else:
        yield


@contextlib.contextmanager
def _without(module: str) -> Iterator[None]:
    """Let an optional import fail.

    Below Voila, jsonschema loads a grammar of international addresses where it finds one. Nothing here ever
    checks such an address, and building the grammar takes as long as loading all of Voila.
    """
    if module in sys.modules:
        yield
        return
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None: not there
    modules[module] = None
    try:
        yield
    finally:
        del sys.modules[module]


def _show(address: str) -> None:
    """Open a browser where there is one; a browser inside this terminal would take it from the server."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform != "linux" or any(os.environ.get(name) for name in screens):
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
