"""The timeline of an export: which steps are shown, how long each is held, and the tweens between them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kviz.engine.trace import Trace
from kviz.exports.options import Options

TWEEN_RATE = 30  # pictures a second
TWEEN_SECONDS = 0.5


@dataclass(frozen=True)
class Moment:
    """One picture of a timeline: number ``number``, of step ``step``, on screen for ``ms`` milliseconds.

    ``progress`` says how far the step has come: 1 for the step itself, less for a tween on the way to it.
    """

    number: int
    step: int
    ms: int
    progress: float = 1.0

    @property
    def is_tween(self) -> bool:
        """Whether this is a picture on the way to a step, not the step itself."""
        return self.progress < 1


@dataclass(frozen=True)
class Timeline:
    """All moments of an export in their order."""

    moments: tuple[Moment, ...]

    def __len__(self) -> int:
        return len(self.moments)

    def __iter__(self) -> Iterator[Moment]:
        return iter(self.moments)


def chosen_steps(traces: Sequence[Trace], options: Options) -> range:
    """The steps from ``first`` to ``last`` of the longest run.

    Raises
    ------
    ValueError
        If one of the two is not a step of the run, or they are in the wrong order.
    """
    longest = max(len(trace) for trace in traces)
    first, last = (step_of(traces, name, getattr(options, name)) for name in ("first", "last"))
    if first > last:
        raise ValueError(
            f"first={options.first} comes after last={options.last}; this run has steps 0 to {longest - 1}."
        )
    return range(first, last + 1)


def step_of(traces: Sequence[Trace], name: str, value: int) -> int:
    """The step that an option names, counted from 0; a negative number counts from the end."""
    longest = max(len(trace) for trace in traces)
    try:
        return range(longest)[value]
    except IndexError:
        raise ValueError(
            f"{name}={value} is not a step of this run; it has steps 0 to {longest - 1}."
        ) from None


def timeline(
    traces: Sequence[Trace], options: Options, steps: range, seconds: Callable[[int], float]
) -> Timeline:
    """Lay out ``steps``, each held for ``seconds(step)`` divided by the speed."""
    moments: list[Moment] = []
    for step in steps:
        between = 0 if step == steps[0] else tween_count(traces, options, step)
        for j in range(1, between + 1):
            moments.append(Moment(len(moments), step, round(1000 / TWEEN_RATE), j / (between + 1)))
        moments.append(Moment(len(moments), step, max(20, round(1000 * seconds(step) / options.speed))))
    return Timeline(tuple(moments))


def tween_count(traces: Sequence[Trace], options: Options, step: int) -> int:
    """How many tweens lead to a step: none unless centroids glide there."""
    moves = any(step < len(trace) and trace[step].phase == "update" for trace in traces)
    return round(TWEEN_SECONDS * TWEEN_RATE / options.speed) if options.tween and moves else 0
