"""The small addresses: whether a kernel lives, the page's goodbye, the template's files, and strangers."""

import json
import re
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import TemplateStaticFileHandler

from kviz.app.server.guard.visits import is_session
from kviz.story.messages import say


class TemplateFiles(TemplateStaticFileHandler):
    """The template's own files."""

    def parse_url_path(self, path: str) -> str:
        """Refuse an address that is not of Voila's form: "TEMPLATE/static/FILE", nothing above it."""
        if not re.fullmatch(r"[\w-]+/static(/[\w-][\w.-]*)+", path):
            raise HTTPError(404)
        return super().parse_url_path(path)


class Alive(APIHandler):
    """``GET /kviz/alive?kernel=ID``: whether the kernel of an open page still lives."""

    @authenticated
    async def get(self) -> None:
        """Answer from the server's own list; the kernel is not asked and does not count it as activity."""
        kernel_id = self.get_query_argument("kernel", "")
        kernels: Any = self.kernel_manager  # ours
        dead = await kernels.is_dead(kernel_id)
        state = "dead" if dead else kernels.get_kernel(kernel_id).execution_state
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({"alive": not dead, "state": state}))


class Cancel(APIHandler):
    """``POST /kviz/cancel?kernel=ID``: end what the kernel of an open page is at, not the kernel."""

    @authenticated
    async def post(self) -> None:
        """Interrupt it, as Ctrl-C would; one of somebody else is left alone."""
        kernel_id = self.get_query_argument("kernel", "")
        if owns(self, kernel_id):
            await ensure_async(self.kernel_manager.interrupt_kernel(kernel_id))  # type: ignore[func-returns-value]
        self.set_status(204)
        self.finish()


class Goodbye(VoilaShutdownKernelHandler):
    """The page's last call when it is closed or loaded again."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel; one that is gone already is not a mistake, one of somebody else is left alone."""
        if owns(self, kernel_id):
            await self.kernel_manager.end(kernel_id)
        self.set_status(204)
        self.finish()


class OneKernel(KernelHandler):
    """``/api/kernels/ID``: what the page asks about its own kernel."""

    async def prepare(self, **how: Any) -> None:  # type: ignore[override]
        """Whoever is not the kernel's own browser session is told that there is no such kernel."""
        await super().prepare(**how)
        if not owns(self, self.path_kwargs["kernel_id"]):
            raise HTTPError(404)


def owns(handler: RequestHandler, kernel_id: str) -> bool:
    """Whether a request comes from the browser session that a kernel was started for."""
    session = handler.settings["kernel_manager"].session_of(kernel_id)
    return session is not None and is_session(handler, handler.settings["kviz_port"], session)


class Health(RequestHandler):
    """``GET /healthz``: whether the server answers; for machines that watch over it, without a kernel."""

    def get(self) -> None:
        """Say yes, to whoever asks: no number of it is anybody's business."""
        self.set_header("Cache-Control", "no-store")
        self.finish({"status": "ok"})


class Stranger(RequestHandler):
    """Whoever asked for a name that is not ours."""

    def prepare(self) -> None:
        """Refuse, and say where the page is."""
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{say('server.stranger')}\n")
