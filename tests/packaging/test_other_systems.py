"""What macOS and Windows do not have is never missed: tried here with it taken away."""

import os
import subprocess
import sys
from pathlib import Path

import kviz

PACKAGE = Path(kviz.__file__).parent
# taken away after the libraries of others are loaded: they ask for the system, too
WINDOWS = """
import os, signal, socket, sys, sysconfig, asyncio
import matplotlib.figure, numpy, pandas, PIL.Image, click, jupyter_server, tornado, voila.app, anywidget
import ipykernel.kernelapp, nbconvert, tqdm, IPython.core.completer, concurrent.futures.process, webbrowser

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name in {"resource", "fcntl", "pwd", "grp", "termios", "pty", "tty"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in ("resource", "fcntl", "pwd", "grp", "termios", "pty", "tty"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocked())
for name in ("fork", "register_at_fork", "setsid", "killpg", "geteuid", "getuid", "fchmod"):
    delattr(os, name) if hasattr(os, name) else None
for name in ("SIGKILL", "SIGALRM", "SIGPROF", "SIGHUP", "setitimer", "ITIMER_REAL", "ITIMER_PROF"):
    delattr(signal, name) if hasattr(signal, name) else None
del socket.AF_UNIX
sys.platform = "win32"
"""
EVERY_MODULE = """
import importlib, pkgutil, kviz
names = [one.name for one in pkgutil.walk_packages(kviz.__path__, "kviz.")]
for name in names:
    if name not in {"kviz.__main__", "kviz.app.server.forkserver"} and ".site.browser" not in name:
        importlib.import_module(name)
print(len(names))
"""
A_DAY = """
import kviz, warnings
warnings.simplefilter("error")

def mine(X, k):
    yield [0, 0, 1, 1], X[[0, 2]]

X = kviz.Dataset([[1.0, 2.0], [1.0, 4.0], [8.0, 8.0], [9.0, 6.0]], ("gr\\u00f6\\u00dfe", "\\u03bb"))
trace = kviz.run(X, k=2, rng=0)
for name in ("run.gif", "run.html", "run.png", "run.pdf", "run.csv", "run.json", "run.ipynb"):
    kviz.export(trace, name, progress=False, size=(300, 200))
assert kviz.load("run.json") == trace
assert kviz.check(mine(X.points, 2), X, seconds=5).score > 0
kviz.show(trace, "page.html", browser=False)
from kviz.cli import main
from kviz.cli.check_one import limited
from kviz.app.explorer.time_limit import time_limit
from kviz.app.server.guard.seats import memory_of_machine
from kviz.app.server.kernel_process import limit_process
from kviz.app.server import forkserver, serve
limited(100), limit_process(), serve._allow_many_sockets(), memory_of_machine()
with time_limit():
    pass
assert not forkserver.POSSIBLE or forkserver.__file__
main(["export", "tutorial", "run.svg"], standalone_mode=False)
print("done")
"""


def in_a_process(code, folder, **environment):
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip


def test_nothing_of_unix_is_needed(tmp_path):
    """Every module is imported, and a run is made, exported, loaded, checked and shown."""
    done = in_a_process(WINDOWS + EVERY_MODULE + A_DAY, tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("done\n")


def test_files_are_written_the_same_where_the_system_has_another_encoding(tmp_path):
    """A German Windows reads and writes cp1252 unless told otherwise; a C locale stands in for it."""
    done = in_a_process(A_DAY, tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert done.returncode == 0, done.stderr
    assert "größe,λ" in (tmp_path / "run.csv").read_text(encoding="utf-8-sig")
