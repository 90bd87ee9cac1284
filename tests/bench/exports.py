"""What exports cost next to ``FuncAnimation.save`` of the same pictures: ``python tests/bench/exports.py``.

Whole calls, CPU time of the process and its children, medians; both sides run in turn. Three cases:

- *plain*: 40 steps, each a second on screen. matplotlib draws the same figure, 960×600 with panels and
  caption, with ``savefig`` and hands it to the same ffmpeg (its own settings, one picture a second), to
  Pillow, or to ``to_jshtml``.
- *short*: 9 steps; matplotlib animates no more than a ``scatter`` and its title.
- *gliding*: 300 pictures at 30 a second, the same x264 settings on both sides.

PSNR is the mean against what each painter drew. ``--keep`` keeps the figures for the documents.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import matplotlib as mpl
import numpy as np
from figures import Figure as Line
from figures import cpu_seconds, report
from matplotlib.animation import FFMpegWriter, FuncAnimation, PillowWriter
from matplotlib.figure import Figure
from PIL import Image, ImageSequence

import kviz
from kviz.exports.animation.mp4 import X264, find_ffmpeg
from kviz.exports.content import content_of
from kviz.exports.options import Options
from kviz.picture.film import Film
from kviz.picture.parts import plot_marks
from kviz.picture.render.artists import put_on
from kviz.picture.render.figures import own_figure, settings_of
from kviz.picture.render.outlines_to_text import spell_out
from kviz.picture.render.style import STYLES

Moments = list[tuple[int, float]]
TITLE = "Files"
HOW = (
    "CPU of the process and its children; plain and short films medians of 3, gliding ones once. "
    "960×600, next to `FuncAnimation.save` and `to_jshtml` of the same pictures: plain is 40 steps of a"
    " second each, short 9 steps next to a bare `scatter`, gliding 30 pictures a second with the same "
    "x264 settings on both sides. kviz's video has chapters and a cover; its GIF and PNG are in a palette. "
    "dB is the PSNR next to what was painted."
)
BUDGETS = {
    "plain.mp4": 3, "plain.gif": 8, "plain.html": 8,
    "short.mp4": 1, "short.gif": 1, "short.html": 1,
    "gliding.mp4": 12, "gliding.gif": 15, "gliding.html": 12,
}  # fmt: skip
EACH_A_SECOND = {"hold": 1.0, "hold_seed": 1.0, "hold_event": 1.0, "hold_last": 1.0}


class PlainFilm(Film):
    """The same film as plain artists on a figure, its words as Text, left for matplotlib to draw."""

    marks = ()

    def __init__(self, *given: object, **options: object) -> None:
        super().__init__(*given, **options)
        self.figure = own_figure(self.size[0] / 100, self.size[1] / 100)
        self.ax = self._sheet.add(self.figure, self._scene(0))
        spell_out(self.figure, self.style)
        drawn = set(self.ax.get_children()) | set(self.figure.get_children())
        moving = [mark for mark in drawn if mark.get_zorder() >= 0]  # what no step changes lies below
        self.marks = [mark for mark in moving if (mark.get_gid() or "").partition("-")[0] not in ("", "axis")]

    @property
    def _canvas(self) -> "PlainFilm":
        return self

    def paint(self, scene: object) -> np.ndarray:
        """Put the artists of a scene on the figure; nothing is drawn yet."""
        for mark in self.marks:
            mark.remove()
        homes = (self.ax, self.figure)
        before = [set(home.get_children()) for home in homes]
        put_on(self.ax, plot_marks(scene, scene.parts))
        self._sheet.beside(scene).show(self.figure)
        spell_out(self.figure, self.style)
        pairs = zip(homes, before, strict=True)
        self.marks = [mark for home, old in pairs for mark in home.get_children() if mark not in old]
        return np.full((1, 1, 4), 255, np.uint8)

    paint_moving = paint  # pictures between two steps, too, are left to matplotlib

    def shown(self, *moment: object) -> np.ndarray:
        """What matplotlib draws of a moment."""
        self.tween(*moment)
        self.figure.canvas.draw()
        return np.asarray(self.figure.canvas.buffer_rgba())[:, :, :3].astype(float)


class FastFilm(Film):
    """The film itself."""

    def shown(self, *moment: object) -> np.ndarray:
        """What kviz draws of a moment."""
        return self.tween(*moment).astype(float)


def plain_run(steps: int) -> kviz.Trace:
    """A run of so many steps."""
    data = kviz.datasets["noise"]()
    runs = [kviz.run(data, 8, rng=seed) for seed in range(30)]
    longest = max(runs, key=len)
    if len(longest) < steps:
        raise SystemExit(f"No run of {steps} steps was found; the longest has {len(longest)}.")
    return longest[:steps]


def gliding_run(frames: int) -> tuple[kviz.Trace, dict]:
    """A run and options whose timeline has as many pictures as asked for, each a thirtieth of a second."""
    data = kviz.datasets["noise"]()
    trace = max((kviz.run(data, 8, rng=seed) for seed in range(30)), key=len)
    updates = sum(step.phase == "update" for step in trace)
    speed = 15 / max(1, -(-(frames - len(trace)) // updates))
    return trace, {"tween": True, "speed": speed, **dict.fromkeys(EACH_A_SECOND, speed / 30)}


def plain_film(trace: kviz.Trace, caption: bool) -> PlainFilm:
    """The film with its still words spelled out as well."""
    return PlainFilm(trace, caption=caption)


def same_pictures(trace: kviz.Trace, moments: Moments, path: Path, rate: int, extra: Sequence[str]) -> None:
    """What matplotlib makes of the same pictures; a page has its sentences beside the pictures."""
    film = plain_film(trace, caption=path.suffix != ".html")
    with settings_of(STYLES["light"]):
        animation = FuncAnimation(
            film.figure, lambda moment: film.tween(*moment), moments,
            init_func=lambda: None, cache_frame_data=False,
        )  # fmt: skip
        saved(animation, path, rate, extra)


def scatter(trace: kviz.Trace, path: Path) -> None:
    """The least that an animation of a run is: points by cluster, centroids, a title."""
    figure = Figure((9.6, 6))
    ax = figure.add_subplot()
    points = ax.scatter(*trace.X.T, c="grey", s=14)
    middles = ax.scatter([], [], marker="X", s=120, c="black")

    def show(i: int) -> None:
        step = trace[i]
        points.set_color([f"C{label}" if label >= 0 else "grey" for label in step.labels])
        middles.set_offsets(step.centroids)
        ax.set_title(f"{step.phase} {step.iteration}: {step.cost:.1f}")

    saved(FuncAnimation(figure, show, len(trace), init_func=lambda: None), path, 1, [])


def saved(animation: FuncAnimation, path: Path, rate: int, extra: Sequence[str]) -> None:
    """Save in the way that matplotlib's manual names for each format."""
    with mpl.rc_context({"animation.ffmpeg_path": find_ffmpeg(), "animation.embed_limit": 1e6}):
        if path.suffix == ".html":
            path.write_text(animation.to_jshtml(fps=rate), encoding="utf-8")
            return
        video = FFMpegWriter(fps=rate, extra_args=[*extra, "-pix_fmt", "yuv420p"])
        animation.save(path, writer=video if path.suffix == ".mp4" else PillowWriter(fps=rate), dpi=100)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, its children included."""
    before = cpu_seconds()
    work()
    return cpu_seconds() - before


def pictures(path: Path) -> list[np.ndarray]:
    """Every picture of a video or an animation."""
    if path.suffix == ".gif":
        with Image.open(path) as file:
            return [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(file)]
    raw = ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    command = [find_ffmpeg(), "-v", "error", "-i", path, *raw]
    shown = subprocess.run(command, capture_output=True, check=True).stdout
    return list(np.frombuffer(shown, np.uint8).reshape(-1, 600, 960, 3))


def psnr(path: Path, moments: Moments, film: Film) -> str:
    """Mean PSNR of every tenth picture against what its own painter drew."""
    if path.suffix == ".html":
        return ""
    shown = pictures(path)
    if len(shown) < len(moments):
        return f", {len(shown)} pictures"
    errors = [np.mean((film.shown(*moments[i]) - shown[i]) ** 2) for i in range(0, len(moments), 10)]
    return f", {np.mean(10 * np.log10(255**2 / np.maximum(errors, 1e-3))):.1f} dB"


def race(name: str, times: int, folder: Path) -> Iterator[Line]:
    """CPU seconds of both, their ratio, sizes and quality; of plain films the size has a budget as well."""
    case, suffix = name.split(".")
    trace, options = plain_run(9 if case == "short" else 40), EACH_A_SECOND
    rate, extra = 1, []
    if case == "gliding":
        trace, options = gliding_run(300)
        rate, extra = 30, X264["tweened"]
    moments = [(m.step, m.progress) for m in content_of([trace], Options(**options)).timeline]
    ours, theirs = folder / f"kviz.{suffix}", folder / f"matplotlib.{suffix}"

    def mine() -> None:
        kviz.export(trace, ours, progress=False, **options)

    def plain() -> None:
        scatter(trace, theirs) if case == "short" else same_pictures(trace, moments, theirs, rate, extra)

    mine()
    pairs = [(cpu(mine), cpu(plain)) for _ in range(times)]
    a, b = (median(taken) for taken in zip(*pairs, strict=True))
    shown = [f"{taken:.2f} s, {path.stat().st_size / 1e6:.2f} MB" for taken, path in ((a, ours), (b, theirs))]
    shown[0] += psnr(ours, moments, FastFilm(trace, caption=True))
    if case != "short":
        shown[1] += psnr(theirs, moments, plain_film(trace, caption=True))
    beside = dict(zip(("kviz", "matplotlib"), shown, strict=True))
    what = f"{case}, {len(moments)} pictures, {suffix.upper()}"
    yield Line(what, b / a, "× faster", BUDGETS[name], at_least=True, beside=beside)
    if case == "plain":
        size = ours.stat().st_size / theirs.stat().st_size
        yield Line(f"{what}: size next to matplotlib's", size, "×", 1, beside=beside)


def page_of_pdf(folder: Path) -> Line:
    """What a page of a hand-out takes; matplotlib draws it."""
    trace = plain_run(40)
    times = [cpu(lambda: kviz.export(trace, folder / "run.pdf", progress=False)) for _ in range(3)]
    return Line("PDF, each page of 40", 1e3 * median(times) / 40, "ms")


def figures() -> Iterator[Line]:
    """All lines; a gliding film takes matplotlib half a minute, so it is measured once."""
    with tempfile.TemporaryDirectory() as folder:
        for name in BUDGETS:
            yield from race(name, 1 if name.startswith("gliding") else 3, Path(folder))
        yield page_of_pdf(Path(folder))


if __name__ == "__main__":
    report(TITLE, HOW, figures())
