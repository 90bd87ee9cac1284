"""What one export shows: the runs, their words, their timeline and their painter."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kviz.engine.trace import Trace
from kviz.exports.metadata import about, label
from kviz.exports.options import Options
from kviz.exports.painter import Painter
from kviz.exports.run_letters import numbers_of_runs
from kviz.exports.timeline import Timeline, chosen_steps, step_of, timeline
from kviz.story.formatting import Numbers
from kviz.story.frame import Frame, tell
from kviz.story.messages import Said, say, sentences

WORDS_A_SECOND, LEAST_SECONDS, MOST_SECONDS = 3, 2.0, 8.0


@dataclass(frozen=True, eq=False)
class Content:
    """Runs side by side under one set of options; a shorter run waits at its last step.

    ``captioned`` says whether the painter writes the sentence of a step under its picture;
    ``steps`` are all steps that are shown, ``still`` is the one that a still picture shows.
    """

    traces: tuple[Trace, ...]
    options: Options
    captioned: bool
    steps: range
    still: int

    @cached_property
    def about(self) -> dict[str, str]:
        """Title, Description, Comment and Software of the file."""
        return about(self.traces, self.options.title, self.options.numbers)

    @cached_property
    def numbers(self) -> list[Numbers]:
        """How every run is told: the clusters of others have the letters of the first."""
        return numbers_of_runs(self.traces, self.options.numbers)

    @property
    def title(self) -> str:
        """The title of the file."""
        return self.about["Title"]

    @cached_property
    def timeline(self) -> Timeline:
        """Every picture in its order, with its time on screen."""
        return timeline(self.traces, self.options, self.steps, self._seconds)

    @cached_property
    def painter(self) -> Painter:
        """The pixels of every moment."""
        samples = sorted({self.steps[0], self.steps[len(self.steps) // 2], self.steps[-1]})
        return Painter(self.traces, self.options, caption=self.captioned, samples=samples)

    def frames(self, step: int) -> list[Frame]:
        """What there is to tell of a step, for every run; those of the last one asked for are kept."""
        if step not in self._frames:
            self._frames.clear()  # arrays of a large run are not kept for every step
            pairs = zip(self.traces, self.numbers, strict=True)
            self._frames[step] = [tell(trace, min(step, len(trace) - 1), said) for trace, said in pairs]
        return self._frames[step]

    @cached_property
    def _frames(self) -> dict[int, list[Frame]]:
        return {}

    def sentence(self, step: int) -> Said:
        """What a reader is told of a step."""
        numbers = self.options.numbers
        told = [_told(frame, numbers) for frame in self.frames(step)]
        if len(told) > 1:
            names = [label(trace, self.traces, numbers) for trace in self.traces]
            pairs = zip(names, told, strict=True)
            told = [say("exports.of_run", numbers, name=name, told=text) for name, text in pairs]
        return sentences(told)

    def _seconds(self, step: int) -> float:
        """How long a step is held: as long as was asked for, else as long as its words take to read."""
        options = self.options
        shown = [trace[min(step, len(trace) - 1)] for trace in self.traces]
        kinds = {
            "hold_last": step == self.steps[-1],
            "hold_event": any(each.events for each in shown),
            "hold_seed": any(each.phase == "seed" for each in shown),
            "hold": True,
        }
        asked = [getattr(options, name) for name, fits in kinds.items() if fits]
        given = [seconds for seconds in asked if seconds is not None]
        return given[0] if given else self._reading_seconds(step)

    def _reading_seconds(self, step: int) -> float:
        """The time to read a step's words, as far as the film shows them."""
        if not (self.options.caption or self.options.captions):
            return LEAST_SECONDS
        words = sum(len(frame.sentence.split()) for frame in self.frames(step))
        return min(max(words / WORDS_A_SECOND, LEAST_SECONDS), MOST_SECONDS)


def _told(frame: Frame, numbers: Numbers) -> Said:
    """Heading and sentence; the sentence of a start centroid names it already."""
    if frame.phase == "seed":
        return frame.sentence
    return say("exports.told", numbers, heading=frame.heading, sentence=frame.sentence)


def content_of(traces: Sequence[Trace], options: Options, captioned: bool = True) -> Content:
    """Check which steps are asked for, and bring all that an export needs together."""
    steps = chosen_steps(traces, options)
    still = steps[-1] if options.step is None else step_of(traces, "step", options.step)
    return Content(tuple(traces), options, captioned, steps, still)
