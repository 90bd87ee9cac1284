"""What an export shows: the pictures of one or more runs, how long each stays, and its words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.exports.animation.frame_diff import Color, colors_of, palette_of
from kviz.exports.animation.run_titles import NAMES, banner
from kviz.exports.metadata import about, label
from kviz.exports.options import Options
from kviz.picture.film import Film
from kviz.picture.panels.layout import em
from kviz.picture.render.png_palette import fixed_palette
from kviz.picture.render.style import styled
from kviz.story.frame import Frame, tell

GLIDE_RATE = 30
GLIDE_SECONDS = 0.5


class Shot:
    """One picture of a reel: step ``index``, on screen for ``ms`` milliseconds.

    ``number`` counts the shots of the reel, ``part`` says how far an update has come: 1 but for
    the pictures between. ``pixels`` (h, w, 3), uint8, are drawn when they are first asked for.
    """

    def __init__(self, reel: "Reel", number: int, index: int, ms: int, part: float = 1.0) -> None:
        self.reel, self.number, self.index, self.ms, self.part = reel, number, index, ms, part

    @property
    def between(self) -> bool:
        """Whether this is a picture on the way to a step, not the step itself."""
        return self.part < 1

    @cached_property
    def pictures(self) -> list[Array]:
        """The picture of every run."""
        return self.reel.pictures(self.index, self.part)

    @cached_property
    def pixels(self) -> Array:
        """All of them side by side."""
        return self.reel.joined(self.pictures)

    def draw(self) -> None:
        """Draw the picture now, in this thread."""
        _ = self.pixels

    @cached_property
    def sentence(self) -> str:
        """What a reader is told of it."""
        return self.reel.sentence(self.index)

    def on(self, bare: "Reel") -> "Shot":
        """The same shot without the words below it: cut off, not drawn again."""
        shot = Shot(bare, self.number, self.index, self.ms, self.part)
        rows = round(bare.size[1] * bare.options.density)
        shot.pictures = [pixels[:rows] for pixels in self.pictures]
        return shot


class Reel:
    """Runs side by side under one set of options; a shorter run waits at its last step."""

    def __init__(self, traces: Sequence[Trace], options: Options, caption: bool = True) -> None:
        self.traces, self.options, self.caption = tuple(traces), options, caption
        longest = max(len(trace) for trace in self.traces)
        first, last = (_step(longest, name, getattr(options, name)) for name in ("first", "last"))
        if first > last:
            raise ValueError(
                f"first={options.first} comes after last={options.last}; "
                f"this run has steps 0 to {longest - 1}."
            )
        self.indices = range(first, last + 1)
        self.still = last if options.step is None else _step(longest, "step", options.step)
        self.about = about(self.traces, options.title)
        self.title = self.about["Title"]

    def __len__(self) -> int:
        return sum(1 + self._between(index) for index in self.indices)

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of one run's picture, in CSS pixels."""
        many = len(self.traces)
        width, height = self.options.size or ((960, 600) if many == 1 else (720 * many, 560))
        return width // many, height - (NAMES if many > 1 else 0)

    @cached_property
    def bare(self) -> "Reel":
        """The reel without captions: each picture cut off below the name of the horizontal axis."""
        reel = Reel(self.traces, self.options, caption=False)
        with styled(self.options.style):
            reel.size = (
                self.size[0],
                round(max(film.stage[1] + film.stage[3] for film in self.films) + 3.4 * em()),
            )
        reel.counts = self.counts
        return reel

    @cached_property
    def films(self) -> list[Film]:
        """One painter for each run."""
        look = {"density": self.options.density, "caption": self.caption, **self.options.look}
        return [Film(trace, self.size, **look) for trace in self.traces]

    def pictures(self, index: int, part: float = 1.0) -> list[Array]:
        """Pictures of step ``index``, one for every run: (h, w, 3), uint8."""
        return [
            _picture(film, trace, index, part) for film, trace in zip(self.films, self.traces, strict=True)
        ]

    def joined(self, pictures: list[Array]) -> Array:
        """Pictures side by side under the names of their runs."""
        if len(pictures) == 1:
            return pictures[0]
        return np.vstack([self._names, np.hstack(pictures)])

    @cached_property
    def _names(self) -> Array:
        names = [label(trace, self.traces) for trace in self.traces]
        return banner(names, self.size[0], NAMES, self.options.density, self.options.style)

    def shots(self) -> Iterator[Shot]:
        """Every picture in its order."""
        number = 0
        for index in self.indices:
            between = self._between(index)
            for j in range(1, between + 1):
                yield Shot(self, number, index, round(1000 / GLIDE_RATE), j / (between + 1))
                number += 1
            yield Shot(self, number, index, self.duration(index))
            number += 1

    def _between(self, index: int) -> int:
        """How many pictures lead to step ``index``: none unless centroids glide there."""
        if not self.options.tween or index == self.indices[0]:
            return 0
        moves = any(index < len(trace) and trace[index].phase == "update" for trace in self.traces)
        return round(GLIDE_SECONDS * GLIDE_RATE / self.options.speed) if moves else 0

    @cached_property
    def palette(self) -> Image.Image:
        """Colours that serve every picture: those the painter has, and shades from three pictures."""
        return palette_of(self.counts, self._flat)

    @cached_property
    def small_palette(self) -> Image.Image:
        """Fewer shades, for files in which every picture is whole: 8 % smaller, and nobody sees it."""
        return palette_of(self.counts, self._flat, 128)

    @cached_property
    def counts(self) -> Counter:
        """How often which colour is in the first, the middle and the last picture."""
        picks = sorted({self.indices[0], self.indices[len(self.indices) // 2], self.indices[-1]})
        return colors_of(self.joined(self.pictures(index)) for index in picks)

    @cached_property
    def _flat(self) -> list[Color]:
        with styled(self.options.style):
            return [color for trace in self.traces for color in fixed_palette(trace).palette.colors]

    def frames(self, index: int) -> list[Frame]:
        """What there is to tell of step ``index``, for every run."""
        return [tell(trace, min(index, len(trace) - 1), self.options.numbers) for trace in self.traces]

    def sentence(self, index: int) -> str:
        """What a reader is told of step ``index``."""
        told = [f"{frame.heading}: {frame.sentence}" for frame in self.frames(index)]
        if len(told) > 1:
            told = [
                f"{label(trace, self.traces)} – {text}" for trace, text in zip(self.traces, told, strict=True)
            ]
        return " ".join(told)

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


def _picture(film: Film, trace: Trace, index: int, part: float) -> Array:
    if part < 1 and index < len(trace) and trace[index].phase == "update":
        return film.tween(index, part)
    return film.rgb(min(index, len(trace) - 1))


def _step(longest: int, name: str, value: int) -> int:
    try:
        return range(longest)[value]
    except IndexError:
        raise ValueError(f"{name}={value} is no step of this run; it has steps 0 to {longest - 1}.") from None
