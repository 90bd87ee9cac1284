"""The page that plays before its kernel: files that are the same for everybody, and no process."""

import asyncio
import time

from tornado.web import HTTPError, StaticFileHandler

from kviz.app.server.files.packed import Packed
from kviz.app.server.files.page_files import NAME, places
from kviz.app.server.guard.visits import Visitor
from kviz.app.server.visit.entry import Entry

PATIENCE = 60  # seconds; the files are made while the server starts


class FirstPage(Entry):
    """The page, which then asks for its kernel itself."""

    async def show(self, visitor: Visitor) -> None:
        """Send it: watching needs no seat."""
        end = time.monotonic() + PATIENCE
        while (known := places(self.settings["kviz_folder"])) is None:
            if time.monotonic() > end:
                raise HTTPError(500)
            await asyncio.sleep(0.05)
        names = known["names"]
        files = {part: f"{self.base_url}kviz/page/{name}" for part, name in names.items()}
        build = {"files": files, "rooms": known["rooms"], "late": {}}
        self.write(self.render_template("first.html", build=build, names=names))


class PageFiles(Packed, StaticFileHandler):
    """The files of the first page: what kviz itself is made of, and nothing of anybody's."""

    fixed = True

    def parse_url_path(self, url_path: str) -> str:
        """Refuse all but the files that the page names."""
        if not NAME.fullmatch(url_path):
            raise HTTPError(404)
        return super().parse_url_path(url_path)
