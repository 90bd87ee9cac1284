"""The names that the words of a lesson can use: its runs, its measures, its published numbers."""

from collections.abc import Mapping
from typing import Any

from kviz.lessons.numbers.facts import Facts, RunFacts, constants
from kviz.lessons.numbers.measures import measured


class NamedFacts(Mapping[str, Facts]):
    """Runs, measures and published numbers by name; each is made when it is asked for."""

    def __init__(self, lesson: Any) -> None:
        self.lesson = lesson
        self.kept: dict[str, Facts] = {}
        plain = lesson.plain
        self.names = [row.name for rows in (plain.runs, plain.measures, plain.given) for row in rows]

    def __getitem__(self, name: str) -> Facts:
        if name not in self.names:
            raise KeyError(name)
        if name not in self.kept:
            self.kept[name] = self._made(name)
        return self.kept[name]

    def __iter__(self) -> Any:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def _made(self, name: str) -> Facts:
        plain = self.lesson.plain
        published = {given.name: given for given in plain.given}
        if name in published:
            value, source = published[name].value, published[name].source
            return Facts("a published number", {"value": lambda: value, "source": lambda: source})
        for measure in plain.measures:
            if measure.name == name:
                return self._measured(measure)
        return RunFacts(self.lesson.trace(name))

    def _measured(self, measure: Any) -> Facts:
        try:
            numbers = measured(measure.what, measure.options)
        except ValueError as error:
            raise self.lesson.reader.fault(("measures", measure.name), *what_and_remedy(str(error))) from None
        return Facts(f"the measure {measure.name!r}", constants(numbers))


def what_and_remedy(said: str) -> tuple[str, str]:
    """An error in two halves: what is wrong, what to do."""
    what, mark, remedy = said.rstrip(".").partition("; ")
    return (what, remedy) if mark else (what, "correct it")
