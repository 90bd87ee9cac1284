"""The built wheel, installed where nothing else is: what a person gets from ``pip install``."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from kviz import __version__

ROOT = Path(__file__).parents[2]
NEEDED = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")

pytestmark = pytest.mark.slow


def run(*command: str | Path, **options: object) -> str:
    """Run a command; where it fails, say what it said."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=900, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A copy of the project, so that nothing left over from an earlier build slips in."""
    source = tmp_path_factory.mktemp("source")
    for name in NEEDED:
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "kviz", source / "kviz", ignore=shutil.ignore_patterns("__pycache__"))
    return source


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory) -> Path:
    """Built as pip does it."""
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", target, source)
    return next(target.glob("kviz-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of commands of a new environment that holds the wheel and what it asks for, and no more."""
    folder = tmp_path_factory.mktemp("clean") / "env"
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel)
    return folder / "bin"


def test_every_file_of_the_package_is_in_the_wheel(source, wheel):
    """A style sheet that is missing shows only on somebody else's machine."""
    ours = {str(path.relative_to(source)) for path in (source / "kviz").rglob("*") if path.is_file()}

    assert ours - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_commands_work_from_any_folder(installed, tmp_path):
    for command in ([installed / "kviz"], [installed / "python", "-m", "kviz"]):
        assert run(*command, "--version", cwd=tmp_path).strip().endswith(__version__)
        assert "export" in run(*command, "--help", cwd=tmp_path)
    assert "tutorial" in run(installed / "kviz", "datasets", cwd=tmp_path)


def test_the_page_is_served_from_any_folder(installed, tmp_path):
    """It needs a Python kernel and our template, which nothing that kviz depends on brings along."""
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))
    }
    with subprocess.Popen(
        [installed / "kviz", "--no-browser", "--port", "0"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            page = urllib.request.urlopen(address, timeout=60).read().decode()
        finally:
            server.send_signal(signal.SIGINT)

    assert "<title>kviz: see k-means think</title>" in page
    assert "application/vnd.jupyter.widget-view+json" in page
    assert server.returncode == 0
    assert list(tmp_path.iterdir()) == []
