"""Marks beside the stage, placed in CSS pixels on the whole figure."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle

from kviz.picture.lettering import css


def bar(
    figure: Figure, left: float, top: float, width: float, height: float, color: object, zorder: float = 1.0
) -> Artist:
    """A filled rectangle."""
    return figure.add_artist(
        Rectangle(
            (left, top), width, height, facecolor=color, linewidth=0, transform=css(figure), zorder=zorder
        )
    )


def pill(figure: Figure, left: float, top: float, width: float, height: float, color: object) -> Artist:
    """A rectangle with round ends."""
    return figure.add_artist(
        FancyBboxPatch(
            (left + height / 2, top), max(width - height, 1e-3), height, boxstyle=f"round,pad=0,rounding_size={height / 2}",
            mutation_aspect=1, facecolor=color, linewidth=0, transform=css(figure), zorder=1.0,
        )
    )  # fmt: skip


def spot(
    figure: Figure, x: float, y: float, marker: object, size: float, face: object, edge: object = "none", width: float = 0.0,
    zorder: float = 2.0,
) -> Artist:  # fmt: skip
    """One marker, its size in points."""
    return figure.add_artist(
        Line2D(
            [x], [y], linestyle="none", marker=marker, markersize=size, markerfacecolor=face, markeredgecolor=edge,
            markeredgewidth=width, transform=css(figure), zorder=zorder,
        )
    )  # fmt: skip


def strokes(
    figure: Figure, segments: list, colors: list, width: float, zorder: float = 1.0, **style: object
) -> Artist:
    """Line segments, each (2, 2) and in its own colour."""
    return figure.add_artist(
        LineCollection(
            [np.asarray(s) for s in segments],
            colors=colors,
            linewidths=width,
            transform=css(figure),
            zorder=zorder,
            **style,
        )
    )
