"""Packages that come when they are first imported: what the first picture does not need is fetched late."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from importlib import invalidate_caches
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from kviz.site.browser.pack import unpacked

PACKS = {"pandas": "tables", "pytz": "tables", "fontTools": "documents"}


class LatePackages(MetaPathFinder):
    """Finds packages in packs that are not here yet: the last place where Python looks.

    Parameters
    ----------
    fetch : callable
        The bytes of a pack, by its name.
    folder : path
        Where its files go; Python looks for packages there.
    packs : mapping, by default PACKS
        The pack of each package.
    """

    def __init__(
        self, fetch: Callable[[str], bytes], folder: str | Path, packs: Mapping[str, str] = PACKS
    ) -> None:
        self.fetch, self.folder, self.packs = fetch, Path(folder), dict(packs)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Fetch the pack of a package that was not found elsewhere, once."""
        pack = self.packs.get(fullname)
        if pack is None:
            return None
        for name, data in unpacked(gzip.decompress(self.fetch(pack))):
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        self.packs = {name: other for name, other in self.packs.items() if other != pack}
        invalidate_caches()
        return PathFinder.find_spec(fullname, path, target)
