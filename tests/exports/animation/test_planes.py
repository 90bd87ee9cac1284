"""Pictures as video holds them, decoded again by ffmpeg."""

import subprocess

import numpy as np
import pytest
from exported import opaque, psnr

from kviz.exports.animation.yuv420 import Planes

# repeated chroma, as most players show it; without the two flags ffmpeg rounds down, half a level too dark
BT709 = "in_color_matrix=bt709:in_range=tv:flags=neighbor+accurate_rnd+full_chroma_int"


def ffmpeg(pixels: bytes, size: tuple[int, int], given: str, wanted: str, scale: str) -> bytes:
    """Raw pictures in one format as ffmpeg makes another of them."""
    raw = ["-f", "rawvideo", "-pix_fmt", given, "-s", f"{size[0]}x{size[1]}", "-i", "-"]
    end = ["-vf", f"scale={scale},format={wanted}", "-f", "rawvideo", "-"]
    return subprocess.run(
        ["ffmpeg", "-v", "error", *raw, *end], input=pixels, capture_output=True, check=True
    ).stdout


def decoded(planes: bytes, shape: tuple[int, ...]) -> np.ndarray:
    """The picture that a player shows."""
    shown = ffmpeg(planes, (shape[1], shape[0]), "yuv420p", "rgb24", BT709)
    return np.frombuffer(shown, np.uint8).reshape(shape)


@pytest.mark.parametrize(
    "color", [(255, 255, 255), (0, 0, 0), (0, 114, 178), (230, 159, 0), (30, 34, 40), (250, 240, 217)]
)
def test_a_flat_colour_comes_back(color):
    """Eight bits of luma and chroma tell fewer colours apart than those of red, green and blue: +-3."""
    flat = np.full((16, 16, 3), color, dtype=np.uint8)

    assert np.abs(decoded(bytes(Planes().of(opaque(flat))), flat.shape).astype(int) - flat).max() <= 3


def test_white_and_black_by_hand():
    """Video's white is 235 and its black 16; neither has a colour."""
    pixels = np.zeros((2, 4, 3), dtype=np.uint8)
    pixels[:, 2:] = 255

    assert list(Planes().of(opaque(pixels))) == [16, 16, 235, 235] * 2 + [128, 128] * 2


def test_only_the_changes_are_worked_out_and_nothing_is_missed(painted):
    """Picture after picture through one object, and each through a fresh one: the same bytes."""
    planes = Planes()

    for pixels in [*painted, *painted[::-1]]:
        assert bytes(planes.of(opaque(pixels))) == bytes(Planes().of(opaque(pixels)))


def test_it_comes_nearer_to_the_picture_than_ffmpegs_own_conversion(painted):
    """Thin coloured lines and letters: luma that knows its chroma is shared loses less."""
    gains = []
    for pixels in painted:
        size, scale = pixels.shape[1::-1], "out_color_matrix=bt709:out_range=tv:flags=bicubic"
        theirs = ffmpeg(pixels.tobytes(), size, "rgb24", "yuv420p", scale)
        mine = bytes(Planes().of(opaque(pixels)))
        gains.append(psnr(decoded(mine, pixels.shape), pixels) - psnr(decoded(theirs, pixels.shape), pixels))

    assert min(gains) > 0, "grey points before the first assignment gain least"
    assert gains[-1] > 0.3
