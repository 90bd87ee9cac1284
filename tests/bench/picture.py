"""How fast frames are drawn, next to plain matplotlib's ``savefig``: ``python tests/bench/picture.py``.

Both make the same 960×600 pictures of all steps of a run as PNG of one level, in turn, in one process.
"film" is a ``Film`` that is ready, "savefig" encodes figures that are ready; "from nothing" builds film and
figures as well, which is what a loop over the steps has to do.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from statistics import median

import numpy as np
from figures import Figure, cpu_seconds, milliseconds, report
from matplotlib.figure import Figure as MplFigure

import kviz
from kviz.picture.film import Film, compose
from kviz.picture.png_files import PNG_LEVEL
from kviz.picture.render.outlines_to_text import spell_out
from kviz.picture.render.style import STYLES

TITLE = "The picture"
HOW = (
    f"CPU, medians of 7 passes. 960×600 to PNG bytes at level {PNG_LEVEL} on both sides: kviz's in a "
    "palette that holds every flat colour exactly, `savefig`'s in full colour, its words as `Text`."
)
LEAST = {200: 6.0, 20_000: 5.0}  # film against savefig
MANY = (2_000, 1_000_000)  # a frame of the second costs no more than linear
ROUNDS = 7
SAME_LEVEL = {"format": "png", "pil_kwargs": {"compress_level": PNG_LEVEL}}


def cloud(n: int, k: int = 5) -> np.ndarray:
    """Overlapping round clouds, so that points change for a while."""
    rng = np.random.default_rng(0)
    return rng.uniform(-8, 8, (k, 2))[rng.integers(k, size=n)] + rng.normal(size=(n, 2))


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = cpu_seconds()
    work()
    return cpu_seconds() - start


def race(n: int) -> list[float]:
    """Median seconds a frame of film, savefig, all of film, and figure + savefig."""
    trace = kviz.run(cloud(n), k=5, rng=0, max_iter=6)
    steps = range(len(trace))
    film, figures = Film(trace), [plain(trace, i) for i in steps]
    ways = (
        lambda: list(film.pngs(steps)),
        lambda: [figure.savefig(BytesIO(), **SAME_LEVEL) for figure in figures],
        lambda: list(kviz.film(trace)),
        lambda: [plain(trace, i).savefig(BytesIO(), **SAME_LEVEL) for i in steps],
    )
    film.png(0)
    times = [[seconds(way) / len(trace) for way in ways] for _ in range(ROUNDS)]
    return [median(column) for column in zip(*times, strict=True)]


def plain(trace: kviz.Trace, i: int) -> MplFigure:
    """The same picture as anybody would make it: its words as Text, not as outlines that are kept."""
    figure = compose(trace, i)
    spell_out(figure, STYLES["light"])
    return figure


def frame_of(n: int) -> float:
    """Median seconds of a frame of n points."""
    trace = kviz.run(cloud(n), k=5, rng=0, max_iter=4)
    film = Film(trace)
    film.png(0)
    return median(seconds(lambda: [film.png(i) for i in range(len(trace))]) for _ in range(5)) / len(trace)


def figures() -> Iterator[Figure]:
    """All lines."""
    for n, least in LEAST.items():
        film, saved, whole, built = race(n)
        beside = {"kviz": milliseconds(film), "savefig": milliseconds(saved)}
        yield Figure(
            f"a frame of {n:,} points", saved / film, "× faster", least, at_least=True, beside=beside
        )
        beside = {"kviz": milliseconds(whole), "savefig": milliseconds(built)}
        yield Figure(f"a frame of {n:,} points, from nothing", built / whole, "× faster", beside=beside)
    few, many = MANY
    one, other = frame_of(few), frame_of(many)
    beside = {"kviz": f"{milliseconds(other)} and {milliseconds(one)}"}
    yield Figure(
        f"a frame of {many:,} points next to one of {few:,}", other / one, "×", many / few, beside=beside
    )


if __name__ == "__main__":
    report(TITLE, HOW, figures())
