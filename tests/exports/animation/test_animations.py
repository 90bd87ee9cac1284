"""GIF, WebP, animated PNG and MP4, read back by Pillow and ffprobe."""

import subprocess

import numpy as np
import pytest
from exported import SMALL, frames_of, psnr
from PIL import Image

import kviz
from kviz.exports.content import content_of
from kviz.exports.options import Options
from kviz.story.frame import tell

SIZE = {"size": SMALL["size"]}
ANIMATED = {".gif": {}, ".webp": {}, ".png": {"animate": True}}


@pytest.fixture(scope="module")
def files(trace, tmp_path_factory):
    """The run in every animated picture format."""
    folder = tmp_path_factory.mktemp("animated")
    return {s: kviz.export(trace, folder / f"run{s}", **SMALL, **o) for s, o in ANIMATED.items()}


@pytest.mark.parametrize("suffix", ANIMATED)
def test_every_step_is_one_picture_as_the_painter_made_it(files, painted, suffix):
    """WebP is lossless; the others have 255 colours for the whole run."""
    shown = [pixels for pixels, _ in frames_of(files[suffix])]

    assert len(shown) == len(painted)
    for mine, theirs in zip(painted, shown, strict=True):
        assert mine.shape == theirs.shape
        assert psnr(mine, theirs) >= (np.inf if suffix == ".webp" else 42)


@pytest.mark.parametrize("suffix", ANIMATED)
def test_a_step_stays_as_long_as_its_sentence_takes_to_read(files, trace, suffix):
    """Three words a second, but from two to eight seconds."""
    times = [ms for _, ms in frames_of(files[suffix])]
    words = [len(tell(trace, i).sentence.split()) for i in range(len(trace))]

    assert times == pytest.approx([1000 * min(max(n / 3, 2), 8) for n in words], abs=10)


def test_without_its_sentences_a_film_goes_on_every_two_seconds(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.gif", **SMALL, caption=False)

    assert {ms for _, ms in frames_of(path)} == {2000}


def test_seeds_events_and_the_last_step_have_times_of_their_own(trace, tmp_path):
    holds = {"hold": 0.5, "hold_seed": 0.7, "hold_event": 0.9, "hold_last": 1.1}
    path = kviz.export(trace, tmp_path / "run.gif", **SMALL, **holds)
    due = [900 if step.events else 700 if step.phase == "seed" else 500 for step in trace]

    assert [ms for _, ms in frames_of(path)] == [*due[:-1], 1100]


def test_one_time_is_enough_for_all_steps(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.gif", **SMALL, hold=1)

    assert {ms for _, ms in frames_of(path)} == {1000}


@pytest.mark.parametrize("suffix", ANIMATED)
def test_it_loops_without_end(files, suffix):
    with Image.open(files[suffix]) as file:
        assert file.info.get("loop") == 0


@pytest.mark.parametrize("suffix", ANIMATED)
def test_times_and_range_are_the_callers(trace, tmp_path, suffix):
    path = kviz.export(
        trace,
        tmp_path / f"run{suffix}",
        **SMALL,
        **ANIMATED[suffix],
        first=2,
        last=4,
        hold=0.5,
        hold_last=1,
        speed=2,
    )

    assert [ms for _, ms in frames_of(path)] == [250, 250, 500]


def test_a_gif_has_one_palette_and_only_what_changed(files, trace, tmp_path):
    """The shares of single pictures: the first is whole, the others are not."""
    with Image.open(files[".gif"]) as file:
        boxes = []
        for index in range(file.n_frames):
            file.seek(index)
            boxes.append(file.dispose_extent)
            assert not index or file.global_palette is not None
    data = files[".gif"].read_bytes()

    assert data[:6] == b"GIF89a" and data[10] & 0x80, "a global colour table"
    assert boxes[0] == (0, 0, *SMALL["size"])
    still = kviz.export(trace, tmp_path / "last.png", **SMALL)
    assert len(data) < len(trace) * still.stat().st_size


def test_a_gif_does_not_dither(trace, tmp_path):
    """A tinted region is one colour from border to border; dithering would speckle it."""
    path = kviz.export(trace, tmp_path / "run.gif", size=(960, 600), progress=False, first=-1)
    picture, _ = frames_of(path)[0]
    patch = picture[60:110, 80:130]

    assert len(np.unique(patch.reshape(-1, 3), axis=0)) <= 3


@pytest.mark.parametrize("suffix", ANIMATED)
def test_title_parameters_and_version_are_in_the_file(files, trace, suffix):
    with Image.open(files[suffix]) as file:
        said = str({**file.info, **getattr(file, "text", {})})

    for words in (trace.dataset.title, "k=2", f"kviz {kviz.__version__}"):
        assert words in said


@pytest.mark.parametrize(("suffix", "reader"), [(".gif", "gif"), (".png", "apng")])
def test_ffmpeg_sees_the_same_pictures_as_pillow(files, painted, ffprobe, suffix, reader):
    """Two decoders that share no code agree on where every patch belongs."""
    width, height = SMALL["size"]
    command = ["ffmpeg", "-v", "error", "-f", reader, "-ignore_loop", "1", "-i", files[suffix]]
    command = command if reader == "gif" else ["ffmpeg", "-v", "error", "-f", reader, "-i", files[suffix]]
    command += ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    result = subprocess.run(command, capture_output=True, check=True)
    shown = np.frombuffer(result.stdout, np.uint8).reshape(-1, height, width, 3)

    assert result.stderr == b""
    assert len(shown) == len(painted)
    assert min(psnr(a, b) for a, b in zip(painted, shown, strict=True)) > 40


@pytest.fixture(scope="module")
def video(trace, tmp_path_factory):
    return kviz.export(trace, tmp_path_factory.mktemp("video") / "run.mp4", **SMALL)


def test_a_video_is_what_every_player_plays(video, ffprobe):
    told = ffprobe(video)

    assert (told["codec_name"], told["pix_fmt"]) == ("h264", "yuv420p")
    assert (told["width"], told["height"]) == SMALL["size"]
    assert told["color_space"] == "bt709"
    assert video.read_bytes().index(b"moov") < video.read_bytes().index(b"mdat"), "the index comes first"


def test_a_video_lasts_as_long_as_its_steps(video, ffprobe, trace):
    told = ffprobe(video)
    due = sum(moment.ms for moment in content_of([trace], Options(**SIZE)).timeline) / 1000

    assert float(told["format"]["duration"]) == pytest.approx(due, abs=0.002)


def test_a_picture_that_stays_is_encoded_once(video, ffprobe, trace):
    assert int(ffprobe(video)["nb_read_frames"]) == len(trace)


def test_a_video_shows_the_painters_pictures(video, painted, trace):
    """Luma at full and colour at half resolution: above 30 dB, and the right picture at the right time."""
    width, height = SMALL["size"]
    command = ["ffmpeg", "-v", "error", "-i", video, "-r", "5", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    shown = np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)
    moments = content_of([trace], Options(**SIZE)).timeline
    ends = np.cumsum([moment.ms for moment in moments]) / 1000
    starts = [round(5 * (end - moment.ms / 2000)) for end, moment in zip(ends, moments, strict=True)]

    for mine, at in zip(painted, starts, strict=True):
        ratios = [psnr(mine, shown[other]) for other in starts]
        assert max(ratios) == psnr(mine, shown[at]) > 30


def test_odd_sizes_become_even_in_a_video(trace, tmp_path, ffprobe):
    path = kviz.export(trace, tmp_path / "run.mp4", size=(361, 261), progress=False, first=-1, hold_last=0.2)

    assert (ffprobe(path)["width"], ffprobe(path)["height"]) == (362, 262)


def test_a_video_names_its_run(video, ffprobe, trace):
    tags = ffprobe(video)["format"]["tags"]

    assert tags["title"] == trace.dataset.title
    assert "k=2" in tags["comment"] and f"kviz {kviz.__version__}" in tags["comment"]
    assert "22 points" in tags["description"]


def test_tweening_adds_pictures_on_the_way_of_every_update(trace, tmp_path, ffprobe):
    updates = sum(step.phase == "update" for step in trace)

    gif = frames_of(kviz.export(trace, tmp_path / "run.gif", **SMALL, tween=True))
    told = ffprobe(kviz.export(trace, tmp_path / "run.mp4", **SMALL, tween=True))

    assert len(gif) == len(trace) + 15 * updates
    assert sum(ms for _, ms in gif[3:18]) == pytest.approx(500, abs=20), "half a second"
    assert int(told["nb_read_frames"]) == len(trace) + 15 * updates


def test_the_pictures_between_lie_between(trace, tmp_path):
    """Frame by frame the picture comes nearer to the update."""
    shown = [
        p.astype(int) for p, _ in frames_of(kviz.export(trace, tmp_path / "run.gif", **SMALL, tween=True))
    ]
    update = next(i for i, step in enumerate(trace) if step.phase == "update")
    left = [np.abs(shown[i] - shown[update + 14]).sum() for i in range(update, update + 15)]

    assert all(a >= b for a, b in zip(left[::4], left[4::4], strict=False))


def test_two_runs_stand_side_by_side_and_the_shorter_one_waits(trace, long_trace, tmp_path):
    path = kviz.export([trace, long_trace], tmp_path / "two.gif", size=(720, 300), progress=False)
    shown = [pixels for pixels, _ in frames_of(path)]

    assert len(shown) == len(long_trace) > len(trace)
    assert shown[0].shape == (300, 720, 3)
    body = [pixels[36:, :360].astype(int) for pixels in shown]
    assert psnr(body[len(trace) - 1], body[-1]) == np.inf


def test_the_same_run_gives_the_same_bytes(trace, tmp_path):
    for suffix, options in ANIMATED.items():
        a, b = (kviz.export(trace, tmp_path / f"{n}{suffix}", **SMALL, **options) for n in "ab")
        assert a.read_bytes() == b.read_bytes()
