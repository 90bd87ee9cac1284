"""Round values along an axis, and what their labels leave out: a power of ten, a common start."""

from typing import NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator

from kviz.data.points import Array
from kviz.story.formatting import Numbers, power_of_ten

NARROW = 2e-4  # of the largest value: ticks of a narrower span would share their first four digits
LONG = (1e-9, 1e12)  # starts outside are written with a power of ten


class Scale(NamedTuple):
    """A label stands for ``label * 10**power + start``, and ``start`` is exactly ``digits * 10**unit``."""

    power: int = 0
    start: float = 0.0
    digits: int = 0
    unit: int = 0

    def named(self, name: str, numbers: Numbers) -> str:
        """The name of the axis with what its tick labels leave out: «time − 1,000,000  (×10⁻³)»."""
        if not name:
            return name
        if self.start:
            name = f"{name} {'−' if self.start > 0 else '+'} {self._start(numbers)}"
        return f"{name}  (×{power_of_ten(self.power)})" if self.power else name

    def _start(self, numbers: Numbers) -> str:
        if LONG[0] < 10.0**self.unit and abs(self.start) < LONG[1]:
            return numbers.fixed(abs(self.start), max(0, -self.unit))
        said = str(abs(self.digits))
        mark = numbers.decimal if len(said) > 1 else ""
        return f"{said[0]}{mark}{said[1:]}×{power_of_ten(self.unit + len(said) - 1)}"


def scale(low: float, high: float) -> Scale:
    """How values from ``low`` to ``high`` are best written."""
    largest = max(abs(low), abs(high))
    if 0 < high - low < NARROW * largest:
        digits, unit = _roundest(low, high)
        start = float(digits * 10**unit) if unit >= 0 else digits / 10**-unit
        return Scale(_power(max(abs(low - start), abs(high - start))), start, digits, unit)
    return Scale(_power(largest))


def _roundest(low: float, high: float) -> tuple[int, int]:
    """The number from ``low`` to ``high`` with the fewest digits, as (m, p) for m · 10**p."""
    for unit in range(int(np.floor(np.log10(max(abs(low), abs(high))))), -320, -1):
        digits = int(np.ceil(low * 10.0**-unit))
        if digits * 10.0**unit <= high:
            break
    return digits, unit


def _power(largest: float) -> int:
    """Ticks from 0.001 to 99,999 are written out; others share a power of ten."""
    power = int(np.floor(np.log10(largest))) if largest > 0 else 0
    return 0 if -3 <= power <= 4 else 3 * (power // 3)


def ticks(low: float, high: float, most: int, numbers: Numbers) -> tuple[Array, list[str]]:
    """At most about ``most`` round values from ``low`` to ``high``, and their labels."""
    found = scale(low, high)
    low, high = low - found.start, high - found.start
    values = np.asarray(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    slack = 1e-9 * (high - low)
    values = values[(values >= low - slack) & (values <= high + slack)]
    values[np.abs(values) < slack] = 0.0
    shown = values / 10.0**found.power
    places = max((len(f"{value:.6g}".partition(".")[2]) for value in shown), default=0)
    return values + found.start, [numbers.fixed(value, places) for value in shown]
