"""The conda recipe of a release: ``python assets/packaging/fill_recipe.py ARCHIVE URL > recipe.yaml``.

ARCHIVE is what ``python -m build --sdist`` made, URL where it will be. They give version, sum and address;
everything else is ``recipe.yaml`` as it is.
"""

import hashlib
import re
import sys
import tarfile
from email.parser import HeaderParser
from pathlib import Path

RECIPE = Path(__file__).with_name("recipe.yaml")


def version_in(archive: Path) -> str:
    """The version that a source archive says of itself."""
    text = _information(archive)
    if text is None:
        raise ValueError(f"{archive} has no PKG-INFO; give the archive of python -m build --sdist.")
    return HeaderParser().parsestr(text)["Version"]


def _information(archive: Path) -> str | None:
    """PKG-INFO of the one folder in the archive; some tools write that folder as ``./kviz-1.0``."""
    if not tarfile.is_tarfile(archive):
        return None
    with tarfile.open(archive) as packed:
        found = (name for name in packed.getnames() if re.fullmatch(r"(\./)?[^/]+/PKG-INFO", name))
        file = next((packed.extractfile(name) for name in found), None)
        return file.read().decode("utf-8") if file else None


def filled(archive: Path, url: str) -> str:
    """The recipe with what is known of a release in its place."""
    version = version_in(archive)
    values = {
        "version": f'"{version}"',
        "url": url.replace(version, "${{ version }}"),
        "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
    }
    text = RECIPE.read_text(encoding="utf-8")
    for key, value in values.items():
        text, count = re.subn(
            rf"(?m)^(  {key}:) (?!\$).*$", lambda found, value=value: f"{found[1]} {value}", text
        )
        if count != 1:
            raise ValueError(f"{RECIPE} has {count} lines for {key}; one was expected.")
    return text


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[0])
    try:
        sys.stdout.write(filled(Path(sys.argv[1]), sys.argv[2]))
    except (OSError, ValueError) as fault:
        sys.exit(str(fault))
