"""The recipes of other package systems ask for what setup.cfg asks for, and name files that exist."""

import hashlib
import importlib.util
import io
import re
import tarfile
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from kviz import __version__

ROOT = Path(__file__).parents[2]
OTHER_NAMES = {"matplotlib": "matplotlib-base"}  # conda's package without a window system


def wanted():
    """Name -> smallest version, as setup.cfg has it for every system but the browser."""
    cfg = ConfigParser()
    cfg.read(ROOT / "setup.cfg", encoding="utf-8")
    rows = cfg["options"]["install_requires"].splitlines()
    rows = [row for row in rows if row and not row.startswith("#") and '== "emscripten"' not in row]
    pairs = [re.match(r"([\w-]+)>=([\w.]+)", row).groups() for row in rows]
    return {OTHER_NAMES.get(name, name): version for name, version in pairs}


def test_the_conda_recipe_asks_for_what_setup_asks_for():
    text = (ROOT / "assets" / "packaging" / "recipe.yaml").read_text(encoding="utf-8")
    run = text.split("  run:\n")[1].split("\n\n")[0]
    given = dict(re.findall(r"- ([\w-]+) >=([\w.]+)", run))

    assert given.pop("python") == "3.11"
    assert given == wanted()
    assert f'version: "{__version__}"' in text


def filler():
    path = ROOT / "assets" / "packaging" / "fill_recipe.py"
    spec = importlib.util.spec_from_file_location("fill_recipe", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def archive_of(folder, version, top=""):
    path, text = folder / f"kviz-{version}.tar.gz", f"Metadata-Version: 2.4\nName: kviz\nVersion: {version}\n"
    with tarfile.open(path, "w:gz") as packed:
        member = tarfile.TarInfo(f"{top}kviz-{version}/PKG-INFO")
        member.size = len(text)
        packed.addfile(member, io.BytesIO(text.encode()))
    return path


def test_the_recipe_is_filled_from_the_archive_of_a_release(tmp_path):
    """What conda's tools ask for is there, and no placeholder is left."""
    archive = archive_of(tmp_path, "1.2.3")

    recipe = yaml.safe_load(filler().filled(archive, "https://example.org/kviz-1.2.3.tar.gz"))

    assert recipe["context"] == {"version": "1.2.3"}
    assert recipe["source"] == {
        "url": "https://example.org/kviz-${{ version }}.tar.gz",
        "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
    }
    assert recipe["schema_version"] == 1
    assert {"name", "version"} <= set(recipe["package"])
    assert (recipe["build"]["noarch"], recipe["build"]["number"]) == ("python", 0)
    assert recipe["build"]["python"]["entry_points"] == ["kviz = kviz.cli:main"]
    assert {"host", "run"} == set(recipe["requirements"])
    assert recipe["tests"][0]["python"] == {"imports": ["kviz"], "pip_check": True}
    assert {"summary", "license", "license_file"} <= set(recipe["about"])
    assert (ROOT / recipe["about"]["license_file"]).exists()


def test_an_archive_that_another_tool_packed_says_its_version_too(tmp_path):
    assert filler().version_in(archive_of(tmp_path, "1.2.3", top="./")) == "1.2.3"


@pytest.mark.parametrize("made", [lambda path: tarfile.open(path, "w:gz").close(), lambda path: path.touch()])
def test_the_recipe_is_not_filled_from_something_else(tmp_path, made):
    made(tmp_path / "other.tar.gz")
    with pytest.raises(ValueError, match=r"has no PKG-INFO; give the archive of python -m build --sdist"):
        filler().filled(tmp_path / "other.tar.gz", "https://example.org/x.tar.gz")


@pytest.mark.parametrize("recipe", [".ci/matrix.yml"])
def test_a_workflow_names_files_that_exist(recipe):
    text = (ROOT / recipe).read_text(encoding="utf-8")
    paths = re.findall(r"\b(?:tests|\.ci)/[\w./]+", text)

    assert len(paths) >= 4
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_supported_python_is_tried():
    text = (ROOT / ".ci" / "matrix.yml").read_text(encoding="utf-8")
    script = (ROOT / "tests" / "packaging" / "pythons.py").read_text(encoding="utf-8")
    versions = re.search(r"VERSIONS = \((.*)\)", script).group(1)

    assert f"python: [{versions}]" in text
