"""The published limits of what kviz reads: beyond them it refuses with a sentence, it never hangs.

There is no limit to what is drawn: of many points a picture shows how dense they lie.
"""

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
