"""The Python processes behind open pages: one each, ended when nobody needs it any more."""

import asyncio
import os
import sys
import time
from collections import Counter
from typing import Any
from uuid import uuid4

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Float, Unicode

from kviz.app.server import provisioner
from kviz.app.server.guard import processes
from kviz.app.server.guard.visits import Visitor

NAME = "python3"  # what notebooks ask for
COUNTED_EVERY = 4.0  # seconds
AT_ONCE = max(2, os.cpu_count() or 2)  # pages that are made at the same time


class OneKernelSpec(KernelSpecManager):
    """Knows one kernel: the Python that runs the server.

    Kernels that are installed on the machine under the name "python3" may belong to a Python without kviz.
    """

    forkserver = Unicode(
        config=True, help="Folder of the forkserver that kernels come from; empty to start each anew."
    )

    def find_kernel_specs(self) -> dict[str, str]:
        """Name to folder; ours needs no folder."""
        return {NAME: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How to start the kernel."""
        if kernel_name != NAME:
            raise NoSuchKernel(kernel_name)
        source = (
            {"provisioner_name": provisioner.NAME, "config": {"folder": self.forkserver}}
            if self.forkserver
            else {}
        )
        return KernelSpec(
            argv=[sys.executable, "-m", "kviz.app.server.kernel_process", "-f", "{connection_file}"],
            display_name=NAME,
            language="python",
            metadata={"kernel_provisioner": source} if source else {},
        )

    def get_all_specs(self) -> dict[str, dict]:
        """In the shape that Voila asks for."""
        return {NAME: {"resource_dir": "", "spec": self.get_kernel_spec(NAME).to_dict()}}


class Kernels(AsyncMappingKernelManager):
    """Kernels that end by themselves: when their page is gone, silent for long, or they are dead."""

    arrival = Float(
        45.0, config=True, help="Seconds that a page may take from its kernel's start to connect."
    )
    absence = Float(35.0, config=True, help="Seconds that a page may be away before its kernel ends.")
    silence = Float(
        7200.0, config=True, help="Seconds without any action after which even an open page's kernel ends."
    )

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._away_since: dict[str, float] = {}
        self._was_connected: set[str] = set()
        self._beginning: set[str] = set()
        self._visitors: dict[str, Visitor] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._in_turn: set[str] = set()
        self._counted, self._threads = -COUNTED_EVERY, Counter[int]()

    def notify_connect(self, kernel_id: str) -> None:
        """Note that the page is there."""
        self._was_connected.add(kernel_id)
        super().notify_connect(kernel_id)

    def begin(self, visitor: Visitor) -> tuple[str, asyncio.Future]:
        """Start a kernel for a visitor: its number at once, its manager when it runs.

        A few are made at a time, in the order in which visitors came: where a whole class comes at once, the
        first need not wait for the last. ``settled`` ends a turn.
        """
        kernel_id = str(uuid4())
        self._visitors[kernel_id] = visitor

        async def start() -> KernelManager:
            try:
                await self._turns.acquire()
                self._in_turn.add(kernel_id)
                await self.start_kernel(kernel_name=NAME, kernel_id=kernel_id, env=dict(os.environ))
            finally:
                self._beginning.discard(kernel_id)
            return self.get_kernel(kernel_id)

        self._beginning.add(kernel_id)
        return kernel_id, asyncio.ensure_future(start())

    async def give_up(self, kernel_id: str, kernel: asyncio.Future) -> None:
        """End a kernel that was begun, however far it has come."""
        self.settled(kernel_id, kernel)
        await asyncio.wait([kernel])
        await self.end(kernel_id)

    def settled(self, kernel_id: str, kernel: asyncio.Future) -> None:
        """The page of this kernel is made, or given up: the next one's turn has come."""
        if kernel_id in self._in_turn:
            self._in_turn.discard(kernel_id)
            self._turns.release()
        elif not kernel.done():
            kernel.cancel()  # who waited for a turn has left

    def taken(self) -> int:
        """How many kernels there are, those included that are only about to be."""
        return len(self._beginning | set(self.list_kernel_ids()))

    def seats_of(self, visitor: Visitor) -> int:
        """How many kernels the address of this visitor has."""
        there = self._beginning | set(self.list_kernel_ids())
        return sum(self._visitors[one].address == visitor.address for one in there if one in self._visitors)

    def session_of(self, kernel_id: str) -> str | None:
        """The browser session that a kernel belongs to; None where there is no such kernel."""
        visitor = self._visitors.get(kernel_id)
        return visitor.session if visitor and kernel_id in self else None

    async def is_dead(self, kernel_id: str) -> bool:
        """Whether this kernel does not exist (any more)."""
        return kernel_id not in self or not await ensure_async(self.get_kernel(kernel_id).is_alive())

    async def end(self, kernel_id: str) -> None:
        """End this kernel at once; one that is gone already is not a mistake."""
        if kernel_id in self:
            await ensure_async(self.shutdown_kernel(kernel_id, now=True))

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel if nobody can need it any more."""
        dead = await self.is_dead(kernel_id)
        reason = "its process ended" if dead else self._reason_to_end(kernel_id) or self._too_many(kernel_id)
        if reason:
            self.log.info("Ending kernel %s: %s.", kernel_id, reason)
            await self.end(kernel_id)

    def _reason_to_end(self, kernel_id: str) -> str | None:
        now = time.monotonic()
        if self._kernel_connections.get(kernel_id, 0):
            self._away_since.pop(kernel_id, None)
            kernel: Any = self.get_kernel(kernel_id)
            quiet = time.time() - kernel.last_activity.timestamp()
            return f"nothing happened for {quiet:.0f} s" if quiet > self.silence else None
        away = now - self._away_since.setdefault(kernel_id, now)
        if away > (self.absence if kernel_id in self._was_connected else self.arrival):
            return f"its page is away for {away:.0f} s"
        return None

    def _too_many(self, kernel_id: str) -> str | None:
        pid = getattr(self.get_kernel(kernel_id).provisioner, "pid", None)
        if time.monotonic() - self._counted > COUNTED_EVERY:  # once for all kernels
            self._counted, self._threads = time.monotonic(), processes.threads_by_session()
        count = self._threads[pid] if pid else 0
        return f"it has {count} threads and processes" if count > processes.MOST else None

    def remove_kernel(self, kernel_id: str) -> KernelManager:
        """Forget the kernel and what was noted about its page."""
        self._away_since.pop(kernel_id, None)
        self._was_connected.discard(kernel_id)
        self._visitors.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)
