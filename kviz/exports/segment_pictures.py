"""The pictures of a segmentation: the elbow, the segments, who they are, and where other starts end."""

from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.exports.segment import Segmentation
from kviz.exports.segment_words import describe, told
from kviz.exports.slide import vector_style
from kviz.picture.draw import draw
from kviz.picture.profile import draw_profile
from kviz.picture.starts import draw_starts

SIZES = {"elbow": (7.2, 4.4), "segments": (7.2, 6.0), "profile": (7.2, 4.4), "starts": (7.2, 2.6)}


def draw_segments(found: Segmentation, ax: Axes) -> Axes:
    """The last step of the run: every row in its segment, the centroids, and the borders between them."""
    draw(found.trace, -1, ax, preset="plain")
    ax.set_title(f"{found.k} segments", loc="left")
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
        return " ".join(dict(told(found))["Run"])
    return " ".join(describe(found, segment) for segment in found.profile.segments)


def picture(found: Segmentation, name: str, density: float = 2.0) -> bytes:
    """One of SIZES as PNG bytes, at ``density`` device pixels for each CSS pixel."""
    with vector_style("light"):
        figure = Figure(figsize=SIZES[name], dpi=100, layout="constrained")
        FigureCanvasAgg(figure)
        DRAWN[name](found, figure.add_subplot())
        file = BytesIO()
        figure.savefig(file, format="png", dpi=100 * density, metadata={"Software": "kviz"})
    return file.getvalue()
