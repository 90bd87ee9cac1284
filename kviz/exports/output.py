"""Where one export goes, and the shape that every writer has."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import BinaryIO

from kviz.data.atomic_files import explained_errors
from kviz.exports.content import Content
from kviz.exports.painter import Picture

AddPicture = Callable[[Picture], None]
# entered before the first picture; gives the function that takes each, or None if it needs none
Writer = AbstractContextManager[AddPicture | None]


@dataclass(frozen=True)
class Output:
    """The file that was asked for, and those beside it.

    ``path`` is what was asked for; ``new_file`` opens any path for writing, and ``made`` lists them.
    """

    path: Path
    new_file: Callable[[Path], BinaryIO]
    made: list[Path] = field(default_factory=list)

    def open(self) -> BinaryIO:
        """Open the file itself."""
        return self._open(self.path)

    def beside(self, ending: str) -> BinaryIO:
        """Open a second file: "run.csv" and "-centroids" give "run-centroids.csv"."""
        return self._open(self.path.with_name(f"{self.path.stem}{ending}{self.path.suffix}"))

    def sibling(self, suffix: str) -> BinaryIO:
        """Open a file of the same name with another suffix: "run.mp4" and ".vtt" give "run.vtt"."""
        return self._open(self.path.with_suffix(suffix))

    def _open(self, path: Path) -> BinaryIO:
        with explained_errors(path):
            file = self.new_file(path)
        self.made.append(path)
        return file


def written_at_once(write: Callable[[Output, Content], None]) -> Callable[[Output, Content], Writer]:
    """Make a writer of a function that writes without waiting for pictures."""

    @contextmanager
    @wraps(write)
    def writer(output: Output, content: Content) -> Iterator[None]:
        write(output, content)
        yield None

    return writer
