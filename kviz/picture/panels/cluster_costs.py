"""Beside the stage: what every cluster adds to the cost, and what they add up to."""

import numpy as np

from kviz.engine.cost.decomposition import decompose
from kviz.picture.panels.cluster_sizes import write_rows
from kviz.picture.panels.layout import Box
from kviz.picture.render.panel_canvas import Pad
from kviz.picture.scene import Scene
from kviz.story.messages import say


def draw_sums(pad: Pad, box: Box, scene: Scene) -> None:
    """A row for every cluster: marker, letter, its part of the cost as bar and number; and the sum."""
    trace, labels = scene.view.trace, scene.frame.step.labels
    if scene.inspect is not None or scene.frame.phase == "seed" or labels.min() < 0:
        return
    numbers, name = scene.view.numbers, trace.geometry.name
    parts = decompose(trace.X, labels, scene.centroids, trace.geometry)
    most = float(parts.clusters.max()) or 1.0
    order = sorted(range(len(parts.clusters)), key=pad.style.shown)
    rows = [(j, numbers(float(parts.clusters[j])), parts.clusters[j] / most, False) for j in order]
    together = say(f"picture.together.{name}", numbers, sum=float(np.sum(parts.clusters)))
    write_rows(pad, box, str(say(f"picture.sums.{name}", numbers)), rows, str(together))
