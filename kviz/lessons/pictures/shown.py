"""What a part shows, as pictures with words: in a presentation, a quiz, slides and on paper."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from kviz.engine.trace import Trace
from kviz.exports.animation.frame_diff import png_bytes
from kviz.lessons.file.parts import Part
from kviz.lessons.ladder.bug_questions import bug_run
from kviz.lessons.numbers.runs import index_of
from kviz.lessons.pictures.charts import chart_before, chart_of, names_in
from kviz.lessons.pictures.moments import Moment, moments_of
from kviz.picture.film import Film
from kviz.story.frame import tell

SIZE = (960, 600)
COLOURS = 200


@dataclass(frozen=True)
class Shown:
    """A picture as the bytes of a PNG file, the sentence that says the same, and the runs that it shows."""

    png: bytes
    words: str
    size: tuple[int, int]
    moments: tuple[Moment, ...] = ()


def shown_before(lesson: Any, part: Part, density: float = 1.0, style: str = "light") -> list[Shown]:
    """The steps that are on screen while the question is asked."""
    found = chart_before(part)
    if found:
        return _chart(lesson, *found, density)
    if not part.before:
        return []
    return _steps(lesson, part, part.before, density, ("next", "cost", *part.hide), style)


def shown(lesson: Any, part: Part, density: float = 1.0) -> list[Shown]:
    """The pictures of a part: the steps of its run, and its chart."""
    found = _steps(lesson, part, part.steps, density, part.hide) if part.steps else []
    if part.play and not part.steps:
        found += _steps(lesson, part, ("last",), density, part.hide)
    if part.chart:
        found += _chart(lesson, part.chart, part.of, density)
    if part.bug:
        found += _last(bug_run(part.bug, "blobs", 3), density)
    return found


def _steps(
    lesson: Any,
    part: Part,
    steps: tuple[Any, ...],
    density: float,
    hide: tuple[str, ...],
    style: str = "light",
) -> list[Shown]:
    trace = lesson.trace(part.run)
    film = Film(trace, SIZE, density, style, hide=hide, show=part.show)
    indices = [index_of(trace, step) for step in steps]
    size = tuple(round(length * density) for length in SIZE)
    spec = next(run for run in lesson.plain.runs if run.name == part.run)
    return [
        Shown(film.png(i), str(tell(trace, i).sentence), size, (Moment(spec, i),))  # type: ignore[arg-type]
        for i in indices
    ]


def _chart(lesson: Any, chart: str, of: str, density: float) -> list[Shown]:
    drawn = chart_of(lesson, chart, of)
    moments = moments_of(lesson, chart, names_in(of))
    return [
        _drawn(figure, words, density, behind) for (figure, words), behind in zip(drawn, moments, strict=True)
    ]


def _last(trace: Trace, density: float) -> list[Shown]:
    """Step 1 of somebody's own run: there its first mistake can be seen."""
    i = min(1, len(trace) - 1)
    size = tuple(round(length * density) for length in SIZE)
    return [Shown(Film(trace, SIZE, density).png(i), str(tell(trace, i).sentence), size)]  # type: ignore[arg-type]


def _drawn(figure: Any, words: str, density: float, moments: tuple[Moment, ...] = ()) -> Shown:
    file = BytesIO()
    figure.savefig(file, format="png", dpi=100 * density)
    picture = Image.open(file).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    return Shown(png_bytes(small, {}), words, picture.size, moments)
