"""Letters of clusters in HTML that no script has made: each with its colour and its marker.

A page has every marker once (``markers``), and shows it wherever a sentence names its cluster (``lettered``).
A policy that forbids styles of single elements allows this: colours are attributes of the drawing.
"""

from collections.abc import Iterable
from html import escape

from matplotlib.colors import to_hex
from matplotlib.path import Path

from kviz.picture.render.marker_shapes import OPTICAL, marker_path
from kviz.picture.render.style import Style
from kviz.story.messages import Part, Said

SIZE = 11.0  # of a marker in a drawing that is 16 wide and high
CODES = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
STYLE = (
    ".kviz-marks { position: absolute }\n"
    ".kviz-letter { white-space: nowrap; font-weight: 700 }\n"
    ".kviz-letter svg { width: 0.8em; height: 0.8em; margin-right: 0.15em; vertical-align: -0.05em }\n"
)


def markers(clusters: Iterable[int], style: Style) -> str:
    """The markers of these clusters, in the colours of a style: nothing is seen of them here."""
    ink = to_hex(style.ink)
    paths = "".join(
        f'<path id="kviz-mark-{j}" d="{_outline(style.marker(j))}" '
        f'fill="{to_hex(style.face(j))}" stroke="{ink}"/>'
        for j in sorted(set(clusters))
    )
    return f'<svg class="kviz-marks" width="0" height="0" aria-hidden="true"><defs>{paths}</defs></svg>'


def letter_html(letter: str, cluster: int) -> str:
    """The letter of a cluster with its marker."""
    use = f'<svg viewBox="-8 -8 16 16" aria-hidden="true"><use href="#kviz-mark-{cluster}"/></svg>'
    return f'<b class="kviz-letter">{use}{escape(letter)}</b>'


def lettered(said: str) -> str:
    """A sentence as HTML: escaped, its clusters with their markers."""
    if not isinstance(said, Said):
        return escape(said)
    pieces = (
        letter_html(part.text, part.value)
        if isinstance(part, Part) and part.kind == "cluster"
        else escape(part if isinstance(part, str) else part.text)
        for part in said.parts
    )
    return "".join(pieces)


def _outline(marker: str) -> str:
    """The outline of a marker as SVG writes it: y points down there."""
    path = marker_path(marker, SIZE * OPTICAL.get(marker, 1.0))
    pieces = [
        CODES[code] + ",".join(f"{round(x, 2):g}" for x in (corners.reshape(-1, 2) * (1, -1)).ravel() + 0.0)
        for corners, code in path.iter_segments(simplify=False)
        if code != Path.CLOSEPOLY
    ]
    return "".join(pieces) + "Z"
