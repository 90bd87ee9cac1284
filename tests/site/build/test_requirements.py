"""``micropip install kviz`` resolves in a browser: no server, and floors that Pyodide's packages meet."""

import configparser
import json
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": "3.12"}
SERVER = {"voila", "ipykernel", "jupyter-server", "tornado"}
# pure Python, which every index has: the widget protocol, and what reads frames of other libraries
PURE = {"ipywidgets", "anywidget"}


@pytest.fixture(scope="module")
def needed():
    setup = configparser.ConfigParser()
    setup.read(Path(__file__).parents[3] / "setup.cfg", encoding="utf-8")
    lines = [line for line in setup["options"]["install_requires"].splitlines() if line.strip()]
    found = [Requirement(line) for line in lines if not line.lstrip().startswith("#")]
    return {canonicalize_name(r.name): r for r in found if not r.marker or r.marker.evaluate(BROWSER)}


def test_no_part_of_the_server_is_asked_for(needed):
    assert SERVER & set(needed) == set()


def test_every_floor_is_met_by_the_browsers_own_packages(needed, pyodide):
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["packages"]
    versions = {canonicalize_name(name): entry["version"] for name, entry in lock.items()}

    assert set(needed) - set(versions) == PURE
    low = {
        name: versions[name]
        for name, r in needed.items()
        if name in versions and versions[name] not in r.specifier
    }
    assert low == {}
