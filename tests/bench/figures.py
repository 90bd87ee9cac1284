"""One measured line, how it is judged and printed, and where it is kept for the documents.

Every bench is run as ``python tests/bench/NAME.py``, and with ``--keep`` it also writes its part of
``notebooks/docs/speed.json``. Each part has its own date and conditions, so one bench can be run again alone.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

KEPT = Path(__file__).parents[2] / "notebooks" / "docs" / "speed.json"
PACKAGES = ("numpy", "matplotlib", "pillow", "scikit-learn", "mlpack", "voila", "jupyterlab", "ipywidgets")


@dataclass(frozen=True)
class Figure:
    """What was measured, the figures beside it, and the budget it is judged by, in ``unit``.

    ``beside`` are cells by the name of their column. ``budget`` is a most, or a least where ``at_least``;
    without one a line only informs.
    """

    what: str
    value: float
    unit: str
    budget: float | None = None
    at_least: bool = False
    beside: dict[str, str] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether the budget is kept."""
        if self.budget is None:
            return True
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    def cells(self) -> dict[str, str]:
        """The line as a row of a table."""
        limit = "" if self.budget is None else f"{'≥' if self.at_least else '≤'} {self.budget:g} {self.unit}"
        verdict = "" if self.budget is None else "held" if self.held else "missed"
        figure = f"{told(self.value)} {self.unit}"
        return {"what": self.what, **self.beside, "figure": figure, "budget": limit, "verdict": verdict}


def told(value: float) -> str:
    """A number in three figures, without an exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def milliseconds(seconds: float) -> str:
    """A time as a cell of a table."""
    return f"{told(1e3 * seconds)} ms"


def cpu_seconds() -> float:
    """CPU seconds of this process and of the children that it waited for; theirs come in hundredths."""
    return time.process_time() + sum(os.times()[2:4])


def conditions() -> dict[str, object]:
    """When and where: the day, the kind of machine, versions, and what else it was working on."""
    versions = {"Python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    return {
        "date": date.today().isoformat(),
        "machine": machine,
        "busy": round(os.getloadavg()[0], 1),
        "versions": versions,
    }


def report(title: str, how: str, figures: Iterable[Figure]) -> None:
    """Print every line as it comes; with ``--keep`` in the command, keep them all."""
    before, lines = conditions(), []
    print(f"{title}\n{how}\n{before}", flush=True)
    for figure in figures:
        lines.append(figure)
        cells = figure.cells()
        shown = [f"{name} {cell}" for name, cell in figure.beside.items()]
        print(f"{cells['verdict']:8}{figure.what}: {cells['figure']} {cells['budget']}   {', '.join(shown)}",
              flush=True)  # fmt: skip
    if "--keep" in sys.argv:
        kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        kept[Path(sys.argv[0]).stem] = {
            "title": title, "how": how, **before, "figures": [asdict(line) for line in lines]
        }  # fmt: skip
        KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
