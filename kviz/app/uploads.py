"""A table that a person gave to the page: read once, its two columns chosen as often as wanted."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from kviz.data.dataset import Dataset
from kviz.data.table import read_table

UPLOAD_LIMIT = 5_000_000  # bytes; one message to the kernel may hold 10 MiB
MISSING = ("refuse", "drop")


@dataclass(frozen=True)
class Upload:
    """The bytes of a file, and what was chosen of it."""

    name: str
    data: bytes
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    x: str
    y: str
    missing: str = "refuse"

    @classmethod
    def read(cls, name: str, data: bytes) -> "Upload":
        """Look into a file: its columns of numbers and its first rows."""
        if len(data) > UPLOAD_LIMIT:
            size, limit = f"{len(data) / 1e6:.1f} MB", f"{UPLOAD_LIMIT // 10**6} MB"
            raise ValueError(f"The file has {size}; the page takes up to {limit}. Keep fewer rows.")
        name = PurePath(name).name
        dataset = read_table(data, name=name, missing="drop")
        table = dataset.table
        numbers = tuple(str(c) for c in table.select_dtypes("number").columns)
        if len(numbers) < 2:
            raise ValueError(f"{name} has {len(numbers)} columns of numbers; two are needed for a picture.")
        rows = [tuple(map(str, table.columns)), *(tuple(map(str, row)) for row in table.head(5).to_numpy())]
        x, y = (*dataset.names, *numbers)[:2]
        return cls(name, data, numbers, tuple(row[:12] for row in rows), x, y)

    def choose(self, x: Any, y: Any, missing: Any) -> "Upload":
        """Take other columns or another rule for missing values; what is not known stays as it was."""
        return replace(
            self,
            x=x if x in self.columns else self.x,
            y=y if y in self.columns else self.y,
            missing=missing if missing in MISSING else self.missing,
        )

    def dataset(self) -> Dataset:
        """The points of the two columns."""
        if self.x == self.y:
            raise ValueError(f"Both axes show {self.x!r}; choose two different columns.")
        dataset = read_table(self.data, x=self.x, y=self.y, missing=self.missing, name=self.name)
        return replace(dataset, title=f"{self.name}: {self.x} × {self.y}", about="Your own table.")

    def view(self) -> dict[str, Any]:
        """What the page shows of it; every word of it is text, never markup."""
        return {"name": self.name, "columns": self.columns, "rows": self.rows, "x": self.x, "y": self.y,
                "missing": self.missing}  # fmt: skip
