"""A site speaks the language of the process that made it, its Python too."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "story"))

from pseudo import write_language

from kviz.site.browser.pack import unpacked
from kviz.site.build import packs, tables

# what the worker's Python does, with the pack of kviz for its library
WORKER = """
import sys
from pathlib import Path
library = Path(sys.argv[1])
sys.path.insert(0, str(library))
import kviz.site.browser.start
from kviz.site.browser.language import speak
speak(library)
import kviz
assert Path(kviz.__file__).is_relative_to(library)
from kviz.site.browser.stand_in import stand_in
stand_in()
print(kviz.explore().store.words[0]["steps"][0]["sentence"])
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    """The pack of kviz as the worker unpacks it; it is not compiled here."""
    monkeypatch.setattr(packs, "compiled", lambda files, runtime: files)

    def unpack(own_file):
        monkeypatch.setattr(tables, "OWN_FILE", str(own_file))
        folder = tmp_path / "library"
        more = tables.language_files()
        for name, data in unpacked(packs.gzip.decompress(packs.own_pack({}, more))):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        return folder

    return unpack


def first_sentence(library, monkeypatch):
    monkeypatch.delenv("KVIZ_LANGUAGE", raising=False)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    command = [sys.executable, "-P", "-c", WORKER, str(library)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.returncode, done.stderr
    return done.stdout


def test_a_file_of_ones_own_comes_along(library, tmp_path, monkeypatch):
    told = first_sentence(library(write_language(tmp_path / "own.toml")), monkeypatch)

    assert told.startswith("⟦")
    assert "centroid" not in told


def test_a_language_of_the_package_comes_by_its_name(monkeypatch):
    monkeypatch.setattr(tables, "OWN_FILE", "sv")
    assert tables.language_files() == {"kviz_language/name": b"sv"}


def test_without_a_language_nothing_comes_along(library, monkeypatch):
    assert tables.OWN_FILE == ""
    assert tables.language_files() == {}
    assert "centroid" in first_sentence(library(""), monkeypatch)
