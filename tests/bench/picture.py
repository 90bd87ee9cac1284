"""How fast frames are drawn, next to plain matplotlib's ``savefig``: ``python tests/bench/picture.py``.

Both make the same 960×600 picture, in turn, in one process; times are CPU times, medians of many
frames. "savefig" encodes a figure that is ready; "figure + savefig" also builds it, which is what a
loop over the steps has to do. A ratio above the limit means that kviz is fast enough.
"""

from collections.abc import Callable
from io import BytesIO
from statistics import median
from time import process_time

import numpy as np

import kviz
from kviz.picture.film import Film, compose

LIMITS = {200: 6.0, 20_000: 4.0}  # film against savefig
MANY = (2_000, 1_000_000, 10.0)  # a frame of the second may cost so many times one of the first
ROUNDS = 15


def cloud(n: int, k: int = 5) -> np.ndarray:
    """Overlapping round clouds, so that points change for a while."""
    rng = np.random.default_rng(0)
    return rng.uniform(-8, 8, (k, 2))[rng.integers(k, size=n)] + rng.normal(size=(n, 2))


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = process_time()
    work()
    return process_time() - start


def race(n: int) -> tuple[float, float, float]:
    """Median seconds of film, savefig and figure + savefig over the steps of one run."""
    trace = kviz.run(cloud(n), k=5, rng=0, max_iter=6)
    film, figures = Film(trace), [compose(trace, i) for i in range(len(trace))]
    film.png(0)
    ours, saved, built = [], [], []
    for turn in range(ROUNDS):
        i = turn % len(trace)
        ours.append(seconds(lambda i=i: film.png(i)))
        saved.append(seconds(lambda i=i: figures[i].savefig(BytesIO(), format="png")))
        built.append(seconds(lambda i=i: compose(trace, i).savefig(BytesIO(), format="png")))
    return median(ours), median(saved), median(built)


def frame_of(n: int) -> float:
    """Median seconds of a frame of n points."""
    trace = kviz.run(cloud(n), k=5, rng=0, max_iter=4)
    film = Film(trace)
    film.png(0)
    return median(seconds(lambda i=i: film.png(i)) for i in range(len(trace)))


def main() -> None:
    """Print one line for each race."""
    print("   points      film   savefig  ratio  figure + savefig  ratio  limit")
    for n, limit in LIMITS.items():
        ours, saved, built = race(n)
        print(
            f"{n:>9,} {1e3 * ours:>6.1f} ms {1e3 * saved:>6.1f} ms {saved / ours:>5.1f}× "
            f"{1e3 * built:>14.1f} ms {built / ours:>5.1f}× {limit:>5.1f}×"
        )
    few, many, limit = MANY
    one, other = frame_of(few), frame_of(many)
    times = other / one
    print(f"{many:,} points: {1e3 * other:.1f} ms, {times:.1f}× a frame of {few:,} (limit {limit:.0f}×)")


if __name__ == "__main__":
    main()
