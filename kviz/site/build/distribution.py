"""The files of Pyodide, a Python for browsers: found or fetched, and each checked before it is used."""

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from kviz.data.atomic_files import atomic_files
from kviz.data.given import path_of
from kviz.exports.progress import Progress, counter

VERSION, PYTHON = "0.27.7", (3, 12)
RELEASE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LOCK = "pyodide-lock.json"
# of the official release; the lock has the sums of all packages, so that nothing has to be believed
SUMS = {
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    LOCK: "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
}
PATIENCE = 60  # seconds without a byte


def cache_folder() -> Path:
    """Where what was fetched once is kept: ``KVIZ_CACHE``, or the system's own place for such things."""
    own = os.environ.get("KVIZ_CACHE")
    system = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(own) if own else Path(system) / "kviz"


class Distribution:
    """Checked files of the release.

    Parameters
    ----------
    source : str or path, optional
        A folder that holds the files, or an address to fetch them from; by default the official release.
        What is fetched is kept, and the next time it is read from there.
    """

    def __init__(self, source: str | os.PathLike | None = None) -> None:
        if not (source is None or isinstance(source, str)):
            source = str(path_of(source, "pyodide"))
        text = RELEASE if source is None else source
        self.address = text.rstrip("/") + "/" if text.startswith(("https://", "http://")) else ""
        self.folder = cache_folder() / f"pyodide-{VERSION}" if self.address else path_of(text, "pyodide")
        if not self.address and not self.folder.is_dir():
            raise ValueError(f"There is no folder {text!r}; name the one that holds {LOCK}, or an address.")
        self.sums = dict(SUMS)

    def files(self, packages: Iterable[str], progress: Progress | bool = True) -> dict[str, bytes]:
        """The core of Python, and these packages by their names in the lock; by file name.

        Raises
        ------
        ValueError
            If a file is missing, cannot be fetched, or is not the official one.
        """
        lock = json.loads(self._file(LOCK))["packages"]
        names = {name: lock[name]["file_name"] for name in packages}
        self.sums |= {names[name]: lock[name]["sha256"] for name in names}
        wanted = [*SUMS, *names.values()]
        found = {}
        shown = False if self._complete(wanted) else progress
        with counter(shown, len(wanted), unit="files", what="Pyodide") as count:
            for name in wanted:
                found[name] = self._file(name)
                count()
        return found

    def file_of(self, package: str) -> str:
        """The name of a package's file."""
        return json.loads(self._file(LOCK))["packages"][package]["file_name"]

    def _complete(self, names: Iterable[str]) -> bool:
        return not self.address or all((self.folder / name).is_file() for name in names)

    def _file(self, name: str) -> bytes:
        path = self.folder / name
        if path.is_file():
            data = path.read_bytes()
            if self._is_right(name, data):
                return data
            if not self.address:
                raise ValueError(
                    f"{path} is not the file of the official Pyodide {VERSION}: its sha256 differs."
                )
        if not self.address:
            raise ValueError(f"{name} is missing in {str(self.folder)!r}; it belongs to Pyodide {VERSION}.")
        data = self._fetched(name)
        if not self._is_right(name, data):
            raise ValueError(
                f"{self.address}{name} is not the file of the official Pyodide {VERSION}: "
                "its sha256 differs. Nothing was kept of it."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        with atomic_files() as new_file:
            new_file(path).write(data)
        return data

    def _is_right(self, name: str, data: bytes) -> bool:
        return sha256(data).hexdigest() == self.sums[name]

    def _fetched(self, name: str) -> bytes:
        try:
            with urlopen(self.address + name, timeout=PATIENCE) as answer:  # nosec B310  # an address of ours
                return answer.read()
        except (URLError, OSError) as error:
            why = getattr(error, "reason", error)
            raise ValueError(
                f"{self.address}{name} could not be fetched ({why}). Try again, or name a folder that holds "
                f"Pyodide {VERSION}: --pyodide FOLDER."
            ) from error
