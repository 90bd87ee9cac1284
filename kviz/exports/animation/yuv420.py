"""Colours as video holds them: luma for every pixel, one pair of chroma for every four (BT.709, 8 bits)."""

import numpy as np

from kviz.data.points import Array

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
        """Planes Y, Cb, Cr of ``pixels`` (h, w, 3), uint8, h and w even; they hold until the next call."""
        height, width, _ = pixels.shape
        blocks = pixels.reshape(height // 2, 2, width // 2, 2, 3)
        if self._before is None:
            self._data = np.empty(height * width * 3 // 2, dtype=np.uint8)
            luma, chroma = np.split(self._data, [height * width])
            self._luma = luma.reshape(height // 2, 2, width // 2, 2)
            self._chroma = chroma.reshape(2, height // 2, width // 2)
            rows, columns = np.divmod(np.arange(height * width // 4), width // 2)
        else:
            rows, columns = self._changed(pixels)
        for part in np.array_split(np.arange(len(rows)), len(rows) // 20_000 + 1):
            here = rows[part], columns[part]
            luma, chroma = _coded(blocks[here[0], :, here[1]].reshape(-1, 4, 3))
            self._luma[here[0], :, here[1]] = luma.reshape(-1, 2, 2)
            self._chroma[:, here[0], here[1]] = chroma.T
        self._before = pixels
        return self._data.data

    def _changed(self, pixels: Array) -> tuple[Array, Array]:
        """Rows and columns of the blocks of four in which any pixel differs from the last picture."""
        height, width, _ = pixels.shape
        row, column = np.divmod(np.flatnonzero(pixels != self._before), 3 * width)
        found = np.zeros((height // 2, width // 2), dtype=bool)
        found[row // 2, column // 6] = True
        rows, columns = np.nonzero(found)
        return rows, columns


def _coded(colors: Array) -> tuple[Array, Array]:
    """Luma (n, 4) and chroma (n, 2) of blocks of four colours (n, 4, 3)."""
    colors = colors.astype(np.float32)
    chroma = np.rint(colors.mean(axis=1) @ _TO_CHROMA)
    luma = np.rint(16 + _LUMA * (colors.mean(axis=2) - (chroma @ _SHARE)[:, None]))
    return np.clip(luma, 16, 235).astype(np.uint8), (chroma + 128).astype(np.uint8)
