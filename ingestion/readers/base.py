"""What every reader offers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from ingestion.errors import NotTheFile

BATCH_ROWS = 16_384


@dataclass(frozen=True)
class Remark:
    """What a reader did that the file does not ask for: `count` times, first in row `first_row` of the file.

    Rows are lines of a text file and rows of a sheet, the header's included; features of a GeoJSON and rows of a
    Parquet file are counted from 1.
    """

    what: str
    count: int
    first_row: int


class Remarks:
    """Remarks as they gather, one for each `what`."""

    def __init__(self) -> None:
        self._seen: dict[str, Remark] = {}

    def add(self, what: str, row: int, count: int = 1) -> None:
        """Count `what` once more."""
        before = self._seen.get(what, Remark(what, 0, row))
        self._seen[what] = Remark(what, before.count + count, min(before.first_row, row))

    def told(self) -> list[Remark]:
        """What was seen until now."""
        return list(self._seen.values())


class Reader(Protocol):
    """A file opened for reading."""

    header: list[str]

    @property
    def nested(self) -> Mapping[str, str]:
        """Columns whose cells are no single values (structs, maps), with the type found; none in text."""

    @property
    def remarks(self) -> list[Remark]:
        """What was skipped or read with a doubt; complete once the last batch was read."""

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Record batches of the columns named as in the file; raises Unreadable or Incomplete."""

    @property
    def expected_rows(self) -> int | None:
        """Rows the file itself says it holds, those skipped left out, or None."""


def refuse_html(path: Path) -> None:
    """Raise NotTheFile when a web page came in place of the file."""
    with path.open("rb") as handle:
        start = handle.read(512).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html")):
        raise NotTheFile(
            f"{path.name}: a web page came in place of the file. Open the address in a browser; "
            "when the publisher moved the file, give the new address with PUBLISHER_URL__…"
        )
    if not start:
        raise NotTheFile(f"{path.name}: the file is empty. Try again later, or look at the publisher's page.")
