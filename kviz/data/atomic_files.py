"""Files appear whole or not at all: written under other names, renamed when all are done."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import gettempdir
from typing import BinaryIO

OpenFile = Callable[[Path], BinaryIO]


@contextmanager
def atomic_files() -> Iterator[OpenFile]:
    """Give a function that opens a path for writing; the files appear when the block ends well.

    Until then each is a temporary file in the folder of its path, so that one ``os.replace`` puts it
    in place. If the block raises anything, Ctrl-C included, the temporary files are deleted and what
    was there before is untouched. A path that is not an ordinary file (a pipe, a device) is written
    to at the end.

    Raises
    ------
    OSError
        With a sentence that names the file, what is wrong and what to do.
    """
    opened: list[tuple[BinaryIO, Path, Path]] = []

    def new_file(path: Path) -> BinaryIO:
        target = Path(os.path.realpath(path))
        special = target.exists() and not target.is_file()
        folder = Path(gettempdir()) if special else target.parent
        temporary = folder / f".kviz-{secrets.token_hex(6)}.part"
        if target.is_dir():
            raise IsADirectoryError(f"{str(path)!r} is a folder; name a file in it.")
        if any(target == other for _, _, other in opened):
            raise ValueError(f"{str(path)!r} would be written twice; give every file a name of its own.")
        file = open(temporary, "xb+")  # noqa: SIM115, PTH123 - closed below, whatever happens
        opened.append((file, temporary, target))
        return file

    try:
        yield new_file
        for file, _, _ in opened:
            file.flush()
            os.fsync(file.fileno())
            file.close()
        for _, temporary, target in opened:
            _put_in_place(temporary, target)
    finally:
        for file, temporary, _ in opened:
            _discard(file, temporary)


def _put_in_place(temporary: Path, target: Path) -> None:
    if target.exists() and not target.is_file():
        with temporary.open("rb") as source, target.open("wb") as sink:
            copyfileobj(source, sink)
        return
    if target.exists():
        temporary.chmod(target.stat().st_mode & 0o7777)
    os.replace(temporary, target)  # noqa: PTH105 - the call that makes the promise


def _discard(file: BinaryIO, temporary: Path) -> None:
    try:
        file.close()
    except OSError:
        pass  # a full disk refuses the last bytes of a file that is deleted anyway
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def explained_errors(path: Path) -> Iterator[None]:
    """Turn what the system says of a failed write into a sentence that says what to do."""
    try:
        yield
    except OSError as error:
        told_before = error.strerror is None
        sentence = None if told_before else _sentence(error, path)
        if sentence is None:
            raise
        told = type(error)(sentence)
        told.errno = error.errno
        raise told from error


def _sentence(error: OSError, path: Path) -> str | None:
    kept = "nothing was written, and a file of that name is untouched"
    folder = str(path.parent)
    return {
        errno.ENOENT: f"There is no folder {folder!r}; make it first, or name another.",
        errno.ENOTDIR: f"{folder!r} is not a folder; name one that is.",
        errno.EACCES: f"The folder {folder!r} may not be written to; {kept}.",
        errno.EPERM: f"The folder {folder!r} may not be written to; {kept}.",
        errno.EROFS: f"The folder {folder!r} cannot be written to; {kept}.",
        errno.ENOSPC: f"The disk is full: {path.name!r} could not be finished; {kept}.",
        errno.EDQUOT: f"The disk quota is used up: {path.name!r} could not be finished; {kept}.",
        errno.EFBIG: f"{path.name!r} became larger than this system allows; {kept}.",
        errno.ENAMETOOLONG: f"The name {path.name!r} is too long; use a shorter one.",
    }.get(error.errno or 0)
