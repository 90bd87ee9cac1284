"""``kviz.export``: by suffix, each picture drawn once, one picture in memory at a time."""

import io
import re
import weakref
from base64 import b64decode
from collections import Counter

import numpy as np
import pytest
from exported import SMALL, frames_of, names_in, psnr
from PIL import Image

import kviz
from kviz.exports.export import export_all
from kviz.exports.formats import FORMATS
from kviz.exports.options import Options
from kviz.exports.painter import Painter


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_suffix_chooses_and_the_path_comes_back(trace, tmp_path, suffix):
    path = kviz.export(trace, str(tmp_path / f"Run {suffix.upper()}"), **SMALL)

    assert path == tmp_path / f"Run {suffix.upper()}"
    assert path.stat().st_size > 100


@pytest.mark.parametrize("name", ["run.bmp", "run", "run.tar.gz"])
def test_an_unknown_suffix_is_answered_with_the_known_ones(trace, tmp_path, name):
    with pytest.raises(
        ValueError, match=r"use one of \.gif, \.mp4, \.html, \.webp, \.png, \.svg, \.pdf, \.vtt, \.srt, \.csv"
    ):
        kviz.export(trace, tmp_path / name)

    assert names_in(tmp_path) == []


def test_several_formats_draw_every_picture_once(trace, tmp_path, monkeypatch):
    from kviz.picture.film import Film

    drawn = Counter()
    pixels = Film.pixels
    monkeypatch.setattr(Film, "pixels", lambda film, i: (drawn.update([i]), pixels(film, i))[1])
    suffixes = [".gif", ".webp", ".mp4", ".html"]
    paths = export_all(trace, [tmp_path / f"run{s}" for s in suffixes], **SMALL)

    last = len(trace) - 1  # painted twice more: for the palette, and for the cover of the video
    assert drawn == {i: 1 + 2 * (i == last) for i in range(len(trace))}
    assert [path.suffix for path in paths] == suffixes
    assert len(frames_of(paths[0])) == len(frames_of(paths[1])) == len(trace)

    drawn.clear()
    export_all(trace, [tmp_path / f"run{s}" for s in (".pdf", ".svg", ".csv", ".json")], **SMALL)
    assert not drawn, "nobody asked for pixels"


def test_a_page_written_with_others_has_their_pictures_without_the_words_below(trace, tmp_path):
    """A page says the sentence itself; what is above it is, pixel by pixel, the animation's."""
    paths = export_all(trace, [tmp_path / "run.webp", tmp_path / "run.html"], progress=False, density=2)
    sources = re.findall(r'src="data:image/png;base64,([^"]+)"', paths[1].read_text(encoding="utf-8"))
    pages = [np.asarray(Image.open(io.BytesIO(b64decode(source))).convert("RGB")) for source in sources]

    for page, (film, _) in zip(pages, frames_of(paths[0]), strict=True):
        height, width, _ = page.shape
        assert width == 1920 and 1000 < height < 1100
        assert psnr(page, film[:height]) > 40
        assert (film[height - 4 : height] == film[height, 0]).all(), "the cut goes through empty paper"


@pytest.mark.parametrize("suffix", [".gif", ".mp4", ".webp", ".html", ".png"])
def test_memory_stays_flat_however_long_the_run(long_trace, tmp_path, monkeypatch, suffix):
    """Pictures stream: at no time are more than a few alive, and none waits for a garbage collector."""
    alive, most = weakref.WeakSet(), []
    pictures = Painter.pictures

    class Picture(np.ndarray):
        """An array that can be watched."""

        __hash__ = object.__hash__

    def watched(painter, moment):
        made = [picture.view(Picture) for picture in pictures(painter, moment)]
        alive.update(made)
        most.append(len(alive))
        return made

    monkeypatch.setattr(Painter, "pictures", watched)
    kviz.export(long_trace, tmp_path / f"run{suffix}", **SMALL, animate=suffix == ".png")

    assert len(most) >= len(long_trace) > 15
    assert max(most) <= 6


def test_a_still_is_the_step_that_was_asked_for_pixel_for_pixel(trace, painted, tmp_path):
    for asked, step in ((None, len(trace) - 1), (2, 2), (-2, len(trace) - 2)):
        path = kviz.export(trace, tmp_path / "run.png", **SMALL, step=asked)
        with Image.open(path) as read:
            assert np.array_equal(np.asarray(read), painted[step])


def test_a_still_carries_its_sentence(trace, tmp_path):
    with Image.open(kviz.export(trace, tmp_path / "run.png", **SMALL, step=3, title="My run")) as read:
        assert read.text["Title"] == "My run"
        assert read.text["Description"].startswith("Update · iteration 1. Each centroid moves")
        assert "k=2" in read.text["Comment"] and "kviz" in read.text["Software"]


def test_numbered_steps_are_the_painters_pictures(trace, painted, tmp_path):
    kviz.export(trace, tmp_path / "run.png", **SMALL, numbered=True)

    assert names_in(tmp_path) == [f"run-{n:02}.png" for n in range(1, len(trace) + 1)]
    for path, mine in zip(sorted(tmp_path.iterdir()), painted, strict=True):
        with Image.open(path) as read:
            assert np.array_equal(np.asarray(read), mine)


def test_a_sheet_holds_every_step_at_half_size(trace, painted, tmp_path):
    path = kviz.export(trace, tmp_path / "run.png", **SMALL, sheet=True, across=2)
    with Image.open(path) as read:
        width, height = (side // 2 for side in SMALL["size"])
        assert read.size == (2 * (width + 12) + 12, 4 * (height + 12) + 12)
        corner = (12 + width + 12, 12 + height + 12)  # the fourth picture: right in the second row
        shown = np.asarray(read.crop((*corner, corner[0] + width, corner[1] + height)))
        assert np.array_equal(shown, np.asarray(Image.fromarray(painted[3]).reduce(2)))


def test_density_multiplies_pixels(trace, tmp_path):
    with Image.open(kviz.export(trace, tmp_path / "run.png", **SMALL, density=2)) as read:
        assert read.size == (720, 520)


@pytest.mark.parametrize("style", ["light", "dark", "print", "projector"])
def test_every_style_is_a_picture_of_its_own(trace, tmp_path, style):
    with Image.open(kviz.export(trace, tmp_path / "run.png", **SMALL, style=style)) as read:
        dark = sum(read.getpixel((1, 1))) < 150

    assert dark == (style == "dark")


def test_a_file_that_is_handed_in_gets_the_same_bytes(trace, tmp_path):
    file = io.BytesIO()

    assert kviz.export(trace, file, format="gif", **SMALL) is None
    assert file.getvalue() == kviz.export(trace, tmp_path / "run.gif", **SMALL).read_bytes()


def test_progress_counts_every_picture(trace, tmp_path):
    calls = []
    export_all(
        trace,
        [tmp_path / "run.gif", tmp_path / "run.html"],
        size=SMALL["size"],
        progress=lambda done, total: calls.append((done, total)),
    )

    assert calls == [(n + 1, len(trace)) for n in range(len(trace))]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": (10, 10)}, "size=10x10 is out of range; use 200x160 to 8000x8000"),
        ({"density": 0}, "density=0 is out of range"),
        ({"density": float("nan")}, "density=nan is out of range"),
        ({"speed": -1}, r"speed=-1 is out of range; use a number from 0\.05 to 50"),
        ({"speed": "fast"}, "speed='fast' is out of range"),
        ({"size": "960x600"}, r"size='960x600' is not a size; .* as in \(960, 600\)"),
        ({"last": 1.5}, "last=1.5 is not a whole number"),
        ({"across": 0}, "across=0 is too few pictures side by side; use 1 or more"),
        ({"tween": "yes"}, "tween='yes' is neither True nor False"),
        ({"title": 5}, "title=5 is not text"),
        ({"hold": 1e9}, "hold=1000000000.0 is out of range"),
        ({"style": "pink"}, "style='pink' is unknown; use one of light, dark, print, projector"),
        ({"language": "xx"}, "language='xx' is unknown; use one of en, de, fr, plain"),
        ({"step": 0}, "step is for .* not for .gif"),
        ({"first": 99}, "first=99 is not a step of this run; it has steps 0 to 6"),
        ({"first": 5, "last": 2}, "first=5 comes after last=2"),
        ({"sheet": True}, r"sheet is for \.pdf and \.png, not for \.gif"),
        ({"numbered": True}, r"numbered is for \.png and \.svg, not for \.gif"),
        ({"animate": True, "sheet": True}, "exclude each other"),
        ({"hide": ("nose",)}, "a picture has no part 'nose'"),
    ],
)
def test_what_an_option_may_be(trace, tmp_path, options, said):
    with pytest.raises(ValueError, match=said):
        kviz.export(trace, tmp_path / "run.gif", **options)

    assert names_in(tmp_path) == []


def test_a_misspelled_option_is_not_ignored(trace, tmp_path):
    with pytest.raises(TypeError, match="export has no option 'stile'; it has size, density, style"):
        kviz.export(trace, tmp_path / "run.gif", stile="dark")


@pytest.mark.parametrize("given", [(1, 2), 5, b"gif"])
def test_a_format_that_is_not_text_is_named(trace, tmp_path, given):
    with pytest.raises(ValueError, match=r"format=.* is not a suffix; use one of \.gif"):
        kviz.export(trace, tmp_path / "run.gif", format=given)


def test_what_is_not_a_path_is_named(trace):
    with pytest.raises(TypeError, match="path=5 is not a path; give a str, a Path or an open binary file"):
        kviz.export(trace, 5, format="gif")


def test_an_open_file_must_be_open_and_binary(trace, tmp_path):
    with (tmp_path / "run.gif").open("wb") as file:
        pass
    with pytest.raises(ValueError, match="is closed; open it again"):
        kviz.export(trace, file, format="gif")
    with pytest.raises(ValueError, match="takes text; give a binary one"):
        kviz.export(trace, io.StringIO(), format="csv")
    with (tmp_path / "run.csv").open("w", encoding="utf-8") as file:
        kviz.export(trace, file, format="csv")
    assert (tmp_path / "run.csv").read_bytes().startswith(b"M1,M2,cluster")


def test_no_run_at_all(tmp_path):
    with pytest.raises(ValueError, match="no run at all"):
        kviz.export([], tmp_path / "run.gif")


def test_parts_can_be_left_out(trace, tmp_path):
    plain, full = (
        kviz.export(trace, tmp_path / f"{name}.png", **SMALL, **options)
        for name, options in (("plain", {"preset": "plain"}), ("full", {}))
    )

    assert plain.read_bytes() != full.read_bytes()


def test_every_option_of_the_command_is_one_of_python_too():
    """The same names in both, and none is missing but those that only Python can say."""
    from dataclasses import fields

    from kviz.cli.export import export as command

    flags = {parameter.name for parameter in command.params}
    names = {field.name for field in fields(Options)}
    assert names - flags == set()
