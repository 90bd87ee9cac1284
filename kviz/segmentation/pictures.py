"""The pictures of a segmentation: the elbow, the segments, who they are, and where other starts end."""

from io import BytesIO
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.exports.documents.vector_page import vector_style
from kviz.picture.charts.profile import draw_profile
from kviz.picture.charts.restarts import draw_starts
from kviz.picture.draw import draw
from kviz.segmentation.result import Segmentation
from kviz.segmentation.wording import describe, told
from kviz.story.messages import say

TITLE_LETTER, LABEL_LETTER = 10.0, 8.4  # CSS pixels that a letter takes
SIZES = {"elbow": (7.2, 4.4), "segments": (7.2, 6.0), "profile": (7.2, 4.4), "starts": (7.2, 2.6)}


def draw_segments(found: Segmentation, ax: Axes) -> Axes:
    """The last step of the run: every row in its segment, the centroids, and the borders between them."""
    draw(found.trace, -1, ax, preset="plain")
    ax.set_title(str(say("segmentation.told.title", n=found.k)), loc="left")
    return ax


DRAWN = {
    "elbow": lambda found, ax: found.elbow.draw(ax),
    "segments": draw_segments,
    "profile": lambda found, ax: draw_profile(found.profile, ax),
    "starts": lambda found, ax: draw_starts(found.starts.costs, found.starts.best, ax, found.starts.same),
}


def alternative(found: Segmentation, name: str) -> str:
    """What a picture shows, in words."""
    if name == "elbow":
        return found.elbow.sentence
    if name == "starts":
        return " ".join(told(found)["run"])
    return " ".join(describe(found, segment) for segment in found.profile.segments)


def _wrap(figure: Figure, ax: Axes) -> None:
    """Break the title and the name of the x-axis where the picture is narrower; let the legend shrink."""
    if legend := ax.get_legend():
        for text in legend.get_texts():
            text.set_fontsize("small")
    title, label = ax.get_title(loc="left"), ax.get_xlabel()
    ax.set_title("", loc="left")
    ax.set_xlabel("")
    figure.draw_without_rendering()  # long words would push the axes aside
    box, width = ax.get_window_extent(), figure.bbox.width
    middle = (box.x0 + box.x1) / 2
    most = max(12, int((width - box.x0) / TITLE_LETTER))
    parts = [title] if len(title) <= most else title.split("   ")
    ax.set_title("\n".join(line for part in parts for line in wrap(part, most)), loc="left")
    most = max(12, int(2 * min(middle, width - middle) / LABEL_LETTER))
    ax.set_xlabel("\n".join(wrap(label, most)))


def picture(
    found: Segmentation,
    name: str,
    density: float = 2.0,
    style: str = "light",
    size: tuple[float, float] | None = None,
) -> bytes:
    """One of SIZES as PNG bytes, at ``density`` device pixels for each CSS pixel.

    ``style`` is "light" or "dark"; ``size`` another width and height, in hundreds of CSS pixels.
    """
    return picture_with_points(found, name, density, style, size)[0]


def picture_with_points(
    found: Segmentation, name: str, density: float, style: str, size: tuple[float, float] | None
) -> tuple[bytes, list[list[float]]]:
    """A picture, and where the points of the elbow's curve lie in it: parts of its width and height."""
    with vector_style(style):
        figure = Figure(figsize=size or SIZES[name], dpi=100, layout="constrained")
        FigureCanvasAgg(figure)
        ax = DRAWN[name](found, figure.add_subplot())
        if size and name != "segments":  # its words are short, and its layout is laid once
            _wrap(figure, ax)
        file = BytesIO()
        figure.savefig(file, format="png", dpi=100 * density, metadata={"Software": "kviz"})
        if name != "elbow":
            return file.getvalue(), []
        pixels = ax.transData.transform(np.column_stack([found.elbow.ks, found.elbow.costs]))
        left, up = (pixels / [figure.bbox.width, figure.bbox.height]).T
        return file.getvalue(), np.column_stack([left, 1 - up]).tolist()
