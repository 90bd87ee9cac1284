"""Where one export goes, and the shape that every writer has."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kviz.exports.atomic_files import explained

if TYPE_CHECKING:
    from kviz.exports.timeline import Reel, Shot

# entered before the first picture; gives the function that takes each, or None if it needs none
Writer = AbstractContextManager["Callable[[Shot], None] | None"]


@dataclass(frozen=True)
class Target:
    """``path`` is what was asked for; ``new`` opens the draft of any path beside it, ``made`` lists them."""

    path: Path
    new: Callable[[Path], BinaryIO]
    made: list[Path] = field(default_factory=list)

    def open(self) -> BinaryIO:
        """Open the draft of the file itself."""
        return self._draft(self.path)

    def beside(self, ending: str) -> BinaryIO:
        """Open the draft of a second file: "run.csv" and "-centroids" give "run-centroids.csv"."""
        return self._draft(self.path.with_name(f"{self.path.stem}{ending}{self.path.suffix}"))

    def _draft(self, path: Path) -> BinaryIO:
        with explained(path):
            file = self.new(path)
        self.made.append(path)
        return file


def written(write: Callable[[Target, "Reel"], None]) -> Callable[[Target, "Reel"], Writer]:
    """Make a writer of a function that writes in one go, without waiting for pictures."""

    @contextmanager
    @wraps(write)
    def writer(target: Target, reel: "Reel") -> Iterator[None]:
        write(target, reel)
        yield None

    return writer
