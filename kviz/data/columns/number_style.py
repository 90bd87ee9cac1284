"""How the numbers of each column are written: decimal and thousands marks, found by looking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kviz.data.columns.number_cells import Style, is_grouped, take_apart, tidy


@dataclass(frozen=True)
class Marks:
    """The distinct numbers of one column, without their units, by the marks that stand in them."""

    commas: frozenset[str]
    points: frozenset[str]
    plain: frozenset[str]
    gap: str | None

    @classmethod
    def of(cls, cells: Iterable[str]) -> "Marks":
        """Look at cells of text; what holds no number says nothing."""
        parts = [take_apart(tidy(str(cell))) for cell in set(cells)]
        cores = {part.core for part in parts if part}
        commas = frozenset(core for core in cores if "," in core)
        points = frozenset(core for core in cores if "." in core)
        gap = next(
            (mark for mark in " '" if any(is_grouped(core, mark) for core in map(_whole, cores))), None
        )
        return cls(commas, points, frozenset(cores - commas - points), gap)


def _whole(core: str) -> str:
    return core.replace(",", ".").partition(".")[0]


def _decided(marks: Marks) -> Style | None:
    """The style where one cell settles it: both marks, several equal ones, or no three digits behind."""
    for core in sorted(marks.commas & marks.points):
        return Style(",", ".") if core.rfind(",") > core.rfind(".") else Style(".", ",")
    many = [core for core in marks.commas if core.count(",") > 1]
    if any(is_grouped(core, ",") for core in many):
        return Style(".", ",")
    if any(not is_grouped(core, ",") for core in marks.commas - set(many)):
        groups = any(is_grouped(core, ".") for core in marks.points)
        return Style(",", "." if groups else marks.gap)
    if any(core.count(".") > 1 and is_grouped(core, ".") for core in marks.points):
        return Style(",", ".")
    if any(not _three_behind(core, ".") for core in marks.points):
        return Style(".", "," if marks.commas else marks.gap)
    return None


def _three_behind(core: str, mark: str) -> bool:
    """Whether a number with one mark could be thousands: 1.234, but not 0.234."""
    return core[:1] != "0" and is_grouped(core, mark)


def _doubtful(marks: Marks, sep: str, prior: str | None) -> Style:
    """The style where three digits stand behind every mark: 1.234 and 1,234 may be thousands.

    Numbers below a thousand without a mark beside them speak for thousands: decimals would have
    one, two or no digits behind the mark now and then.
    """
    used, other = ("," if marks.commas else "."), ("." if marks.commas else ",")
    cells = marks.commas or marks.points
    if prior:
        return Style(prior, used if used != prior else marks.gap)
    small = bool(marks.plain) and all(len(core) <= 3 for core in marks.plain if core.isdigit())
    thousands = used != sep and small and len(cells) > 1 if sep == ";" else used == ","
    if thousands:
        return Style(other, used, min(cells))
    return Style(used, marks.gap, min(cells))


def sniff_styles(columns: Sequence[Iterable[str]], sep: str, decimal: str | None = None) -> list[Style]:
    """The style of every column; where its own numbers do not settle it, the other columns do.

    A decimal mark that is also the separator stands only inside quotes; it is believed where no
    other column has the other mark, so that a list such as "1,3" stays text.

    Parameters
    ----------
    columns : for each column its cells, as text
    sep : str, the separator of the table
    decimal : str, optional
        The decimal mark, where a person named it.
    """
    marks = [Marks.of(cells) for cells in columns]
    if decimal:
        other = "." if decimal == "," else ","
        return [Style(decimal, _grouping(mark, other)) for mark in marks]
    decided = [_decided(mark) for mark in marks]
    known = [style.decimal for style in decided if style]
    prior = known[0] if len(set(known)) == 1 else None
    styles = []
    for mark, style in zip(marks, decided, strict=True):
        if style and style.decimal == sep and "." in known:
            style = Style(".", ",")
        if style is None:
            style = (
                _doubtful(mark, sep, prior) if mark.commas or mark.points else Style(prior or ".", mark.gap)
            )
        styles.append(style)
    return styles


def _grouping(marks: Marks, other: str) -> str | None:
    cells = marks.commas if other == "," else marks.points
    return other if any(is_grouped(_before(core, other), other) for core in cells) else marks.gap


def _before(core: str, other: str) -> str:
    return core.partition("," if other == "." else ".")[0]
