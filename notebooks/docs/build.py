"""Build the site: ``make docs``, or ``python notebooks/docs/build.py FOLDER [TRIES [KEPT]]``.

Its sources are put together in a folder that goes away, so that nothing is left in the project: pages
written by hand, the reference from the docstrings, the gallery drawn by the package, the notebooks executed.
"""

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from draw_gallery import write_gallery
from run_notebooks import run_notebooks
from sphinx.cmd.build import build_main
from write_reference import write_command_line, write_reference

import kviz
from kviz.lessons.catalog import units
from kviz.picture.charts.tutorial import tutorial_run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INCLUDED = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")  # pages take sections of them
ICON = ROOT / "kviz/app/page/share/jupyter/voila/templates/kviz/static/kviz.svg"


def assemble(folder: Path, tries: int, kept: Path | None) -> None:
    """Everything Sphinx reads, in ``folder``."""
    (folder / "static").mkdir()
    (folder / "included").mkdir()
    for page in (*HERE.glob("*.md"), HERE / "conf.py"):
        shutil.copy(page, folder)
    _list_lessons(folder / "index.md")
    for name in INCLUDED:
        shutil.copy(ROOT / name, folder / "included")
    for file in (ICON, HERE / "site.css"):
        shutil.copy(file, folder / "static")
    (folder / "kviz").symlink_to(ROOT / "kviz")  # for the source that pages show
    with ThreadPoolExecutor(1) as aside:
        running = aside.submit(run_notebooks, sorted(HERE.parent.glob("*.ipynb")), folder, tries, kept)
        write_reference(folder)
        write_command_line(folder)
        write_gallery(folder)
        kviz.export(tutorial_run(), folder / "static" / "tutorial.html", progress=False)
        running.result()


def _list_lessons(index: Path) -> None:
    """Put the lessons on the first page, in the order in which they are taught."""
    cards = "\n\n".join(
        f":::{{grid-item-card}} {unit.title}\n:link: {unit.name}\n:link-type: doc\n{unit.question}\n:::"
        for unit in units()
    )
    text = index.read_text(encoding="utf-8").replace("(cards of the lessons)", cards)
    names = "\n".join(unit.name for unit in units())
    index.write_text(text.replace("(names of the lessons)", names), encoding="utf-8")


def main(target: Path, tries: int = 20, kept: Path | None = None) -> int:
    """Build into ``target``, the long experiment with so many ``tries``; every warning is an error.

    The notebooks stay in ``kept`` as they were executed.
    """
    with TemporaryDirectory(prefix="kviz-docs-") as name:
        sources, doctrees = Path(name) / "sources", Path(name) / "doctrees"
        sources.mkdir()
        assemble(sources, tries, kept)
        shutil.rmtree(target, ignore_errors=True)
        return build_main(
            ["-q", "-W", "--keep-going", "-b", "html", "-d", str(doctrees), str(sources), str(target)]
        )


if __name__ == "__main__":
    place = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "docs").resolve()
    failed = main(place, *map(int, sys.argv[2:3]), *map(Path, sys.argv[3:4]))
    sys.exit(failed or print(f"{place / 'index.html'}: open it in a browser; it needs no server."))
