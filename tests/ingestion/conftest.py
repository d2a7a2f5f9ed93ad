"""Fixtures of the ingestion room: a mirror folder, a loopback publisher, small publishers' files."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion import download, walk
from ingestion.registry import find
from tests.conftest import again
from tests.ingestion.publisher import Publisher
from warehouse.settings import Settings

ACV_URL = find("programmes", "acv")[1].files[0].url
ACV_VINTAGE = "2025-07-04"


def promising(judge: Callable[[str], SimpleNamespace]) -> Callable:
    """A promise that looks at the candidate alone: what `judge(candidate)` says of it."""
    made = SimpleNamespace(see=lambda row, part: None, judge=lambda candidate, rows: judge(candidate))
    return lambda *_args: made


def verdict(*critical: str) -> SimpleNamespace:
    """What a suite found: promises broken, if any."""
    return SimpleNamespace(critical=list(critical), warnings=[])


# A promise that always holds.
keeps = promising(lambda candidate: verdict())


def acv(rows: int = 200, header: str = "insee_com,lib_com,id_acv,lib_acv,date_signature") -> bytes:
    """An ACV list in the publisher's layout."""
    lines = [f"{1000 + i:05d},Ville {i},ACV{i:03d},Ville {i},03-11-2024" for i in range(rows)]
    return ("\r\n".join([header, *lines]) + "\r\n").encode()


def zipped(member: str, body: bytes) -> bytes:
    """A zip archive of one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, body)
    return out.getvalue()


@cache
def siret(number: int) -> str:
    """A SIRET with a valid check digit."""
    stem = f"{number:013d}"
    total = sum(
        sum(divmod(int(digit) * 2, 10)) if i % 2 == 0 else int(digit)
        for i, digit in enumerate(reversed(stem))
    )
    return stem + str(-total % 10)


def periods(rows: int = 100, **changed: list) -> pa.Table:
    """Sirene periods with every column that is declared."""
    columns = {
        "siret": [siret(10_000 + i) for i in range(rows)],
        "dateFin": [None] * rows,
        "dateDebut": ["2015-01-01"] * rows,
        "etatAdministratifEtablissement": ["A"] * rows,
        "activitePrincipaleEtablissement": ["47.11B"] * rows,
        "nomenclatureActivitePrincipaleEtablissement": ["NAFRev2"] * rows,
        "caractereEmployeurEtablissement": ["O"] * rows,
        "changementEtatAdministratifEtablissement": [False] * rows,
        "changementActivitePrincipaleEtablissement": [False] * rows,
    }
    return pa.table(columns | changed)


def parquet(table: pa.Table) -> bytes:
    """A table as Parquet."""
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


class Mirror:
    """A mirror folder under the test's settings, and the walk over it."""

    def __init__(self, settings: Settings, db: psycopg.Connection) -> None:
        self.settings, self.db = settings, db
        self.folder = Path(settings.mirror)
        self.folder.mkdir(parents=True, exist_ok=True)

    def put(self, url: str, body: bytes) -> Path:
        """Publish a body at a publisher's URL."""
        path = self.folder / url.split("://", 1)[1].partition("?")[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return path

    def dated(self, **dates: str) -> None:
        """Write a manifest that dates resources of Sirene by their name."""
        lines = ["url,last_modified"]
        for name, day in dates.items():
            resource = find("sirene", name)[1]
            lines += [f"{file.url},{day}" for file in (*resource.files, *resource.fallbacks)]
        (self.folder / "manifest.csv").write_text("\n".join(lines) + "\n")

    def walk(self, source: str, resource: str, promise: Callable = keeps) -> list[dict]:
        """Fetch and load everything that changed; raises what the first failing load raises."""
        landed = walk.fetch(source, resource, self.settings)
        return [walk.load(one, self.settings, promise) for one in landed]

    def count(self, table: str) -> int:
        """Rows published in a raw table."""
        query = psycopg.sql.SQL("select count(*) from {}").format(psycopg.sql.Identifier("raw", table))
        return self.db.execute(query).fetchone()[0]

    def last(self) -> SimpleNamespace:
        """The newest line of `ops.load` that is not about an absent file."""
        cursor = self.db.execute(
            "select * from ops.load where outcome <> 'unavailable' order by load_id desc limit 1"
        )
        return SimpleNamespace(
            **dict(zip([c.name for c in cursor.description], cursor.fetchone(), strict=True))
        )


@pytest.fixture
def warehouse_settings(reused_warehouse: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a warehouse that is as new."""
    yield from again(reused_warehouse, tmp_path)


@pytest.fixture
def mirror(warehouse_settings: Settings, db: psycopg.Connection) -> Mirror:
    """An empty mirror folder feeding a fresh warehouse."""
    return Mirror(warehouse_settings, db)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher on loopback, with no pause between tries."""
    monkeypatch.setattr(download, "PAUSE_S", 0.01)
    made = Publisher()
    server = made.start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def online(mirror: Mirror, publisher: Publisher) -> Mirror:
    """A warehouse fed by the loopback publisher."""
    mirror.settings = replace(mirror.settings, mirror=publisher.base)
    return mirror
