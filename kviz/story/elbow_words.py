"""The elbow curve and the second opinions on k, in words: what was found are numbers until here."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.spread import one_decides
from kviz.engine.choose_k.agreement import Caveat, gap_case, silhouette_case
from kviz.engine.choose_k.knee import Bend
from kviz.story.formatting import SPOKEN, Figures, Numbers
from kviz.story.messages import say, sentences

TIMES = 2  # figures of how sharp a bend is


def bend_text(bend: Bend, numbers: Numbers = SPOKEN) -> str:
    """Where the curve bends, how sharply, and what its end leaves open."""
    if bend.farthest is None:
        return str(say("elbow.too_few" if len(bend.distances) < 3 else "elbow.flat", numbers))
    sharp = say("elbow.flat_after", numbers)
    if np.isfinite(bend.sharpness):
        sharp = say("elbow.times", numbers, x=_times(bend.sharpness))
    facts: dict[str, Any] = {"k": bend.sharpest, "sharp": sharp, "farthest": bend.farthest}
    said = [
        say(f"elbow.{bend.confidence}{'_exact' * (bend.exact and bend.best_k is not None)}", numbers, **facts)
    ]
    if bend.runner_up:
        other = bend.sharpnesses[list(bend.ks).index(bend.runner_up)]
        said.append(say("elbow.also", numbers, k=bend.runner_up, x=_times(other)))
    if bend.end:
        said.append(say(f"elbow.{bend.end}", numbers, k=bend.ks[-1]))
    return str(sentences(said))


def _times(sharpness: float) -> Figures:
    return Figures(float(sharpness), TIMES + int(sharpness >= 10))


def caveat_texts(found: Iterable[Caveat], numbers: Numbers = SPOKEN) -> list[str]:
    """What a person should know before believing a bend."""
    return [str(say(f"elbow.caveat.{one.case}", numbers, **one.numbers)) for one in found]


def silhouette_text(k: int | None, silhouettes: Mapping[int, float], numbers: Numbers = SPOKEN) -> str:
    """One sentence on the silhouette beside the elbow's ``k`` (None where there is none)."""
    found = silhouette_case(k, silhouettes)
    return str(say(f"elbow.silhouette.{found.case}", numbers, **found.numbers)) if found else ""


def gap_text(k: int | None, rule: int | None, widest: int, numbers: Numbers = SPOKEN) -> str:
    """One sentence on the gap statistic's ``rule`` (None where it names no k) beside the elbow's ``k``."""
    found = gap_case(k, rule, widest)
    return str(say(f"elbow.gap.{found.case}", numbers, **found.numbers))


def alone_text(dataset: Dataset, remedy: str = "data.standardized()", numbers: Numbers = SPOKEN) -> str:
    """A warning where one column alone decides who is near to whom, with what helps; else ""."""
    found = one_decides(dataset)
    return str(say("elbow.alone", numbers, remedy=remedy, **found._asdict())) if found else ""
