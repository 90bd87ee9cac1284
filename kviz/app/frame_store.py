"""Frames of the runs on screen: drawn when they are asked for, then kept."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from PIL import Image

from kviz.app.picture_shelf import name_of, shelf
from kviz.app.screen import Screen
from kviz.engine.choose_k.matching import pairing
from kviz.engine.trace import Trace
from kviz.exports.animation.frame_diff import TRANSPARENT
from kviz.exports.animation.tween_patches import Patch, Way
from kviz.picture.film import Film
from kviz.picture.render.indexed_color import Numbering, fixed_palette
from kviz.story.formatting import SPOKEN
from kviz.web.facts import TWEEN_PARTS
from kviz.web.quiz_places import quiz_of
from kviz.web.run_words import describe

BESIDE = ("heading", "badges")  # parts of a picture that the player writes beside it


class Known(NamedTuple):
    """A run that can be told from every other run by ``content``, so that its pictures serve again.

    ``everybody`` may see them: nothing in them was brought along by a visitor.
    """

    content: object
    everybody: bool


class FrameStore:
    """One or two runs as PNG files and words.

    Parameters
    ----------
    traces : sequence of one or two Trace
    titles : sequence of str
        A heading for each, shown where there are two.
    screen : Screen
        What shows them.
    inspect : int, optional
        A point whose distances every picture shows.
    show : names of parts that the pictures have beside the usual ones
    predict : int, optional
        The seed of the questions that come before the steps; the pictures then keep their answers back.
    known : sequence of Known, optional
        One for each run, where its pictures may be kept beyond this store.
    """

    def __init__(
        self,
        traces: Sequence[Trace],
        titles: Sequence[str] = (),
        screen: Screen = Screen(),  # noqa: B008  it is frozen
        inspect: int | None = None,
        show: tuple[str, ...] = (),
        predict: int | None = None,
        known: Sequence[Known] = (),
    ) -> None:
        self.traces, self.titles = tuple(traces), tuple(titles) or ("",) * len(traces)
        self.screen, self.inspect, self.show, self.predict = screen, inspect, show, predict
        self.known = tuple(known)
        self.size, self.density = screen.frames(len(self.traces))
        self._kept: dict[tuple[int, int], bytes] = {}
        self._way: tuple[tuple[int, int, int], Numbering, Way] | None = None

    @cached_property
    def films(self) -> list[Film]:
        """The painters."""
        look: dict[str, Any] = {"density": self.density, "style": self.screen.theme, "hide": BESIDE}
        look |= {"inspect": self.inspect, "show": self.show, "predict": self.predict}
        said = (replace(SPOKEN, names=names) for names in self.names)
        pairs = zip(self.traces, said, strict=True)
        return [Film(trace, self.size, numbers=numbers, **look) for trace, numbers in pairs]

    @cached_property
    def names(self) -> list[tuple[int, ...]]:
        """Whose letters the clusters of every run have: a second run has those of the first."""
        first, *others = self.traces
        return [(), *(pairing(first, one) or () for one in others)]

    @cached_property
    def words(self) -> list[dict[str, Any]]:
        """What the player says beside the pictures."""
        said = [
            describe(film.trace, title, film.numbers, questions=film.questions)
            for film, title in zip(self.films, self.titles, strict=True)
        ]
        return [{**words, "size": self.size} for words in said]

    @cached_property
    def asked(self) -> list[dict[str, Any]]:
        """The questions of every run, with their places; none where nothing is asked."""
        return [] if self.predict is None else [quiz_of(film) for film in self.films]

    def __len__(self) -> int:
        return max(len(trace) for trace in self.traces)

    def has(self, f: int, i: int) -> bool:
        """Whether film ``f`` has a step ``i``."""
        return 0 <= f < len(self.traces) and 0 <= i < len(self.traces[f])

    def png(self, f: int, i: int) -> bytes:
        """Step ``i`` of film ``f``."""
        if (f, i) not in self._kept:
            self._kept[f, i] = self._from_shelf(f, i) if self.known else self.films[f].png(i)
        return self._kept[f, i]

    def _from_shelf(self, f: int, i: int) -> bytes:
        """The same, taken from the shelf if it is there; otherwise drawn and put there."""
        content, everybody = self.known[f]
        look = (
            self.size,
            self.density,
            self.screen.theme,
            self.inspect,
            self.show,
            self.predict,
            self.names[f],
        )
        name = name_of(content, look, i)
        picture = shelf.get(name)
        if picture is None:
            picture = self.films[f].png(i)
            shelf.put(name, picture, everybody=everybody)
        return picture

    def glides(self, f: int, i: int, j: int) -> bool:
        """Whether there is a picture ``j``, 1 to ``TWEEN_PARTS``, on the way to step ``i`` of film ``f``."""
        return self.has(f, i) and i > 0 and 1 <= j <= TWEEN_PARTS and self.traces[f][i].phase == "update"

    def patch(self, f: int, i: int, j: int) -> Patch:
        """What picture ``j`` on the way to step ``i`` of film ``f`` changes of the one before it."""
        film = self.films[f]
        if self._way and self._way[0] == (f, i, j - 1):
            _, numbering, way = self._way
        else:
            numbering = Numbering(self._palette(f))
            start = numbering.of(film.between(i, (j - 1) / (TWEEN_PARTS + 1)))
            way = Way(start, numbering.palette)
        self._way = (f, i, j), numbering, way
        return way.to(numbering.of(film.between(i, j / (TWEEN_PARTS + 1))))

    def _palette(self, f: int) -> Image.Image:
        """The painter's colours, with one number left for what stays as it is."""
        film = self.films[f]
        colors = fixed_palette(film.trace, film.style, film.view.dense).getpalette()
        assert colors is not None  # the picture is one of a palette
        palette = Image.new("P", (1, 1))
        palette.putpalette(colors[: 3 * TRANSPARENT] + colors[:3])
        return palette

    def frames(self, at: int, *, all_of_them: bool = False) -> list[list[bytes | None]]:
        """The pictures of step ``at``, and None for the others unless they are wanted too."""

        def wanted(trace: Trace, i: int) -> bool:
            return all_of_them or i == min(at, len(trace) - 1)

        return [
            [self.png(f, i) if wanted(trace, i) else None for i in range(len(trace))]
            for f, trace in enumerate(self.traces)
        ]

    def seen_on(self, screen: Screen) -> "FrameStore":
        """The same runs for another screen."""
        return self._again(screen, self.predict)

    def asking(self, predict: int | None) -> "FrameStore":
        """The same runs with questions of a seed, or without."""
        return self._again(self.screen, predict)

    def _again(self, screen: Screen, predict: int | None) -> "FrameStore":
        return FrameStore(self.traces, self.titles, screen, self.inspect, self.show, predict, self.known)
