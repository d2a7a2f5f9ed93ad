"""What every reader offers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from ingestion.errors import NotTheFile

BATCH_ROWS = 16_384


class Reader(Protocol):
    """A file opened for reading."""

    header: list[str]

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Record batches of the columns named as in the file; raises Unreadable or Incomplete."""

    @property
    def expected_rows(self) -> int | None:
        """Rows the file itself says it holds, or None."""


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
