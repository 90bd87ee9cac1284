"""Read a sentence back: which messages it is made of, and the numbers in it, in any language."""

import re
from dataclasses import dataclass

from kviz.story import catalogue

PIECES = {
    "narration.points.gets",
    "narration.points.has",
    "narration.points.has_too",
    "narration.points.gets_between",
    "narration.points.gets_each",
    "narration.points.has_between",
    "narration.points.has_each",
    "events.text",
}  # of a list
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@dataclass(frozen=True)
class Claim:
    """One message of a sentence: its key and its fields as numbers and lists of numbers."""

    key: str
    fields: dict


class Reader:
    """Takes sentences of one language apart; what is not in the catalogue is refused."""

    def __init__(self, numbers, sections=("narration", "events")):
        self.numbers, self.book = numbers, catalogue.book_of(numbers.language)
        self.marks = self.book.marks
        self.by_start, self.items = {}, []
        for key, forms in self.book.messages.items():
            if key.split(".")[0] in sections and key not in PIECES:
                for text in [forms] if isinstance(forms, str) else forms.values():
                    self._add(key, text)

    def _add(self, key, text):
        cuts = re.split(r"\{(\w+)(?::(\w+))?\}", text)
        pattern, kinds = re.escape(cuts[0]), {}
        for field, kind, after in zip(cuts[1::3], cuts[2::3], cuts[3::3], strict=True):
            pattern += f"(?P={field})" if field in kinds else f"(?P<{field}>{self._pattern(kind or field)})"
            kinds[field] = kind or ""
            pattern += re.escape(after)
        item = (key, re.compile(pattern + "(?= |$|⟧)"), kinds)
        self.by_start.setdefault(cuts[0][:2], []).append(item)

    def _pattern(self, kind):
        marks = re.escape(self.marks["decimal"] + self.marks["thousands"])
        number = rf"[−]?(?:[\d{marks}]*\d(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|∞)"
        apart = f"(?:{re.escape(self.marks['comma'])}|{re.escape(self.marks['and'])})"
        one = {"cluster": "[A-Z]+", "point": r"\d+"}
        patterns = {
            "number": number,
            "percent": number + re.escape(self.marks["percent"]),
            "place": r"\([^)]*\)",
            "shares": ".+?",
            "name": ".+?",
            "D": "D²?",
            **one,
            **{f"{name}s": f"{text}(?:{apart}{text})*" for name, text in one.items()},
        }
        return patterns.get(kind, rf"\d(?:[\d{re.escape(self.marks['thousands'])}]*\d)?")

    def read(self, sentence):
        """All claims of a sentence, each as the list of messages that it may be."""
        found, at = [], 0
        while at < len(sentence):
            here = [
                (match.end(), self._claim(key, kinds, match))
                for start in {sentence[at : at + 2], sentence[at : at + 1], ""}
                for key, pattern, kinds in self.by_start.get(start, ())
                if (match := pattern.match(sentence, at))
            ]
            assert here, f"not a message: {sentence[at:]!r}"
            end = max(stop for stop, _ in here)
            found.append([claim for stop, claim in here if stop == end])
            at = end + 1
        return found

    def _claim(self, key, kinds, match):
        return Claim(key, {name: self._value(match[name], kind) for name, kind in kinds.items()})

    def _value(self, text, kind):
        if kind in ("clusters", "points"):
            return [self._value(item, kind[:-1]) for item in self.listed(text)]
        if kind == "cluster":
            return ord(text) - ord("A")
        if kind == "point":
            return int(text)
        if kind == "percent":
            return self.number(text.removesuffix(self.marks["percent"])) / 100
        if kind == "place":
            return [self.number(item) for item in re.split("[,;] ", text[1:-1])]
        return self.number(text) if kind == "number" or re.fullmatch(r"[\d,. \u202f]+", text) else text

    def listed(self, text):
        """The items of «A, B and C»."""
        return re.split(f"{re.escape(self.marks['comma'])}|{re.escape(self.marks['and'])}", text)

    def number(self, text):
        """A number as it is written."""
        text = text.replace(self.marks["thousands"], "").replace(self.marks["decimal"], ".")
        if "∞" in text:
            return float("inf")
        mantissa, _, power = text.replace("−", "-").partition("×10")
        return float(f"{mantissa}e{power.translate(DIGITS) or 0}")

    def range(self, text):
        """The ends of «from 5 (G) to 28 points (F)», by cluster; one number where «each gets 5»."""
        sizes = [int(number) for number in re.findall(r"\d+", text)]
        names = [ord(name) - ord("A") for name in re.findall(r"\(\W*([A-Z])\W*\)", text)]
        return list(zip(names, sizes, strict=True)) if names else sizes

    def shares(self, text):
        """The sizes in «A gets 2 and B gets 3», by cluster."""
        return {
            ord(item.strip("⟦")[0]) - ord("A"): int(re.search(r"\d+", item)[0]) for item in self.listed(text)
        }


def equal(said, true):
    """Whether a number with three figures or more says the true one."""
    if said == true:
        return True
    digits = f"{abs(true):.2e}"
    unit = 10.0 ** (int(digits.split("e")[1]) - 2)
    return (
        abs(said - true) <= min(unit, max(unit, 1e-300)) * 0.5001
        if abs(true) < 1000
        else abs(said - true) <= max(0.5001, abs(true) * 5.1e-3 if abs(true) >= 1e7 else 0.5001)
    )
