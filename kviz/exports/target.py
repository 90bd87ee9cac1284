"""Where one export goes: its path, and a way to open drafts beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kviz.exports.draft import NewFile


@dataclass(frozen=True)
class Target:
    """``path`` is what was asked for; ``new`` opens the draft of any path beside it."""

    path: Path
    new: NewFile

    def open(self) -> BinaryIO:
        """Open the draft of the file itself."""
        return self.new(self.path)

    def beside(self, ending: str) -> BinaryIO:
        """Open the draft of a second file: "run.csv" and "-centroids" give "run-centroids.csv"."""
        return self.new(self.path.with_name(f"{self.path.stem}{ending}{self.path.suffix}"))
