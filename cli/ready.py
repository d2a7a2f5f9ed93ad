"""Everything a run needs before Airflow starts; each step costs little when it is done already."""

import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psycopg

from cli import openlineage, words
from cli.dbt_project import dbt
from cli.environment import airflow_env
from cli.errors import CommandError
from cli.places import Places
from ingestion.tables import ensure_all
from warehouse import bootstrap, fingerprint, secret_files, server
from warehouse.connect import connect, connect_url
from warehouse.release import CANDIDATE
from warehouse.roles import Role
from warehouse.settings import PROJECT, Settings

NO_PORT = 0
# As the DAG's tasks call dbt: it reads its project anew when profile, target or variables differ.
AS_COSMOS = ("--profile", "acte2", "--target", "warehouse")


def ready(settings: Settings) -> None:
    """Mirror, server, schemas, raw tables, Airflow's tables, and what dbt reads of its project.

    OPENLINEAGE=1: Airflow's provider as well. Raises CommandError, WarehouseError, and IngestionError when a raw table cannot become what is declared.
    """
    if settings.is_simulated:
        from sample.mirror import ensure_mirror  # noqa: PLC0415 (takes long, and only the demo needs it)

        ensure_mirror(Path(settings.mirror))
    openlineage.ready(settings)
    server.start(settings)
    make_tables(settings)
    env = airflow_env(settings, NO_PORT)
    migrate(settings, env)
    read_project(settings, env)


def make_tables(settings: Settings) -> None:
    """Bring the database to this code's version, and the raw tables to what is declared. Raises as `ready` does."""
    bootstrap.prepare(settings)
    with connect(settings, Role.OWNER, autocommit=True) as conn:
        ensure_all(conn)
        bootstrap.hand_over(conn, settings)


def migrate(settings: Settings, env: dict[str, str]) -> None:
    """Make or upgrade Airflow's tables, unless this version of Airflow did it in this database already."""
    places = Places(settings)
    done, told = places.airflow / "migrated.json", version("apache-airflow-core")
    known = secret_files.recall(done) or {}
    if known.get(_place(settings)) == told and _has_tables(settings):
        return
    _call(settings, "migrate", [sys.executable, "-m", "airflow", "db", "migrate"], env)
    secret_files.keep(done, {**known, _place(settings): told})


def read_project(settings: Settings, env: dict[str, str]) -> None:
    """Let dbt read its project, for all tasks that call dbt in this environment; unless nothing of it changed since."""
    folder = settings.dbt_read
    stamp, depends = folder / "made-from", f"{version('dbt-core')} {fingerprint.models()}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == depends:
        return
    place = ["--target-path", str(folder / "target"), "--log-path", str(folder)]
    given = {**env, "ACTE2_MARTS_SCHEMA": CANDIDATE}
    _call(settings, "dbt-parse", dbt("parse", *place, *AS_COSMOS), given)
    stamp.write_text(depends, encoding="utf-8")


def commit() -> str:
    """Commit of the code, empty where git does not tell."""
    asked = ["git", "-C", str(PROJECT), "rev-parse", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return os.environ.get("ACTE2_GIT_COMMIT", "")


def _place(settings: Settings) -> str:
    return hashlib.sha256(settings.airflow_url.encode()).hexdigest()[:16]


def _has_tables(settings: Settings) -> bool:
    try:
        with connect_url(settings.airflow_connection_url) as conn:
            return conn.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()[0]
    except psycopg.OperationalError as error:
        raise CommandError(f"Airflow's own database cannot be reached: {error}") from error


def _call(settings: Settings, name: str, command: list[str], env: dict[str, str]) -> None:
    places = Places(settings)
    places.logs.mkdir(parents=True, exist_ok=True)
    log = places.logs / f"{name}.log"
    with open(log, "wb") as out:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        last = words.said(log.read_text(encoding="utf-8", errors="replace"))
        raise CommandError(f"{' '.join(command[1:4])} failed: {last}\nThe whole of it is in {log}")
