"""The date that a file tells of itself, where neither its address nor its server does."""

from datetime import date
from pathlib import Path

from ingestion.days import day_told
from ingestion.declaration import Csv, File
from ingestion.errors import HeaderMismatch, VintageUnknown
from ingestion.headers import same
from ingestion.readers import open_reader


def day_inside(path: Path, file: File) -> date:
    """Day in Paris that the file's `inside` tells. Raises VintageUnknown, HeaderMismatch, or what its reader raises."""
    assert file.inside is not None
    column, member = file.inside.column, file.inside.member
    reader = open_reader(path, Csv(member=member) if member else file.format, (column,))
    names = [name for name in reader.header if same(name) == same(column)]
    if len(names) != 1:
        raise HeaderMismatch(
            f"{file.url}: one column {column} expected, which tells its date; found {', '.join(reader.header)[:500]}. "
            "When the publisher renamed it, change the declaration."
        )
    cells = (cell for batch in reader.batches(names) for cell in batch.column(0).to_pylist())
    told = next((cell for cell in cells if cell and cell.strip()), None)
    try:
        return day_told(told or "")
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise VintageUnknown(
            f"{file.url}: a date expected in column {column}, {(told or 'nothing')[:80]!r} found. Give the address with "
            "its vintage: PUBLISHER_URL__<SOURCE>__<RESOURCE>__<VINTAGE>."
        ) from error
