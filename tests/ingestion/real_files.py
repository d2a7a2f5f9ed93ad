"""Real publishers' files, where they are kept beside the project: rows found again, none lost."""

from dataclasses import replace
from pathlib import Path

import psycopg

from ingestion import walk
from tests.ingestion.conftest import keeps
from warehouse.settings import Settings


def load(
    source: str, resource: str, settings: Settings, shared: Path, vintage: str | None = None
) -> list[dict]:
    """Fetch and load the real files of a resource, all or one vintage; what each load says."""
    settings = replace(settings, mirror=str(shared / "real" / "mirror"))
    fetched = walk.fetch(source, resource, settings)
    return [walk.load(landed, settings, keeps) for landed in fetched if vintage in (None, landed["vintage"])]


def assert_every_row(loaded: list[dict], expected: dict[str, int], db: psycopg.Connection) -> None:
    """Rows by vintage, none rejected, no column unknown."""
    assert {published["vintage"]: published["rows"] for published in loaded} == expected
    assert not any(published["rejected"] for published in loaded)
    unknown = db.execute("select count(*) from ops.load where cardinality(unknown_columns) > 0").fetchone()
    assert unknown == (0,)
