"""How fast frames are drawn, next to plain matplotlib's ``savefig``: ``python tests/bench/picture.py``.

Both make the same 960×600 pictures of all steps of a run, in turn, in one process; times are a
frame's share of the wall time, medians of several passes. "film" is a ``Film`` that is ready, "savefig"
encodes figures that are ready; "figure + savefig" also builds them, which is what a loop over the
steps has to do, and "all of film" builds the film too. A ratio above the limit is fast enough.
"""

from collections.abc import Callable
from io import BytesIO
from statistics import median
from time import perf_counter

import numpy as np

import kviz
from kviz.picture.film import Film, compose

LIMITS = {200: 6.0, 20_000: 4.0}  # film against savefig
MANY = (2_000, 1_000_000, 10.0)  # a frame of the second may cost so many times one of the first
ROUNDS = 7


def cloud(n: int, k: int = 5) -> np.ndarray:
    """Overlapping round clouds, so that points change for a while."""
    rng = np.random.default_rng(0)
    return rng.uniform(-8, 8, (k, 2))[rng.integers(k, size=n)] + rng.normal(size=(n, 2))


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def race(n: int) -> list[float]:
    """Median seconds a frame of film, savefig, all of film, and figure + savefig."""
    trace = kviz.run(cloud(n), k=5, rng=0, max_iter=6)
    steps = range(len(trace))
    film, figures = Film(trace), [compose(trace, i) for i in steps]
    ways = (
        lambda: list(film.pngs(steps)),
        lambda: [figure.savefig(BytesIO(), format="png") for figure in figures],
        lambda: list(kviz.film(trace)),
        lambda: [compose(trace, i).savefig(BytesIO(), format="png") for i in steps],
    )
    film.png(0)
    times = [[seconds(way) / len(trace) for way in ways] for _ in range(ROUNDS)]
    return [median(column) for column in zip(*times, strict=True)]


def frame_of(n: int) -> float:
    """Median seconds of a frame of n points."""
    trace = kviz.run(cloud(n), k=5, rng=0, max_iter=4)
    film = Film(trace)
    film.png(0)
    return median(seconds(lambda i=i: film.png(i)) for _ in range(3) for i in range(len(trace)))


def main() -> None:
    """Print one line for each race."""
    print("   points      film   savefig  ratio  all of film  figure + savefig  ratio  limit")
    for n, limit in LIMITS.items():
        film, saved, whole, built = race(n)
        print(
            f"{n:>9,} {1e3 * film:>6.1f} ms {1e3 * saved:>6.1f} ms {saved / film:>5.1f}× "
            f"{1e3 * whole:>9.1f} ms {1e3 * built:>14.1f} ms {built / whole:>5.1f}× {limit:>5.1f}×"
        )
    few, many, limit = MANY
    one, other = frame_of(few), frame_of(many)
    times = other / one
    print(f"{many:,} points: {1e3 * other:.1f} ms, {times:.1f}× a frame of {few:,} (limit {limit:.0f}×)")


if __name__ == "__main__":
    main()
