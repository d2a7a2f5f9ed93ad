"""A backup brought back: onto an empty home, or into an empty database of another server."""

from pathlib import Path
from typing import Any

from warehouse import backup, bootstrap, dump, migrate, server
from warehouse.connect import connect, connect_url
from warehouse.errors import BackupError
from warehouse.ops import built
from warehouse.settings import Settings


def restore(settings: Settings, folder: Path) -> None:
    """Bring back what `folder` holds; readers then see its release, and the next run builds anew what is below it.

    Nothing that stands is written over. Raises OriginMismatch, all being back, when other publishers are asked for than those that fed it; BackupError when the backup is not whole, is of another warehouse or of
    a later version of this code, or when something stands already.
    """
    told = backup.read(folder)
    _refuse_strangers(settings, told)
    backup.copy_missing(folder / "secrets", settings.home / "secrets")
    server.start(settings)
    bootstrap.make_databases(settings)
    for url, name in ((settings.warehouse_url, "warehouse"), (settings.airflow_connection_url, "airflow")):
        _refuse_tables(url)
        dump.read(url, folder / name)
    if told["landing"]:
        backup.copy_missing(folder.parent / told["landing"], Path(settings.landing_url))
    bootstrap.prepare(settings)
    with connect(settings) as conn:
        built.forget(conn)
    # A dump holds no statistics: the next build would plan without knowing any size.
    with connect(settings, autocommit=True) as conn:
        conn.execute("ANALYZE")


def _refuse_strangers(settings: Settings, told: dict[str, Any]) -> None:
    known = migrate.migrations()[-1].number
    if told["migration"] > known:
        raise BackupError(
            f"the backup is at version {told['migration']} ({told['code_version']}), this code at {known}: restore it with the code "
            "that made it, or a later one"
        )
    if settings.is_embedded and told["database"] != settings.database:
        raise BackupError(
            f"the backup is of warehouse {told['database']}, and {settings.database} is asked for: ACTE2_DATABASE={told['database']}"
        )


def _refuse_tables(url: str) -> None:
    """Only an empty database is filled."""
    with connect_url(url) as conn:
        found = conn.execute(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v') AND relnamespace::regnamespace::text <> ALL (%s)",
            [["pg_catalog", "information_schema", "pg_toast"]],
        ).fetchone()
        if found and found[0]:
            raise BackupError(
                f"database {conn.info.dbname} holds {found[0]} tables and views: restore into an empty home or database"
            )
