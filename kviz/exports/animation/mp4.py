"""MP4: raw frames through a pipe to x264, in the one flavour that plays everywhere."""

import errno
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, cast

import numpy as np

from kviz.data.in_browser import IN_BROWSER
from kviz.data.points import Array
from kviz.exports.animation.matroska import picture_head, stream_head
from kviz.exports.animation.poster import poster
from kviz.exports.animation.yuv420 import Planes
from kviz.exports.content import Content
from kviz.exports.documents.captions import CAPTIONS, cues
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture
from kviz.exports.timeline import TWEEN_RATE
from kviz.story.messages import say

# How x264 packs pictures that stay, and pictures that glide. Lines are thin and colours flat: what it does to
# hide the noise of cameras would only cost here. A picture that stays is looked at for long: it is packed
# with more care, its fine parts above all. Where things glide, colours at half resolution need finer steps.
X264 = {
    "stepped": (
        *("-preset", "medium", "-tune", "animation", "-crf", "20.4"),
        *("-x264-params", "psy-rd=0,0:aq-mode=3:aq-strength=1.5"),
    ),
    "tweened": (
        *("-preset", "veryfast", "-tune", "psnr", "-crf", "26"),
        *("-x264-params", "chroma-qp-offset=-6"),
    ),
}
_BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


def find_ffmpeg() -> str:
    """Path of an ffmpeg: the one that the video extra brings, else the one on the PATH."""
    if IN_BROWSER:
        raise ValueError(say("exports.no_video"))
    if find_spec("imageio_ffmpeg"):
        import imageio_ffmpeg

        try:
            return imageio_ffmpeg.get_ffmpeg_exe()
        except RuntimeError:
            pass  # a platform for which that package has no program
    program = shutil.which("ffmpeg")
    if program is None:
        raise ValueError('MP4 needs ffmpeg, and none was found; pip install "kviz[video]" brings one.')
    return program


@contextmanager
def mp4(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write H.264 (yuv420p, even sizes, index in front); each picture is encoded once, however long it stays.

    Every step is a chapter. With captions, its words are a subtitle track of the video and two files beside
    it. The last step is the file's cover, with its data set and method.
    """
    program = find_ffmpeg()
    path = output.open().name
    if content.options.captions:
        for suffix in (".vtt", ".srt"):
            output.sibling(suffix).write(CAPTIONS[suffix](content).encode())
    with tempfile.TemporaryDirectory(prefix="kviz-") as folder, tempfile.TemporaryFile() as complaints:
        encoder = _started(_command(program, path, content, Path(folder)), complaints)
        pipe = cast("IO[bytes]", encoder.stdin)
        planes, start = Planes(), 0

        def add(picture: Picture) -> None:
            nonlocal start
            pixels, ms = _even(picture.pixels), picture.moment.ms
            coded = planes.of(pixels)
            try:
                if picture.moment.number == 0:
                    rate = TWEEN_RATE if content.options.tween else 1
                    _feed(pipe, stream_head(pixels.shape[1], pixels.shape[0], rate))
                _feed(pipe, picture_head(start, ms, len(coded)))
                _feed(pipe, coded)
            except OSError as error:
                raise _why(encoder, complaints) from error
            start += ms

        try:
            yield add
            pipe.close()
            if encoder.wait() != 0:
                raise _why(encoder, complaints)
        finally:
            if encoder.poll() is None:
                encoder.kill()
            encoder.wait()
            pipe.close()


def _even(pixels: Array) -> Array:
    """Repeat the last row or column where a side is odd: yuv420p halves both."""
    height, width, _ = pixels.shape
    if height % 2 or width % 2:
        pixels = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return np.ascontiguousarray(pixels)


def _command(program: str, path: str, content: Content, folder: Path) -> list[str]:
    about = content.about  # "encoder" is what ffmpeg says of itself
    comment = f"{about['Comment']}; {about['Software']}"
    words = {"title": content.title, "comment": comment, "description": about["Description"]}
    chapters, subtitles = folder / "chapters.txt", folder / "run.srt"
    chapters.write_text(_chapters(content), encoding="utf-8")
    cover = folder / "cover.png"
    cover.write_bytes(poster(content))
    inputs = ["-f", "matroska", "-i", "pipe:0", "-f", "ffmetadata", "-i", str(chapters)]
    inputs += ["-f", "png_pipe", "-i", str(cover)]
    tracks = ["-map", "0:v", "-map_chapters", "1", "-map", "2:v", "-c:v:1", "copy"]
    tracks += ["-disposition:v:1", "attached_pic"]
    if content.options.captions:
        subtitles.write_text(CAPTIONS[".srt"](content), encoding="utf-8")
        inputs += ["-f", "srt", "-i", str(subtitles)]
        tracks += ["-map", "3:s", "-c:s", "mov_text", "-metadata:s:s:0", "language=eng"]
    return [
        program, "-nostdin", "-loglevel", "error", "-y", *inputs, *tracks, "-filter:v:0", _BT709,
        "-fps_mode:v:0", "passthrough", "-enc_time_base:v:0", "1:1000", "-video_track_timescale", "1000",
        "-c:v:0", "libx264", *X264["tweened" if content.options.tween else "stepped"],
        *(part for key, text in words.items() for part in ("-metadata", f"{key}={text}")),
        "-movflags", "+faststart", "-f", "mp4", path,
    ]  # fmt: skip


def _chapters(content: Content) -> str:
    """Where each step begins and ends, in the words that ffmpeg reads."""
    lines = [";FFMETADATA1"]
    for cue in cues(content):
        title = " | ".join(frame.heading for frame in content.frames(cue.step))
        escaped = re.sub(r"([=;#\\\n])", r"\\\1", title)
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={cue.start}", f"END={cue.end}", f"title={escaped}"]
    return "\n".join([*lines, ""])


def _started(command: list[str], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    # a group of its own: Ctrl-C reaches this process alone, which then stops the encoder in order
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            process_group=0,
            bufsize=0,
        )
    except OSError as error:
        raise OSError(
            f"The encoder {command[0]!r} does not start ({error.strerror}); install another ffmpeg."
        ) from error


def _feed(pipe: IO[bytes], data: bytes | memoryview) -> None:
    """Write all of a picture: a signal may end a write half-way."""
    while len(data):
        data = data[pipe.write(data) :]


def _why(encoder: subprocess.Popen[bytes], complaints: IO[bytes]) -> OSError:
    """What stopped the encoder, as an error that says so."""
    encoder.kill()
    encoder.wait()
    complaints.seek(0)
    said = complaints.read().decode(errors="replace").strip()
    for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        if os.strerror(code) in said:
            return OSError(code, os.strerror(code))
    last = said.splitlines()[-1] if said else f"exit status {encoder.returncode}"
    return OSError(f"The video encoder stopped: {last}")
