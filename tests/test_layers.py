"""The folder listing is the architecture: imports point down only."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "kviz"
TESTS = Path(__file__).parent
FLOORS = (
    "data",
    "engine",
    "story",
    "picture",
    "web",
    "exports",
    "segmentation",
    "lessons",
    "app",
    "site",
    "cli",
)
ROOM_LIMIT = 12  # files; a thirteenth asks for a new room
NUMPY_ONLY = {"data", "engine", "story"}
LAZY_IN_DATA = {"pandas", "palmerpenguins", "narwhals", "pyarrow", "dask", "tqdm"}
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
    below = {*FLOORS[: FLOORS.index(here) + 1], "_version"}
    for name, node in imports(path):
        if name.startswith("kviz."):
            assert name.split(".")[1] in below, f"line {node.lineno} imports {name}"


def test_contributing_draws_every_floor_in_its_place():
    """Its first picture is what a newcomer sees of the house."""
    picture = (ROOT.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").split("```")[1]
    lines = [line.split("   ") for line in picture.strip().splitlines()]
    drawn = [word.strip() for line in reversed(lines) for word in line[:2] if word.strip() in FLOORS]

    assert drawn == [floor for floor in FLOORS if (ROOT / floor).is_dir()]


def module_graph():
    """Each module and the modules of kviz that it imports, TYPE_CHECKING and functions included."""
    names = {module_name(path): path for path in MODULES}
    graph = {}
    for name, path in names.items():
        found = {there for there, _ in imports(path)}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        graph[name] = sorted(found & set(names) - {name})
    return graph


def module_name(path):
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


def circles(graph):
    """Every way that leads from a module back to itself, found from each module once."""
    state, way, found = {}, [], []

    def walk(name):
        state[name] = "open"
        way.append(name)
        for there in graph[name]:
            if state.get(there) == "open":
                found.append(" -> ".join([*way[way.index(there) :], there]))
            elif there not in state:
                walk(there)
        way.pop()
        state[name] = "done"

    for name in graph:
        if name not in state:
            walk(name)
    return found


def test_no_module_imports_a_module_that_imports_it():
    """A circle cannot be read from the ground up, nor any part of it be used alone."""
    assert circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == ["a -> b -> c -> a"]
    assert circles(module_graph()) == []


def test_a_room_holds_at_most_twelve_files():
    """A folder is a table of contents: what is longer is searched, not read."""
    sizes = Counter(
        str(path.parent.relative_to(ROOT.parent))
        for house in (ROOT, TESTS)
        for path in house.rglob("*")
        if path.suffix in {".py", ".js"} and path.stem != "__init__" and "node_modules" not in path.parts
    )
    assert sizes.keys() >= {"kviz/engine", "kviz/web/player", "tests", "tests/web/player"}
    assert {room: size for room, size in sizes.items() if size > ROOM_LIMIT} == {}


def test_no_two_test_files_have_one_name():
    """Python imports a test file by its name alone: of two, one would stand for the other."""
    names = Counter(path.name for path in TESTS.rglob("*.py") if "node_modules" not in path.parts)
    assert {name for name, count in names.items() if count > 1} == {"conftest.py"}


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

    with pytest.raises(AttributeError, match=r"has no 'kmean'; it has .*check, datasets.* kmeans"):
        kviz.kmean  # noqa: B018
