"""The process behind one open page: ``python -m kviz.app.server.kernel_process -f connection.json``."""

import contextlib
import logging
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path

from kviz.app.server.files import page_files
from kviz.app.server.guard import processes
from kviz.app.server.guard.seats import LIMIT

# What a page needs before its first picture; loading it is most of the waiting.
PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "pandas",
    "kviz.app.explorer.explorer",
    "kviz.picture.film",
)
MEMORY = 4 << 30  # bytes of address space for one page; numpy alone reserves some 0.3 of the 4 GiB
REQUEST_SECONDS = 60  # of processor time for one request of a page; the dearest that was measured takes 15
FILES = 512  # open at once; a page uses some 60
FILE_BYTES = 1 << 30  # of one file that it writes: an export on its way to the browser

# One page, one thread: many people share few cores, and a process with threads cannot be split.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
# Where pandas finds pyarrow, that would reserve a gigabyte at once, more than a page may have.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def preload(page: Path | None = None) -> None:
    """Load what every page will need; ``page`` is where files of the first page go, if any."""
    try:
        for module in PRELOADED:
            import_module(module)
        rehearse()
        if page:
            page_files.make(page)
    except Exception:  # the page will say what is wrong where it is seen
        traceback.print_exc()


def rehearse() -> None:
    """Draw the first page's first frames, so that fonts and styles are read before anybody waits for them."""
    from kviz.data.builtin import datasets
    from kviz.engine.recording import run as run_kmeans
    from kviz.picture.film import Film

    dataset = datasets["tutorial"]()
    film = Film(run_kmeans(dataset, k=dataset.k, init=dataset.start))
    for i in range(len(film)):
        film.png(i)


def limit_process() -> None:
    """Let one page's mistake end its own process, not the machine: limits of memory, files and their size."""
    with contextlib.suppress(ImportError):  # not a Unix
        import resource

        data = int(os.environ.get(LIMIT) or MEMORY)
        limits = {"AS": MEMORY, "DATA": data, "NOFILE": FILES, "FSIZE": FILE_BYTES, "CORE": 0}
        if threads := int(os.environ.get(processes.LIMIT) or 0):
            limits["NPROC"] = threads  # of all kernels together; the server looks after each
        for name, most in limits.items():
            with contextlib.suppress(ValueError, OSError):  # a smaller limit was set for us
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def run(arguments: list[str], parent: int | None = None) -> None:
    """Serve one page until it is gone.

    ``parent`` is the process whose end is ours, the one that made us unless it is given; 1 stands for none.
    """
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    limit_process()
    os.environ.setdefault("KVIZ_REQUEST_SECONDS", str(REQUEST_SECONDS))
    # Nothing of one person's is written down, and nobody's start-up files are read.
    settings = Config(
        HistoryManager={"enabled": False},
        InteractiveShellApp={"exec_PYTHONSTARTUP": False},
        BaseIPythonApplication={"auto_create": False},
        # the kernel ends when the process that made it does
        IPKernelApp={
            "capture_fd_output": False,
            "parent_handle": parent or os.getppid(),
            "log_level": logging.ERROR,
        },
    )
    logging.getLogger("Comm").setLevel(logging.ERROR)  # a page that closes twice is not news
    kernel = IPKernelApp.instance(config=settings)
    kernel.initialize(arguments)
    if "ipywidgets" in sys.modules:
        # loaded before there was a kernel to register with
        sys.modules["ipywidgets"].register_comm_target()
    kernel.start()


if __name__ == "__main__":
    preload()
    run(sys.argv[1:])
