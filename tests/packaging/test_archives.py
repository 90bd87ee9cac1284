"""The source archive and the wheel, installed where nothing else is: what ``pip install`` gives a person."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from kviz import __version__

ROOT = Path(__file__).parents[2]
FILES = (
    ".ci/run", ".ci/matrix.yml", ".gitignore", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE",
    "MANIFEST.in", "Makefile", "README.md", "SECURITY.md", "pyproject.toml", "setup.cfg",
)  # fmt: skip
FOLDERS = ("assets", "kviz", "notebooks", "tests")
LEFT_OUT = ("__pycache__", "node_modules", ".ipynb_checkpoints")

pytestmark = pytest.mark.slow


def new_environment() -> dict[str, str]:
    """Without what this machine tells every Python and Jupyter, where to find kviz included."""
    return {name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}


def run(*command: str | Path, **options: object) -> str:
    """Run a command as from a terminal of a new machine; where it fails, say what it said."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True, text=True, timeout=900, env=new_environment(), **options,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A copy of the project, so that nothing left over from an earlier build slips in."""
    source = tmp_path_factory.mktemp("source")
    for name in FILES:
        (source / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return source


@pytest.fixture(scope="module")
def built(source, tmp_path_factory) -> Path:
    """The folder with the source archive, and the wheel that was made from that archive alone."""
    target = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--outdir", target, source)
    return target


@pytest.fixture(scope="module")
def wheel(built) -> Path:
    return next(built.glob("kviz-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of commands of a new environment that holds the wheel and what it asks for, and no more."""
    folder = tmp_path_factory.mktemp("clean") / "env"
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python, quick = folder / "bin" / "python", ["--quiet", "--no-compile"]  # what is used is compiled then
    run(sys.executable, "-m", "pip", "--python", python, "install", *quick, wheel)
    return folder / "bin"


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_every_file_of_the_package_is_in_the_wheel(source, wheel):
    """A style sheet that is missing shows only on somebody else's machine."""
    ours = {name for name in files_of(source) if name.startswith("kviz/")}

    assert ours - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_holds_the_package_alone(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"kviz", f"kviz-{__version__}.dist-info"}


def test_the_whole_project_is_in_the_source_archive(source, built):
    """Tests, notebooks, changelog, citation and all: who has it can run the tests and build the pages."""
    top = f"kviz-{__version__}"
    with tarfile.open(built / f"{top}.tar.gz") as archive:
        held = {member.name.removeprefix(f"{top}/") for member in archive if member.isfile()}

    assert files_of(source) - held == set()
    made_by_tools = {"PKG-INFO", "setup.cfg"}
    assert {name for name in held - files_of(source) if ".egg-info/" not in name} <= made_by_tools


def test_the_conda_recipe_is_filled_from_the_source_archive(source, built):
    archive = built / f"kviz-{__version__}.tar.gz"
    script = source / "assets" / "packaging" / "fill_recipe.py"

    recipe = run(sys.executable, script, archive, f"https://example.org/{archive.name}")

    assert f"sha256: {sha256(archive.read_bytes()).hexdigest()}" in recipe
    assert "url: https://example.org/kviz-${{ version }}.tar.gz" in recipe


def test_the_commands_work_from_any_folder(installed, tmp_path):
    for command in ([installed / "kviz"], [installed / "python", "-m", "kviz"]):
        assert run(*command, "--version", cwd=tmp_path).strip().endswith(__version__)
        assert "export" in run(*command, "--help", cwd=tmp_path)
    assert "tutorial" in run(installed / "kviz", "datasets", cwd=tmp_path)


def test_the_page_is_served_from_any_folder(installed, tmp_path):
    """It needs a Python kernel and our template, which nothing that kviz depends on brings along."""
    with subprocess.Popen(
        [installed / "kviz", "--no-browser", "--port", "0"],
        cwd=tmp_path,
        env=new_environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            opened = urllib.request.urlopen(address, timeout=60)
            page, cookies = opened.read().decode(), opened.headers.get_all("Set-Cookie")
            known = {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in cookies)}
            known["X-XSRFToken"] = re.search(r"_xsrf=([^;]+)", known["Cookie"]).group(1)
            ask = urllib.request.Request(f"{address}kviz/kernel", data=b"", headers=known)
            kernel = json.loads(urllib.request.urlopen(ask, timeout=60).read())
        finally:
            server.send_signal(signal.SIGINT)

    assert "<title>kviz: see k-means think</title>" in page
    assert kernel["kernel"] and kernel["comm"]
    assert server.returncode == 0
    assert list(tmp_path.iterdir()) == []
