"""How many processes and threads the kernels may have: all of them together, and each by itself.

A Unix counts processes by user, not by kernel. So every kernel gets the limit of all kernels together, which
keeps a machine alive; and who has more than a page needs is ended by the server, which looks now and then.
"""

import contextlib
import os
from collections import Counter
from pathlib import Path

LIMIT = "KVIZ_ALL_THREADS"  # environment of a kernel: threads that all processes of this user may have
MOST = 64  # threads of one kernel and of what it has started
SPARE = 4096  # threads for whatever else this user does: a browser with many tabs has more than a thousand


def threads_of_user() -> int:
    """How many threads this user has now; 0 where nobody knows."""
    user, count = os.getuid(), 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            if folder.stat().st_uid == user:
                count += _threads(folder)
    return count


def threads_left() -> int | None:
    """How many more threads we may have, by the limits of user and container; None where there is none."""
    left = []
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        most, _ = resource.getrlimit(resource.RLIMIT_NPROC)
        if most != resource.RLIM_INFINITY and os.getuid():  # root has no such limit
            left.append(most - threads_of_user())
    with contextlib.suppress(OSError, ValueError):
        limit = Path("/sys/fs/cgroup/pids.max").read_text("utf-8")
        left.append(int(limit) - int(Path("/sys/fs/cgroup/pids.current").read_text("utf-8")))
    return min(left, default=None)


def limit_for(people: int) -> int:
    """The most threads of this user, with so many kernels; 0 where threads cannot be counted."""
    now = threads_of_user() if Path("/proc/self/status").exists() else 0
    return now + people * MOST + SPARE if now else 0


def threads_by_session() -> Counter[int]:
    """Threads of every kernel and of all that it has started: its session has the number of its process."""
    count = Counter[int]()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            count[int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[3])] += _threads(folder)
    return count


def _threads(folder: Path) -> int:
    status = (folder / "status").read_text("utf-8")
    return int(status.partition("Threads:")[2].split()[0])
