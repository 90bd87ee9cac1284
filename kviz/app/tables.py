"""A table that a person gave to the page: read once, its two columns chosen as often as wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from kviz.data.dataset import Dataset
from kviz.data.reading import Reading, read
from kviz.data.table import CHOICES, read_table

if TYPE_CHECKING:
    from kviz.app.explorer import Explorer

UPLOAD_LIMIT = 5_000_000  # bytes; one message to the kernel may hold 10 MiB
SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_LETTERS = 5, 12, 60

# how a person may correct what was found by looking: each choice of the page, and what ``read`` is told
CORRECTIONS = {
    "sep": {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"},
    "decimal": {"point": ".", "comma": ","},
    "header": {"yes": True, "no": False},
}


@dataclass(frozen=True, eq=False)
class Upload:
    """A table, and what was chosen of it.

    ``columns`` are the columns of a space that is not x and y. ``source`` names the table in Python where
    it is no file of that name. ``data`` is the file as it came, ``how`` what was corrected in reading it.
    """

    reading: Reading
    x: str
    y: str
    missing: str = "refuse"
    columns: tuple[str, ...] = ()
    source: str = ""
    data: bytes = field(default=b"", repr=False)
    how: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, name: str, data: bytes, how: dict[str, Any] | None = None) -> "Upload":
        """Look into a file; of its columns of numbers, the two that look most like features come first."""
        name = PurePath(name.replace("\\", "/")).name or "table"
        if len(data) > UPLOAD_LIMIT:
            size, limit = f"{len(data) / 1e6:.1f} MB", f"{UPLOAD_LIMIT // 10**6} MB"
            raise ValueError(f"{name} has {size}; the page takes up to {limit}. Keep fewer rows.")
        reading = read(data, name=name, **(how or {}))
        columns = [*dict.fromkeys([*reading.suggested, *reading.numeric])][:2]
        if len(columns) < 2:
            found = f"{len(columns)} column{'s' * (len(columns) != 1)} of numbers"
            raise ValueError(f"{name} has {found}, and a picture needs two; choose another file.")
        return cls(reading, *sorted(columns, key=reading.numeric.index), data=data, how=how or {})

    def choose(self, x: Any, y: Any, missing: Any) -> "Upload":
        """Take other columns or another rule for missing values; what is not known stays as it was."""
        return replace(
            self,
            x=x if x in self.reading.numeric else self.x,
            y=y if y in self.reading.numeric else self.y,
            missing=missing if missing in CHOICES else self.missing,
            columns=() if x in self.reading.numeric or y in self.reading.numeric else self.columns,
        )

    def dataset(self) -> Dataset:
        """The points of the chosen columns."""
        if self.x == self.y and not self.columns:
            raise ValueError(f"Both axes show {self.x!r}; choose two different columns.")
        chosen = self.columns or (self.x, self.y)
        dataset = read_table(self.reading, columns=chosen, missing=self.missing)
        advice = [(name, self.reading[name].advice) for name in chosen]
        about = " ".join(f"{name}: {word}." for name, word in advice if word)
        return replace(dataset, title=f"{dataset.title}: {' × '.join(chosen)}", about=about)

    def view(self) -> dict[str, Any]:
        """What the page shows of it; every word of it is text, never markup."""
        frame = self.reading.frame.iloc[:SHOWN_ROWS, :SHOWN_COLUMNS]
        rows = [list(frame.columns), *frame.astype(object).to_numpy().tolist()]
        return {
            "name": self.reading.name,
            "columns": list(self.reading.numeric),
            "rows": [[_shown(cell) for cell in row] for row in rows],
            "x": self.x,
            "y": self.y,
            "missing": self.missing,
            "how": {name: self._corrected(name) for name in CORRECTIONS} if self.data else {},
        }

    def _corrected(self, name: str) -> str:
        """The page's word for a correction, "" where the file was left to speak for itself."""
        return next((word for word, told in CORRECTIONS[name].items() if self.how.get(name) == told), "")


def _shown(cell: Any) -> str:
    if isinstance(cell, float):
        return "" if cell != cell else f"{cell:.12g}"
    return str(cell)[:SHOWN_LETTERS]


def upload(explorer: "Explorer", message: dict[str, Any], buffers: Sequence[memoryview]) -> None:
    """Read a CSV file that the browser sent."""
    try:
        found = Upload.read(str(message.get("name", "table"))[:200], bytes(buffers[0]))
    except (ValueError, IndexError) as fault:
        return explorer.say("upload", str(fault))
    _take(explorer, found)


def columns(explorer: "Explorer", message: dict[str, Any], _: object) -> None:
    """Take two other columns of the uploaded table, or treat its missing values otherwise."""
    if explorer.uploads:
        _take(explorer, _latest(explorer).choose(message.get("x"), message.get("y"), message.get("missing")))


def reread(explorer: "Explorer", message: dict[str, Any], _: object) -> None:
    """Read the uploaded table again as the person says; what is not known is found by looking."""
    if not explorer.uploads or not _latest(explorer).data:
        return
    latest = _latest(explorer)
    said = {name: told.get(str(message.get(name))) for name, told in CORRECTIONS.items()}
    how = {name: value for name, value in said.items() if value is not None}
    try:
        found = Upload.read(latest.reading.name, latest.data, how)
    except ValueError as fault:
        return explorer.say("reread", str(fault))
    _take(explorer, found)


def _latest(explorer: "Explorer") -> Upload:
    return explorer.uploads.get(explorer.settings.data) or list(explorer.uploads.values())[-1]


def _take(explorer: "Explorer", chosen: Upload) -> None:
    name = f"file-{len(explorer.uploads) + 1}"
    explorer.uploads[name] = chosen
    try:
        dataset = chosen.dataset()
    except ValueError as fault:
        said, python_words, _ = str(fault).partition("; choose missing=")
        explorer.say("columns", f"{said}. Choose what happens with them." if python_words else said)
        explorer.view = {**explorer.view, "upload": chosen.view()}
        return
    explorer.shelf[name] = dataset
    settings = explorer.settings
    shown = explorer.uploads.get(settings.data)
    k = settings.k if shown and shown.reading is chosen.reading else min(3, len(dataset.points))
    explorer.apply(replace(settings, data=name, k=k, init="k-means++", start=(), versus=""), "columns")


TABLES: dict[str, Callable[..., None]] = {"upload": upload, "columns": columns, "reread": reread}
