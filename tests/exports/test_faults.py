"""Every fault × every format: a clear sentence, the old file untouched, nobody left running."""

import json
import os
import subprocess
import sys

import pytest
from exported import SMALL, names_in, untouched

import kviz
from kviz.exports.formats import FORMATS
from kviz.exports.painter import Painter

FORMATS = list(FORMATS)
DRAWN = [".gif", ".mp4", ".webp", ".html", ".png"]
KIND = {".png": {"animate": True}}


def encoders():
    """Commands of all running children that are video encoders."""
    listed = subprocess.run(
        ["ps", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, text=True
    ).stdout
    return [line for line in listed.splitlines() if "ffmpeg" in line and "-f mp4" in line]


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("suffix", DRAWN)
def test_a_fault_while_a_picture_is_drawn(trace, old, monkeypatch, suffix, fault):
    """matplotlib's own save leaves a short but valid-looking file in place of the old one."""
    pictures = Painter.pictures

    def failing(painter, moment):
        if moment.step == 4:
            raise fault
        return pictures(painter, moment)

    monkeypatch.setattr(Painter, "pictures", failing)
    with pytest.raises(fault):
        kviz.export(trace, old / f"run{suffix}", **SMALL, **KIND.get(suffix, {}))

    assert untouched(old)
    assert encoders() == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_disk_that_is_full_when_the_file_is_finished(trace, old, monkeypatch, suffix):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"The disk is full.*untouched"):
        kviz.export(trace, old / f"run{suffix}", **SMALL)

    assert untouched(old)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_missing_folder(trace, tmp_path, suffix):
    with pytest.raises(
        FileNotFoundError, match=r"There is no folder .*nowhere.*; make it first, or name another"
    ):
        kviz.export(trace, tmp_path / "nowhere" / f"run{suffix}", **SMALL)

    assert names_in(tmp_path) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_target_that_is_a_folder(trace, tmp_path, suffix):
    (tmp_path / f"run{suffix}").mkdir()

    with pytest.raises(IsADirectoryError, match="is a folder; name a file in it"):
        kviz.export(trace, tmp_path / f"run{suffix}", **SMALL)

    assert names_in(tmp_path) == [f"run{suffix}"]


CHILD = """
import json, os, resource, sys, traceback
import kviz
from pathlib import Path
folder, fault = Path(sys.argv[1]), sys.argv[2]
data = kviz.datasets["tutorial"]()
trace = kviz.run(data, data.k, init=data.start)
kviz.export(trace, folder / "run.png", progress=False)  # whatever is cached is cached now
(folder / "run.png").write_bytes(b"what was there before")
if fault == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
elif os.geteuid() == 0:
    os.seteuid(65534)
answers = {}
for suffix in sys.argv[3:]:
    try:
        kviz.export(trace, folder / f"run{suffix}", progress=False)
        answers[suffix] = "no error"
    except Exception as error:
        answers[suffix] = f"{type(error).__name__}: {error}"
print(json.dumps(answers))
"""


def answers_of(folder, fault):
    """What a process of its own says to every format under a fault that cannot be taken back."""
    command = [sys.executable, "-c", CHILD, folder, fault, *FORMATS]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def limited(tmp_path_factory):
    """A system on which a file may have 100 bytes: the write fails in the middle, in ffmpeg too."""
    folder = tmp_path_factory.mktemp("limited")
    for suffix in FORMATS:
        (folder / f"run{suffix}").write_bytes(b"what was there before")
    return folder, answers_of(folder, "limit")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_that_cannot_grow(limited, suffix):
    folder, answers = limited

    assert untouched(folder)
    assert answers[suffix].startswith("OSError: ")
    assert "larger than this system allows" in answers[suffix] or "encoder stopped" in answers[suffix]


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """A folder that may be read but not written to."""
    folder = tmp_path_factory.mktemp("locked")
    for parent in folder.parents[:2]:
        parent.chmod(0o755)
    for suffix in FORMATS:
        (folder / f"run{suffix}").write_bytes(b"what was there before")
    folder.chmod(0o555)
    yield folder, answers_of(folder, "locked")
    folder.chmod(0o755)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_folder_that_may_not_be_written_to(locked, suffix):
    folder, answers = locked

    assert untouched(folder)
    assert answers[suffix].startswith("PermissionError: The folder")
    assert "may not be written to" in answers[suffix]


def test_of_several_files_the_one_that_failed_is_named(trace, tmp_path):
    from kviz.exports.export import export_all

    with pytest.raises(FileNotFoundError, match=r"There is no folder '.*gone'"):
        export_all(trace, [tmp_path / "run.csv", tmp_path / "gone" / "run.json"], progress=False)

    assert names_in(tmp_path) == []


def test_several_formats_stand_or_fall_together(trace, old):
    with pytest.raises(ValueError, match="holds one run"):
        from kviz.exports.export import export_all

        export_all([trace, trace], [old / "run.gif", old / "run.csv"], **SMALL)

    assert untouched(old)
