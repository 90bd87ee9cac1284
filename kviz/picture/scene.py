"""Everything that one stage shows: a frame, where it is seen from, and where its centroids stand."""

from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.typing import ColorType

from kviz.data.points import Array
from kviz.picture.contrast import blend
from kviz.picture.plane.voronoi import Regions
from kviz.picture.render.style import Style
from kviz.picture.viewport import View
from kviz.story.frame import Frame

SHAPELESS = 3.0  # points: smaller markers have no shape to see, and squares are drawn fastest
Color = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Scene:
    """A frame as it is drawn, in a ``style`` and with some ``parts``.

    ``centroids`` (m, d) are those of the step, or places between two steps in a tween; ``ink`` and
    ``paper`` the colours of lines and ground; ``marker`` the size of a point and ``wide`` the width of
    the view, in typographic points; ``pair`` two clusters whose construction is shown;
    ``inspect`` a point whose distances are shown.
    """

    frame: Frame
    view: View
    centroids: Array
    ink: Color
    paper: Color
    marker: float
    wide: float
    style: Style
    parts: frozenset[str] = frozenset()
    pair: tuple[int, int] | None = None
    inspect: int | None = None

    @cached_property
    def places(self) -> Array:
        """The centroids in the plane of the picture, (m, 2)."""
        return self.view.project(self.centroids)

    @cached_property
    def cut(self) -> Regions | None:
        """The cells of the centroids on screen; None while seeding and where there are none to draw."""
        if self.frame.phase == "seed":
            return None
        return self.view.cut(self.centroids)

    @cached_property
    def shown(self) -> tuple[Array, dict[int, Array]]:
        """Where the centroids are shown (m, 2), and for those outside the view their direction from there."""
        xmin, xmax, ymin, ymax = self.view.limits
        rim, places, away = 0.05 * (xmax - xmin), self.places.copy(), {}
        outside = (places < (xmin, ymin)) | (places > (xmax, ymax))
        for j in np.flatnonzero(outside.any(axis=1)).tolist() if outside.any() else ():
            inside = places[j].clip((xmin + rim, ymin + rim), (xmax - rim, ymax - rim))
            gap = (places[j] - inside) / np.abs(places[j] - inside).max()
            places[j], away[j] = inside, gap / np.hypot(*gap)
        return places, away

    @cached_property
    def levels(self) -> list[int]:
        """How many centroids of a lower number are shown on the same place, m of them."""
        above: dict[tuple[float, ...], count[int]] = {}
        return [next(above.setdefault(place, count())) for place in map(tuple, self.shown[0].tolist())]

    @property
    def dense(self) -> bool:
        """Whether there are too many points for markers."""
        return self.view.dense

    @property
    def crowded(self) -> bool:
        """Whether marks are so many that they have no shape, and hide what lies below them."""
        return self.dense or self.marker < SHAPELESS

    def tone(self, share: float) -> Color:
        """Ink, thinned with paper."""
        return blend(self.ink, self.paper, share)


def scene(
    frame: Frame, view: View, style: Style, wide: float, *, ground: ColorType | None = None, **options: Any
) -> Scene:
    """Make the scene of a frame on a plot ``wide`` points, of a ``ground`` other than the style's own."""
    n = len(view.points)
    share = np.interp(np.log10(n), [1.3, 2.3, 3.3, 4.0, 4.5], [1.2, 0.9, 0.6, 0.4, 0.28])
    least = np.interp(np.log10(n), [1.3, 2.3], [0.9, 0.62])  # a small picture gets small points, unless few
    share *= float(np.clip(wide / 400, least, 1.0))
    paper = to_rgb(style.ground if ground is None else ground)
    return Scene(
        frame, view, frame.step.centroids, to_rgb(style.ink), paper, float(style.mark * share), wide,
        style, **options,
    )  # fmt: skip
