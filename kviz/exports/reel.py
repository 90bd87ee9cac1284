"""What an export shows: the pictures of one or more runs, how long each stays, and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from kviz._version import __version__
from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.exports.options import Options
from kviz.exports.pixels import palette_of
from kviz.picture.film import Film
from kviz.story.frames import Frame, tell
from kviz.story.narration import cost_name


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture of a reel: step ``index`` as pixels (h, w, 3), on screen for ``ms`` milliseconds."""

    number: int
    index: int
    pixels: Array
    ms: int
    sentence: str


class Reel:
    """Runs side by side under one set of options; a shorter run waits at its last step."""

    def __init__(self, traces: Sequence[Trace], options: Options, caption: bool = True) -> None:
        self.traces, self.options, self.caption = tuple(traces), options, caption
        longest = max(len(trace) for trace in self.traces)
        steps = range(longest)
        first, last = (_index(steps, name, getattr(options, name)) for name in ("first", "last"))
        if first > last:
            raise ValueError(
                f"first={options.first} comes after last={options.last}; steps are 0 to {longest - 1}."
            )
        self.indices = steps[first : last + 1]
        self.still = last if options.step is None else _index(steps, "step", options.step)

    def __len__(self) -> int:
        return len(self.indices)

    @cached_property
    def films(self) -> list[Film]:
        """One painter for each run."""
        width, height = self.options.size
        look = {"density": self.options.density, "style": self.options.style, "numbers": self.options.numbers}
        size = (width // len(self.traces), height)
        return [Film(trace, size, caption=self.caption, **look) for trace in self.traces]

    def pixels(self, index: int) -> Array:
        """Picture of step ``index`` of all runs: (h, w, 3), uint8."""
        parts = [film.rgb(min(index, len(film) - 1)) for film in self.films]
        return parts[0] if len(parts) == 1 else np.hstack(parts)

    def shots(self) -> Iterator[Shot]:
        """Every picture in its order, made when it is asked for."""
        for number, index in enumerate(self.indices):
            yield Shot(number, index, self.pixels(index), self.duration(index), self.sentence(index))

    @cached_property
    def palette(self) -> Image.Image:
        """Colours that serve every picture: chosen from one of each phase and a few between."""
        phases = [[step.phase for step in trace] for trace in self.traces]
        firsts = {row.index(phase) for row in phases for phase in row}
        picks = {self.indices[round(q * (len(self) - 1))] for q in (0, 0.25, 0.5, 0.75, 1)} | (
            firsts & set(self.indices)
        )
        return palette_of(self.pixels(index) for index in sorted(picks))

    def frames(self, index: int) -> list[Frame]:
        """What there is to tell of step ``index``, for every run."""
        return [tell(trace, min(index, len(trace) - 1), self.options.numbers) for trace in self.traces]

    def sentence(self, index: int) -> str:
        """What a reader is told of step ``index``."""
        return " · ".join(f"{frame.heading}: {frame.sentence}" for frame in self.frames(index))

    def duration(self, index: int) -> int:
        """Milliseconds that step ``index`` stays on screen: seeds, events and the end are held longer."""
        options = self.options
        steps = [trace[min(index, len(trace) - 1)] for trace in self.traces]
        seconds = options.hold
        if any(step.phase == "seed" for step in steps):
            seconds = max(seconds, options.hold_seed)
        if any(step.events for step in steps):
            seconds = max(seconds, options.hold_event)
        if index == self.indices[-1]:
            seconds = options.hold_last
        return max(20, round(1000 * seconds / options.speed))

    @cached_property
    def title(self) -> str:
        """The title that was asked for, else what the data are called."""
        return self.options.title or self.traces[0].dataset.title or "k-means, step by step"

    @cached_property
    def about(self) -> dict[str, str]:
        """Title, description, parameters and version, for formats that have a place for them."""
        return {
            "Title": self.title,
            "Description": "; ".join(map(describe, self.traces)),
            "Comment": "; ".join(f"{key}={value}" for key, value in parameters(self.traces[0]).items()),
            "Software": f"kviz {__version__}",
        }


def describe(trace: Trace) -> str:
    """One sentence on a run: how many points and clusters, how it ended."""
    n, last = len(trace.X), trace[-1]
    end = f"{cost_name(trace)} {float(last.cost):.6g} after {trace.n_iter} iterations"
    state = "converged" if trace.converged else "not converged"
    return f"k-means on {n} points with k={trace.k}: {len(trace)} steps, {state}, {end}"


def parameters(trace: Trace) -> dict[str, object]:
    """Settings of a run in a form that can be written down; long arrays are counted, not listed."""
    told = {"k": trace.k, **trace.settings}
    return {
        key: value if len(str(value)) <= 200 else f"{len(value)} given values" for key, value in told.items()
    }


def _index(steps: range, name: str, value: int) -> int:
    try:
        return steps[value]
    except IndexError:
        raise ValueError(
            f"{name}={value} is no step of this run; it has steps 0 to {len(steps) - 1}."
        ) from None
