"""The modules of the browser's side are joined as a browser would join them, or refused with a reason."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kviz.app.explorer.explorer import Explorer
from kviz.app.explorer.facts import COUNTED, FACTS, QUEUED
from kviz.app.player import Player
from kviz.site.browser.own_code import OWN_CODE
from kviz.story.messages import for_browser
from kviz.web import linker
from kviz.web.facts import PLAYER, tour

LESSON = {**PLAYER, "lessonWords": for_browser("presentation")}
ENTRIES = {
    "player/widget.js": PLAYER,
    "explorer/explorer.js": FACTS,
    "export_page/page.js": PLAYER,
    "export_page/guided.js": {**PLAYER, **tour()},
    "served/served.js": FACTS,
    "lessons/page.js": LESSON,
    "lessons/widget.js": LESSON,
    "site/site.js": {**FACTS, "site": {"words": for_browser("site")}},
}
ALONE = {  # no page's modules: workers of their own, and the script that a saved notebook carries
    "site/worker.js",
    "site/service_worker.js",
    "bridge/saved_notebook.js",
}
SCRIPTLESS = {"lessons/guide.css"}  # of a page to be read and printed
WEB = Path(linker.__file__).parent
SCRIPTS = sorted(WEB.rglob("*.js"))
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")


@pytest.fixture
def modules(monkeypatch):
    """``modules({"a.js": text})``: these files in place of the real ones."""

    def put(texts):
        monkeypatch.setattr(linker, "_exists", lambda name: name in texts)
        monkeypatch.setattr(linker, "read", lambda name: texts[name])
        linker.parse.cache_clear()

    yield put
    linker.parse.cache_clear()


def run(script: str) -> str:
    """What node prints of a linked script."""
    return subprocess.run(
        ["node", "--input-type=module"], input=script, capture_output=True, text=True, check=True
    ).stdout.strip()


@needs_node
def test_joined_modules_do_what_they_do_apart(modules):
    """Private names of two modules may be equal, a module that two others need is there once."""
    modules({
        "main.js": 'import { a } from "./room/a.js";\nimport { b } from "./room/b.js";\n'
        'import { FACTS } from "./facts.js";\nconsole.log(a(), b(), FACTS.words);\n',
        "room/a.js": 'import { count } from "./shared.js";\nconst MINE = "a";\n'
        "export const a = () => MINE + count();\n",
        "room/b.js": 'import { count } from "./shared.js";\nconst MINE = "b";\n'
        "export function b() {\n  return MINE + count();\n}\n",
        "room/shared.js": "let n = 0;\n/** Counts. */\nexport function count() {\n  n += 1;\n"
        "  return n;\n}\n",
        "facts.js": "export const FACTS = {};\n",
    })  # fmt: skip
    script, _ = linker.link("main.js", {"words": "</script>"})

    assert run(script) == "a1 b2 </script>"
    assert "</script" not in script
    assert "Counts" not in script


@needs_node
def test_a_page_may_begin_with_the_default_of_another(modules):
    """A widget's module is one page's beginning and another one's part."""
    modules({
        "main.js": 'import widget from "./widget.js";\nimport { name } from "./name.js";\n'
        "console.log(widget.render(), name);\n",
        "widget.js": "function render() {\n  return 7;\n}\nexport default { render };\n",
        "name.js": 'export const name = "n";\nexport default name;\n',
    })  # fmt: skip

    assert run(linker.link("main.js", {})[0]) == "7 n"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"main.js": 'import { a } from "./gone.js";\n'}, "main.js imports gone.js: gone.js does not exist"),
        (
            {"main.js": 'import { a, b } from "./a.js";\n', "a.js": "export const b = 1;\nconst a = 2;\n"},
            "main.js imports a, which a.js does not export",
        ),
        (
            {
                "main.js": 'import { a } from "./a.js";\n',
                "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "circle: a.js -> b.js -> a.js",
        ),
        (
            {"main.js": 'import { a } from "./a.js";\nconst a = 2;\n', "a.js": "export const a = 1;\n"},
            "main.js: a is there twice",
        ),
        ({"main.js": 'import { a as b } from "./a.js";\n', "a.js": "export const a = 1;\n"}, "write import"),
        ({"main.js": 'import * as a from "./a.js";\n', "a.js": "export const a = 1;\n"}, "write import"),
        ({"main.js": 'import { a } from "left-pad";\n'}, "write import"),
        ({"main.js": "export let a = 1;\n"}, "export constants"),
        ({"main.js": "const { a, b } = window;\n"}, "a declaration of its own"),
        (
            {"main.js": 'import a from "./a.js";\n', "a.js": "export const a = 1;\n"},
            "main.js imports default, which a.js does not export",
        ),
    ],
    ids=["file", "name", "circle", "twice", "renamed", "star", "package", "let", "pattern", "default"],
)
def test_what_cannot_be_joined_is_refused_with_its_reason(modules, texts, said):
    modules(texts)
    with pytest.raises(linker.LinkError, match=re.escape(said)):
        linker.link("main.js", {})


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_page_is_one_module_without_imports_and_its_styles(entry):
    script, style = linker.link(entry, ENTRIES[entry])

    assert not re.search(r"^(import|export (?!default))\b", script, re.MULTILINE)
    assert (".kviz-lesson" if entry.startswith("lessons/") else ".kviz-player") in style
    assert "</script" not in script


def test_every_module_belongs_to_a_page():
    """A file that nothing imports would be checked for ever and run by nobody."""
    used, todo = set(), list(ENTRIES)
    while todo:
        name = todo.pop()
        if name not in used:
            used.add(name)
            todo += linker.parse(name).imports
    typed = {name for path in SCRIPTS for name in re.findall(r'import\("([^"]+)"\)', path.read_text())}

    left = {str(path.relative_to(WEB)) for path in SCRIPTS} - used - ALONE
    assert {Path(name).name for name in left} <= {Path(name).name for name in typed}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(WEB)))
def test_a_style_sheet_lies_beside_the_module_of_its_name(path):
    sheets = {sheet for sheet in path.parent.glob("*.css") if str(sheet.relative_to(WEB)) not in SCRIPTLESS}

    assert all(sheet.with_suffix(".js").exists() for sheet in sheets)


@needs_node
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_facts_arrive_as_python_has_them(entry):
    script, _ = linker.link(entry, ENTRIES[entry])
    [line] = [line for line in script.splitlines() if line.startswith("const $facts = ")]

    assert json.loads(run(f"{line}\nconsole.log(JSON.stringify($facts.FACTS))")) == json.loads(
        json.dumps(ENTRIES[entry])
    )


def test_whatever_the_browser_asks_for_python_answers():
    """Every message of the scripts has an action, and every action a script that asks for it."""
    scripts = {path: path.read_text(encoding="utf-8") for path in SCRIPTS}
    asked = {word for text in scripts.values() for word in re.findall(r'\bdo: "([^"]+)"', text)}
    indirect = {"undo", "redo", "place", "draw"}  # asked for by a variable

    cancelled = {"own code cancel"}  # by ending a worker's Python

    assert (asked | indirect) - cancelled == set(Explorer.actions) | set(OWN_CODE)
    assert set(OWN_CODE) & set(Explorer.actions) == set(), "a server never runs a visitor's program"
    assert set(Player.actions) <= asked
    assert set(COUNTED) <= set(QUEUED) <= set(Explorer.actions)


def test_no_number_of_python_stands_in_a_script_by_hand():
    """Limits that both sides know are facts: a script that writes one may disagree with Python tomorrow."""
    known = {str(FACTS[name]) for name in ("maxSeed", "uploadLimit")}
    for path in SCRIPTS:
        numbers = set(
            re.findall(r"(?<![\w.])\d+(?![\w.])", path.read_text(encoding="utf-8").replace("_", ""))
        )
        assert not numbers & known, path
