"""Pictures that were drawn once and are shown again: to the same person, or to others of one server.

A run of a built-in data set is the same for everybody, so the server names a folder in ``KVIZ_PICTURES``
and its kernels share the pictures of such runs there. What a visitor brought along is never written down.
"""

import contextlib
import os
import tempfile
from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from threading import Lock

FOLDER = "KVIZ_PICTURES"
MOST_HERE, MOST_THERE = 16 << 20, 128 << 20  # bytes in this process, and in the folder
LOOK_EVERY = 64  # pictures written between two looks at how full the folder is


class PictureShelf:
    """Pictures by what they show; the ones that were not asked for longest make room.

    Parameters
    ----------
    folder : path, optional
        Where pictures for everybody lie; without one they stay in this process.
    """

    def __init__(
        self, folder: str | Path | None = None, here: int = MOST_HERE, there: int = MOST_THERE
    ) -> None:
        self.folder = Path(folder) if folder else None
        self.here, self.there = here, there
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = self._written = 0
        self._turn = Lock()

    def get(self, name: str) -> bytes | None:
        """The picture of that name, or None if it was not drawn yet."""
        with self._turn:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        if self.folder:
            with contextlib.suppress(OSError):
                return (self.folder / name).read_bytes()
        return None

    def put(self, name: str, picture: bytes, *, everybody: bool) -> None:
        """Keep a picture; one for ``everybody`` in the folder, if there is one."""
        if everybody and self.folder:
            self._write(self.folder, name, picture)
            return
        with self._turn:
            if name not in self._kept:
                self._kept[name] = picture
                self._bytes += len(picture)
            while self._bytes > self.here and self._kept:
                self._bytes -= len(self._kept.popitem(last=False)[1])

    def _write(self, folder: Path, name: str, picture: bytes) -> None:
        """Write the whole file or nothing; if the disk is full, the picture is only not shared."""
        with contextlib.suppress(OSError):
            number, path = tempfile.mkstemp(dir=folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(picture)
                Path(path).replace(folder / name)
            except OSError:
                Path(path).unlink()
                raise
        self._written += 1
        if self._written % LOOK_EVERY == 1:
            self._make_room(folder)

    def _make_room(self, folder: Path) -> None:
        """Take away the oldest pictures until half of the room is free, where it is full."""
        found = []
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            found = [(entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in entries]
        total = sum(size for _, size, _ in found)
        if total <= self.there:
            return
        for _, size, path in sorted(found):
            with contextlib.suppress(OSError):
                Path(path).unlink()
            total -= size
            if total <= self.there / 2:
                return


def name_of(*what: object) -> str:
    """The name of a picture, from everything that decides how it looks."""
    return sha256(repr(what).encode()).hexdigest()


shelf = PictureShelf(os.environ.get(FOLDER))
