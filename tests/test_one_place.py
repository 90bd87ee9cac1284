"""One fact, one place: no six lines of the same logic stand twice in the package."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1] / "kviz"
MOST = 5  # equal lines one after another; a sixth asks for a function, or for a row
PLAIN = {".js", ".html", ".j2"}


def python_lines(text):
    """The lines of statements; not signatures, imports and docstrings, which say the same of many things."""
    tree, kept = ast.parse(text), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not isinstance(
            node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            kept |= set(range(node.lineno, node.end_lineno + 1))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            kept -= set(range(node.lineno, node.end_lineno + 1))
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if number in kept]


def lines_of(path):
    """The number and the words of every line that says something, without its indentation."""
    text = path.read_text(encoding="utf-8")
    lines = python_lines(text) if path.suffix == ".py" else list(enumerate(text.splitlines(), 1))
    told = [(number, " ".join(line.split())) for number, line in lines]
    skipped = re.compile(r"(#|//|/?\*|import\b|from\b|export \{)|[^\w]*$")
    return [(number, line) for number, line in told if not skipped.match(line)]


def twice(paths, root=ROOT):
    """Where more lines than allowed are equal, one after another: the places, and how the lines begin."""
    places = defaultdict(list)
    for path in paths:
        lines = lines_of(path)
        for at in range(len(lines) - MOST):
            words = tuple(line for _, line in lines[at : at + MOST + 1])
            places[words].append(f"{path.relative_to(root)}:{lines[at][0]}")
    return {words[0]: found for words, found in places.items() if len(found) > 1}


def test_no_six_lines_of_the_same_logic_stand_twice():
    paths = [path for path in sorted(ROOT.rglob("*")) if path.suffix in {".py", *PLAIN}]

    assert len(paths) > 300
    assert twice(paths) == {}


def test_equal_lines_are_found_whatever_their_indentation_and_signatures_are_not(tmp_path):
    body = [f"    x{i} = work({i})" for i in range(6)]
    arguments = "".join(f"    a{i}: int = {i},\n" for i in range(8))
    (tmp_path / "one.py").write_text(f"def one(\n{arguments}):\n" + "\n".join(body))
    (tmp_path / "two.py").write_text(
        f"def two(\n{arguments}):\n    if a1:\n" + "\n\n".join("    " + line for line in body)
    )

    assert twice(sorted(tmp_path.glob("*.py")), tmp_path) == {"x0 = work(0)": ["one.py:11", "two.py:12"]}
    (tmp_path / "two.py").write_text(f"def two(\n{arguments}):\n" + "\n".join(body[1:]))
    assert twice(sorted(tmp_path.glob("*.py")), tmp_path) == {}
