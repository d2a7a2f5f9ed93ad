"""How large a file may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What a file may take at most: what is over a bound is refused before it is held in memory (ADR 29).

    In bytes: `file` as it is sent, `unpacked` of it unpacked (of text its whole, of a workbook its parts, of Parquet a
    column of a row group), `header` the row of names, `cell` a cell, a line or a row. In numbers: `ratio` times its packed size that
    text may unpack to, `columns` of a table, `cells` of a sheet from A1 to the last filled one, `rows` told by the file.
    """

    file: int = 20_000_000_000
    unpacked: int = 100_000_000_000
    header: int = 100_000
    cell: int = 16_000_000
    ratio: int = 100
    columns: int = 4_000
    cells: int = 5_000_000
    rows: int = 1_000_000_000


# Text that is read in a stream; a column of a row group unpacked at a time; a file that is held whole.
STREAMED = Bounds()
PAGED = Bounds(unpacked=1_000_000_000)
SMALL = Bounds(file=300_000_000, unpacked=300_000_000)
