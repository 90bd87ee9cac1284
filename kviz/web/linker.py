"""Join the modules of the browser's side into one script and one style sheet, following their imports.

A browser that opens an exported file, and a notebook that shows a widget, take one text each. The modules
are written for tools and people: every file has its own imports and exports. This joins them in the order
in which they need each other; each keeps a scope of its own, so that names of two modules cannot clash.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from posixpath import dirname, join, normpath
from typing import NamedTuple

from kviz.data.in_browser import IN_BROWSER

FACTS = "facts.js"  # its place is taken by Python's own tables

IMPORT = re.compile(r"^import\b([^;]*?)\bfrom\s+\"([^\"]+)\";\n", re.MULTILINE)
NAMES = re.compile(r"\{([^}]*)\}")
DEFAULT = re.compile(r"^export default\b", re.MULTILINE)
DECLARED = re.compile(
    r"^(export )?(?:async )?(?:function\*?|class|const|let|var) +([\w$]+|[{\[])", re.MULTILINE
)
DOC_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


class LinkError(ValueError):
    """Modules that cannot be joined; the message names the file and what is wrong."""


class Module(NamedTuple):
    """One file: what it imports by name from which others, and what others may import.

    A default is imported as "default: its name here", and exported as "default".
    """

    name: str
    text: str
    imports: dict[str, list[str]]
    exported: set[str]


def link_widget(entry: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """The script and the style sheet of a widget; none in a browser's Python, whose page has them."""
    return ("", "") if IN_BROWSER else link(entry, facts)


def link(entry: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Join a module with all that it imports, and the style sheets that lie beside them.

    Parameters
    ----------
    entry : str
        The module that a page begins with, named from this folder: ``"player/widget.js"``.
    facts : mapping of str to JSON values
        What the script is to know of Python's tables, as ``FACTS``.

    Returns
    -------
    script, style : str
        One ES module without imports, and one style sheet.

    Raises
    ------
    LinkError
        If a module or a name that is imported does not exist, if modules import each other in a circle,
        if a module has the same name twice, or if it is written in a way that this cannot read.
    """
    modules = _in_order(entry)
    parts = [_facts(facts) if module.name == FACTS else _scope(module, entry) for module in modules]
    styles = [module.name.removesuffix(".js") + ".css" for module in modules]
    return "\n".join(parts), "\n".join(read(name) for name in styles if _exists(name))


def read(name: str) -> str:
    """One file of the browser's side, named from this folder."""
    return _place(name).read_text("utf-8")


def _place(name: str):  # noqa: ANN202  importlib's Traversable moved between versions
    return files("kviz.web").joinpath(*name.split("/"))


def _exists(name: str) -> bool:
    return _place(name).is_file()


@cache
def parse(name: str) -> Module:
    """Read a module and find its imports and names."""
    if not _exists(name):
        raise LinkError(f"{name} does not exist.")
    text = read(name)
    imports = {}
    for clause, path in IMPORT.findall(text):
        found = NAMES.fullmatch(clause.strip())
        names = [word.strip() for word in found[1].split(",") if word.strip()] if found else []
        if re.fullmatch(r"[\w$]+", clause.strip()):
            names = [f"default: {clause.strip()}"]
        if not names or any(" as " in word for word in names) or not path.startswith("."):
            raise LinkError(f'{name}: write import {{ name }} from "./file.js"; not{clause}from "{path}".')
        imports[normpath(join(dirname(name), path))] = names
    declared = DECLARED.findall(text)
    if any(word in "{[" for _, word in declared):
        raise LinkError(f"{name}: give every name of the module a declaration of its own.")
    names = [word for _, word in declared]
    names += [word.removeprefix("default: ") for names in imports.values() for word in names]
    if twice := sorted({word for word in names if names.count(word) > 1}):
        raise LinkError(f"{name}: {', '.join(twice)} is there twice; rename one.")
    if re.search(r"^export (let|var)\b", text, re.MULTILINE):
        raise LinkError(f"{name}: export constants, functions and classes; importers would not see a change.")
    exported = {word for export, word in declared if export}
    if DEFAULT.search(text):
        exported.add("default")
    return Module(name, text, imports, exported)


def _in_order(entry: str) -> list[Module]:
    """The modules, each after those that it imports."""
    found: dict[str, Module] = {}

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circle = " -> ".join((*way[way.index(name) :], name))
            raise LinkError(f"Modules import each other in a circle: {circle}.")
        if name in found:
            return
        module = parse(name)
        for target, names in module.imports.items():
            try:
                missing = {name.split(":")[0] for name in names} - parse(target).exported
            except LinkError as fault:
                raise LinkError(f"{name} imports {target}: {fault}") from None
            if missing:
                raise LinkError(
                    f"{name} imports {', '.join(sorted(missing))}, which {target} does not export."
                )
            visit(target, (*way, name))
        found[name] = module

    visit(entry, ())
    return list(found.values())


def _scope(module: Module, entry: str) -> str:
    """The module as a function that is called once and returns its exports; the entry stands by itself."""
    text = re.sub(
        r"^export (?!default\b)", "", DOC_COMMENT.sub("", IMPORT.sub("", module.text)), flags=re.MULTILINE
    )
    taken = [f"const {{ {', '.join(names)} }} = {_variable(name)};" for name, names in module.imports.items()]
    body = "\n".join([*taken, text.strip()])
    if module.name == entry:
        return f"{body}\n"
    body = DEFAULT.sub("const $default =", body)
    returned = ", ".join(sorted(module.exported - {"default"}))
    if "default" in module.exported:
        returned += f"{', ' * bool(returned)}default: $default"
    return f"const {_variable(module.name)} = (() => {{\n{body}\nreturn {{ {returned} }};\n}})();\n"


def _variable(name: str) -> str:
    """What holds the exports of a module: "player/keys.js" is kept in ``$player_keys``."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _facts(facts: Mapping[str, object]) -> str:
    text = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
    return f"const {_variable(FACTS)} = {{ FACTS: {text} }};\n"
