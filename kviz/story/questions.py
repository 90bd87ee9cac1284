"""Predict, then reveal: at most one question a step, the kinds in turn, answered by the step that follows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zlib import crc32

import numpy as np

from kviz.data.given import whole
from kviz.engine.trace import Trace, run_given
from kviz.story.formatting import SPOKEN, Numbers, as_numbers
from kviz.story.frame import NOBODY, Frame, tell
from kviz.story.messages import Said
from kviz.story.quiz.move_questions import cost, farthest_move, landing
from kviz.story.quiz.point_questions import end, join, left_empty, switch
from kviz.story.quiz.question import Asking, Question
from kviz.story.quiz.seed_questions import chance, farthest

OWN_SEEDS = 10_000  # so many: a number that is quickly typed
MOST_A_RUN = {"switch": 3, "cost": 2, "end": 2}  # asked more often, their answers are guessed from habit

# A new kind of question is a function and a row: it looks at the step to come and asks, or returns None.
KINDS: dict[str, Callable[[Asking], Question | None]] = {
    "chance": chance,
    "farthest": farthest,
    "join": join,
    "switch": switch,
    "empty": left_empty,
    "move": farthest_move,
    "land": landing,
    "cost": cost,
    "end": end,
}


def ask(trace: Trace, index: int, numbers: Numbers = SPOKEN, *, seed: int = 0) -> Question | None:
    """Ask what step ``index`` will bring, by what the step before it shows.

    Parameters
    ----------
    trace : Trace
    index : int, the step that answers; the one before it is on screen meanwhile
    numbers : Numbers, which carry the language
    seed : int
        The same seed asks the same questions; another one asks of other points and in another order.

    Returns
    -------
    question : Question, or None where no question is fair: the answer is too plain, or a coin toss

    Examples
    --------
    >>> import kviz
    >>> trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    >>> question = kviz.ask(trace, 3)
    >>> question.index
    3
    """
    numbers = as_numbers(numbers)
    if isinstance(index, int) and index == len(run_given(trace)):
        return None
    index = run_given(trace).position(index)
    seed = whole(seed, "seed", 0, 2**63)
    if not index or trace.whole:  # the points on screen are a sample: they cannot be counted
        return None
    kind = _plan(trace, seed).get(index)
    return None if kind is None else KINDS[kind](_asking(trace, index, numbers, seed, kind))


def own_seed(trace: Trace) -> int:
    """The seed of a run's own questions: the same run asks the same, another one asks of other things."""
    last = trace[-1]
    found = crc32(np.ascontiguousarray(trace[0].centroids).tobytes())
    found = crc32(np.ascontiguousarray(last.centroids).tobytes(), found)
    return crc32(np.asarray(last.labels, dtype=np.int64).tobytes(), found) % OWN_SEEDS


def ask_all(trace: Trace, numbers: Numbers = SPOKEN, *, seed: int = 0) -> dict[int, Question]:
    """Every question of a run, by the step that answers it."""
    found = ((index, ask(trace, index, numbers, seed=seed)) for index in range(len(trace)))
    return {index: question for index, question in found if question is not None}


def frame_of(trace: Trace, question: Question, numbers: Numbers = SPOKEN) -> Frame:
    """The frame to show while a question is asked: without the words and rings that give its answer away."""
    frame = tell(trace, question.index - 1, numbers)
    changes: dict[str, Any] = {}
    if "outlook" in question.hide:
        told = str(frame.sentence).removesuffix(str(frame.outlook)).rstrip()
        kept, length = [], 0
        for part in frame.parts:
            text = part if isinstance(part, str) else part.text
            kept.append(part if length + len(text) <= len(told) else text[: max(0, len(told) - length)])
            length += len(text)
        changes |= {"sentence": Said(part for part in kept if part), "outlook": ""}
    if "fact" in question.hide and frame.phase == "update":
        changes["fact"] = ""
    if "next" in question.hide:
        changes["will_switch"] = NOBODY
    return replace(frame, **changes)


def _asking(trace: Trace, index: int, numbers: Numbers, seed: int, kind: str) -> Asking:
    rng = np.random.default_rng([seed, index, list(KINDS).index(kind)])
    return Asking(trace, index, rng, numbers)


def _plan(trace: Trace, seed: int) -> dict[int, str]:
    """Which kind is asked at which step: the one that was asked least so far, and none twice in a row."""
    plans = trace.__dict__.setdefault("_questions", {})
    if seed not in plans:
        kinds = list(KINDS)
        if seed:
            kinds = [kinds[i] for i in np.random.default_rng(seed).permutation(len(kinds))]
        asked: Counter[str] = Counter()
        plan, last = {}, ""
        for index in range(1, len(trace)):
            open_to = [
                kind for kind in kinds if asked[kind] < MOST_A_RUN.get(kind, len(trace)) and kind != last
            ]
            for kind in sorted(open_to, key=lambda kind: asked[kind]):
                if KINDS[kind](_asking(trace, index, SPOKEN, seed, kind)) is not None:
                    asked[kind] += 1
                    plan[index] = kind
                    last = "" if trace[index].phase == "seed" else kind
                    break
        plans[seed] = plan
    return plans[seed]
