"""``kviz.site``: the whole page as static files, or as one."""

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from kviz.app.first_run import ROOMS, first_runs
from kviz.data.atomic_files import atomic_files, explained_errors
from kviz.data.given import path_of, yes_or_no
from kviz.exports.progress import Progress
from kviz.site.build.contents import contents
from kviz.site.build.distribution import Distribution
from kviz.site.build.packs import PACKAGES, own_pack, package_packs, zipped
from kviz.site.build.page import document, frame, icon, one_document, scripts
from kviz.site.build.tables import language_files, on_shelf, table_files
from kviz.web.linker import read

PAGE, CONTENTS = "index.html", "contents.html"
KEEPER = "service-worker.js"
WITH_SUM = re.compile(
    r"[a-z0-9-]+\.[0-9a-f]{12}\.(js|css|svg|zip|pack|json)"
)  # what a site made before is called
SUFFIXES = {"script": ".js", "style": ".css", "icon": ".svg", "stdlib": ".zip"}


def site(
    folder: str | os.PathLike,
    *,
    pyodide: str | os.PathLike | None = None,
    one_file: bool = False,
    data: Iterable[str | os.PathLike] = (),
    progress: Progress | bool = True,
) -> Path:
    """Write the page of ``kviz.explore()`` as static files: Python runs in the visitor's browser.

    Parameters
    ----------
    folder : path
        Where the files go; with ``one_file``, where ``kviz.html`` goes.
    pyodide : str or path, optional
        A folder that holds Pyodide 0.27.7, or an address to fetch it from. By default the official release
        is fetched once and kept. Every file is checked against the sums of the official release.
    one_file : bool
        One page with everything in it, which opens from a disk or a USB stick.
    data : tables, by default none
        Paths of tables of your own for the list of data sets. Whoever has the site has them.
    progress : callable or bool
        Called with (files found, files in all) of Pyodide. True shows a bar in a terminal or a notebook.

    Returns
    -------
    path : Path
        Of the page to open. The files appear whole or not at all; made again, they are the same bytes.

    Raises
    ------
    ValueError
        If a file of Pyodide is missing, cannot be fetched, or is not the official one.
    OSError
        If the files cannot be written, with a sentence that says what to do.

    Examples
    --------
    >>> import kviz
    >>> kviz.site("public")  # doctest: +SKIP
    PosixPath('public/index.html')
    >>> kviz.site("public", pyodide="a-folder-that-is-not-there")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: There is no folder 'a-folder-that-is-not-there'; name the one that holds ...
    """
    target, one_file = path_of(folder, "folder"), yes_or_no(one_file, "one_file")
    if not callable(progress):
        yes_or_no(progress, "progress")
    tables = table_files(data)
    distribution = Distribution(pyodide)
    runtime = distribution.files([name for names in PACKAGES.values() for name in names], progress)
    own = own_pack(runtime, {**tables, **language_files()})
    packs = {**package_packs(distribution, runtime), "kviz": own}
    with on_shelf(tables):
        parts = {**_parts(runtime), **packs, **first_runs()}
        links = contents(PAGE).encode()
    with explained_errors(target / PAGE):
        target.mkdir(parents=True, exist_ok=True)
    made = {"kviz.html": _as_one(parts).encode()} if one_file else {CONTENTS: links, **_as_many(parts)}
    path = target / [*made][-1]
    with explained_errors(path), atomic_files() as new_file:
        for name, content in made.items():
            new_file(target / name).write(content)
    for old in target.iterdir():
        if not one_file and old.name not in made and WITH_SUM.fullmatch(old.name):
            old.unlink()
    return path


def _parts(runtime: Mapping[str, bytes]) -> dict[str, bytes]:
    """Python itself, as the page's script loads it, by name."""
    worker = [runtime["pyodide.asm.js"], runtime["pyodide.js"], read("site/worker.js").encode()]
    return {
        "worker": zipped(b"\n".join(worker)),
        "wasm": zipped(runtime["pyodide.asm.wasm"]),
        "stdlib": runtime["python_stdlib.zip"],
    }


def _as_many(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """File names and their bytes, the page last; what can change has its sum in its name, for caches."""
    script, style = scripts()
    page = {"script": script.encode(), "style": (frame() + style).encode(), "icon": icon().encode()}
    places, made = {}, {}
    for name, data in {**parts, **page}.items():
        suffix = SUFFIXES.get(name, ".json" if name.startswith("first-") else ".pack")
        places[name] = f"{name}.{sha256(data).hexdigest()[:12]}{suffix}"
        made[places[name]] = data
    build = {**_build({name: places[name] for name in parts}), "keeper": KEEPER, "contents": CONTENTS}
    made[KEEPER] = read("site/service_worker.js").encode()
    made[PAGE] = document(build, places).encode()
    return made


def _as_one(parts: Mapping[str, bytes]) -> str:
    texts = {
        name: data.decode().replace("<", "\\u003c") if name.startswith("first-") else b64encode(data).decode()
        for name, data in parts.items()
    }
    embedded = {f"kviz-{name}": text for name, text in texts.items()}
    return one_document(_build({name: f"#kviz-{name}" for name in parts}), embedded)


def _build(places: Mapping[str, str]) -> dict[str, object]:
    late = [pack for pack in PACKAGES if pack != "core"]
    files = {name: place for name, place in places.items() if name not in late}
    return {"files": files, "late": {name: places[name] for name in late}, "rooms": list(ROOMS)}
