"""What is known of all points where the arrays of a step are those of a sample."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Whole:
    """Exact numbers of all ``n`` points.

    ``sizes`` (k,) is how many each cluster has; ``changed`` how many are in another cluster than in the step
    before, ``equal`` how many of these went to a centroid that is equally near. ``chance`` is that of the
    row that was drawn, ``places`` (m, d) are the candidates of a seeding.
    """

    n: int
    sizes: tuple[int, ...] = ()
    changed: int = 0
    equal: int = 0
    chance: float | None = None
    places: tuple[tuple[float, ...], ...] = ()
