"""The folder listing is the architecture: imports point down only."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "kviz"
FLOORS = {"data": 0, "engine": 1, "story": 2, "picture": 3, "exports": 4, "app": 5, "cli": 6}
NUMPY_ONLY = {"data", "engine", "story"}
LAZY_IN_DATA = {"pandas", "palmerpenguins"}
MODULES = sorted(ROOT.rglob("*.py"))


def imports(path):
    """Every module a file imports, function-level imports included, as dotted names."""
    package = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package.rsplit(".", node.level - 1)[0] + "." if node.level else ""
            name = f"{up}{node.module or ''}".rstrip(".")
            yield name, node
            if name == "kviz":
                yield from ((f"kviz.{alias.name}", node) for alias in node.names)


def floor(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_only(path):
    here = floor(path)
    if here not in FLOORS:
        assert here in {"__init__", "__main__", "_version"}
        return
    for name, node in imports(path):
        if name.startswith("kviz."):
            there = name.split(".")[1]
            down = there == "_version" or FLOORS.get(there, 99) <= FLOORS[here]
            assert down, f"line {node.lineno} imports {name}"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if floor(path) in NUMPY_ONLY],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_lower_floors_need_numpy_alone(path):
    for name, node in imports(path):
        top = name.split(".")[0]
        allowed = top in sys.stdlib_module_names or top in {"kviz", "numpy"}
        late = floor(path) == "data" and top in LAZY_IN_DATA and node.col_offset > 0
        assert allowed or late, f"line {node.lineno} imports {name}"


LIGHT = "kviz.kmeans, kviz.run, kviz.record, kviz.load, kviz.datasets, kviz.read_table"
HEAVY = ("matplotlib", "ipywidgets", "pandas", "PIL", "click")


@pytest.mark.parametrize("names", ["", LIGHT], ids=["nothing", "computing"])
def test_import_kviz_is_light(names):
    """Computing needs neither a drawing library nor widgets nor tables."""
    code = f"import sys, kviz; {names}\nprint(*[name for name in {HEAVY} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


def test_every_public_name_resolves():
    import kviz

    for name in kviz.__all__:
        assert getattr(kviz, name) is not None
    assert set(kviz.__all__) == set(dir(kviz))


def test_an_unknown_name_is_answered_with_the_known_ones():
    import kviz

    with pytest.raises(AttributeError, match=r"has no 'kmean'; it has kmeans, run"):
        kviz.kmean  # noqa: B018
