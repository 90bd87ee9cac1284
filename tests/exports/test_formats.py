"""A format is one function and one row: added from outside, it is there on every surface."""

from contextlib import contextmanager

import pytest
from click.testing import CliRunner

import kviz
from kviz.app.explorer.downloads import downloads
from kviz.cli import main
from kviz.exports.formats import FORMATS, Format
from kviz.exports.output import written_at_once


@written_at_once
def story(output, content):
    """Write the sentences of a run."""
    output.open().write("\n".join(content.sentence(step) for step in content.steps).encode())


@contextmanager
def sizes(output, content):
    """Write the size and the time of every picture."""
    file = output.open()

    def add(picture):
        height, width, _ = picture.pixels.shape
        file.write(f"{picture.moment.step} {width}x{height} {picture.moment.ms}\n".encode())

    yield add


@pytest.fixture
def formats(monkeypatch):
    monkeypatch.setitem(FORMATS, ".txt", Format("Text, what happened", "data", story, "itself"))
    monkeypatch.setitem(FORMATS, ".sizes", Format("Sizes of all pictures", "animation", sizes, "pictures"))


def test_python_writes_it(formats, trace, tmp_path):
    lines = kviz.export(trace, tmp_path / "run.txt").read_text(encoding="utf-8").splitlines()
    rows = kviz.export(trace, tmp_path / "run.sizes", size=(360, 260), hold=1, hold_last=2).read_text()

    assert len(lines) == len(trace) and lines[-1].startswith("Finished")
    assert rows.splitlines()[-1] == "6 360x260 2000"


def test_the_command_writes_it_and_names_it(formats, tmp_path):
    result = CliRunner().invoke(main, ["export", "tutorial", str(tmp_path / "run.txt")])
    wrong = CliRunner().invoke(main, ["export", "tutorial", str(tmp_path / "run.bmp")])
    told = CliRunner().invoke(main, ["export", "--help"])

    assert result.exit_code == 0, result.output
    assert "Finished" in (tmp_path / "run.txt").read_text(encoding="utf-8")
    assert ".txt" in wrong.stderr
    assert "Text, what happened" in " ".join(told.output.split())


def test_the_page_offers_it_and_sends_it(formats):
    from kviz.app.explorer.actions.download import download

    page, sent = kviz.explore(), []
    page.send = lambda content, buffers=None: sent.append((content, buffers))
    download(page, {"suffix": ".txt", "step": 0}, None)
    told, buffers = sent[-1]

    assert ".txt" in str(downloads()) and "Text, what happened" in str(downloads())
    assert told["name"].endswith(".txt")
    assert b"Finished" in buffers[0]


def test_it_is_written_whole_or_not_at_all(formats, trace, tmp_path):
    @contextmanager
    def broken(output, content):
        output.open().write(b"half of")
        yield lambda picture: 1 / 0

    FORMATS[".sizes"] = Format("Broken", "animation", broken)
    (tmp_path / "run.sizes").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        kviz.export(trace, tmp_path / "run.sizes", size=(360, 260))

    assert [path.name for path in tmp_path.iterdir()] == ["run.sizes"]
    assert (tmp_path / "run.sizes").read_bytes() == b"old"
