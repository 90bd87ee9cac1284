"""A palette of 256 colours that serves every frame of a run: flat colours exactly, rims by fine steps."""

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

from kviz.engine.trace import Trace
from kviz.picture.contrast import blend
from kviz.picture.render.style import PHASES, UNASSIGNED, Style


def fixed_palette(trace: Trace, style: Style, dense: bool = False) -> Image.Image:
    """Make it from the colours that are drawn with and their blends, most needed first."""
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
