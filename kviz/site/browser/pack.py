"""Many files as one: a length, a list of names and sizes, then all bytes. A worker unpacks it in one go."""

import json
import struct
from collections.abc import Iterator, Mapping

BARE = (
    "matplotlib/",
)  # compiled without docstrings, which are filled in while it is imported: a fifth of its time


def optimized(name: str) -> int:
    """How Python compiles a module of this name: 2 leaves out its docstrings, 0 nothing."""
    return 2 if name.startswith(BARE) else 0


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files in the order of their names."""
    names = sorted(files)
    head = json.dumps([[name, len(files[name])] for name in names]).encode()
    return b"".join([struct.pack("<I", len(head)), head, *(files[name] for name in names)])


def unpacked(pack: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file."""
    (length,) = struct.unpack_from("<I", pack)
    at = 4 + length
    for name, size in json.loads(pack[4:at]):
        yield name, pack[at : at + size]
        at += size
