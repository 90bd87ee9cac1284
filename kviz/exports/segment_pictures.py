"""The three pictures of a segmentation: the elbow, the segments, and who they are beside the whole."""

from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kviz.exports.segment import Segmentation
from kviz.exports.segment_words import describe
from kviz.exports.slide import vector_style
from kviz.picture.draw import draw
from kviz.picture.profile import draw_profile

SIZES = {"elbow": (7.2, 4.4), "segments": (7.2, 6.0), "profile": (7.2, 4.4)}


def draw_segments(found: Segmentation, ax: Axes) -> Axes:
    """The last step of the run: every row in its segment, the centroids, and the borders between them."""
    draw(found.trace, -1, ax, preset="plain")
    ax.set_title(f"{found.k} segments", loc="left")
    return ax


DRAWN = {
    "elbow": lambda found, ax: found.elbow.draw(ax),
    "segments": draw_segments,
    "profile": lambda found, ax: draw_profile(found.profile, ax),
}


def alternative(found: Segmentation, name: str) -> str:
    """What a picture shows, in words."""
    if name == "elbow":
        return found.elbow.sentence
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
