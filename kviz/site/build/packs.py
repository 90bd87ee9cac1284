"""The packs of the site: Python's packages without what a browser never needs, and kviz itself."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from kviz.data.atomic_files import atomic_files
from kviz.site.browser.pack import packed
from kviz.site.build.bytecode import compiled, how
from kviz.site.build.distribution import Distribution, cache_folder

# what each pack holds, by the names of the lock; "core" comes first, the others when they are needed
PACKAGES = {
    "core": (
        "numpy", "pillow", "matplotlib", "contourpy", "cycler", "kiwisolver", "packaging", "pyparsing",
        "python-dateutil", "six", "traitlets",
    ),
    "tables": ("pandas", "pytz"),
    "documents": ("fonttools",),
}  # fmt: skip
OWN_NEEDS = ("lazy_loader", "tqdm")  # small, in pure Python, and not in every copy of the distribution
LEFT_AT_HOME = re.compile(
    r"(^|/)(tests?|testing/tests|sample_data|images|plot_directive|_pyinstaller|distutils|f2py|include"
    r"|mpl_toolkits|sphinxext|__pycache__)/|\.(pyi|h|c|pxd|pyx|orig|rst|build|ini|pc|a|lua)$|/conftest\.py$"
    r"|^matplotlib/mpl-data/fonts/(afm|pdfcorefonts)/|^matplotlib/mpl-data/fonts/ttf/(?!DejaVuSans|LICENSE)"
    r"|^matplotlib/fontlist\.json$|\.dist-info/(?!.*(LICEN[CS]E|COPYING|NOTICE))"
)
NOT_IN_A_BROWSER = re.compile(
    r"^kviz/(cli|site/build|app/server|app/page)/|^kviz/__main__\.py$|/__pycache__/"
)
RECIPE = "2"  # another number makes packs anew that were kept


def package_packs(distribution: Distribution, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The packs of other people's packages, packed with gzip; what was made once is kept."""
    return {
        pack: _kept(pack, [files[distribution.file_of(name)] for name in names], files)
        for pack, names in PACKAGES.items()
    }


def _kept(pack: str, wheels: list[bytes], files: Mapping[str, bytes]) -> bytes:
    sums = [sha256(data).hexdigest() for data in wheels]
    key = sha256(" ".join([RECIPE, how(), LEFT_AT_HOME.pattern, *sums]).encode()).hexdigest()
    path = cache_folder() / "packs" / f"{pack}-{key[:32]}.pack"
    if path.is_file():
        return path.read_bytes()
    members = {name: data for wheel in wheels for name, data in _members(wheel)}
    made = zipped(packed(compiled(members, files)))
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_files() as new_file:
        new_file(path).write(made)
    return made


def _members(wheel: bytes) -> Iterable[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        for name in archive.namelist():
            if not name.endswith("/") and not LEFT_AT_HOME.search(name):
                yield name, archive.read(name)


def own_pack(files: Mapping[str, bytes], more: Mapping[str, bytes]) -> bytes:
    """The pack of kviz, of the small packages it needs everywhere, and of ``more`` files."""
    import kviz

    own = {
        name: data
        for name, data in _below(Path(kviz.__file__).parent, "kviz")
        if not NOT_IN_A_BROWSER.search(name)
    }
    for package in OWN_NEEDS:
        spec = find_spec(package)
        assert spec and spec.origin, f"{package} is not installed"
        own |= {
            name: data
            for name, data in _below(Path(spec.origin).parent, package)
            if not LEFT_AT_HOME.search(name)
        }
    return zipped(packed(compiled({**own, **more}, files)))


def _below(folder: Path, name: str) -> Iterable[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def zipped(data: bytes) -> bytes:
    """Packed with gzip, the same bytes every time."""
    return gzip.compress(data, 9, mtime=0)
