"""What is known of one column, and what each kind of column is good for."""

from dataclasses import dataclass

from kviz.data.tables.source import shown

# role -> why a column of it is not a feature; empty where nothing speaks against it
ADVICE = {
    "id": "a label: its distances mean nothing, so it is not a feature",
    "row number": "it counts the rows, so its distances mean nothing",
    "rank": "a rank: it follows from the other columns, so it is not a feature",
    "code": "a code: its digits are names, and their distances mean nothing",
    "date": "a date: it says when, not what; turn it into a number of days if that matters",
    "year": "a year: it says when; name it if that should count",
    "number": "",
    "describes": "describes a person, not what they do: keep it for the profile, or add it by name",
    "two values": "a category in numbers: its distance has only two values",
    "few values": "few whole values, so it may be a category in numbers: add it by name if they are amounts",
    "category": "text has no distances; compare the segments by it, or code it as numbers with care",
    "text": "text has no distances, so it is not a feature",
    "bad cells": "a column of numbers with cells that are not numbers: treat those as missing to use it",
    "constant": "every row has the same value, so it tells no one apart",
    "empty": "no row has a value",
}
SECOND_CHOICE = ("describes",)  # taken unasked only where there is nothing better


@dataclass(frozen=True)
class Column:
    """One column: its kind, its gaps, and a word on using it as a feature.

    ``kind`` is "number", "id", "date", "category", "text", "constant" or "empty"; ``role`` is the row
    of ADVICE that applies. ``numeric`` says that every filled cell is a number; where only some are,
    ``wrong`` is (row in the file, cell, how many) of those that are not. ``unit`` is what every cell
    had beside its number, or what a row of units says.
    """

    name: str
    kind: str
    role: str
    numeric: bool
    missing: int
    distinct: int
    example: str
    low: float | None = None
    high: float | None = None
    wrong: tuple[int, str, int] | None = None
    unit: str = ""

    @property
    def advice(self) -> str:
        """One sentence on using the column as a feature; empty where nothing speaks against it."""
        return ADVICE[self.role]

    @property
    def suggested(self) -> bool:
        """Whether kviz would offer this column as a feature unasked."""
        return self.numeric and self.role == "number"

    def __str__(self) -> str:
        facts = [self.kind]
        if self.low is not None and self.high is not None:
            facts.append(f"{self.low:g} to {self.high:g}{self.unit and ' ' + self.unit}")
        else:
            facts.append(f"{self.distinct} different, such as {shown(self.example)}")
        if self.missing:
            facts.append(f"{self.missing} missing")
        return f"{self.name}: {', '.join(facts)}" + (f" ({self.advice})" if self.advice else "")
