"""Parquet files, where pyarrow is installed."""

from io import BytesIO

from kviz.data.sentences import note
from kviz.data.tables.limits import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, Limits


def parquet_as_csv(data: bytes, name: str, limits: Limits | None = None) -> bytes:
    """The table as CSV text; its size is asked for before it is unpacked.

    Raises
    ------
    ValueError
        If pyarrow is missing, the file is damaged, or the table is too large.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ValueError(note("fault.without_pyarrow", table=name)) from None
    try:
        file = pq.ParquetFile(BytesIO(data))
        about = file.metadata
        rows, columns = about.num_rows, about.num_columns
        size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
        cells = limits.cells if limits else MAX_ROWS * MAX_COLUMNS
        most = limits.unpacked_bytes if limits else MAX_UNPACKED_BYTES
        if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > cells or size > most:
            raise ValueError(note("fault.parquet_large", table=name, rows=rows, columns=columns))
        return bytes(file.read().to_pandas().to_csv(index=False), "utf-8")
    except (pa.ArrowException, OSError):
        raise ValueError(note("fault.parquet_damaged", table=name)) from None
