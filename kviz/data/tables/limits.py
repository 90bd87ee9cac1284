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
"""Measured (2026-11-26; CPU time on one thread, memory above that of the idle page, from reading to report):

===============  ========  ===========  =============  ===========  ===========================
rows × columns   reading   first run    segments       memory       longest wait after Cancel
===============  ========  ===========  =============  ===========  ===========================
1,990 × 500      5.6 s     0.1 s        46 s           165 MB       1.5 s
19,900 × 50      1.3 s     0.1 s        18 s           105 MB       0.2 s
83,000 × 12      0.9 s     0.1 s        6 s            135 MB       0.1 s
330,000 × 2      0.8 s     0.4 s        10 s           230 MB       0.3 s
===============  ========  ===========  =============  ===========  ===========================

The search for segments runs beside the page, with a bar and a Cancel that is heard at every stage.
"""
