"""What must not pass in silence, in plain words: ties, empty clusters, points that were moved, the cap."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import TIE, Geometry
from kviz.engine.steps import letter, letters

Events = tuple[tuple[str, str], ...]


def of_assignment(X: Array, centroids: Array, tied: Array, labels: Array, geometry: Geometry) -> Events:
    """Say that points were equally near to several centroids, and who got the first of them."""
    if not len(tied):
        return ()
    first = int(tied[0])
    shares = geometry.shares(X[first : first + 1], centroids)[0]
    rivals = np.flatnonzero(shares <= shares.min() * (1 + TIE))
    near, winner = f"Point {first} is equally near to {letters(rivals)}", letter(labels[first])
    if len(tied) == 1:
        return (("tie", f"{near}: a tie, and it goes to {winner}."),)
    rest = f"{len(tied)} points are tied, and ties go to the earlier letter."
    return (("tie", f"{near} and goes to {winner}; {rest}"),)


def of_update(empty: Array, moved: Array, assigned: Array, labels: Array) -> Events:
    """Say which clusters nobody belongs to, and which points were moved to fill one."""
    said = [
        (
            "moved",
            f"Cluster {letter(labels[row])} was empty: it takes point {row}, the farthest from its centroid, "
            f"away from {letter(assigned[row])}.",
        )
        for row in moved.tolist()
    ]
    if len(empty):
        plural = len(empty) > 1
        said.append(
            (
                "empty",
                f"Nobody belongs to {letters(empty)}: "
                f"{'these clusters keep their centroids' if plural else 'this cluster keeps its centroid'}.",
            )
        )
    return tuple(said)


def of_cap(limit: int, waiting: int) -> Events:
    """Say that the run was cut off, and how many points would still change cluster."""
    said = f"Stopped after {limit} iteration{'s' * (limit > 1)} (max_iter)"
    change = (
        f"{waiting} point{'s' * (waiting > 1)} changed cluster just now"
        if waiting
        else "no point changes any more"
    )
    return (("cap", f"{said}: {change}."),)
