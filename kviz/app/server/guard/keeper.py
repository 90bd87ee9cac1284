"""Keeps a process running that others need: where it dies, it is started again."""

import contextlib
import subprocess
import threading
import time

LIVED = 5.0  # seconds; a process that dies sooner is started again only after a while
PAUSE = 5.0


class Keeper:
    """A child process whose standard input is open as long as we live; begun anew where it ends by itself."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self._over = threading.Event()
        self._turn = threading.Lock()
        self.process = self._begin()
        self._watcher = threading.Thread(target=self._watch, name="kviz-keeper", daemon=True)

    def __enter__(self) -> "Keeper":
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._turn:
            self._over.set()
            self.process.kill()
        self._watcher.join(timeout=2)
        if self.process.stdin:
            with contextlib.suppress(OSError):
                self.process.stdin.close()

    def _begin(self) -> subprocess.Popen:
        return subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)

    def _watch(self) -> None:
        """Begin again, but not many times a second."""
        while not self._over.is_set():
            began = time.monotonic()
            self.process.wait()
            if time.monotonic() - began < LIVED and self._over.wait(PAUSE):
                return
            with self._turn:
                if not self._over.is_set():
                    self.process = self._begin()
