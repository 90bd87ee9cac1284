"""How many people a machine has room for, and how much memory each of them may take."""

import contextlib
from pathlib import Path

LIMIT = "KVIZ_KERNEL_MEMORY"  # environment of a kernel: bytes that it may take for its data
SHARED = 320 << 20  # of a kernel's data when it begins; it shares most of it with the others
LEAST, MOST = 256 << 20, 2 << 30  # bytes of its own that a kernel may take
ROOM = 0.9  # of the machine's memory for kernels


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


def seats_for(people: int, memory: int | None) -> tuple[int, int, str]:
    """How many of ``people`` fit, how many bytes of data each kernel may have, and what must be said aloud.

    >>> seats_for(40, 24 << 30)[0]
    40
    >>> print(seats_for(40, 4 << 30)[2])
    This machine has 4.3 GB of memory, so 14 people may be here at once, not 40.
    """
    if memory is None:
        return people, SHARED + MOST, ""
    most = max(1, int(memory * ROOM) // LEAST)
    seats = min(people, most)
    share = min(MOST, int(memory * ROOM) // seats)
    said = ""
    if seats < people:
        some = "1 person" if seats == 1 else f"{seats} people"
        said = (
            f"This machine has {memory / 1e9:.1f} GB of memory, so {some} may be here at once, not {people}."
        )
    return seats, SHARED + max(share, LEAST), said
