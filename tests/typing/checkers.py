"""The two type checkers, asked about one file: which lines do they refuse?"""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def need(module: str) -> None:
    """Without this checker a test fails where CI is set, and is skipped on a person's machine."""
    if importlib.util.find_spec(module) is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(f"{module} is not installed: run make check, or pip install '.[test]'")


def run(*command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def mypy(*paths: Path) -> list[dict[int, str]]:
    """Line numbers of each file that mypy refuses, each with what it says."""
    need("mypy")
    # what it keeps from run to run is good for one set of options: these have a folder of their own
    options = ("--follow-imports=silent", "--cache-dir=.mypy_cache/silent")
    said = run(sys.executable, "-m", "mypy", *options, *map(str, paths))
    found = [re.findall(rf"^\S*{path.name}:(\d+): error: (.*)$", said, re.M) for path in paths]
    assert sum(map(len, found)) == len(re.findall(r": error: ", said)), said
    return [{int(line): text for line, text in lines} for lines in found]


def pyright(*paths: Path) -> list[dict[int, str]]:
    """Line numbers of each file that pyright refuses, each with what it says."""
    need("pyright")
    command = (sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable)
    said = json.loads(run(*command, *map(str, paths)))["generalDiagnostics"]
    errors = [item for item in said if item["severity"] == "error"]
    return [
        {
            item["range"]["start"]["line"] + 1: item["message"]
            for item in errors
            if Path(item["file"]).name == path.name
        }
        for path in paths
    ]


CHECKERS = {"mypy": mypy, "pyright": pyright}
