"""How many people a machine has room for, and how much memory each of them may take."""

import contextlib
from pathlib import Path

LIMIT = "KVIZ_KERNEL_MEMORY"  # environment of a kernel: bytes that it may take for its data
SHARED = 320 << 20  # of a kernel's data when it begins; it shares most of it with the others
LEAST, MOST = 256 << 20, 2 << 30  # bytes of its own that a kernel may take
ROOM = 0.9  # of the machine's memory for kernels
FILES_EACH, OWN_FILES = 20, 200  # open in the server: for each page, which has 16 to 18, and for itself
THREADS_EACH = 32  # of a kernel, which has 13, and of the encoder that it may start


def memory_of_machine() -> int | None:
    """Bytes of memory that there are for us: of the machine, or of the container that we run in."""
    known = []
    with contextlib.suppress(OSError, ValueError, IndexError):
        known.append(
            int(Path("/proc/meminfo").read_text(encoding="ascii").split("MemTotal:")[1].split()[0]) * 1024
        )
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError):
            known.append(int(Path(path).read_text(encoding="ascii")))
    return min(known, default=None)


def seats_for(
    people: int, memory: int | None, files: int | None = None, threads: int | None = None
) -> tuple[int, int, str]:
    """How many of ``people`` fit, how many bytes of data each kernel may have, and what must be said aloud.

    ``files`` and ``threads`` are how many more of them we may have; None where nobody knows.

    >>> seats_for(40, 24 << 30)[0]
    40
    >>> print(seats_for(40, 4 << 30)[2])
    This machine has 4.3 GB of memory, so 14 people may be here at once, not 40.
    >>> print(seats_for(60, 24 << 30, files=1024)[2])
    This machine lets kviz open 1024 files, so 41 people may be here at once, not 60.
    """
    rooms = []
    if memory is not None:
        room = int(memory * ROOM) // LEAST, f"This machine has {memory / 1e9:.1f} GB of memory"
        rooms.append(room)
    if files is not None:
        rooms.append(((files - OWN_FILES) // FILES_EACH, f"This machine lets kviz open {files} files"))
    if threads is not None:
        room = threads // THREADS_EACH, f"This machine lets kviz have {threads} more processes and threads"
        rooms.append(room)
    fit, why = min(rooms, default=(people, ""))
    seats = max(1, min(people, fit))
    share = MOST if memory is None else min(MOST, int(memory * ROOM) // seats)
    some = "1 person" if seats == 1 else f"{seats} people"
    said = f"{why}, so {some} may be here at once, not {people}." if seats < people else ""
    return seats, SHARED + max(share, LEAST), said
