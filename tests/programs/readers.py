"""Programs that read back what kviz writes, files and the scripts of shells: find them, or install them.

``python tests/programs/readers.py`` installs them.
"""

import os
import shutil

import pytest
from chromium import from_system

POPPLER = ("pdftoppm", "pdftotext", "pdfinfo", "pdffonts", "pdfimages")
SHELLS = ("bash", "zsh", "fish")
PACKAGES = {**dict.fromkeys(POPPLER, "poppler-utils"), "ffprobe": "ffmpeg", **{name: name for name in SHELLS}}


def missing() -> list[str]:
    """Packages whose programs are not on this machine."""
    return sorted({package for program, package in PACKAGES.items() if not shutil.which(program)})


def need(program: str) -> None:
    """Without this program a test fails where CI is set, and is skipped on a person's machine."""
    if not shutil.which(program):
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(
            f"no {program} on this machine: install {PACKAGES[program]}, or python tests/programs/readers.py"
        )


if __name__ == "__main__":
    if missing():
        from_system(*missing())
    lacking = ", ".join(missing())
    print(f"Reading back what kviz writes needs {lacking}." if lacking else "All readers are here.")
