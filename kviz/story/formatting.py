"""Numbers, letters and counts as a person reads them."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any

import numpy as np

from kviz.data.given import word
from kviz.engine.steps import letter

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "SPOKEN",
    "Figures",
    "Numbers",
    "apart",
    "as_numbers",
    "letter",
    "listed",
    "plural",
    "power_of_ten",
]

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
FIGURES = 3
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
MOST_FIGURES = 12


class Figures(float):
    """A number that is written with its own number of figures, where three are too few or too many."""

    figures: int

    def __new__(cls, value: float, figures: int) -> "Figures":
        """Keep ``figures`` beside the value."""
        number = super().__new__(cls, value)
        number.figures = figures
        return number


def apart(*values: float) -> list[Figures]:
    """The same numbers with just so many figures, at least three, that different ones look different."""
    values = tuple(float(value) for value in values)
    for figures in range(FIGURES, MOST_FIGURES + 1):
        if len({ENGLISH(Figures(value, figures)) for value in values}) == len(set(values)):
            break
    return [Figures(value, figures) for value in values]


def _half_up(size: float, places: int, shift: int = 0) -> str:
    """Round as schools and browsers do: 0.125 to two places is 0.13. ``shift`` moves the decimal mark."""
    rounded = Decimal(size).quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return f"{rounded.scaleb(shift, context=_EXACT):,f}"


def _exponent(size: float, figures: int) -> int:
    """The power of ten of the first figure, once ``size`` is rounded to ``figures``."""
    if not size:
        return 0
    exact = Decimal(size)
    places = figures - 1 - exact.adjusted()
    return exact.quantize(Decimal(1).scaleb(-places), context=_EXACT).adjusted()


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: the decimal mark, the mark between thousands, and whose language it is.

    ``names`` gives clusters the letters of others: cluster j is called like cluster ``names[j]``, so that
    two runs side by side speak of the same clusters by the same letters.
    """

    decimal: str = "."
    thousands: str = ","
    language: str = "en"
    percent_mark: str = " %"
    not_a_number: str = "not a number"
    names: tuple[int, ...] = ()

    def cluster(self, j: int) -> int:
        """The cluster whose letter cluster ``j`` goes by."""
        return self.names[j] if 0 <= j < len(self.names) else int(j)

    def __call__(self, value: float) -> str:
        """Write ``value`` with three figures, never in programmer's notation.

        More than three digits before the decimal mark are all kept: 44,448 stays 44,448.
        """
        figures, value = getattr(value, "figures", FIGURES), float(value)
        if not np.isfinite(value):
            return "∞" if value > 0 else "−∞" if value < 0 else self.not_a_number
        size = abs(value)
        if size and (size >= 1e7 or size < 1e-3):
            exponent = _exponent(size, figures)
            text = f"{_half_up(size, figures - 1 - exponent, -exponent)}×{power_of_ten(exponent)}"
        else:
            text = _half_up(size, max(0, figures - 1 - _exponent(size, figures)))
            if "." in text and (figures <= FIGURES or not size):
                text = text.rstrip("0").rstrip(".")
        return ("−" if value < 0 else "") + self._marked(text)

    def _marked(self, text: str) -> str:
        return text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)

    def fixed(self, value: float, places: int) -> str:
        """Write ``value`` with so many decimal places, as the ticks of one axis need it."""
        return ("−" if value < 0 else "") + self._marked(_half_up(abs(value), places))

    def count(self, n: int) -> str:
        """Write a whole number, its thousands apart."""
        return f"{int(n):,}".replace(",", self.thousands)

    def percent(self, share: float) -> str:
        """Write a share of one as per cent."""
        value = 100 * share
        if 0 < value < 1e-6:
            return f"{self(Figures(value, 2))}{self.percent_mark}"
        text = _half_up(value, 1 if value >= 10 else 1 - _exponent(value, 2))
        return f"{self._marked(text.rstrip('0').rstrip('.') if '.' in text else text)}{self.percent_mark}"

    def place(self, position: Sequence[Any] | np.ndarray) -> str:
        """Write a position as (x, y); of more than four coordinates the first three."""
        shown = [self(c) for c in (position if len(position) <= 4 else position[:3])]
        mark = "; " if self.decimal == "," else ", "
        return f"({mark.join(shown)}{mark + '…' if len(position) > 4 else ''})"


def power_of_ten(exponent: int) -> str:
    """«10⁶», «10⁻³»."""
    return f"10{str(exponent).translate(_SUPERSCRIPT)}"


ENGLISH = Numbers()
LANGUAGES = {"en": ENGLISH, "de": Numbers(",", "."), "fr": Numbers(",", "\u202f"), "plain": Numbers(".", "")}

FOLDER = Path(__file__).with_name("languages")
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def numbers_of(marks: Mapping[str, Any]) -> Numbers:
    """How a language writes numbers, as the [language] table of its file says."""
    return Numbers(*(marks[name] for name in ("decimal", "thousands", "lang", "percent", "nan")))


def _spoken(named: str) -> Numbers:
    """What this process speaks: a language with a file, or the path of a file; else English."""
    path = Path(named) if named.endswith(".toml") else FILES.get(named)
    if path is None:
        return LANGUAGES.get(named, ENGLISH)
    return numbers_of(tomllib.loads(path.read_text("utf-8"))["language"])


OWN_FILE = os.environ.get("KVIZ_LANGUAGE", "")  # "sv", or "path/sv.toml"
SPOKEN = _spoken(OWN_FILE)


def listed(items: list[str], most: int = 6) -> str:
    """Join names as a sentence does: «A», «A and B», «A, B and C», the long rest counted."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else "none"


def plural(n: int, noun: str, numbers: Numbers = SPOKEN) -> str:
    """«1 point», «12 points»."""
    return f"{numbers.count(n)} {noun}{'' if n == 1 else 's'}"


def as_numbers(given: Any) -> Numbers:
    """How numbers are written: a ``Numbers``, or the name of a language in LANGUAGES."""
    if isinstance(given, Numbers):
        return given
    return LANGUAGES[word(given, LANGUAGES, "numbers")]
