"""The painter of an export: the pixels of each moment, and colours that serve all of them."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.exports.animation.frame_diff import Color, colors_in, colors_of, palette_of
from kviz.exports.animation.run_titles import NAMES, banner
from kviz.exports.metadata import label
from kviz.exports.options import Options
from kviz.exports.run_letters import numbers_of_runs
from kviz.exports.timeline import Moment
from kviz.picture.film import Film
from kviz.picture.render.indexed_color import fixed_palette
from kviz.picture.render.style import style_named
from kviz.story.questions import own_seed

NARROW = (400, 460)  # CSS pixels of a picture for a phone, beside the usual one
NARROW_STEPS = 24  # a longer run has none: every step would be painted and stored twice
SMALL = 128  # colours of a file in which every picture is whole: 8 % smaller, and the eye sees no difference


def frame_size(count: int, options: Options) -> tuple[int, int]:
    """Width and height in CSS pixels that each of ``count`` runs side by side has."""
    width, height = options.size or ((960, 600) if count == 1 else (720 * count, 560))
    return width // count, height - (NAMES if count > 1 else 0)


class Painter:
    """Pixels of runs side by side; a shorter run waits at its last step.

    ``caption`` says whether the sentence of a step is part of its picture; ``samples`` are the
    steps whose colours the palette is made of.
    """

    def __init__(
        self, traces: Sequence[Trace], options: Options, *, caption: bool, samples: Sequence[int]
    ) -> None:
        self.traces, self.options, self.caption, self.samples = tuple(traces), options, caption, samples
        self.size = frame_size(len(self.traces), options)
        self._sampled: dict[int, list[Array]] = {}

    @cached_property
    def films(self) -> list[Film]:
        """One film for each run."""
        return self._films()

    @cached_property
    def asking(self) -> list[Film]:
        """The films again, without what would answer their questions; none where nothing is asked."""
        seed = self.options.predict_seed
        seed = own_seed(self.traces[0]) if seed is None else seed
        return self._films(predict=seed) if self.options.predict else []

    @cached_property
    def narrow(self) -> list[Film]:
        """The films again for a phone; none for a long run, or where questions are asked about places."""
        if self.options.predict or max(map(len, self.traces)) > NARROW_STEPS or self.size[0] <= NARROW[0]:
            return []
        return self._films(NARROW, caption=False, density=max(1.5, self.options.density))

    def _films(self, size: tuple[int, int] | None = None, **more: Any) -> list[Film]:
        look: dict[str, Any] = {"density": self.options.density, "caption": self.caption, **self.options.look}
        size = size or self.size
        numbers = numbers_of_runs(self.traces, self.options.numbers)
        pairs = zip(self.traces, numbers, strict=True)
        return [Film(trace, size, **{**look, **more, "numbers": said}) for trace, said in pairs]

    @cached_property
    def bare_size(self) -> tuple[int, int]:
        """Width and height of one run's picture without its caption, in CSS pixels."""
        width, height = self.size
        if self.caption:
            em = style_named(self.options.style).em
            height = round(max(film.stage[1] + film.stage[3] for film in self.films) + 3.4 * em)
        return width, height

    def pictures(self, moment: Moment) -> list[Array]:
        """The picture of every run at a moment: (h, w, 4), uint8."""
        if not moment.is_tween and moment.step in self._sampled:
            return self._sampled.pop(moment.step)
        pairs = zip(self.films, self.traces, strict=True)
        return [_pixels(film, trace, moment) for film, trace in pairs]

    def joined(self, pictures: list[Array]) -> Array:
        """Pictures side by side under the names of their runs."""
        if len(pictures) == 1:
            return pictures[0]
        return np.vstack([self._names, np.hstack(pictures)])

    @cached_property
    def _names(self) -> Array:
        names = [label(trace, self.traces, self.options.numbers) for trace in self.traces]
        return banner(names, self.size[0], NAMES, self.options.density, self.options.style)

    @cached_property
    def palette(self) -> Image.Image:
        """Colours that serve every picture: those the painter has, and shades from the samples."""
        return palette_of(self._counts, self._flat)

    @cached_property
    def small_palette(self) -> Image.Image:
        """The same with fewer shades."""
        return palette_of(self._counts, self._flat, SMALL)

    @cached_property
    def _counts(self) -> Counter[Color]:
        """How often which colour is in the samples; all but the last are kept until they are wanted."""
        counts: Counter[Color] = Counter()
        for step in self.samples:
            pictures = self.pictures(Moment(0, step, 0))
            counts.update(colors_of([self.joined(pictures)]))
            if step != self.samples[-1] or len(self.samples) == 1:  # memory stays flat
                self._sampled[step] = pictures
        return counts

    @cached_property
    def _flat(self) -> list[Color]:
        style = style_named(self.options.style)
        return [color for trace in self.traces for color in colors_in(fixed_palette(trace, style))]


class Picture:
    """What a painter makes of a moment; it is painted when its pixels are first asked for."""

    def __init__(self, moment: Moment, painter: Painter) -> None:
        self.moment, self.painter = moment, painter

    @cached_property
    def of_runs(self) -> list[Array]:
        """The picture of every run: (h, w, 4), uint8."""
        return self.painter.pictures(self.moment)

    @property
    def bare(self) -> list[Array]:
        """The picture of every run without its caption: cut off, not painted again."""
        return self._bare(self.of_runs)

    @property
    def asking(self) -> list[Array]:
        """The same as it is shown before its question; none where nothing is asked."""
        films, step = self.painter.asking, self.moment.step
        return self._bare([film.pixels(min(step, len(film) - 1)) for film in films])

    @property
    def narrow(self) -> list[Array]:
        """The same for a phone; none where there is no such picture."""
        return [film.pixels(min(self.moment.step, len(film) - 1)) for film in self.painter.narrow]

    def _bare(self, pictures: list[Array]) -> list[Array]:
        rows = round(self.painter.bare_size[1] * self.painter.options.density)
        return [pixels[:rows] for pixels in pictures]

    @cached_property
    def pixels(self) -> Array:
        """The pictures of all runs side by side: (h, w, 4), uint8."""
        return self.painter.joined(self.of_runs)

    def paint(self) -> None:
        """Paint now, in this thread."""
        _ = self.pixels


def _pixels(film: Film, trace: Trace, moment: Moment) -> Array:
    if moment.is_tween and moment.step < len(trace) and trace[moment.step].phase == "update":
        return film.between(moment.step, moment.progress)
    return film.pixels(min(moment.step, len(trace) - 1))
