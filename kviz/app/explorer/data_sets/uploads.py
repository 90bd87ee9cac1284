"""A table that a person gave to the page: read once, its two columns chosen as often as wanted."""

from dataclasses import dataclass, field, replace
from typing import Any

from kviz.app.explorer.data_sets.corrections import SHOWN_LETTERS, SHOWN_ROWS, in_words
from kviz.data.columns.choice import none_fits
from kviz.data.dataset import Dataset
from kviz.data.tables.limits import PAGE
from kviz.data.tables.read_table import CHOICES, read_table
from kviz.data.tables.reader import Reading, read
from kviz.data.tables.source import shown
from kviz.story.messages import say, sentences
from kviz.story.names import column_advice

UPLOAD_LIMIT = 5_000_000  # bytes; one message to the kernel may hold 10 MiB
SHOWN_COLUMNS = 12


@dataclass(frozen=True, eq=False)
class Upload:
    """A table, and what was chosen of it.

    ``y`` is "" where one column alone is taken, and ``x`` too where no column may be taken unasked.
    ``columns`` are the columns of a space that is not x and y. ``source`` names the table in Python where
    it is not a file of that name. ``data`` is the file as it came, ``how`` what was corrected in reading it.
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
        """Look into a file; of its columns the first two that may be features are taken, or the one."""
        if len(data) > UPLOAD_LIMIT:
            size, limit = len(data) / 1e6, UPLOAD_LIMIT // 10**6
            raise ValueError(str(say("page.upload.too_large", name=name, size=size, limit=limit)))
        reading = read(data, name=name, limits=PAGE, **(how or {}))
        if len(reading.numeric) < 2:
            raise ValueError(_too_few(reading))
        columns = sorted(reading.suggested[:2], key=reading.numeric.index)
        x, y = [*columns, "", ""][:2]
        return cls(reading, x, y, data=data, how=how or {})

    @property
    def name(self) -> str:
        """What the table is called."""
        return self.reading.name

    def is_like(self, other: "Upload") -> bool:
        """Whether the same was chosen of the same table."""
        mine, theirs = ((t.x, t.y, t.missing, t.columns) for t in (self, other))
        return self.reading is other.reading and mine == theirs

    def choose(self, x: Any, y: Any, missing: Any) -> "Upload":
        """Take other columns or another rule for missing values; what is not known stays as it was."""
        return replace(
            self,
            x=x if x in self.reading.numeric else self.x,
            y=y if y in ("", *self.reading.numeric) else self.y,
            missing=missing if missing in CHOICES else self.missing,
            columns=() if x in self.reading.numeric or y in ("", *self.reading.numeric) else self.columns,
        )

    def dataset(self) -> Dataset:
        """The points of the chosen columns."""
        if not self.x and not self.columns:
            raise ValueError(none_fits(self.reading.columns, self.reading.name))
        if self.x == self.y and not self.columns:
            raise ValueError(str(say("page.fault.axes", name=self.x)))
        chosen = self.columns or tuple(name for name in (self.x, self.y) if name)
        dataset = read_table(self.reading, columns=chosen, missing=self.missing)
        advice = [(name, column_advice(self.reading[name].role)) for name in chosen]
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
            "how": in_words(self.how) if self.data else {},
        }


def _too_few(reading: Reading) -> str:
    found = len(reading.numeric)
    wrong = [(c.wrong[0], shown(c.name), shown(c.wrong[1])) for c in reading.columns if c.wrong]
    cells = [say("page.upload.cell", row=row, column=name, cell=cell) for row, name, cell in wrong[:3]]
    few = say("page.upload.too_few", n=found, name=reading.name)
    return str(sentences([few, *cells, say("page.upload.mend")]))


def _shown(cell: Any) -> str:
    if isinstance(cell, float):
        return "" if cell != cell else f"{cell:.12g}"
    return str(cell)[:SHOWN_LETTERS]
