"""``POST /kviz/kernel``: the first page asks for the process behind it."""

import asyncio
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, authenticated

from kviz.app.server.guard.visits import comes_from_elsewhere, visitor_of
from kviz.app.server.visit.entry import Entry
from kviz.app.server.visit.notebook import Notebook
from kviz.app.server.visit.voila_page import SIGN_OF_LIFE


class KernelStart(Entry):
    """Start a kernel that runs the page's notebook, in the order in which pages ask.

    The answer is JSON: ``kernel`` and ``comm``, the number of the widget in it, or neither where it fails;
    before it there may be empty lines, as signs of life. 503 and 429 say that there is no seat now.
    """

    def initialize(self, **given: Any) -> None:
        """Nothing has left yet."""
        super().initialize(**given)
        self._left = asyncio.Event()

    def on_connection_close(self) -> None:
        """The page was closed while it waited."""
        self._left.set()

    async def get(self, path: str = "") -> None:
        """Refuse: a link must not start anything."""
        raise HTTPError(405)

    head = get  # type: ignore[assignment]

    @authenticated
    async def post(self) -> None:
        """Answer when the kernel can be spoken to."""
        if comes_from_elsewhere(self.request.headers):
            raise HTTPError(403)
        visitor = visitor_of(self, self.settings["kviz_port"])
        self.seat(visitor)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        kernel_id, kernel = self.kernel_manager.begin(visitor)
        try:
            comm = await self._awaited(Notebook.of(self, {}).widget(kernel_id, kernel))
            if not comm or await self.kernel_manager.is_dead(kernel_id):
                raise RuntimeError("the kernel shows no page")
            self.finish({"kernel": kernel_id, "comm": comm})
        except Exception as error:
            await self.kernel_manager.give_up(kernel_id, kernel)
            if not isinstance(error, StreamClosedError):  # which is somebody who left meanwhile
                self.log.exception("The kernel of a page could not be started.")
                self.finish({})
        finally:
            self.kernel_manager.settled(kernel_id, kernel)

    async def _awaited(self, work: Any) -> str:
        """Wait for it as long as the page does, with signs of life."""
        coming, left = asyncio.ensure_future(work), asyncio.ensure_future(self._left.wait())
        try:
            while not coming.done():
                await asyncio.wait([coming, left], timeout=SIGN_OF_LIFE, return_when=asyncio.FIRST_COMPLETED)
                if left.done():
                    raise StreamClosedError
                if not coming.done():
                    self.write("\n")
                    await self.flush()
            return coming.result()
        finally:
            coming.cancel()
            left.cancel()

    def write_error(self, status_code: int, **words: object) -> None:
        """No page: only the number."""
        if status_code in (429, 503):
            self.set_header("Retry-After", "30")
        self.finish({})
