"""A visitor who leaves while a kernel starts takes the kernel along: nothing of ours stumbles over that."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from nbformat.v4 import new_code_cell
from voila.notebook_renderer import NotebookRenderer

from kviz.app.server.visit.notebook import Notebook


def test_the_outputs_of_a_kernel_that_died_are_read(monkeypatch, caplog):
    async def died(self, nb, kernel_id):
        cell = new_code_cell()
        cell.outputs = [{"output_type": "error", "ename": "DeadKernelError", "traceback": ["Kernel died"]}]
        yield cell

    monkeypatch.setattr(NotebookRenderer, "_jinja_cell_generator", died)
    notebook = Notebook.__new__(Notebook)
    notebook.log = logging.getLogger("kviz")

    async def cells():
        return [cell async for cell in notebook._jinja_cell_generator(None, "")]

    with ThreadPoolExecutor(1) as aside:  # a browser of the same tests may have a loop in this thread
        assert len(aside.submit(asyncio.run, cells()).result()) == 1
    assert "Kernel died" in caplog.text
