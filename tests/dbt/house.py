"""A small dbt project of its own, with the house's macros and settings: its SQL and seeds can change, and dbt reads it in a moment."""

from collections.abc import Mapping
from pathlib import Path

import psycopg
from dbt.cli.main import dbtRunner
from psycopg import sql

from warehouse import release as releasing
from warehouse import thrifty_dbt
from warehouse.fingerprint import MODELS
from warehouse.settings import Settings

SCHEMAS = ["staging", "intermediate", "marts_candidate"]


class House:
    """The small project, its warehouse, and what a build makes of it."""

    def __init__(
        self, folder: Path, settings: Settings, db: psycopg.Connection, files: Mapping[str, str]
    ) -> None:
        self.folder, self.settings, self.db = folder, settings, db
        for name, text in files.items():
            self.write(name, text)
        for name in ("dbt_project.yml", "macros", "models/groups.yml", "tests/generic"):
            (folder / name).symlink_to(MODELS / name)
        for name in ("insee_cog", "centre", "ops"):
            file = f"models/staging/_{name}__sources.yml"
            (folder / file).symlink_to(MODELS / f"models/staging/{name}/_{name}__sources.yml")

    def write(self, name: str, text: str) -> None:
        """A file of the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def dbt(self, *arguments: str) -> None:
        """Runs dbt within this process; the test fails when it does."""
        folders = ["--project-dir", str(self.folder), "--profiles-dir", str(MODELS)]
        thrifty_dbt.apply()
        done = dbtRunner().invoke(["--quiet", "--no-write-json", *arguments, *folders])
        assert done.success, [
            (one.node.name, one.message) for one in done.result or [] if str(one.status) in ("error", "fail")
        ]

    def build(self, *arguments: str) -> set[str]:
        """Names of the models, seeds and tests that a build made or ran."""
        since = self.db.execute("select clock_timestamp()").fetchone()[0]
        self.dbt("build", *arguments)
        made = self.db.execute("select unique_id from ops.built where built_at >= %s", [since]).fetchall()
        return {unique_id.split(".")[2] for (unique_id,) in made}

    def rows(self) -> dict[str, list[tuple]]:
        """All that dbt made, as it stands."""
        found = self.db.execute(
            "select relnamespace::regnamespace::text, relname::text from pg_class where relkind in ('r', 'v')"
            " and relnamespace::regnamespace::text = any(%s)",
            [SCHEMAS],
        ).fetchall()
        read = {name: self.db.execute(sql.SQL("table {}").format(sql.Identifier(*name))) for name in found}
        return {".".join(name): sorted(rows.fetchall()) for name, rows in read.items()}

    def release(self, fingerprint: str) -> None:
        """Readers see the candidate."""
        releasing.release(self.settings, fingerprint)


def kinds(db: psycopg.Connection, schema: str) -> dict[str, str]:
    found = db.execute(
        "select relname::text, relkind::text from pg_class where relnamespace = %s::regnamespace and relkind in ('r', 'v')",
        [schema],
    )
    return dict(found.fetchall())
