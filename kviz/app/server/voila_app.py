"""Standalone Voila with one notebook, our template and our rules."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.web import Application
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from kviz.app.server import forkserver, provisioner
from kviz.app.server.files import page_files
from kviz.app.server.files.packed import Extensions, FixedScripts, OwnFiles, Scripts, mark_of
from kviz.app.server.files.page_words import page_words
from kviz.app.server.guard.log_lines import guard_log
from kviz.app.server.guard.login import TokenOnly
from kviz.app.server.handlers import Alive, Cancel, Goodbye, Health, OneKernel, Stranger
from kviz.app.server.kernel_manager import Kernels, OneKernelSpec
from kviz.app.server.security_headers import SafeHeaders
from kviz.app.server.shutdown import StopRequest
from kviz.app.server.visit.first_page import FirstPage, PageFiles
from kviz.app.server.visit.kernel_start import KernelStart
from kviz.app.server.visit.voila_page import VoilaPage
from kviz.app.server.websocket import Socket

# What the page loads besides Voila itself; whatever else is installed on the machine stays out of it.
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
MESSAGE_LIMIT = 16 << 20  # bytes of one message from the page: above it the connection is cut


def settings(notebook: Path, folder: Path, host: str, port: int, token: str | None, log_level: int) -> Config:
    """Everything of Voila that is not left to its default."""
    return Config(
        Voila={
            "notebook_path": str(notebook),
            "config_file_paths": [],
            "connection_dir_root": str(folder),
            "ip": host,
            "port": port,
            "open_browser": False,
            "token": token or "",
            "log_level": log_level,
            "identity_provider_class": TokenOnly,
        },
        VoilaConfiguration={
            "template": "kviz",
            "theme": "light",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "file_allowlist": [],
            "show_tracebacks": True,  # to us, for the log: our template shows none
            "multi_kernel_manager_class": Kernels,
            "kernel_spec_manager_class": OneKernelSpec,
            "extension_allowlist": EXTENSIONS,
        },
        OneKernelSpec={"forkserver": str(folder) if forkserver.POSSIBLE else ""},
        KernelManager={"autorestart": False, "transport": "ipc" if forkserver.POSSIBLE else "tcp"},
        MappingKernelManager={"cull_idle_timeout": 1, "cull_interval": 5, "buffer_offline_messages": False},
        ZMQChannelsWebsocketConnection={"limit_rate": False},
    )


class Site(Voila):
    """The server of one page."""

    stop_request = StopRequest()  # the launcher puts its own here

    @property
    def page_folder(self) -> Path:
        """Where the files of the first page are, in the folder that only we can read."""
        return Path(self.connection_dir_root, page_files.FOLDER)

    def _handle_signal_stop(self, *_: object) -> None:
        """Voila's own answer to SIGTERM, which it installs while it loads."""
        self.stop_request()

    def init_handlers(self) -> list:
        """Voila's addresses, with ours in their places."""
        handlers = (Socket, Goodbye, OneKernel)
        ours: dict[type, type] = {base: ours for ours in handlers for base in ours.__bases__}
        first = page_files.is_explorer(Path(self.notebook_path))
        ours |= {
            TornadoVoilaHandler: FirstPage if first else VoilaPage,
            TemplateStaticFileHandler: OwnFiles,
            MultiStaticFileHandler: Scripts,
            FileFindHandler: Extensions,
        }
        rows = [(row[0], ours.get(row[1], row[1]), *row[2:]) for row in super().init_handlers()]
        rows = [row for row in rows if not row[0].endswith(("/login", "/logout"))]  # a token is all there is
        own: list[tuple] = [("/kviz/alive", Alive), ("/kviz/cancel", Cancel), ("/healthz", Health)]
        if first:
            own.append(("/kviz/page/(.*)", PageFiles, {"path": str(self.page_folder)}))
            own.append(("/kviz/kernel", KernelStart, rows[-1][2]))
        mark = mark_of(self.static_paths)
        self.app.settings["kviz_mark"] = mark
        for path, handler, *rest in rows:
            if handler is Scripts:
                rows.insert(0, (path.replace("/(.*)", f"/{mark}/(.*)"), FixedScripts, *rest))
                break
        return [*((url_path_join(self.server_url, path), *row) for path, *row in own), *rows]

    async def serve(
        self,
        sockets: list[socket.socket],
        names: str,
        people: int,
        per_address: int | None,
        when_ready: Callable[[], None],
    ) -> None:
        """Answer until somebody wishes the end; then leave nothing behind."""
        stop = asyncio.Event()
        self.stop_request.tell(partial(asyncio.get_running_loop().call_soon_threadsafe, stop.set))
        self.connection_dir = self.connection_dir_root
        rules = {**self.init_settings(), "websocket_max_message_size": MESSAGE_LIMIT}
        rules |= {"kviz_people": people, "kviz_per_address": per_address, "kviz_folder": self.page_folder}
        rules |= {"kviz_port": sockets[0].getsockname()[1]}
        rules["jinja2_env"] = rules["voila_jinja2_env"]  # one page for every error: ours
        rules["jinja2_env"].globals["kviz_words"] = page_words()
        rules |= {"ws_ping_interval": 4_000, "ws_ping_timeout": 12_000}  # milliseconds: a silent page is gone
        # what visitors get wrong, such as an address, is nothing for the person at this terminal
        logging.getLogger("tornado").setLevel(max(self.log_level, logging.INFO))
        guard_log(self.log, level=self.log_level)
        self.app = Application([], transforms=[SafeHeaders], default_handler_class=Stranger, **rules)
        self.app.add_handlers(names, self.init_handlers())
        server = HTTPServer(self.app, max_buffer_size=2 * MESSAGE_LIMIT, max_body_size=1 << 20)
        server.add_sockets(sockets)
        try:
            if not self.stop_request.came:
                when_ready()
            await stop.wait()
        finally:
            logging.disable(logging.ERROR)  # open pages now lose their kernels one by one: that is not news
            server.stop()
            await self.kernel_manager.shutdown_all(now=True)


def make_site(config: Config, shared: Path, stop_request: StopRequest) -> Site:
    """Build the server; ``shared`` is the folder that holds our Voila template."""
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(shared), os.environ.get("JUPYTER_PATH")]))
    provisioner.register()
    Site.clear_instance()  # of an earlier server in the same Python
    logging.disable(logging.NOTSET)
    site = Site.instance(config=config)  # the one instance is where everything else logs to
    site.stop_request = stop_request
    site.initialize([])
    return site
