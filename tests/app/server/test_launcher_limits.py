"""What one kernel may take: memory, seconds, processes, files, and what waits for it."""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from kviz.app.server.guard import processes
from kviz.app.server.guard.backlog import Backlog
from kviz.app.server.guard.seats import seats_for
from kviz.app.server.kernel_manager import Kernels

THREADS = """
import threading, time
for _ in range(5):
    threading.Thread(target=time.sleep, args=[60], daemon=True).start()
print("begun", flush=True)
time.sleep(60)
"""

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="threads are counted on Linux only")


def test_seats_are_checked_against_files_and_threads_too():
    """The scarcest of them decides, and is named."""
    memory = 24 << 30

    assert seats_for(40, memory, files=65_536, threads=100_000)[::2] == (40, "")
    fit, _, said = seats_for(40, memory, files=600, threads=100_000)
    assert (fit, "open 600 files, so 20 people" in said) == (20, True)
    fit, _, said = seats_for(40, memory, files=65_536, threads=100)
    assert (fit, "100 more processes and threads, so 3 people" in said) == (3, True)
    assert seats_for(40, memory, files=10)[0] == 1


@needs_proc
def test_threads_of_a_kernel_and_of_what_it_started_are_counted():
    command = [
        sys.executable,
        "-c",
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {THREADS!r}])",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            assert process.stdout.readline() == b"begun\n"
            assert processes.threads_by_session()[process.pid] >= 7
            assert processes.threads_of_user() >= processes.threads_by_session()[process.pid]
        finally:
            os.killpg(process.pid, 9)


def test_a_kernel_with_too_many_threads_is_ended(monkeypatch):
    class Kernel:
        class provisioner:
            pid = 7

    kernels = Kernels()
    kernels._kernels["k"] = Kernel
    monkeypatch.setattr(processes, "threads_by_session", lambda: {7: processes.MOST})
    assert kernels._too_many("k") is None
    kernels._counted = float("-inf")
    monkeypatch.setattr(processes, "threads_by_session", lambda: {7: processes.MOST + 1})

    assert kernels._too_many("k") == f"it has {processes.MOST + 1} threads and processes"


def test_a_backlog_forgets_what_was_done():
    backlog = Backlog(most_bytes=10, most_messages=2)

    assert backlog.takes("a", 6)
    assert not backlog.takes("b", 5)
    backlog.done("a")
    backlog.done("never heard of")
    assert backlog.takes("b", 5) and backlog.takes("c", 5)
    assert not backlog.takes("d", 0)
    assert backlog.bytes == 10


@needs_proc
def test_every_limit_reaches_the_kernel(start, tmp_path):
    path = tmp_path / "limits.ipynb"
    code = """import os, resource
names = ("NPROC", "NOFILE", "FSIZE", "DATA", "CORE")
" ".join([f"{name}={resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0]}" for name in names]
         + ["SECONDS=" + os.environ["KVIZ_REQUEST_SECONDS"]])"""
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), path)

    text = start("--notebook", str(path), "--people", "2").ask().text
    found = dict(re.findall(r"([A-Z]+)=(\d+)", text))

    assert int(found["NOFILE"]) == 512
    assert int(found["FSIZE"]) == 1 << 30
    assert int(found["CORE"]) == 0
    assert 0 < int(found["DATA"]) < 4 << 30
    assert 2 * processes.MOST < int(found["NPROC"]) < 50_000
