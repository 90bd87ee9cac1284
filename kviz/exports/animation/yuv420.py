"""Colours as video holds them: luma for every pixel, one pair of chroma for every four (BT.709, 8 bits)."""

import numpy as np

from kviz.data.points import Array
from kviz.picture.render.indexed_color import words_of

_RED, _BLUE = 0.2126, 0.0722  # weights of BT.709 in luma; green has the rest
_GREEN = 1 - _RED - _BLUE
_LUMA, _CHROMA = 219 / 255, 224 / 255  # the range of video is narrower than that of pictures
_CB = np.array([-_RED, -_GREEN, 1 - _BLUE]) / (2 - 2 * _BLUE)
_CR = np.array([1 - _RED, -_GREEN, -_BLUE]) / (2 - 2 * _RED)
_TO_CHROMA = (_CHROMA * np.column_stack([_CB, _CR])).astype(np.float32)
# what a decoder adds to luma for one unit of (Cb, Cr), mean of red, green and blue
_SHARE = np.array(
    [(2 - 2 * _BLUE) * (1 - _BLUE / _GREEN) / 3, (2 - 2 * _RED) * (1 - _RED / _GREEN) / 3], dtype=np.float32
) / np.float32(_CHROMA)


class Planes:
    """Pictures of one size as yuv420p, of each only what changed since the last.

    Four neighbours share their chroma, so a thin coloured line bleeds. Each pixel's luma is
    therefore the one that brings its decoded red, green and blue nearest to what was painted
    (least squares), and not merely the weighted sum of its own.
    """

    def __init__(self) -> None:
        self._before: Array | None = None

    def of(self, pixels: Array) -> memoryview:
        """Planes Y, Cb, Cr of ``pixels`` (h, w, 4), uint8, h and w even; they hold until the next call.

        The fourth byte of a pixel is left out.
        """
        height, width, _ = pixels.shape
        blocks, words = pixels.reshape(height // 2, 2, width // 2, 2, 4), words_of(pixels)
        before = self._begin(pixels) if self._before is None else self._before
        rows, columns = _changed_blocks(before, words)
        for part in np.array_split(np.arange(len(rows)), len(rows) // 20_000 + 1):
            here = rows[part], columns[part]
            luma, chroma = _coded(blocks[here[0], :, here[1]].reshape(-1, 4, 4)[..., :3])
            self._luma[here[0], :, here[1]] = luma.reshape(-1, 2, 2)
            self._chroma[:, here[0], here[1]] = chroma.T
        self._before = words
        return self._data.data

    def _begin(self, pixels: Array) -> Array:
        """Begin as if the picture before had been flat, in the colour of the first pixel: most are paper."""
        height, width, _ = pixels.shape
        self._data = np.empty(height * width * 3 // 2, dtype=np.uint8)
        luma, chroma = np.split(self._data, [height * width])
        self._luma = luma.reshape(height // 2, 2, width // 2, 2)
        self._chroma = chroma.reshape(2, height // 2, width // 2)
        flat, (color,) = _coded(np.broadcast_to(pixels[0, 0, :3], (1, 4, 3)))
        self._luma[:], self._chroma[:] = flat[0, 0], color[:, None, None]
        return np.full((height, width), words_of(pixels)[0, 0])


def _changed_blocks(before: Array, words: Array) -> tuple[Array, Array]:
    """Rows and columns of the blocks of four in which any pixel (h, w) differs from the last picture."""
    height, width = words.shape
    row, column = np.divmod(np.flatnonzero(words != before), width)
    found = np.zeros((height // 2, width // 2), dtype=bool)
    found[row // 2, column // 2] = True
    rows, columns = np.nonzero(found)
    return rows, columns


def _coded(colors: Array) -> tuple[Array, Array]:
    """Luma (n, 4) and chroma (n, 2) of blocks of four colours (n, 4, 3)."""
    colors = colors.astype(np.float32)
    # written out, because numpy's own mean over four or three numbers takes four times as long
    mean = (colors[:, 0] + colors[:, 1] + colors[:, 2] + colors[:, 3]) / 4
    brightness = (colors[..., 0] + colors[..., 1] + colors[..., 2]) / 3
    chroma = np.rint(mean @ _TO_CHROMA)
    luma = np.rint(16 + _LUMA * (brightness - (chroma @ _SHARE)[:, None]))
    return np.clip(luma, 16, 235).astype(np.uint8), (chroma + 128).astype(np.uint8)
