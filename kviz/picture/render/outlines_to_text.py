"""Outlines of words back to words: in SVG and PDF files, text stays text that can be searched and edited."""

from collections import Counter
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, Transform

from kviz.picture.render.font_fallback import family_for
from kviz.picture.render.style import Style
from kviz.picture.render.text_outlines import Word, capital


def spell_out(figure: Figure, style: Style) -> None:
    """Replace every outline on a figure that spells something by a text that says it, in fonts of a style."""
    counts: Counter = Counter()
    homes: list[Any] = [figure, *figure.axes]
    for home in homes:
        for marks in list(home.get_children()):
            words = getattr(marks, "words", ())
            if not words:
                continue
            within = marks.get_transform() if home is figure else home.transData
            for word in words:
                counts[word.part] += 1
                gid = f"{word.part}-text-{counts[word.part]}"
                home.add_artist(_text(figure, style, word, within, marks.get_zorder(), gid))
            marks.words = ()
            _without(marks, {number for word in words for number in word.outlines}, whole=home is not figure)


def _text(figure: Figure, style: Style, word: Word, within: Transform, zorder: float, gid: str) -> Text:
    drop = capital(style, word.weight) / 2 * word.size if word.middle else 0.0
    right, up = word.shift
    moved = ScaledTranslation(right / 72, (up - drop) / 72, figure.dpi_scale_trans)
    rim = None if word.halo is None else {"facecolor": word.halo, "edgecolor": "none", "pad": 0.5}
    return Text(
        word.x, word.y, word.words, transform=within + moved, fontsize=word.size, fontweight=word.weight,
        color=word.color, ha=word.align, va="baseline", parse_math=False,
        family=family_for(word.words, style), rotation=90 * word.upward, rotation_mode="anchor",
        fontstyle="normal", usetex=False,
        bbox=rim, zorder=zorder + 0.01, gid=gid,
    )  # fmt: skip


def _without(marks: PathCollection, spelled: set[int], whole: bool) -> None:
    """Take the outlines that are now spelled out of their marks."""
    if whole:
        marks.remove()
        return
    kept = [number for number in range(len(marks.get_paths())) if number not in spelled]
    looks = marks.get_facecolor(), marks.get_edgecolor(), marks.get_linewidth()
    faces, edges, widths = (np.asarray(look) for look in looks)
    marks.set_paths([marks.get_paths()[number] for number in kept])
    marks.set(facecolor=faces[kept], edgecolor=edges[kept], linewidth=widths[kept])
