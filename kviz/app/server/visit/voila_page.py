"""The page of any notebook, as Voila makes it: one visit, one kernel."""

import asyncio
from collections.abc import AsyncIterator

from tornado.iostream import StreamClosedError
from voila.utils import get_page_config

from kviz.app.server.files.page_words import page_words
from kviz.app.server.guard.visits import Visitor
from kviz.app.server.visit.entry import Entry
from kviz.app.server.visit.notebook import Notebook

SIGN_OF_LIFE = 10  # seconds; proxies cut a connection that is silent for longer than some 30


class VoilaPage(Entry):
    """The page with all of Voila's scripts, which show whatever a notebook shows."""

    async def show(self, visitor: Visitor) -> None:
        """Start a kernel and send the page, unless too many people are here."""
        self.seat(visitor)
        # the kernel begins while the browser already reads the head of the page and loads its scripts
        kernel_id, kernel = self.kernel_manager.begin(visitor)
        try:
            renderer = Notebook.of(self, self._page_config(kernel_id))
            await renderer.initialize()
            async for html in self._parts(renderer.generate_content_generator(kernel_id, kernel)):
                self.write(html)
                await self.flush()
            if await self.kernel_manager.is_dead(kernel_id):
                raise RuntimeError("the kernel ended while it ran the notebook")
        except Exception as error:
            await self.kernel_manager.give_up(kernel_id, kernel)
            if not isinstance(error, StreamClosedError):  # which is somebody who left meanwhile
                self.log.exception("The page could not be made.")
                self.write(self.render_template("failed.html"))
        finally:
            self.kernel_manager.settled(kernel_id, kernel)

    def _page_config(self, kernel_id: str) -> dict:
        config = get_page_config(
            base_url=self.base_url,
            settings=self.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        own = {"kernelId": kernel_id, "baseUrl": self.base_url, "words": page_words()}
        return {**config, **own, "fullStaticUrl": f"{config['fullStaticUrl']}/{self.settings['kviz_mark']}"}

    async def _parts(self, parts: AsyncIterator) -> AsyncIterator[str]:
        """The page as it comes into being, with a sign of life where it takes long."""
        coming = asyncio.ensure_future(anext(parts))
        while True:
            done, _ = await asyncio.wait([coming], timeout=SIGN_OF_LIFE)
            if not done:
                yield "<!-- still starting -->\n"
                continue
            try:
                html, _ = coming.result()
            except StopAsyncIteration:
                return
            yield html
            coming = asyncio.ensure_future(anext(parts))
