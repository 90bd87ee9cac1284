"""The stage: all that one frame shows of points, regions, borders and centroids on one Axes."""

from matplotlib.axes import Axes

from kviz.picture.brush import Artists, Pixels
from kviz.picture.fonts import family_for
from kviz.picture.ground import draw_borders, draw_construction, draw_regions, draw_ties
from kviz.picture.marks import draw_changed, draw_halos, draw_inspected, draw_next, draw_points, draw_reach
from kviz.picture.moves import draw_arrows, draw_centroids, draw_ghosts, draw_letters, draw_trails
from kviz.picture.scene import Scene
from kviz.picture.view import View

LAYERS = {
    "regions": draw_regions,
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
        axis.set_ticks(*view.ticks(number, most=7 - 2 * number))
        axis.set_tick_params(length=3, width=0.8)
        axis.set_label_text(view.labels[number], parse_math=False, family=family_for(view.labels[number]))
    if view.plane.flat:
        ax.spines["left"].set_visible(False)


def draw_stage(brush: Artists | Pixels, scene: Scene, parts: frozenset[str]) -> None:
    """Draw the parts of a scene, from the ground up."""
    for name, layer in LAYERS.items():
        if name in parts:
            layer(brush, scene)
    draw_inspected(brush, scene)
