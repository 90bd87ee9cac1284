"""The published limits of what kviz reads: beyond them it refuses with a sentence, it never hangs.

There is no limit to what is drawn: of many points a picture shows how dense they lie.
"""

from dataclasses import dataclass

MAX_FILE_BYTES = 100_000_000
"""Size of a file as it comes."""
MAX_UNPACKED_BYTES = 200_000_000
"""Size of what a .gz file may unpack to."""
MAX_ROWS = 2_000_000
"""Rows of a table, the header not counted."""
MAX_COLUMNS = 500
"""Columns of a table."""
MAX_FIELD = 100_000
"""Characters in one cell."""
MAX_LINE_BYTES = 2_000_000
"""Bytes before the first line break."""


@dataclass(frozen=True)
class Limits:
    """Tighter limits for a table that comes from somebody else, such as an upload to the page.

    ``cells`` is rows times columns; it decides how much memory and time a table takes.
    """

    file_bytes: int
    unpacked_bytes: int
    cells: int


PAGE = Limits(file_bytes=5_000_000, unpacked_bytes=12_000_000, cells=1_000_000)
"""Measured: the dearest table within them takes 150 MB and 5 s on one core to read."""
