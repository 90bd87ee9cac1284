"""Two ways of careful seeding, side by side: they are often confused."""

from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kviz.data.builtin import datasets
from kviz.data.dataset import as_dataset
from kviz.engine.recording import run
from kviz.engine.seeding.registry import SEEDINGS
from kviz.picture.draw import place
from kviz.picture.gallery import caption, quiet, sheet_of
from kviz.picture.render.figures import put_in_words
from kviz.picture.render.style import UNASSIGNED, Style, dressed
from kviz.picture.render.text_outlines import wrapped
from kviz.story.formatting import SPOKEN
from kviz.story.frame import tell
from kviz.story.messages import say
from kviz.story.names import seeding_heading

PICK = {"points", "halos", "reach", "centroids", "letters"}
PANELS = (
    (0, {"points"}, "points"),
    (0, PICK, "first"),
    (1, {"points", "halos"}, "distances"),
    (1, PICK, "second"),
    (2, PICK, "third"),
)


def seedings(dataset: Any = None, rng: Any = 3, width: float = 2.7, style: str | None = None) -> Figure:
    """Farthest-first (above) beside the draw by D² of k-means++ (below), from the same first seed.

    Below each draw stand the probabilities of all points, end to end, and the number that decided.

    Parameters
    ----------
    dataset : array of shape (n, d), DataFrame or Dataset, at least three points, optional
        The tutorial's points if left out.
    rng : int, the random seed of both runs
    width : float
        Width of one picture in inches.
    style : "light", "dark", "print" or "projector", optional

    Returns
    -------
    Figure, without pyplot

    Examples
    --------
    >>> import kviz
    >>> sheet = kviz.seedings(kviz.datasets["tutorial"](), rng=3)
    >>> len(sheet.axes)
    12
    """
    data = datasets["tutorial"]() if dataset is None else as_dataset(dataset)
    look = dressed(style)
    sheet, grid = sheet_of(2 * len(PANELS), len(PANELS), width, look, foot=1.35)
    for row, name in enumerate(("farthest-first", "k-means++")):
        trace = run(data, k=3, init=name, rng=rng)
        for n, (i, parts, seen) in enumerate(PANELS):
            ax, frame = grid[row * len(PANELS) + n], tell(trace, i)
            place(ax, trace, frame, look, frozenset(parts))
            quiet(ax)
            if seen in ("second", "third"):
                what = say("charts.seedings.largest")
                step: Any = frame.step  # a start centroid, drawn or farthest
                if step.draw is not None:
                    chance = float(step.probabilities[step.chosen])
                    what = say("charts.seedings.drawn", chance=chance)
                    _draw_bar(sheet, ax, step, look)
            else:
                what = say(f"charts.seedings.{seen}.what")
            title = say(f"charts.seedings.{seen}.title")
            caption(ax, look, title if n else f"{seeding_heading(SEEDINGS[name])}: {title}", str(what))
    for n, line in enumerate(
        wrapped(say("charts.seedings.difference"), sheet.get_figwidth() * 72 - 20, look.size, look)
    ):
        sheet.text(
            0.12 / sheet.get_figwidth(),
            (0.42 - 0.22 * n) / sheet.get_figheight(),
            line,
            color=look.ink,
            fontsize=look.size,
        )
    put_in_words(sheet, say("charts.seedings.difference"))
    return sheet


def _draw_bar(sheet: Figure, above: Axes, step: Any, style: Style) -> None:
    """The cumulative probability under a picture, with u on it and the slice that won."""
    box, unit = above.get_position(), 1 / sheet.get_figheight()
    rect = (box.x0 + 0.03 * box.width, box.y0 - 0.55 * unit, 0.94 * box.width, 0.16 * unit)
    ax = sheet.add_axes(rect, label="cumulative probability")
    ends = [0.0, *step.probabilities.cumsum().tolist()]
    for n, (low, high) in enumerate(pairwise(ends)):
        won = n == step.chosen
        tone = style.color(len(step.centroids) - 1) if won else UNASSIGNED
        ax.barh(0, high - low, left=low, height=1, color=tone, alpha=1 if won else 0.3 + 0.25 * (n % 2))
    ax.plot([step.draw], [0.9], "v", color=style.ink, markersize=6, clip_on=False)
    ax.annotate(f"u = {SPOKEN(step.draw)}", (step.draw, 1.0), (0, 6), textcoords="offset points",
                ha="center", size=0.83 * style.size, color=style.ink, annotation_clip=False)  # fmt: skip
    ax.set(xlim=(0, 1), ylim=(-0.5, 0.5), xticks=[0, 1], yticks=[])
    ax.tick_params(length=0, labelsize=0.83 * style.size, labelcolor=style.faint, pad=2)
    for spine in ax.spines.values():
        spine.set_visible(False)
