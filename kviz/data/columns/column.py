"""What is known of one column, and what each kind of column is good for."""

from dataclasses import dataclass

from kviz.data.sentences import Note, english
from kviz.data.tables.source import shown

# role -> why a column of it is not a feature; empty where nothing speaks against it
ADVICE: dict[str, str] = {
    **{role: Note(f"column_advice.{role}", {}) for role in english("column_advice")},
    "number": "",
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
    def reason(self) -> str:
        """The same in a word or two, where there is a shorter word."""
        return (
            Note(f"column_reasons.{self.role}", {}) if self.role in english("column_reasons") else self.advice
        )

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
