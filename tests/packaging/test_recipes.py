"""The recipes of other package systems ask for what setup.cfg asks for, and name files that exist."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

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
