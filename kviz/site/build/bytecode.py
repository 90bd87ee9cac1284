"""Modules as bytecode, so that a browser need not compile them: by that very Python, which Node can run."""

import importlib.util
import marshal
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from kviz.site.browser import pack
from kviz.site.browser.pack import optimized, packed, unpacked
from kviz.site.build.distribution import PYTHON

HERE = Path(__file__).parent
RUNTIME = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def find_node() -> str | None:
    """A Node: the one beside this Python, which the extra "site" brings, or the one on the path."""
    return shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")


def how() -> str:
    """How modules are made ready here: "node", "python" where this is the same Python, or "source"."""
    if find_node():
        return "node"
    return "python" if sys.version_info[:2] == PYTHON and sys.implementation.name == "cpython" else "source"


def compiled(files: Mapping[str, bytes], runtime: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with bytecode (``name.pyc``) in the place of every module, where that can be made."""
    way = how()
    if way == "source":
        return dict(files)
    modules = {name: data for name, data in files.items() if name.endswith(".py")}
    rest = {name: data for name, data in files.items() if name not in modules}
    made = _by_node(modules, runtime) if way == "node" else bytecode(modules)
    return {**rest, **made}


def bytecode(modules: Mapping[str, bytes]) -> dict[str, bytes]:
    """Compile modules for the Python that runs this."""
    made = {}
    for name in sorted(modules):
        code = compile(modules[name], name, "exec", dont_inherit=True, optimize=optimized(name))
        made[f"{name}c"] = importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
    return made


def _by_node(modules: Mapping[str, bytes], runtime: Mapping[str, bytes]) -> dict[str, bytes]:
    """Hand the modules to a Node that runs the browser's Python."""
    node = find_node() or "node"
    with TemporaryDirectory(prefix="kviz-") as name:
        folder = Path(name)
        for file in RUNTIME:
            (folder / file).write_bytes(runtime[file])
        (folder / "pack.py").write_text(Path(pack.__file__).read_text("utf-8"), "utf-8")
        (folder / "sources.pack").write_bytes(packed(modules))
        done = subprocess.run(
            [node, str(HERE / "compile.js"), str(folder)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"Node could not compile the modules:\n{done.stderr[-2000:]}")
        return dict(unpacked((folder / "bytecode.pack").read_bytes()))
