"""The notebook behind a page, and how its cells are run in a kernel that was just started."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from queue import Empty

import nbformat
from voila.execute import VoilaExecutor
from voila.handler import VoilaHandler
from voila.notebook_renderer import NotebookRenderer

KERNEL_PATIENCE = 60  # seconds
VIEW = "application/vnd.jupyter.widget-view+json"


class Notebook(NotebookRenderer):
    """Voila's renderer of our notebook, read straight from its file: signatures are for editing."""

    @classmethod
    def of(cls, handler: VoilaHandler, page_config: dict) -> "Notebook":
        """The notebook of a page; it knows nothing of what the visitor asked for."""
        return cls(
            request_handler=handler,
            voila_configuration=handler.voila_configuration,
            traitlet_config=handler.traitlet_config,
            notebook_path=str(Path(handler.voila_configuration.parent.root_dir, handler.notebook_path)),
            template_paths=handler.template_paths,
            config_manager=handler.config_manager,
            contents_manager=handler.contents_manager,
            base_url=handler.base_url,
            kernel_spec_manager=handler.kernel_spec_manager,
            page_config=page_config,
        )

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
            for output in cell.outputs:  # of a kernel that died they are plain dictionaries
                if output["output_type"] == "error":
                    self.log.error("The page's notebook failed:\n%s", "\n".join(output["traceback"]))
            yield cell

    async def widget(self, kernel_id: str, kernel: asyncio.Future) -> str:
        """Run the notebook without a template: the number of the widget that it shows, "" where it fails."""
        self.cwd = str(Path(self.notebook_path).parent)
        nb = await self.load_notebook(self.notebook_path)
        await self._jinja_kernel_start(nb, kernel_id, kernel)
        shown = ""
        async for cell in self._jinja_cell_generator(nb, kernel_id):
            for output in cell.outputs:
                shown = output.get("data", {}).get(VIEW, {}).get("model_id", shown)
        return shown
