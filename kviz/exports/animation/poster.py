"""The poster of a film: its last step under a line that says what is shown, for lists of files."""

from typing import Any

import numpy as np

from kviz.exports.animation.frame_diff import png_bytes
from kviz.exports.animation.run_titles import NAMES, banner
from kviz.exports.content import Content
from kviz.exports.metadata import setting_named
from kviz.exports.timeline import Moment
from kviz.picture.render.indexed_color import fixed_palette, in_palette, numbers_of
from kviz.picture.render.style import style_named
from kviz.story.messages import say


def poster(content: Content) -> bytes:
    """A PNG of the last step below the names of the data set and of the method."""
    options, painter = content.options, content.painter
    moment = Moment(0, content.steps[-1], 0)
    picture = painter.joined(painter.pictures(moment))
    wide = round(picture.shape[1] / options.density)
    strip = banner([poster_words(content)], wide, NAMES, options.density, options.style)
    whole = np.vstack([strip[:, : picture.shape[1]], picture])
    palette = fixed_palette(max(painter.traces, key=lambda trace: trace.k), style_named(options.style))
    return png_bytes(in_palette(numbers_of(whole, palette), palette))


def poster_words(content: Content) -> str:
    """«Blobs: k-means, k = 3, k-means++»; of several runs the data alone: each run has its name below."""
    numbers, trace = content.options.numbers, content.traces[0]
    if len(content.traces) > 1:
        return str(say("exports.posters", numbers, title=content.title))
    start: Any = setting_named("init", trace.settings.get("init"), numbers)
    return str(say("exports.poster", numbers, title=content.title, k=trace.k, start=start))
