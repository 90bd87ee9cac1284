"""The real server, started as a person starts it."""

import http.client
import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
from email.message import Message
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: Message
    text: str


class Server:
    """A running ``kviz``: ``address``, ``process`` and what it has printed so far in ``lines``."""

    def __init__(self, arguments: list[str], **environment: str):
        # where it starts and makes its temporary files; short, for a socket's path may not be long
        self.folder = Path(tempfile.mkdtemp(prefix="k-", dir="/tmp"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kviz", *arguments],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.folder), "PYTHONUNBUFFERED": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._news: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self._wait_for_address()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            self._news.put(line)
        self._news.put(None)

    def _wait_for_address(self, patience: float = 60.0) -> str:
        while (line := self._news.get(timeout=patience)) is not None:
            if found := re.search(r"http://\S+", line):
                return found.group()
        raise RuntimeError("kviz ended without an address:\n" + "\n".join(self.lines))

    @property
    def port(self) -> int:
        """The port of the address."""
        return int(re.search(r":(\d+)/", self.address).group(1))

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> "Answer":
        """One request; ``Host="..."`` and the like set headers, with _ for -."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        connection.request(
            method, path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        response = connection.getresponse()
        answer = Answer(response.status, response.msg, response.read().decode(errors="replace"))
        connection.close()
        return answer

    def family(self) -> list[int]:
        """Every living process that this server started, itself included."""
        return [pid for pid in _processes() if str(self.folder) in _environment(pid)]

    def kernels(self) -> list[int]:
        """The processes behind open pages."""
        return [pid for pid in self.family() if _holds_kernel(pid)]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it as a shell would, and wait for its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=20)


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environment(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/environ").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _holds_kernel(pid: int) -> bool:
    """Started as a kernel, or split off the nursery and therefore its child."""
    try:
        parent = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        return "server.kernel_process" in _command(pid) or "server.forkserver" in _command(parent)
    except OSError:
        return False


def _command(pid: int | str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")


def fetched(server: Server, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer and its bytes as they came, packed or not."""
    connection = http.client.HTTPConnection("localhost", server.port, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body
