"""Numbers, letters and counts as a person reads them."""

from dataclasses import dataclass

import numpy as np

from kviz.engine.steps import letter

__all__ = ["ENGLISH", "LANGUAGES", "Numbers", "letter", "listed", "plural", "power_of_ten"]

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: the decimal mark and the mark between thousands."""

    decimal: str = "."
    thousands: str = ","

    def __call__(self, value: float) -> str:
        """Write ``value`` with about four significant digits, never in programmer's notation."""
        value = float(value)
        if not np.isfinite(value):
            return "∞" if value > 0 else "−∞" if value < 0 else "not a number"
        size = abs(value)
        if size and (size >= 1e7 or size < 1e-3):
            mantissa, exponent = f"{size:.2e}".split("e")
            text = f"{mantissa}×{power_of_ten(int(exponent))}"
        else:
            places = 0 if size >= 1e5 else 1 if size >= 1e3 else 2 if size >= 10 else 3
            places += (0 < size < 0.1) + (0 < size < 0.01)  # 0.0046 is not 0.005
            text = f"{size:,.{places}f}"
            if "." in text:
                text = text.rstrip("0").rstrip(".") if size < 1e3 else text.removesuffix(".0")
        text = text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)
        return ("−" if value < 0 else "") + text

    def fixed(self, value: float, places: int) -> str:
        """Write ``value`` with so many decimal places, as the ticks of one axis need it."""
        text = f"{abs(value):,.{places}f}"
        text = text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)
        return ("−" if value < 0 else "") + text

    def count(self, n: int) -> str:
        """Write a whole number, its thousands apart."""
        return f"{int(n):,}".replace(",", self.thousands)

    def percent(self, share: float) -> str:
        """Write a share of one as per cent."""
        value = 100 * share
        if 1e-6 <= value < 1e-3:
            return f"{self.fixed(value, 1 - int(np.floor(np.log10(value))))} %"
        return f"{self(float(f'{value:.2g}') if value < 10 else round(value, 1))} %"

    def place(self, position: np.ndarray) -> str:
        """Write a position as (x, y); of more than four coordinates the first three."""
        shown = [self(c) for c in (position if len(position) <= 4 else position[:3])]
        mark = "; " if self.decimal == "," else ", "
        return f"({mark.join(shown)}{mark + '…' if len(position) > 4 else ''})"


def power_of_ten(exponent: int) -> str:
    """«10⁶», «10⁻³»."""
    return f"10{str(exponent).translate(_SUPERSCRIPT)}"


ENGLISH = Numbers()
LANGUAGES = {"en": ENGLISH, "de": Numbers(",", "."), "fr": Numbers(",", "\u202f"), "plain": Numbers(".", "")}


def listed(items: list[str], most: int = 6) -> str:
    """Join names as a sentence does: «A», «A and B», «A, B and C», the long rest counted."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else "none"


def plural(n: int, noun: str, numbers: Numbers = ENGLISH) -> str:
    """«1 point», «12 points»."""
    return f"{numbers.count(n)} {noun}{'' if n == 1 else 's'}"
