"""A file walked from its bytes to what COPY is sent, and what must hold of it then."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingestion.candidate import Candidate
from ingestion.cells.typed import as_text
from ingestion.contract import Found, meet
from ingestion.copier import Copier
from ingestion.declaration import Format, Kind, Resource
from ingestion.errors import IngestionError, Unforeseen
from ingestion.loader import _separators
from ingestion.readers import open_reader

_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.YEAR, Kind.FIGURE)
_CODES = (Kind.CODE_COMMUNE, Kind.CODE_DEPARTEMENT, Kind.SIREN, Kind.SIRET)
_MOST_SAID = 4_000


@dataclass(frozen=True)
class Walked:
    """`read` rows, of which `loaded` go on; `error` where the file was refused."""

    read: int = 0
    loaded: int = 0
    error: IngestionError | None = None


def walk(path: Path, file_format: Format, resource: Resource) -> Walked:
    """Read and clean a file as a load does. Raises whatever is no refusal, AssertionError for a value that changed in silence."""
    try:
        reader = open_reader(path, file_format, resource.telling_headers)
        contract = meet(resource, reader.header, path.name, reader.nested)
        candidate = Candidate(resource.raw_table, "2026", 1)
        copier = Copier(None, candidate, contract, resource.key, path.name, _separators(file_format))  # type: ignore[arg-type]
        form = copier._form()
        for batch in reader.batches(contract.headers):
            first = copier.counts.read
            kept = copier._clean(first, batch)
            for part in copier._shape.parts(kept):
                for _ in copier._written(form, first, part):
                    pass
            copier.counts.read += batch.num_rows
            _assert_cells(copier, contract.found, batch, kept)
    except IngestionError as error:
        return Walked(error=_told(error, path))
    counts = copier.counts
    assert counts.read == counts.loaded + counts.rejected
    assert reader.expected_rows in (None, counts.read)
    emptied = sum(seen.count for (_, _, leaves_out), seen in counts.seen.items() if not leaves_out)
    assert counts.emptied == emptied
    return Walked(counts.read, counts.loaded)


def _told(error: IngestionError, path: Path) -> IngestionError:
    """The refusal, which names the file in words that a person reads; raises its cause where that is a bug."""
    if isinstance(error, Unforeseen):
        raise error
    said = str(error)
    assert path.name in said, said
    assert len(said) < _MOST_SAID, said[:200]
    return error


def _assert_cells(
    copier: Copier, found: tuple[Found, ...], batch: pa.RecordBatch, kept: pa.RecordBatch
) -> None:
    """Each value that goes on is what the file says, where all rows of the batch do."""
    if kept.num_rows != batch.num_rows:
        return
    for matched, given, made in zip(found, batch.columns, kept.columns, strict=True):
        if matched.column.keeps or matched.column.kind is Kind.PRESENCE or pa.types.is_null(given.type):
            continue
        texts = as_text(given).to_pylist()
        values = made.to_pylist()
        nulls = sum(value is None and bool(_bare(text)) for text, value in zip(texts, values, strict=True))
        told = sum(
            seen.count for (header, _, _), seen in copier.counts.seen.items() if header == matched.header
        )
        assert nulls <= told, (matched.header, "cells became empty in silence")
        for text, value in zip(texts, values, strict=True):
            assert value is None or means(matched.column.kind, text, value), (matched.header, text, value)


def _bare(text: str | None) -> str:
    return (text or "").strip(" \t\r\n\x0b\x0c\u00a0\u202f\u2007\u2009\ufeff")


def means(kind: Kind, text: str | None, value: Any) -> bool:
    """Whether a value is what a text says; looked at in another way than the loader's own."""
    if text is None:
        return False
    if kind is Kind.TEXT:
        return bool(value == text)
    if kind in _NUMBERS:
        return value == _bare(text) or _same_number(_bare(text), value)
    if kind in _CODES:
        bare = re.sub(r"[\s.\u00a0\u202f]", "", re.sub(r"\.0$", "", _bare(text))).upper()
        return bool(value.lstrip("0") == bare.lstrip("0"))
    if isinstance(value, date | datetime):
        return (
            f"{value.year:04d}" in text
            or bool(re.search(r"[Z+]|T2[23]|-\d\d:?\d\d$", text))
            or text.lstrip("-").isdigit()
        )
    return True


def _same_number(text: str, value: Any) -> bool:
    """Whether both have the same digits, wherever separators stand, and the same sign."""
    if re.search(r"\d[eE]", text):
        try:
            return Decimal(text.replace(",", ".")) == Decimal(str(value))
        except InvalidOperation:
            return False
    shown = f"{Decimal(str(value)):f}"
    written = re.sub(r"[^\d]", "", text)
    plain = re.sub(r"[^\d]", "", shown)
    return written.strip("0") == plain.strip("0") and (
        text.startswith("-") == shown.startswith("-") or not plain.strip("0")
    )
