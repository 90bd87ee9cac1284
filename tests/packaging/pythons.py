"""The built wheel on every Python that kviz supports: ``make pythons``.

Each Python gets an environment of its own, with the wheel and what it asks for, and nothing of this folder.
A version that is not on this machine is named and skipped; where CI is set it is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
ONLY = os.environ.get("KVIZ_PYTHONS", "").split() or VERSIONS
TRIED = """
import pathlib, sys, kviz
assert "site-packages" in kviz.__file__, kviz.__file__
data = kviz.datasets["customers"]()
trace = kviz.run(data, k=5, rng=0)
assert trace.converged and len(kviz.tell(trace, 3).sentence) > 20
for name in ("run.gif", "run.html", "run.png", "run.svg", "run.pdf", "run.csv", "run.json", "run.ipynb"):
    kviz.export(trace, name, progress=False, size=(400, 300))
assert kviz.load("run.json") == trace
assert kviz.elbow(data, rng=0, n_init=2).best_k == 5
assert kviz.segment(kviz.datasets["customers"].file, k=5, n_init=2).write("report.html")
kviz.show(trace, "page.html", browser=False)
assert kviz.explore(data, k=5).trace.k == 5
print("%d.%d.%d" % sys.version_info[:3], len(list(pathlib.Path().iterdir())), "files")
"""


def found(version: str) -> str | None:
    """The Python of this version: on the path, or where pyenv keeps it."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for candidate in [*kept, shutil.which(f"python{version}")]:
        if candidate and _version(candidate) == version:
            return str(candidate)
    return None


def _version(python: str | Path) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=False
    ).stdout.strip()


def wheel(folder: Path) -> Path:
    """Build it from what git has, so that no leftover slips in."""
    source = folder / "source"
    source.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(source)], input=archive, check=True)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    return next(folder.glob("*.whl"))


def run(*command: object, **options: object) -> None:
    """Run a command without what this shell tells Python."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([str(word) for word in command], check=True, env=clean, **options)


def main() -> int:
    """Try each version; the number of those that failed."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="kviz-pythons-") as name:
        folder = Path(name)
        built = wheel(folder)
        for version in ONLY:
            python = found(version)
            if python is None:
                failed += bool(os.environ.get("CI"))
                print(f"{version}: not on this machine, so not tried")
                continue
            place = folder / version
            try:
                run(python, "-m", "venv", place)
                inside = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
                run(inside, "-m", "pip", "install", "--quiet", built)
                (place / "tried").mkdir()
                run(inside, "-W", "error::DeprecationWarning:kviz", "-c", TRIED, cwd=place / "tried")
                run(inside, "-m", "kviz", "datasets", cwd=place / "tried", stdout=subprocess.DEVNULL)
                run(inside, "-m", "pip", "check", stdout=subprocess.DEVNULL)
            except subprocess.CalledProcessError as fault:
                failed += 1
                print(f"{version}: failed ({fault})")
    return failed


if __name__ == "__main__":
    sys.exit(main())
