"""Every sentence that a learner can meet is in the catalogue: no English stands in these rooms."""

import ast
import re
from pathlib import Path

import pytest

from kviz.story.catalogue import catalogue

ROOT = Path(__file__).parents[3] / "kviz"
ROOMS = (
    "app/explorer", "cli", "data/columns", "data/tables", "data/text", "engine/seeding", "exports",
    "lessons/quiz",
    "picture", "segmentation", "story", "web",
)  # fmt: skip
WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+( [a-z]|[.?!]?$)")
# what looks like words and is none of them, everywhere
NOT_WORDS = re.compile(
    r"kviz-|</?[a-z!]|^(Escape|Enter|Tab|Home|End|Backspace|Shift|Files|Python|None)$"  # classes, tags, keys
    r"|^(Title|Description|Comment|Software|Creator|Subject|Keywords|Date)$"  # fields of a file
    r"|^(segment|own code|new seeds|put away|basin start|show (cost|end)|lesson run)\b"  # messages
    r"|^(offset points|axes fraction|(upper|lower) right|[\w.]+ import [\w ]+|from \w.*|import \w+.*)"
)
KEPT = {  # file -> why its words stay
    "app/explorer/facts.py": "names groups of data sets",
    "cli/__init__.py": "what --help lists",
    "cli/check.py": "a style sheet and a policy",
    "cli/datasets.py": "names a group of data sets",
    "cli/elbow.py": "an option",
    "cli/export.py": "what --help lists, and pieces of an error",
    "cli/lesson.py": "what --help lists",
    "cli/picture_options.py": "what --help lists",
    "cli/table_options.py": "options, and the name of a table",
    "data/columns/choice.py": "the role of a column",
    "data/columns/kinds.py": "roles of columns",
    "data/columns/column.py": "what a program prints of a column",
    "data/columns/name_words.py": "words in names of columns, of many languages",
    "data/columns/suspects.py": "the role of a column",
    "data/columns/units.py": "units, of many languages",
    "data/tables/source.py": "a piece of an error",
    "data/tables/chosen_columns.py": "the role of a column",
    "data/tables/limits.py": "says what its numbers are",
    "data/tables/reader.py": "words in names of columns",
    "data/text/counts.py": "finds words of Python's csv",
    "data/text/outer_lines.py": "finds lines around a table, of many languages",
    "data/text/parser.py": "the name of a column",
    "engine/seeding/registry.py": "titles of papers",
    "exports/animation/mp4.py": "errors of the encoder",
    "exports/documents/figures.py": "pieces of an error",
    "exports/documents/html.py": "a policy",
    "exports/documents/notebook.py": "lines of a program",
    "exports/documents/svg.py": "names fonts",
    "exports/export.py": "a piece of an error",
    "exports/formats.py": "pieces of an error",
    "picture/charts/elbow.py": "a piece of an error",
    "picture/charts/seeding_comparison.py": "the name of an axes object",
    "picture/charts/tutorial.py": "names of pictures, as lessons call them",
    "picture/parts.py": "rows of parts say what they are to those who draw",
    "picture/render/font_fallback.py": "names fonts, and a warning",
    "segmentation/program.py": "a program and its comment",
    "segmentation/report_html.py": "a style sheet and a policy",
    "segmentation/report_pdf.py": "names a font",
    "segmentation/segment.py": "a piece of an error, and the notes of a reading",
    "story/narration/starts.py": "sentences of seedings that are added from outside",
    "story/profile.py": "units in names of columns",
    "web/linker.py": "errors for who writes the scripts",
    "web/messages.js": "errors for who writes the scripts",
    "web/player/controls.js": "names of buttons: their words are looked up by them",
    "web/player/frame_cache.js": "a line of the browser's log",
    "web/site/embed.js": "a program for another page",
    "web/site/keep_files.js": "a line of the browser's log",
    "web/explorer/basin_map.js": "names a font",
    "web/bridge/saved_notebook.js": "an error that the player catches",
}
SCRIPT = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL
)


def of_python(path):
    """The texts of a module that are no docstrings, not raised as errors, not logged."""
    tree = ast.parse(path.read_text("utf-8"))
    left_out = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            left_out.add(id(body[0].value))
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        raised = isinstance(node, ast.Raise) and "app/explorer" not in path.as_posix()
        if raised or called.startswith(("log.", "warnings.")) or isinstance(node, ast.AnnAssign | ast.arg):
            spared = node.annotation if isinstance(node, ast.AnnAssign | ast.arg) else node
            left_out |= {id(part) for part in ast.walk(spared)} if spared else set()
        if isinstance(node, ast.keyword) and node.arg in ("help", "metavar"):  # --help stays English
            left_out |= {id(part) for part in ast.walk(node.value)}
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            left_out |= {id(part) for part in ast.walk(node.returns)}
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            left_out |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.value


def of_script(path):
    """The texts of a script: comments are passed over."""
    for found in SCRIPT.finditer(path.read_text("utf-8")):
        if not found.group().startswith("/"):
            yield re.sub(r"\$\{[^}]*\}", "1", found.group()[1:-1])


READERS = {".py": of_python, ".js": of_script}


def english(path):
    texts = (text.strip() for text in READERS[path.suffix](path))
    return [text for text in texts if WORDS.search(text) and not NOT_WORDS.search(text)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_english_stands_in_the_code(room):
    paths = [path for path in (ROOT / room).rglob("*") if path.suffix in READERS]
    found = {path.relative_to(ROOT).as_posix(): english(path) for path in paths}

    assert len(paths) > 2
    assert {file: texts for file, texts in found.items() if texts and file not in KEPT} == {}


def test_the_list_of_exceptions_names_only_files_that_need_it():
    for file in KEPT:
        assert english(ROOT / file), f"{file} has no English any more: take it off the list"


def test_a_sentence_in_a_script_or_a_module_is_found(tmp_path):
    """The scan itself: a sentence is seen, a comment, a class and a key are not."""
    script, module = tmp_path / "a.js", tmp_path / "a.py"
    script.write_text(
        '// A comment here\nmake("p", { className: "kviz-card kviz-x" }, `Take ${n} back again`, "Enter");'
    )
    module.write_text(
        '"""A docstring is no sentence."""\nx = f"There are {n} points."\nraise ValueError("no way")'
    )

    assert english(script) == ["Take 1 back again"]
    assert english(module) == ["There are"]


def test_every_key_that_a_script_names_is_in_the_catalogue():
    known = set(catalogue("en").messages)
    sections = "page|player|presentation|quiz|site|tour"
    named = {
        (path.name, key)
        for path in (ROOT / "web").rglob("*.js")
        for key in re.findall(rf'"((?:{sections})\.[\w.]+)"', path.read_text("utf-8"))
    }
    assert len(named) > 200
    assert {pair for pair in named if pair[1] not in known} == set()
