"""The reference: every public name, on the page of its floor, from its docstring; and the commands."""

import inspect
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import click

import kviz
from kviz.cli import main

STUB = Path(kviz.__file__).with_suffix(".pyi")
PLAN = Path(kviz.__file__).parents[1] / "CONTRIBUTING.md"
HOME = re.compile(r"^from \.(\S+) import (\w+) as \2$", re.M)
# what a generator or a sequence holds stands in no signature
INSIDE = {
    "engine": [
        f"kviz.engine.steps.{step}" for step in ("Step", "Seed", "Assign", "Update", "Converged", "Stopped")
    ]
}
REFERENCE = """# Reference

`import kviz` is enough for every public name; each is loaded when it is first used. They stand on the page of
the floor that they live on, and below them what they give back.

```{toctree}
:maxdepth: 2

"""
COMMANDS = """# Command line

What `kviz --help` and `kviz COMMAND --help` say.
"""


def write_reference(folder: Path) -> None:
    """One page a floor, and the page that lists them."""
    floors: dict[str, list[str]] = defaultdict(list)
    for home, name in HOME.findall(STUB.read_text(encoding="utf-8")):
        if not name.startswith("_"):
            floors[home.split(".")[0]].append(name)
    listed = {name for names in floors.values() for name in names}
    # loaded before any floor: ``kviz.site`` is a function, and its floor has the same name
    public = {name: getattr(kviz, name) for name in kviz.__all__ if not name.startswith("_")}
    if missing := set(public) - listed:
        raise ValueError(f"{STUB.name} does not say where {', '.join(sorted(missing))} lives.")
    plan = PLAN.read_text(encoding="utf-8").split("```")[1].split()
    from_the_ground_up = sorted(floors, key=lambda floor: [*plan, floor].index(floor), reverse=True)
    for floor in from_the_ground_up:
        names = floors[floor]
        says = inspect.getdoc(import_module(f"kviz.{floor}"))
        paths = [f"kviz.{name}" for name in names] + INSIDE.get(floor, []) + _given_back(names)
        page = f"# {floor}\n\n{says}\n\n" + "\n".join(map(_section, dict.fromkeys(paths)))
        (folder / f"reference-{floor}.md").write_text(page, encoding="utf-8")
    pages = "".join(f"reference-{floor}\n" for floor in from_the_ground_up)
    (folder / "reference.md").write_text(f"{REFERENCE}{pages}```\n", encoding="utf-8")


def _section(path: str) -> str:
    """A name with its docstring, as autodoc writes it."""
    module, name = path.rsplit(".", 1)
    value = getattr(import_module(module), name)
    kind = "class" if inspect.isclass(value) else "function" if callable(value) else "data"
    members = "   :members:\n" * (kind == "class")
    title = path if module == "kviz" else name
    return f"## {title}\n\n```{{eval-rst}}\n.. auto{kind}:: {path}\n{members}```\n"


def _given_back(names: list[str]) -> list[str]:
    """Classes of ours that these functions return and that are not public names themselves."""
    found = []
    for value in (getattr(kviz, name) for name in names):
        back = get_type_hints(value).get("return") if inspect.isfunction(value) else None
        if (
            inspect.isclass(back)
            and back.__module__.startswith("kviz.")
            and back.__name__ not in kviz.__all__
        ):
            found.append(f"{back.__module__}.{back.__name__}")
    return found


def write_command_line(folder: Path) -> None:
    """The help text of every command."""
    page, top = [COMMANDS], click.Context(main, info_name="kviz", terminal_width=88)
    for name in ("", *main.list_commands(top)):
        command = main.get_command(top, name) if name else main
        context = click.Context(command, top, name, terminal_width=88) if name else top
        page.append(f"## kviz {name}".rstrip() + f"\n\n```text\n{command.get_help(context)}\n```\n")
    (folder / "command-line.md").write_text("\n".join(page), encoding="utf-8")
