"""What a player finds in a video besides its pictures: chapters, captions, steps to jump to."""

import json
import re
import subprocess

import numpy as np
import pytest
from exported import SMALL, names_in, psnr
from PIL import Image
from readers import need

import kviz
from kviz.exports.animation.poster import poster_words
from kviz.exports.content import content_of
from kviz.exports.options import Options
from kviz.picture.film import Film
from kviz.story.frame import tell


def probed(path, *what):
    need("ffprobe")
    command = ["ffprobe", "-v", "error", *what, "-of", "json", path]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.fixture(scope="module", params=[False, True], ids=["stepped", "tweened"])
def made(request, trace, tmp_path_factory):
    """A video with captions, and the seconds at which each of its steps begins, stands still and ends."""
    folder = tmp_path_factory.mktemp("video")
    path = kviz.export(trace, folder / "run.mp4", **SMALL, tween=request.param, captions=True)
    spans, start, now = [], 0, 0
    for moment in content_of([trace], Options(tween=request.param)).timeline:
        now += moment.ms
        if not moment.is_tween:
            spans.append((start / 1000, (now - moment.ms) / 1000, now / 1000))
            start = now
    return path, spans


def test_every_step_is_a_chapter_under_its_heading(made, trace):
    path, spans = made
    chapters = probed(path, "-show_chapters")["chapters"]

    assert [each["tags"]["title"] for each in chapters] == [tell(trace, i).heading for i in range(len(trace))]
    for each, (start, _, end) in zip(chapters, spans, strict=True):
        assert float(each["start_time"]) == pytest.approx(start, abs=0.01)
        assert float(each["end_time"]) == pytest.approx(end, abs=0.01)


def test_a_jump_to_a_step_shows_that_step(made, trace):
    path, spans = made
    size = SMALL["size"]
    pictures = [Film(trace, size, caption=True).rgb(i) for i in range(len(trace))]
    for i, (_, still, _) in enumerate(spans):
        command = ["ffmpeg", "-v", "error", "-ss", f"{max(still - 0.01, 0)}", "-i", path, "-map", "0:v:0"]
        command += ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
        shown = subprocess.run(command, capture_output=True, check=True).stdout
        shown = np.frombuffer(shown, np.uint8).reshape(pictures[0].shape)

        ratios = [psnr(shown, picture) for picture in pictures]
        assert max(ratios) == ratios[i] > 30


def test_only_the_first_picture_is_a_whole_one(made):
    """The others say what changed: a whole picture for every step makes the file four times as large."""
    path, _ = made
    packets = probed(path, "-select_streams", "v:0", "-show_entries", "packet=size,flags")["packets"]
    first, *later = [(int(each["size"]), "K" in each["flags"]) for each in packets]

    assert first[1] and not any(whole for _, whole in later)
    assert max(size for size, _ in later) < first[0]


def test_its_cover_is_the_last_step_under_data_set_and_method(made, trace, tmp_path):
    """What a file manager and a list of videos show."""
    path, _ = made
    streams = probed(path, "-show_streams")["streams"]
    [cover] = [each for each in streams if each["disposition"]["attached_pic"]]
    out = tmp_path / "cover.png"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", f"0:{cover['index']}", "-c", "copy", out], check=True
    )
    picture = np.asarray(Image.open(out).convert("RGB")).astype(int)
    last = Film(trace, (cover["width"], cover["height"] - 36), caption=True).rgb(len(trace) - 1)

    assert np.abs(picture[36:] - last).mean() < 2
    assert (picture[:36] < 128).any(), "words above it"
    content = content_of((trace,), Options())
    assert poster_words(content) == "Tutorial: M1 and M2: k-means, k = 2, given start"


def test_captions_lie_inside_the_video_and_beside_it(made):
    path, _ = made
    codecs = [stream.get("codec_name") for stream in probed(path, "-show_streams")["streams"]]

    assert codecs[0] == "h264" and "mov_text" in codecs
    assert names_in(path.parent) == ["run.mp4", "run.srt", "run.vtt"]


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_another_program_reads_the_captions(made, trace, suffix):
    """ffmpeg turns each of the two into plain cues; times and words are those of the steps."""
    path, spans = made
    command = ["ffmpeg", "-v", "error", "-i", path.with_suffix(suffix), "-f", "srt", "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    cues = re.findall(r"(\d\d):(\d\d):(\d\d),(\d{3}) --> .*\n(.*)", read)

    assert len(cues) == len(trace)
    for (hours, minutes, seconds, ms, words), (start, *_), i in zip(
        cues, spans, range(len(trace)), strict=True
    ):
        told = int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(ms) / 1000
        assert told == pytest.approx(start, abs=0.002)
        assert tell(trace, i).sentence in words


def test_captions_alone_are_a_format(trace, tmp_path):
    text = kviz.export(trace, tmp_path / "run.vtt", hold=60).read_text(encoding="utf-8")

    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:01:00.000\nStart centroid A is put")
    assert "Start centroid B: " not in text
    assert "00:06:00.000 --> 00:07:00.000\nFinished" in text


def test_names_in_captions_are_not_markup(tmp_path):
    points, names = [[0.0, 0.0], [5.0, 5.0]], ("x", "y")
    runs = [kviz.run(kviz.Dataset(points, names, title=title), 2, rng=0) for title in ("<i>A&", "B")]
    text = kviz.export(runs, tmp_path / "run.vtt").read_text(encoding="utf-8")

    assert "&lt;i&gt;A&amp;" in text and "<i>" not in text


def test_without_captions_there_is_one_file(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.mp4", **SMALL)

    assert names_in(tmp_path) == ["run.mp4"]
    assert "mov_text" not in [each.get("codec_name") for each in probed(path, "-show_streams")["streams"]]


def test_captions_are_for_video(trace, tmp_path):
    with pytest.raises(ValueError, match=r"captions is for \.mp4, not for \.gif"):
        kviz.export(trace, tmp_path / "run.gif", captions=True)
