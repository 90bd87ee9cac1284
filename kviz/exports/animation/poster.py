"""The poster of a film: its last step under a line that says what is shown, for lists of files."""

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from kviz.exports.animation.run_titles import NAMES, banner
from kviz.exports.content import Content
from kviz.exports.metadata import setting_named
from kviz.exports.timeline import Moment
from kviz.story.messages import say


def poster(content: Content) -> bytes:
    """A PNG of the last step below the names of the data set and of the method."""
    options, painter = content.options, content.painter
    moment = Moment(0, content.steps[-1], 0)
    picture = painter.joined(painter.pictures(moment))
    wide = round(picture.shape[1] / options.density)
    strip = banner([poster_words(content)], wide, NAMES, options.density, options.style)
    file = BytesIO()
    whole = np.vstack([strip[:, : picture.shape[1]], picture])
    Image.fromarray(whole).quantize(128).save(file, format="png")
    return file.getvalue()


def poster_words(content: Content) -> str:
    """«Blobs: k-means, k = 3, k-means++»; of several runs the data alone: each run has its name below."""
    numbers, trace = content.options.numbers, content.traces[0]
    if len(content.traces) > 1:
        return str(say("exports.posters", numbers, title=content.title))
    start: Any = setting_named("init", trace.settings.get("init"), numbers)
    return str(say("exports.poster", numbers, title=content.title, k=trace.k, start=start))
