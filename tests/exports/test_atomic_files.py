"""Files appear whole or not at all."""

import os
import stat
import threading
from io import BytesIO

import pytest
from exported import names_in

import kviz
from kviz.data.atomic_files import atomic_files, explained_errors
from kviz.exports.export import export_all


def write(path, data=b"new"):
    with atomic_files() as new_file:
        new_file(path).write(data)


def test_a_file_appears_when_the_block_ends_and_not_before(tmp_path):
    with atomic_files() as new_file:
        new_file(tmp_path / "run.gif").write(b"all of it")
        assert not (tmp_path / "run.gif").exists()

    assert (tmp_path / "run.gif").read_bytes() == b"all of it"
    assert names_in(tmp_path) == ["run.gif"]


@pytest.mark.parametrize("fault", [ValueError, OSError, KeyboardInterrupt, SystemExit, MemoryError])
def test_an_existing_file_survives_whatever_is_raised(tmp_path, fault):
    (tmp_path / "run.gif").write_bytes(b"old")

    with pytest.raises(fault), atomic_files() as new_file:
        new_file(tmp_path / "run.gif").write(b"half of")
        raise fault

    assert (tmp_path / "run.gif").read_bytes() == b"old"
    assert names_in(tmp_path) == ["run.gif"]


def test_several_files_appear_together_or_none_does(tmp_path):
    with pytest.raises(ZeroDivisionError), atomic_files() as new_file:
        new_file(tmp_path / "labels.csv").write(b"1")
        new_file(tmp_path / "centroids.csv").write(b"2")
        1 / 0  # noqa: B018

    assert names_in(tmp_path) == []


def test_a_fault_at_the_last_moment_leaves_the_old_file(tmp_path, monkeypatch):
    """The bytes are on their way to the disk, and the disk says no."""
    (tmp_path / "run.gif").write_bytes(b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk is full"), explained_errors(tmp_path / "run.gif"):
        write(tmp_path / "run.gif")

    assert (tmp_path / "run.gif").read_bytes() == b"old"
    assert names_in(tmp_path) == ["run.gif"]


def test_the_bytes_are_on_the_disk_before_the_name_is(tmp_path, monkeypatch):
    """Or a power cut leaves an empty file under a good name."""
    calls = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append("fsync"), sync(fd)))
    monkeypatch.setattr(os, "replace", lambda a, b: (calls.append("replace"), replace(a, b)))

    write(tmp_path / "run.gif")

    assert calls == ["fsync", "replace"]


def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path):
    (tmp_path / "plain").write_bytes(b"")

    write(tmp_path / "run.gif")

    assert (tmp_path / "run.gif").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_existing_file_keeps_its_mode(tmp_path):
    (tmp_path / "run.gif").write_bytes(b"old")
    (tmp_path / "run.gif").chmod(0o640)

    write(tmp_path / "run.gif")

    assert stat.S_IMODE((tmp_path / "run.gif").stat().st_mode) == 0o640
    assert (tmp_path / "run.gif").read_bytes() == b"new"


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "run.gif").write_bytes(b"old")
    (tmp_path / "run.gif").symlink_to(tmp_path / "real" / "run.gif")

    write(tmp_path / "run.gif")

    assert (tmp_path / "run.gif").is_symlink()
    assert (tmp_path / "real" / "run.gif").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    """Replacing a device by a file would be the end of it."""
    os.mkfifo(tmp_path / "pipe.gif")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe.gif").read_bytes()), daemon=True)
    reader.start()

    write(tmp_path / "pipe.gif", b"through")
    reader.join(10)

    assert read == [b"through"]
    assert stat.S_ISFIFO((tmp_path / "pipe.gif").stat().st_mode)
    assert names_in(tmp_path) == ["pipe.gif"]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(IsADirectoryError, match="is a folder; name a file in it"):
        write(tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    path = tmp_path / "nowhere" / "run.gif"

    with (
        pytest.raises(FileNotFoundError, match=r"There is no folder '.*nowhere'; make it first"),
        explained_errors(path),
    ):
        write(path)


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "file" / "run.gif"

    with pytest.raises(OSError, match="is not a folder"), explained_errors(path):
        write(path)


def test_a_name_too_long_is_said(tmp_path):
    path = tmp_path / ("n" * 300 + ".gif")

    with pytest.raises(OSError, match="too long; use a shorter one"), explained_errors(path):
        write(path)


def test_no_file_is_written_twice(trace, tmp_path):
    """Nor one that belongs to another: the centroids go beside the table."""
    for names in (("run.gif", "run.gif"), ("run.csv", "run-centroids.csv")):
        with pytest.raises(ValueError, match="would be written twice; give every file a name of its own"):
            export_all(trace, [tmp_path / name for name in names], progress=False)

    assert names_in(tmp_path) == []


def test_one_open_file_holds_no_numbered_files(trace):
    with pytest.raises(ValueError, match="numbered makes a file for every step"):
        kviz.export(trace, BytesIO(), format="png", numbered=True)
