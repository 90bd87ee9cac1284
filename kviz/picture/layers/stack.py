"""The stage: all that one frame shows of points, regions, borders and centroids on one Axes."""

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from kviz.picture.layers.borders import draw_borders, draw_construction, draw_regions, draw_ties
from kviz.picture.layers.centroids import draw_arrows, draw_centroids, draw_ghosts, draw_letters, draw_trails
from kviz.picture.layers.inspector import draw_inspected
from kviz.picture.layers.points import draw_changed, draw_halos, draw_next, draw_points, draw_reach
from kviz.picture.render.backends import Artists, Pixels
from kviz.picture.render.figures import points_of
from kviz.picture.render.font_fallback import family_for, readable
from kviz.picture.render.text_outlines import fitted, width
from kviz.picture.scene import Scene
from kviz.picture.viewport import View

LAYERS = {
    "ties": draw_ties,
    "borders": draw_borders,
    "construction": draw_construction,
    "halos": draw_halos,
    "reach": draw_reach,
    "points": draw_points,
    "changed": draw_changed,
    "next": draw_next,
    "trails": draw_trails,
    "ghosts": draw_ghosts,
    "arrows": draw_arrows,
    "centroids": draw_centroids,
    "letters": draw_letters,
}


def prepare(ax: Axes, view: View) -> None:
    """Draw what holds for the whole run: limits, ticks in the data's units, names."""
    xmin, xmax, ymin, ymax = view.limits
    ax.set(xlim=(xmin, xmax), ylim=(ymin, ymax))
    for axis, number in ((ax.xaxis, 0), (ax.yaxis, 1)):
        axis.set_ticks(*_roomy(ax, view) if number == 0 else view.ticks(1, most=5))
        axis.set_tick_params(length=3, width=0.8)
        name = readable(view.labels[number])
        size = FontProperties(size=rcParams["axes.labelsize"]).get_size_in_points()
        name, size = fitted(name, points_of(ax)[number], size, least=0.8)
        axis.set_label_text(name, parse_math=False, family=family_for(name), fontsize=size)
    if view.plane.flat:
        ax.spines["left"].set_visible(False)


def _roomy(ax: Axes, view: View) -> tuple[object, list[str]]:
    """As many ticks along x as have room between them."""
    room, _ = points_of(ax)
    size = FontProperties(size=rcParams["xtick.labelsize"]).get_size_in_points()
    for most in (7, 5, 4, 3, 2):
        places, names = view.ticks(0, most)
        if sum(width(name, size) + 1.6 * size for name in names) < room:
            break
    return places, names


def draw_stage(brush: Artists | Pixels, scene: Scene, parts: frozenset[str]) -> None:
    """Draw the parts of a scene, from the ground up."""
    if "regions" in parts:
        brush.part = "regions"
        draw_regions(brush, scene, "borders" in parts)
    for name, layer in LAYERS.items():
        if name in parts:
            brush.part = name
            layer(brush, scene)
    brush.part = "inspected"
    draw_inspected(brush, scene)
