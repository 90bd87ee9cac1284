"""The files of the page that plays before its kernel: script, style, and the first run, drawn before.

Where everything that draws is loaded already they are made once, at the start: ``python -m
kviz.app.server.files.page_files FOLDER`` does it where there is no forkserver.
"""

import json
import re
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

NAME = re.compile(r"[\w-]+\.[0-9a-f]{12}\.(js|css|json)")
FOLDER = "page"  # in the folder of the server
PLACES = "places.json"
SUFFIXES = {"script": ".js", "style": ".css"}


def is_explorer(path: Path) -> bool:
    """Whether a notebook says that it shows ``kviz.explore()``: its first run can then be drawn before."""
    try:
        about = json.loads(path.read_text("utf-8"))["metadata"]
        return about.get("kviz", {}).get("shows") == "explore"
    except (OSError, ValueError, KeyError, AttributeError):
        return False  # it is said where it is run


def make(folder: Path) -> None:
    """Write all files, each under a name that changes with it, and last of all what they are called."""
    from importlib.resources import files

    from kviz.app.explorer.facts import FACTS
    from kviz.app.first_run import ROOMS, first_runs
    from kviz.data.atomic_files import atomic_files
    from kviz.web.linker import link

    script, style = link("served/served.js", FACTS)
    around = files("kviz.app").joinpath("page/share/jupyter/voila/templates/kviz/static/page.css")
    parts = {"script": script.encode(), "style": (around.read_text("utf-8") + style).encode(), **first_runs()}
    folder.mkdir(exist_ok=True)
    names = {}
    with atomic_files() as opened:
        for part, data in parts.items():
            names[part] = f"{part}.{sha256(data).hexdigest()[:12]}{SUFFIXES.get(part, '.json')}"
            opened(folder / names[part]).write(data)
        opened(folder / PLACES).write(json.dumps({"names": names, "rooms": list(ROOMS)}).encode())


def places(folder: Path) -> dict | None:
    """What the files are called; None as long as they are being made."""
    try:
        return _read(folder / PLACES)
    except OSError:
        return None


@cache
def _read(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
