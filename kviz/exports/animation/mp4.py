"""MP4: raw frames through a pipe to x264, in the one flavour that plays everywhere."""

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import numpy as np

from kviz.data.points import Array
from kviz.exports.animation.yuv420 import Planes
from kviz.exports.content import Content
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import Picture

TWEENED_RATE = 30
STEPPED_RATE = 10
# flat colours and thin lines: what x264 does to hide the noise of cameras would only cost here,
# colours at half resolution need the finer steps, and a look ahead finds what stays for long
X264 = (
    "-preset", "veryfast", "-tune", "psnr", "-crf", "25", "-g", "300", "-x264-params",
    "ref=3:rc-lookahead=40:trellis=1:partitions=all:chroma-qp-offset=-6",
)  # fmt: skip
_BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


def find_ffmpeg() -> str:
    """Path of an ffmpeg: the one that the video extra brings, else the one on the PATH."""
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
    """Write H.264 (yuv420p, even sizes, index in front); a picture is repeated for as long as it stays."""
    program = find_ffmpeg()
    path = output.open().name
    rate = TWEENED_RATE if content.options.tween else STEPPED_RATE
    with tempfile.TemporaryFile() as complaints:
        encoder: subprocess.Popen | None = None
        planes = Planes()
        elapsed = written = 0

        def add(picture: Picture) -> None:
            nonlocal encoder, elapsed, written
            pixels = _even(picture.pixels)
            if encoder is None:
                command = _command(program, path, pixels.shape[1], pixels.shape[0], rate, content)
                encoder = _started(command, complaints)
            elapsed += picture.moment.ms
            due = max(round(elapsed * rate / 1000), written + 1)
            coded = planes.of(pixels)
            try:
                for _ in range(due - written):
                    _feed(encoder, coded)
            except OSError as error:
                raise _why(encoder, complaints) from error
            written = due

        try:
            yield add
            encoder.stdin.close()
            if encoder.wait() != 0:
                raise _why(encoder, complaints)
        finally:
            _stopped(encoder)


def _even(pixels: Array) -> Array:
    """Repeat the last row or column where a side is odd: yuv420p halves both."""
    height, width, _ = pixels.shape
    if height % 2 or width % 2:
        pixels = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return np.ascontiguousarray(pixels)


def _command(program: str, path: str, width: int, height: int, rate: int, content: Content) -> list[str]:
    about = content.about  # "encoder" is what ffmpeg says of itself
    comment = f"{about['Comment']}; {about['Software']}"
    words = {"title": content.title, "comment": comment, "description": about["Description"]}
    return [
        program, "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", str(rate), "-i", "pipe:0",
        "-vf", _BT709, "-c:v", "libx264", *X264,
        *(part for key, text in words.items() for part in ("-metadata", f"{key}={text}")),
        "-movflags", "+faststart", "-f", "mp4", path,
    ]  # fmt: skip


def _started(command: list[str], complaints: object) -> subprocess.Popen:
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


def _feed(encoder: subprocess.Popen, data: memoryview) -> None:
    """Write all of a picture: a signal may end a write half-way."""
    while len(data):
        data = data[encoder.stdin.write(data) :]


def _why(encoder: subprocess.Popen, complaints: object) -> OSError:
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


def _stopped(encoder: subprocess.Popen | None) -> None:
    if encoder is not None:
        if encoder.poll() is None:
            encoder.kill()
        encoder.wait()
        encoder.stdin.close()
