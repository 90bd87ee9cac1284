"""The page itself: one visit, one kernel."""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator
from pathlib import Path
from queue import Empty
from urllib.parse import parse_qsl, urlencode

import nbformat
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, authenticated
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_page_config

from kviz.app.server.files.page_words import page_words
from kviz.app.server.guard.visits import (
    FEW,
    Visitor,
    comes_from_elsewhere,
    is_opened_by_a_person,
    is_this_machine,
    visitor_of,
)

KERNEL_PATIENCE = 60  # seconds
SIGN_OF_LIFE = 10  # seconds; proxies cut a connection that is silent for longer than some 30


class Notebook(NotebookRenderer):
    """Voila's renderer of our notebook, read straight from its file: signatures are for editing."""

    async def load_notebook(self, path: str) -> nbformat.NotebookNode:
        """Read it."""
        return await self.fix_notebook(nbformat.read(path, as_version=4))

    async def _jinja_kernel_start(
        self, nb: nbformat.NotebookNode, kernel_id: str, kernel_future: asyncio.Future
    ) -> str:
        """Connect to the kernel as soon as it answers; Voila's own way then listens to silence for 0.2 s."""
        manager = await kernel_future
        self.executor = VoilaExecutor(nb, km=manager, config=self.traitlet_config, show_tracebacks=True)
        self.executor.kc = client = manager.client()
        client.start_channels()
        client.allow_stdin = False
        end = time.monotonic() + KERNEL_PATIENCE
        while True:
            client.kernel_info()
            with contextlib.suppress(Empty):
                await client.get_shell_msg(timeout=1)
                await client.get_iopub_msg(timeout=0.1)
                return kernel_id
            if time.monotonic() > end or not await manager.is_alive():
                raise RuntimeError("the kernel did not start")

    async def _jinja_cell_generator(self, nb: nbformat.NotebookNode, kernel_id: str) -> AsyncIterator:
        """Run the cells; a traceback goes to the log, the template writes a plain sentence in its place."""
        async for cell in super()._jinja_cell_generator(nb, kernel_id):
            for output in cell.outputs:
                if output.output_type == "error":
                    self.log.error("The page's notebook failed:\n%s", "\n".join(output.traceback))
            yield cell


class Page(TornadoVoilaHandler):
    """The page: one visit, one kernel."""

    @authenticated
    async def get(self, path: str = "") -> None:
        """Start a kernel and send the page, unless the address is unknown or too many people are here."""
        if path:
            raise HTTPError(404)
        headers = self.request.headers
        if not is_opened_by_a_person(headers):
            raise HTTPError(403)
        if "token" in self.request.arguments:
            self.redirect(self._address_without_token())
            return
        if comes_from_elsewhere(headers):
            if headers.get("Sec-Fetch-Dest") != "document":
                raise HTTPError(403)
            self._offer()
            return
        visitor = visitor_of(self, self.settings["kviz_port"])
        if self.kernel_manager.taken() >= self.settings["kviz_people"]:
            raise HTTPError(503)
        if self.kernel_manager.seats_of(visitor) >= self._seats_for(visitor):
            raise HTTPError(429)
        self.xsrf_token  # noqa: B018  reading it sets the cookie, without which the page's goodbye is refused
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        # the kernel begins while the browser already reads the head of the page and loads its scripts
        kernel_id, kernel = self.kernel_manager.begin(visitor)
        try:
            renderer = await self._renderer(kernel_id)
            async for html in self._parts(renderer.generate_content_generator(kernel_id, kernel)):
                self.write(html)
                await self.flush()
            if await self.kernel_manager.is_dead(kernel_id):
                raise RuntimeError("the kernel ended while it ran the notebook")
        except Exception as error:
            self.kernel_manager.settled(kernel_id, kernel)
            await asyncio.wait([kernel])
            await self.kernel_manager.end(kernel_id)
            if not isinstance(error, StreamClosedError):  # which is somebody who left meanwhile
                self.log.exception("The page could not be made.")
                self.write(self.render_template("failed.html"))
        finally:
            self.kernel_manager.settled(kernel_id, kernel)

    def _offer(self) -> None:
        """A link on another site led here: one more click on our own page starts Python."""
        self.set_header("Cache-Control", "no-store")
        query = f"?{self.request.query}" if self.request.query else ""
        self.write(self.render_template("offer.html", address=self.base_url + query))

    def _seats_for(self, visitor: Visitor) -> float:
        """How many seats one address may take."""
        most = self.settings["kviz_per_address"]
        if most is not None:
            return most
        return math.inf if is_this_machine(visitor.address) else FEW

    def _address_without_token(self) -> str:
        """The cookie knows who came in; the word is not to be in an address that people share."""
        rest = [(name, word) for name, word in parse_qsl(self.request.query) if name != "token"]
        return self.base_url + (f"?{urlencode(rest)}" if rest else "")

    def get_login_url(self) -> str:
        """Refuse: there is no place to log in, only the address with the token."""
        raise HTTPError(403)

    def write_error(self, status_code: int, **words: object) -> None:
        """Say what is wrong in plain words."""
        if status_code in (429, 503):
            self.set_header("Retry-After", "30")
        super().write_error(status_code, **words)

    async def _renderer(self, kernel_id: str) -> Notebook:
        """The notebook's renderer, which knows nothing of what the visitor asked for."""
        config = get_page_config(
            base_url=self.base_url,
            settings=self.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        renderer = Notebook(
            request_handler=self,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.traitlet_config,
            notebook_path=str(Path(self.voila_configuration.parent.root_dir, self.notebook_path)),
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={
                **config,
                "words": page_words(),
                "kernelId": kernel_id,
                "baseUrl": self.base_url,
                "fullStaticUrl": f"{config['fullStaticUrl']}/{self.settings['kviz_mark']}",
            },
        )
        await renderer.initialize()
        return renderer

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

    @authenticated
    async def head(self, path: str = "") -> None:
        """Say that the page is there, without starting a kernel."""
        if path:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
