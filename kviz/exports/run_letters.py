"""Runs side by side: a cluster of another run has the letter, colour and mark of the one that it matches."""

from collections.abc import Sequence
from dataclasses import replace

from kviz.engine.choose_k.matching import pairing
from kviz.engine.trace import Trace
from kviz.story.formatting import Numbers


def numbers_of_runs(traces: Sequence[Trace], numbers: Numbers) -> list[Numbers]:
    """How every run is told: the others with the names of the first, as far as their clusters match."""
    first, *others = traces
    return [numbers, *(replace(numbers, names=pairing(first, one) or ()) for one in others)]
