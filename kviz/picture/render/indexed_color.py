"""Indexed colour: one palette of 256 colours for every frame of a run, and painted pixels in its numbers.

Pixels are (h, w, 4), uint8, as a canvas holds them: red, green, blue and a fourth byte that is always 255, so
that a pixel is one word of 32 bits.
"""

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.picture.contrast import blend
from kviz.picture.render.style import PHASES, UNASSIGNED, Style

MANY = 8  # where one pixel of so many changed, to gather them costs more than to look all up


def fixed_palette(trace: Trace, style: Style, dense: bool = False) -> Image.Image:
    """Colours for every frame of a run: those that are drawn with, then their blends, most needed first."""
    paper, ink = to_rgb(style.paper), to_rgb(style.ink)
    k = min(max(len(step.centroids) for step in trace), len(style.colors))
    flat = [paper, ink, to_rgb(UNASSIGNED), *(to_rgb(tone) for tone in PHASES.values())]
    tints, tones = [style.tint(j, paper) for j in range(k)], [to_rgb(style.color(j)) for j in range(k)]
    flat += tints + tones + [to_rgb(style.edge(j)[0]) for j in range(k)]
    flat += [blend(UNASSIGNED, paper, share) for share in (0.18, 0.3, 0.32, 0.5)]
    flat += [blend(ink, paper, share) for share in (0.06, 0.9)] + [blend(tone, paper, 0.3) for tone in tones]
    ways = [(paper, ink, 17)]
    for ground, tone in zip(tints, tones, strict=True):
        ways += [(ground, tone, 6), (ground, ink, 6), (ground, paper, 2), (tone, paper, 4), (tone, ink, 4)]
    ways += [(paper, to_rgb(tone), 4) for tone in (UNASSIGNED, *PHASES.values())]
    if dense:
        ways += [(tones[a], tones[b], 3) for a in range(k) for b in range(a)]
    blends = [blend(b, a, n / steps) for a, b, steps in ways for n in range(1, steps)]
    wanted = np.round(255 * np.array(flat + blends)).astype(np.uint8)
    # Pillow looks at six bits of a channel: of colours that are one to it, the first, which is a flat one
    told_apart = np.unique(wanted >> 2, axis=0, return_index=True)[1]
    chosen = wanted[np.sort(told_apart)][:256]
    filled = np.vstack([chosen, np.broadcast_to(chosen[:1], (256 - len(chosen), 3))])
    palette = Image.new("P", (1, 1))
    palette.putpalette(filled.tobytes())
    return palette


def rgb_image(pixels: Array) -> Image.Image:
    """Pixels (h, w, 4) in full colour."""
    height, width, _ = pixels.shape
    picture = Image.new("RGB", (width, height), None)  # not filled: every pixel is written
    picture.frombytes(np.ascontiguousarray(pixels), "raw", "RGBX", 0, 1)
    return picture


def numbers_of(pixels: Array, palette: Image.Image) -> Array:
    """The number of every pixel's nearest colour, (h, w), for pixels (h, w, 4); dithering reads as noise."""
    return np.asarray(rgb_image(pixels).quantize(palette=palette, dither=Image.Dither.NONE))


def in_palette(numbers: Array, palette: Image.Image) -> Image.Image:
    """The picture of mode P whose pixels have these numbers (h, w) of a palette."""
    picture = Image.fromarray(numbers, "P")
    picture.putpalette(palette_bytes(palette))
    return picture


def palette_bytes(picture: Image.Image) -> bytes:
    """The palette of a picture of mode P, three bytes a colour."""
    return bytes(picture.getpalette() or ())


class Numbering:
    """Pictures of one size in the numbers of one palette: of each, only what changed is looked up."""

    def __init__(self, palette: Image.Image) -> None:
        self.palette = palette
        self._before: Array | None = None

    def of(self, pixels: Array) -> Array:
        """As ``numbers_of``. The pixels may be written to afterwards."""
        words = words_of(pixels).ravel()
        before, self._before = self._before, None  # whoever interrupts us leaves no half of a picture
        if before is None:
            before, self._differ = words.copy(), np.empty(len(words), dtype=bool)
            self._numbers = numbers_of(pixels, self.palette)
        elif np.count_nonzero(np.not_equal(words, before, out=self._differ)) > len(words) // MANY:
            np.copyto(before, words)
            self._numbers = numbers_of(pixels, self.palette)
        else:
            changed = np.flatnonzero(self._differ)
            before[changed] = colors = words[changed]
            self._numbers = self._numbers.copy()
            self._numbers.ravel()[changed] = numbers_of(colors.view(np.uint8).reshape(1, -1, 4), self.palette)
        self._before = before
        return self._numbers


def words_of(pixels: Array) -> Array:
    """Every pixel as one number, (h, w), uint32: pixels can be compared at once."""
    return np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
