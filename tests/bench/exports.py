"""How long 300 pictures take to MP4, GIF and HTML, next to matplotlib: ``python tests/bench/exports.py``.

Both show the same picture, 960 x 600 with panels and caption, of the same 300 moments: matplotlib as
artists that ``FuncAnimation`` draws with ``savefig`` and hands to the same ffmpeg with the same x264
settings (but its ``crf`` one lower, which brings its quality to ours), to Pillow, or to ``to_jshtml``;
kviz with ``kviz.export``. They run in turn; the ratio is that of the medians. PSNR is the mean against
what each itself drew. ``--frames`` and ``--times`` make it shorter or steadier, ``--only .gif`` leaves
out the others. What is printed is a Markdown table.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import matplotlib as mpl
import numpy as np
from matplotlib.animation import FFMpegWriter, FuncAnimation, PillowWriter
from PIL import Image, ImageSequence

import kviz
from kviz.exports.animation.mp4 import X264, find_ffmpeg
from kviz.exports.content import content_of
from kviz.exports.options import Options
from kviz.picture.film import Film
from kviz.picture.render.outlines_to_text import spell_out
from kviz.picture.render.style import styled

RATE = 30
SAME = [*(str(int(word) - 1) if word.isdecimal() and X264[i - 1] == "-crf" else word
          for i, word in enumerate(X264)), "-pix_fmt", "yuv420p"]  # fmt: skip


class PlainFilm(Film):
    """The same film as plain artists on a figure, its words as Text, left for matplotlib to draw."""

    marks = ()

    def _paint(self, *scene: object) -> Image.Image:
        for mark in self.marks:
            mark.remove()
        homes = (self._sheet.ax, self._sheet.figure)
        before = [set(home.get_children()) for home in homes]
        self._sheet.add(*scene)
        spell_out(self._sheet.figure)
        pairs = zip(homes, before, strict=True)
        self.marks = [mark for home, old in pairs for mark in home.get_children() if mark not in old]
        return Image.new("RGB", (1, 1))

    def shown(self, *moment: object) -> np.ndarray:
        """What matplotlib draws of a moment."""
        with styled("light"):
            self.tween(*moment)
            self._sheet.canvas.draw()
        return np.asarray(self._sheet.canvas.buffer_rgba())[:, :, :3].astype(float)


class FastFilm(Film):
    """The film itself."""

    def shown(self, *moment: object) -> np.ndarray:
        """What kviz draws of a moment."""
        return self.tween(*moment).astype(float)


def gliding_run(frames: int) -> tuple[kviz.Trace, dict]:
    """A run and options whose reel has as many pictures as asked for, each a thirtieth of a second."""
    data = kviz.datasets["noise"]()
    trace = max((kviz.run(data, 8, rng=seed) for seed in range(30)), key=len)
    updates = sum(step.phase == "update" for step in trace)
    speed = 15 / max(1, -(-(frames - len(trace)) // updates))
    holds = dict.fromkeys(("hold", "hold_seed", "hold_event", "hold_last"), speed / RATE)
    return trace, {"tween": True, "speed": speed, **holds}


def stepping_run(frames: int) -> kviz.Trace:
    """As many steps as asked for: those after the seeding, over and over."""
    trace = kviz.run(kviz.datasets["noise"](), 8, rng=0)
    steps = [step for step in trace if step.phase != "seed"]
    return kviz.Trace((steps * frames)[:frames], trace.dataset, trace.geometry, trace.settings)


def plain_film(trace: kviz.Trace, caption: bool) -> PlainFilm:
    """The film with its still words spelled out as well."""
    film = PlainFilm(trace, caption=caption)
    with styled("light"):
        spell_out(film._sheet.figure)
    return film


def plain(trace: kviz.Trace, moments: list, path: Path, caption: bool) -> None:
    """What matplotlib makes of it."""
    film = plain_film(trace, caption)
    with (
        styled("light"),
        mpl.rc_context({"animation.ffmpeg_path": find_ffmpeg(), "animation.embed_limit": 1e6}),
    ):
        animation = FuncAnimation(
            film._sheet.figure,
            lambda moment: film.tween(*moment),
            moments,
            init_func=lambda: None,
            cache_frame_data=False,
        )
        if path.suffix == ".html":
            path.write_text(animation.to_jshtml(fps=RATE), encoding="utf-8")
        else:
            mp4 = path.suffix == ".mp4"
            writer = FFMpegWriter(fps=RATE, extra_args=SAME) if mp4 else PillowWriter(fps=RATE)
            animation.save(path, writer=writer, dpi=100)


def seconds(work: object) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def pictures(path: Path) -> list[np.ndarray]:
    """Every picture of a video or an animation."""
    if path.suffix == ".gif":
        with Image.open(path) as file:
            return [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(file)]
    command = [find_ffmpeg(), "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return list(np.frombuffer(raw, np.uint8).reshape(-1, 600, 960, 3))


def psnr(path: Path, moments: list, film: Film) -> str:
    """Mean PSNR of every tenth picture against what its own painter drew."""
    if path.suffix == ".html":
        return "-"
    shown = pictures(path)
    if len(shown) != len(moments):
        return f"{len(shown)} pictures"
    errors = [np.mean((film.shown(*moments[i]) - shown[i]) ** 2) for i in range(0, len(moments), 10)]
    return f"{np.mean(10 * np.log10(255**2 / np.maximum(errors, 1e-3))):.1f} dB"


def row(suffix: str, trace: kviz.Trace, moments: list, options: dict, times: int, folder: Path) -> list[str]:
    """Seconds, sizes and quality of both, as the cells of one row."""
    ours, theirs = folder / f"kviz{suffix}", folder / f"matplotlib{suffix}"
    caption = suffix != ".html"  # a page has its sentences beside the pictures
    pairs = []
    for _ in range(times):
        mine = seconds(lambda: kviz.export(trace, ours, progress=False, **options))
        pairs.append((mine, seconds(lambda: plain(trace, moments, theirs, caption))))
    a, b = (median(taken) for taken in zip(*pairs, strict=True))
    sizes = [path.stat().st_size / 1e6 for path in (ours, theirs)]
    painters = FastFilm(trace, caption=True), plain_film(trace, caption=True)
    quality = [psnr(path, moments, film) for path, film in zip((ours, theirs), painters, strict=True)]
    return [
        f"`{suffix}`", f"{a:.1f} s", f"{b:.1f} s", f"{b / a:.1f}×",
        *(f"{size:.2f} MB" for size in sizes), *quality,
    ]  # fmt: skip


def main() -> None:
    """Print a Markdown table, one row for each format."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[".mp4", ".gif", ".html"])
    asked = parser.parse_args()
    gliding, options = gliding_run(asked.frames)
    moments = [(m.step, m.progress) for m in content_of([gliding], Options(**options)).timeline]
    stepping = stepping_run(len(moments))
    print(f"{len(moments)} pictures, 960×600, medians of {asked.times}\n")
    print("| | kviz | matplotlib | faster | size | matplotlib | PSNR | matplotlib |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in asked.only:
            page = suffix == ".html"
            shown = [(i, 1.0) for i in range(len(moments))] if page else moments
            case = (stepping, shown, {}) if page else (gliding, shown, options)
            print(f"| {' | '.join(row(suffix, *case, asked.times, Path(folder)))} |", flush=True)


if __name__ == "__main__":
    main()
