"""How the server's kernel manager gets a process out of the forkserver instead of starting one."""

import asyncio
import contextlib
import os
import signal
import socket
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets import Unicode

from kviz.app.server.forkserver import ask, socket_path

NAME = "kviz-forkserver"


class Split:
    """A process that the forkserver split off, with as much of ``subprocess.Popen`` as its user needs.

    It lives as long as its end of the connection is open.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it lives."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                try:
                    ended = not self._connection.recv(1, socket.MSG_DONTWAIT)
                except ConnectionError:
                    ended = True
                if ended:
                    self.returncode = 0
                    self._connection.close()
        return self.returncode

    def wait(self) -> int:
        """Its exit status, once ``poll`` has said that there is one; how it ended is not known."""
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended: its number may then belong to somebody else."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class FromForkserver(LocalProvisioner):
    """Takes kernels from the forkserver, and starts one from nothing where the forkserver is gone."""

    folder = Unicode()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Ask the forkserver for a process that runs ``cmd``."""
        arguments = cmd[cmd.index("-f") :]
        try:
            split: Any = await _split(Path(self.folder), arguments, kwargs.get("env") or dict(os.environ))
        except OSError as error:
            self.log.warning("No kernel from the forkserver (%s); starting one from nothing.", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = split
        self.pid = self.pgid = split.pid
        return self.connection_info


async def _split(folder: Path, arguments: list[str], env: dict[str, str]) -> Split:
    loop = asyncio.get_running_loop()
    connection = socket.socket(socket.AF_UNIX)
    connection.setblocking(False)
    try:
        await loop.sock_connect(connection, socket_path(folder))
        connection.setblocking(True)
        ask(connection, arguments, env)
        connection.setblocking(False)
        answer = await loop.sock_recv(connection, 32)
        if not answer.strip().isdigit():
            raise ConnectionError("it answered nothing")
    except BaseException:
        connection.close()
        raise
    return Split(int(answer), connection)


def register() -> None:
    """Make the forkserver known to this process's kernel manager, and to no other program of this machine."""
    group = KernelProvisionerFactory.GROUP_NAME
    row = EntryPoint(name=NAME, value=f"{FromForkserver.__module__}:{FromForkserver.__name__}", group=group)
    KernelProvisionerFactory.instance().provisioners[NAME] = row
