"""Static files, packed once for everybody, and kept by the browser while their names are theirs alone."""

import gzip
import re
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from threading import Lock

import voila
from jupyter_server.base.handlers import FileFindHandler
from tornado.web import StaticFileHandler, authenticated
from voila.static_file_handler import MultiStaticFileHandler

from kviz.app.server.handlers import TemplateFiles

TEXTS = (".js", ".css", ".html", ".json", ".svg", ".map", ".ttf", ".wasm")
HASHED = re.compile(r"[.-][0-9a-f]{8,}\.\w+$")  # a name that changes with the content
YEAR = "public, max-age=31536000, immutable"
KEPT = 16 << 20  # bytes of packed files that are kept


class Shelf:
    """Packed files by their path and time of change; the ones not asked for longest make room."""

    def __init__(self, most: int = KEPT) -> None:
        self.most, self._bytes = most, 0
        self._files: OrderedDict[tuple[str, float, int], bytes] = OrderedDict()
        self._turn = Lock()

    def packed(self, path: Path) -> bytes | None:
        """The file packed with gzip; None where packing does not pay."""
        if path.suffix not in TEXTS:
            return None
        about = path.stat()
        key = str(path), about.st_mtime, about.st_size
        with self._turn:
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
            made = gzip.compress(path.read_bytes(), 9, mtime=0)
            self._files[key] = made
            self._bytes += len(made)
            while self._bytes > self.most and len(self._files) > 1:
                self._bytes -= len(self._files.popitem(last=False)[1])
            return made


SHELF = Shelf()


def mark_of(folders: Iterable[str]) -> str:
    """A short word that changes with the scripts in these folders: by their names, sizes and times."""
    known = sha256(voila.__version__.encode())
    for path in sorted(path for folder in folders for path in Path(folder).glob("*.js")):
        about = path.stat()
        known.update(f"{path.name} {about.st_size} {about.st_mtime}".encode())
    return known.hexdigest()[:16]


class Packed(StaticFileHandler):
    """A handler of static files that sends them packed, and says how long they hold."""

    fixed = False  # whether the address itself changes with the content

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a file; parts of one are sent as they are."""
        if "gzip" not in self.request.headers.get("Accept-Encoding", "") or "Range" in self.request.headers:
            await super().get(path, include_body)
            return
        self.path = self.parse_url_path(path)
        del path
        absolute = self.get_absolute_path(self.root, self.path)  # which may choose another root
        place = self.validate_absolute_path(self.root, absolute)
        if place is None:
            return
        self.absolute_path = place
        self.modified = self.get_modified_time()
        packed = SHELF.packed(Path(place))
        self.set_headers()
        if packed is None:
            await super().get(self.path.replace("\\", "/"), include_body)
            return
        self.set_header("Content-Encoding", "gzip")
        self.set_header("Content-Length", len(packed))
        if self.should_return_304():
            self.set_status(304)
            return
        self.finish(packed if include_body else None)

    def set_headers(self) -> None:
        """Say how long the file holds."""
        super().set_headers()
        self.set_header("Vary", "Accept-Encoding")
        if self.fixed or "v" in self.request.arguments or HASHED.search(self.path):
            self.set_header("Cache-Control", YEAR)


class OwnFiles(Packed, TemplateFiles):
    """Those of our template."""


class Scripts(Packed, MultiStaticFileHandler):
    """Those of Voila."""


class FixedScripts(Scripts):
    """The same, at an address that changes with them."""

    fixed = True


class Extensions(Packed, FileFindHandler):
    """Those of the widgets."""

    @authenticated
    async def get(  # type: ignore[override]
        self, path: str, include_body: bool = True
    ) -> None:
        """Send a file to whoever may see the page."""
        await super().get(path, include_body)
