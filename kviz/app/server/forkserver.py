"""A process that has loaded everything once and splits off the kernel of each new page in milliseconds.

``python -m kviz.app.server.forkserver FOLDER [page]`` listens on a socket in the folder of the server, which
asks with one line of JSON; the answer is the new process's number, and the connection then stays open for
exactly as long as that process lives, and that process exactly as long as the server holds its end. A kernel
does not need the forkserver any more: where that dies, the server starts another. When the server is gone,
however it ended, every kernel ends, and the forkserver takes the folder with it.

Only on Linux: elsewhere a process that has loaded numpy cannot be split safely, and kernels start from
nothing.
"""

import contextlib
import gc
import json
import os
import random
import select
import shutil
import signal
import socket
import sys
import threading
from pathlib import Path

from kviz.app.server.files.page_files import FOLDER
from kviz.app.server.kernel_process import preload, run

POSSIBLE = sys.platform == "linux"


def socket_path(folder: Path) -> str:
    """Path of the socket to ask at."""
    return str(folder / "forkserver")


def ask(connection: socket.socket, arguments: list[str], env: dict[str, str]) -> None:
    """Send one request."""
    connection.sendall(json.dumps({"arguments": arguments, "env": env}).encode() + b"\n")


def live(folder: Path, page: bool = False) -> None:
    """Answer requests until the server closes our standard input; ``page``: make the first page's files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends us in good order
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the kernels: let them vanish
    with socket.socket(socket.AF_UNIX) as listener:
        Path(socket_path(folder)).unlink(missing_ok=True)  # of a forkserver before us that died
        listener.bind(socket_path(folder))
        listener.listen(128)
        preload(folder / FOLDER if page else None)
        gc.freeze()  # what is shared with the kernels stays shared
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                break
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError, ValueError):
                request = json.loads(connection.makefile("rb").readline())
                if os.fork() == 0:
                    listener.close()
                    be_a_kernel(connection, request)
    shutil.rmtree(folder, ignore_errors=True)


def be_a_kernel(connection: socket.socket, request: dict) -> None:
    """Live on as the kernel of one page; never returns."""
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(request["env"])
        random.seed()
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed()
        connection.sendall(f"{os.getpid()}\n".encode())
        threading.Thread(target=end_with, args=[connection], name="kviz-server-watch", daemon=True).start()
        sys.argv[1:] = request["arguments"]
        run(request["arguments"], parent=1)
    finally:
        os._exit(0)


def end_with(connection: socket.socket) -> None:
    """End this kernel when the server is gone: its end of the connection closes, however it ended."""
    with contextlib.suppress(OSError):
        connection.recv(1)
    os._exit(0)


if __name__ == "__main__":
    live(Path(sys.argv[1]), sys.argv[2:] == ["page"])
