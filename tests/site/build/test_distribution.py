"""What the site is made of is checked byte by byte, wherever it comes from, and the files appear whole."""

import json
from hashlib import sha256

import pytest
from visiting import served

import kviz
from kviz.site.build import distribution, packs
from kviz.site.build.distribution import LOCK, SUMS, Distribution

PACKAGES = [name for names in packs.PACKAGES.values() for name in names]


@pytest.fixture
def small(monkeypatch, tmp_path):
    """A release of three small files, one of them a package, with its own sums; and an empty cache."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "core.js").write_bytes(b"core")
    (folder / "a.whl").write_bytes(b"package")
    lock = {"packages": {"a": {"file_name": "a.whl", "sha256": sha256(b"package").hexdigest()}}}
    (folder / LOCK).write_text(json.dumps(lock))
    sums = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (LOCK, "core.js")}
    monkeypatch.setattr(distribution, "SUMS", sums)
    monkeypatch.setenv("KVIZ_CACHE", str(tmp_path / "cache"))
    return folder


def test_a_folder_gives_its_files(small):
    found = Distribution(small).files(["a"], progress=False)

    assert found["core.js"] == b"core" and found["a.whl"] == b"package"


def test_an_address_is_asked_once_and_its_files_are_kept(small):
    server, address = served(small)
    told = []
    first = Distribution(address).files(["a"], progress=lambda done, total: told.append((done, total)))
    server.shutdown()
    server.server_close()

    assert told == [(1, 3), (2, 3), (3, 3)]
    assert Distribution(address).files(["a"], progress=False) == first


@pytest.mark.parametrize("name", ["core.js", "a.whl", LOCK])
def test_a_file_that_is_not_the_official_one_is_refused(small, name):
    (small / name).write_bytes(b"somebody else's")

    with pytest.raises(ValueError, match=f"{name} is not the file of the official Pyodide"):
        Distribution(small).files(["a"], progress=False)


def test_a_wrong_file_from_an_address_is_not_kept(small, tmp_path):
    (small / "a.whl").write_bytes(b"somebody else's")
    server, address = served(small)

    with pytest.raises(ValueError, match="Nothing was kept of it"):
        Distribution(address).files(["a"], progress=False)
    server.shutdown()
    server.server_close()
    assert [path.name for path in (tmp_path / "cache").rglob("*.whl")] == []


def test_a_copy_that_was_kept_and_has_changed_is_fetched_anew(small, tmp_path):
    server, address = served(small)
    Distribution(address).files(["a"], progress=False)
    [kept] = (tmp_path / "cache").rglob("a.whl")
    kept.write_bytes(b"pack")

    assert Distribution(address).files(["a"], progress=False)["a.whl"] == b"package"
    server.shutdown()
    server.server_close()


def test_what_cannot_be_fetched_says_what_to_do(small):
    with pytest.raises(ValueError, match=r"could not be fetched .* --pyodide FOLDER"):
        Distribution("http://localhost:9/").files(["a"], progress=False)
    (small / "a.whl").unlink()
    with pytest.raises(ValueError, match=r"a\.whl is missing in"):
        Distribution(small).files(["a"], progress=False)


def test_the_official_files_are_what_the_tests_use(pyodide):
    found = Distribution(pyodide).files(PACKAGES, progress=False)

    assert set(SUMS) < set(found)
    assert len(found) == len(SUMS) + len(PACKAGES)


@pytest.mark.no_cover
def test_made_twice_the_files_are_the_same_bytes(built, pyodide, tmp_path):
    again = kviz.site(tmp_path / "again", pyodide=pyodide, progress=False).parent

    first = {path.name: path.read_bytes() for path in built.iterdir()}
    assert {path.name: path.read_bytes() for path in again.iterdir()} == first


@pytest.mark.no_cover
def test_a_site_that_fails_leaves_nothing_new(pyodide, tmp_path):
    (tmp_path / "index.html").mkdir()

    with pytest.raises(IsADirectoryError):
        kviz.site(tmp_path, pyodide=pyodide, progress=False)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.no_cover
def test_files_of_an_older_site_go_and_other_files_stay(pyodide, tmp_path):
    old, own = tmp_path / f"core.{'0' * 12}.pack", tmp_path / "notes.0123.txt"
    for file in (old, own):
        file.write_text("here before")
    kviz.site(tmp_path, pyodide=pyodide, progress=False)

    assert own.exists() and not old.exists()


def test_no_test_and_no_sample_of_other_packages_is_published(built):
    """They are half of what the packages weigh."""
    import gzip

    from kviz.site.browser.pack import unpacked

    names = [
        name
        for pack in built.glob("*.pack")
        if pack.name.split(".")[0] in {*packs.PACKAGES, "kviz"}
        for name, _ in unpacked(gzip.decompress(pack.read_bytes()))
    ]
    assert not [name for name in names if "/tests/" in name or "sample_data" in name]
    assert not [name for name in names if name.startswith(("kviz/cli", "kviz/app/server", "kviz/site/build"))]
    assert {"kviz/__init__.pyc", "numpy/__init__.pyc", "pandas/__init__.pyc", "fontTools/__init__.pyc"} < set(
        names
    )
    assert any("LICENSE" in name for name in names if name.startswith("numpy"))


def test_the_page_without_tables_is_below_twenty_megabytes(built):
    late = ("tables.", "documents.", "first-dark", "first-light-1920", "first-light-360")
    sizes = [path.stat().st_size for path in built.iterdir() if not path.name.startswith(late)]

    assert sum(sizes) < 20e6


def test_packs_are_made_once_for_each_way(pyodide, monkeypatch, tmp_path):
    """Bytecode is not taken for sources, nor the other way round."""
    made = []
    monkeypatch.setenv("KVIZ_CACHE", str(tmp_path))
    monkeypatch.setattr(packs, "PACKAGES", {"core": ("six",)})
    monkeypatch.setattr(packs, "compiled", lambda members, files: made.append(sorted(members)) or members)
    ours = Distribution(pyodide)
    files = ours.files(["six"], progress=False)
    for way in ("source", "source", "node"):
        monkeypatch.setattr(packs, "how", lambda way=way: way)
        packs.package_packs(ours, files)

    assert len(made) == 2 and "six.py" in made[0]
