"""The addresses of the server: the page, whether its kernel lives, and the kernel's own socket."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import nbformat
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.notebook_renderer import NotebookRenderer
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_page_config

from kviz.app.server.kernels import NAME

PROTOCOL = "v1.kernel.websocket.jupyter.org"
SIGN_OF_LIFE = 10  # seconds; proxies cut a connection that is silent for longer than some 30


class Notebook(NotebookRenderer):
    """Voila's renderer of our notebook, straight from its file: signatures and check points are for editing."""

    async def load_notebook(self, path: str) -> nbformat.NotebookNode:
        """Read it."""
        return await self.fix_notebook(nbformat.read(path, as_version=4))


class Page(TornadoVoilaHandler):
    """The page: one visit, one kernel."""

    @authenticated
    async def get(self, path: str = "") -> None:
        """Start a kernel and send the page, unless the address is unknown or too many people are here."""
        if path:
            raise HTTPError(404)
        if len(self.kernel_manager) >= self.settings["kviz_people"]:
            self.set_header("Retry-After", "30")
            raise HTTPError(503)
        self.xsrf_token  # noqa: B018  reading it sets the cookie, without which the page's goodbye is refused
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        renderer = await self._renderer()
        kernel_id = await ensure_async(self.kernel_manager.start_kernel(kernel_name=NAME, env=dict(os.environ)))
        try:
            async for html in self._parts(renderer, kernel_id):
                self.write(html)
                await self.flush()
        except StreamClosedError:
            await self.kernel_manager.end(kernel_id)
        except Exception:
            self.log.exception("The page could not be made.")
            await self.kernel_manager.end(kernel_id)
            self.write(self.render_template("failed.html"))

    async def _renderer(self) -> Notebook:
        """The notebook's renderer, which knows nothing of what the visitor asked for."""
        config = get_page_config(
            base_url=self.base_url, settings=self.settings, log=self.log, voila_configuration=self.voila_configuration
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
            page_config=config,
        )
        await renderer.initialize()
        return renderer

    async def _parts(self, renderer: Notebook, kernel_id: str) -> AsyncIterator[str]:
        """The page as it comes into being, with a sign of life where it takes long."""
        parts = renderer.generate_content_generator(kernel_id, self.kernel_manager.get_kernel(kernel_id))
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


class Alive(APIHandler):
    """``GET /kviz/alive?kernel=ID``: whether the kernel of an open page still lives."""

    @authenticated
    async def get(self) -> None:
        """Answer from the server's own list; the kernel is not asked and does not count it as activity."""
        kernel_id = self.get_query_argument("kernel", "")
        dead = await self.kernel_manager.is_dead(kernel_id)
        state = "dead" if dead else self.kernel_manager.get_kernel(kernel_id).execution_state
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({"alive": not dead, "state": state}))


class Goodbye(VoilaShutdownKernelHandler):
    """The page's last call when it is closed or loaded again."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel; one that is gone already is no mistake."""
        await self.kernel_manager.end(kernel_id)
        self.set_status(204)
        self.finish()


def is_framed(message: bytes) -> bool:
    """Whether a message's table of offsets can be read: as many as it says, in order, inside the message.

    Readers of this table loop as often as its first 8 bytes say, which may be 2 to the power of 64.
    """
    count = int.from_bytes(message[:8], "little")
    if not 2 <= count <= 4096 or len(message) < 8 * (count + 1):
        return False
    offsets = [int.from_bytes(message[8 * i : 8 * (i + 1)], "little") for i in range(1, count + 1)]
    return offsets == sorted(offsets) and offsets[0] >= 8 * (count + 1) and offsets[-1] <= len(message)


class Socket(VoilaKernelWebsocketHandler):
    """The kernel's socket, for well-formed messages of the current protocol only."""

    async def get(self, kernel_id: str) -> None:
        """Refuse the older protocol: its reader trusts the sizes that a message claims."""
        offered = [word.strip() for word in self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
        if PROTOCOL not in offered:
            raise HTTPError(400, reason=f"The kernel's socket speaks {PROTOCOL} only")
        await super().get(kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Send every message at once: waiting to fill a packet costs a drag half its frames."""
        self.set_nodelay(True)
        await super().open(kernel_id)

    def on_message(self, message: str | bytes) -> None:
        """Pass a well-formed message to the kernel; end the connection over any other."""
        if not isinstance(message, bytes) or not is_framed(message):
            self.close(1002, "malformed message")
            return
        super().on_message(message)

    def write_message(self, message: bytes | dict, binary: bool = False) -> object:
        """Pass the kernel's message to the page, unless it is a traceback: that goes to the log."""
        if isinstance(message, bytes):
            if not is_framed(message):
                return None
            header, content = _parts(message)
            if header.get("msg_type") == "error":
                self.log.error("In the kernel of an open page:\n%s", "\n".join(content().get("traceback", [])))
                return None
            if header.get("msg_type") == "stream":
                self.log.warning("An open page's kernel printed: %s", content().get("text", "").rstrip())
                return None
        return super().write_message(message, binary)


def _parts(message: bytes) -> tuple[dict, object]:
    count = int.from_bytes(message[:8], "little")
    offsets = [int.from_bytes(message[8 * i : 8 * (i + 1)], "little") for i in range(1, count + 1)]
    part = lambda i: json.loads(message[offsets[i] : offsets[i + 1]])  # noqa: E731
    return part(1), lambda: part(4)


class Stranger(RequestHandler):
    """Whoever asked for a name that is not ours."""

    def prepare(self) -> None:
        """Refuse, and say where the page is."""
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("This server does not answer to the name it was called by. Open the address that kviz printed.\n")
