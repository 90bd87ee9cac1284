"""A table as it was read: its columns, its faults, and the sentence "we read it as …"."""

from dataclasses import dataclass, field, replace
from typing import Any

from kviz.data.columns.choice import suitable
from kviz.data.columns.column import Column
from kviz.data.columns.name_words import word_set, words_of
from kviz.data.columns.number_cells import MISSING, Style
from kviz.data.columns.suspects import notes_on
from kviz.data.given import text_or_none, whole, words, yes_or_no
from kviz.data.points import Array
from kviz.data.sentences import Note, note
from kviz.data.tables.body import below_header, without_empty, without_totals
from kviz.data.tables.header import names_of, sniff_header
from kviz.data.tables.limits import MAX_ROWS, Limits
from kviz.data.tables.source import shown
from kviz.data.tables.typed_columns import column_styles, main_style, typed_column
from kviz.data.text.dialect import separator_name
from kviz.data.text.encoding import encoding_name
from kviz.data.text.layout import Layout, to_records

BAD_CELLS = ("refuse", "missing")
THINGS = word_set("car cars vehicle model house building property machine product brand make tree")


@dataclass(frozen=True, eq=False)
class Reading:
    """A table and how it was read.

    ``frame`` is a pandas DataFrame with numbers as numbers and the rest as text; ``rows`` (n,) the
    row of each record in the file, the header being row 1, as a spreadsheet counts; ``notes`` say
    how it was read and what was left out. ``layout`` holds sep, decimal, thousands, encoding and
    header as they can be given back to ``read`` to correct it.
    """

    name: str
    frame: Any = field(repr=False)
    columns: tuple[Column, ...]
    rows: Array = field(repr=False)
    notes: tuple[Note, ...]
    duplicates: int
    layout: dict[str, Any]

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        every = ", ".join(shown(column.name) for column in self.columns)
        raise ValueError(note("fault.no_column", name=shown(name), table=self.name, every=every))

    @property
    def numeric(self) -> tuple[str, ...]:
        """Names of the columns of numbers."""
        return tuple(column.name for column in self.columns if column.numeric)

    @property
    def suggested(self) -> tuple[str, ...]:
        """Names of the columns that kviz takes as features unasked, the same for every command."""
        return suitable(self.columns)


def read(
    source: Any,
    *,
    name: str | None = None,
    sep: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    encoding: str | None = None,
    header: bool | int | None = None,
    na: tuple[str, ...] | str = (),
    bad_cells: str = "refuse",
    trim: bool = True,
    fill_short: bool | None = None,
    limits: Limits | None = None,
) -> Reading:
    r"""Read a table from a file, from bytes or from a data frame; what is not given is found by looking.

    Parameters
    ----------
    source : path, bytes, open file or data frame
        Text with one record in each row, or that text in a gzip file; a Parquet file where pyarrow
        is installed; a frame of pandas, polars, pyarrow or anything that narwhals knows; an xarray
        of two dimensions; a structured array; a scikit-learn Bunch.
    name : str, optional
        What to call the table; the name of the file by default.
    sep, decimal, thousands, encoding : optional
        Correct what was found: one character each ("tab" and "blank" are known, too), and the name
        of an encoding.
    header : bool or int, optional
        Whether row 1 is a header, or the number of the row that is.
    na : tuple of str, or one of them
        Further words that mean "nothing here", besides blanks, NA, ?, .. and their like.
    bad_cells : {"refuse", "missing"}
        What becomes of a few cells that are not numbers in a column of numbers: the column is text
        and it is said, or they count as missing.
    trim : bool
        Leave out titles above the table, and footnotes and totals below it.
    fill_short : bool, optional
        Read what is missing at the end of short rows as empty.
    limits : Limits, optional
        Tighter limits than the published, such as ``limits.PAGE`` for uploads.

    Raises
    ------
    FileNotFoundError, ValueError
        With one sentence that says what was given and what to do.

    Examples
    --------
    >>> read(b"income,score\n15,39\n16,81\n").frame["score"].tolist()
    [39, 81]
    """
    for given, value in (
        ("sep", sep),
        ("decimal", decimal),
        ("thousands", thousands),
        ("encoding", encoding),
    ):
        text_or_none(value, given)
    trim, na = yes_or_no(trim, "trim"), words(na, "na")
    fill_short = fill_short if fill_short is None else yes_or_no(fill_short, "fill_short")
    header = header if header is None or isinstance(header, bool) else whole(header, "header", 1, MAX_ROWS)
    if not isinstance(bad_cells, str) or bad_cells not in BAD_CELLS:
        raise ValueError(f"bad_cells={shown(bad_cells)} is not known; use 'refuse' or 'missing'.")
    asked = Layout(sep, decimal, thousands, encoding, header, trim, fill_short, limits=limits)
    records, name, found = to_records(source, name, asked)
    frame, rows, sep = records.frame, records.rows, found.sep or ","
    missing = MISSING | {word.strip().lower() for word in na}
    body = frame.iloc[1:] if len(frame) > 1 else frame
    styles = column_styles(body, sep, decimal, thousands)
    notes = list(records.notes)
    if header is None:
        header = sniff_header(frame, styles, missing)
        if not header:
            notes.append(note("header.numbered"))
    names, named = names_of(frame.iloc[0] if header else None, frame.shape[1])
    notes += named
    units: list[str] = []
    if header:
        frame, rows, units = below_header(frame, rows, styles, missing, notes)
    if trim:
        frame, rows = without_totals(frame, rows, notes)
    if not len(frame):
        raise ValueError(note("fault.no_rows", table=name))
    frame = frame.reset_index(drop=True).set_axis(names, axis=1)
    frame = without_empty(frame, named, notes)
    kept = [names.index(column) for column in frame.columns]
    styles, units = [styles[at] for at in kept], [units[at] for at in kept] if units else []
    things = any(word in THINGS for column in frame.columns for word in words_of(column)[:1])
    made = [
        typed_column(frame, column, style, missing, rows, bad_cells, things)
        for column, style in zip(list(frame.columns), styles, strict=True)
    ]
    columns = tuple(
        replace(column, unit=column.unit or (units[at] if units and column.numeric else ""))
        for at, (column, _, _) in enumerate(made)
    )
    duplicates = int(frame.duplicated().sum())
    style = main_style([own for (column, _, _), own in zip(made, styles, strict=True) if column.numeric])
    notes.insert(0, _read_as(frame, sep, style, found.encoding or "utf-8", bool(header)))
    notes += [found.doubt] if found.doubt else []
    for (column, numbers, said), own in zip(made, styles, strict=True):
        notes += notes_on(column, numbers, own, said, decimal is None and thousands is None)
    layout = {
        "sep": sep,
        "decimal": style.decimal,
        "thousands": style.thousands,
        "encoding": found.encoding,
        "header": header if header not in (0, 1) else bool(header),
    }
    return Reading(name, frame, columns, rows, tuple(dict.fromkeys(notes)), duplicates, layout)


def _read_as(frame: Any, sep: str, style: Style, encoding: str, header: bool) -> Note:
    parts = [note("read_as.text", encoding=encoding_name(encoding))]
    if frame.shape[1] > 1:
        parts.append(note("read_as.separated", what=separator_name(sep)))
    parts.append(note("read_as.decimal_comma" if style.decimal == "," else "read_as.decimal_point"))
    if style.thousands:
        parts.append(note("read_as.thousands", mark=shown(style.thousands)))
    parts.append(note("read_as.header" if header else "read_as.no_header"))
    n, d = frame.shape
    rows, columns = note("read_as.rows", n=n), note("read_as.columns", n=d)
    return note("read_as.whole", parts=parts, rows=rows, columns=columns)
