"""The worked example of `docs/first-source.md`, followed to the letter in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.conftest import READ_AS
from tests.structure.test_rooms import tracked
from warehouse.connect import connect_url
from warehouse.settings import PROJECT, Settings

# The example's own test asks for a database, and so does what is loaded.
pytestmark = pytest.mark.integration

NAME = "exemple_halles"
MOST_FILES = 6
READ = Path(".acte2", "dbt", "docs_read", "partial_parse.msgpack")
# A line that is nothing but a path in code, then the block that is to stand there.
BLOCK = re.compile(r"^`([\w/.]+)`\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LOAD = f"""
from expectations.runner import promise
from ingestion import walk
from sample.publishers import {NAME}
from sample.world import World
from warehouse.settings import Settings
from pathlib import Path

settings = Settings.from_env()
for file in {NAME}.files(World(scale=0.01)):
    path = Path(settings.mirror) / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    file.write(path)
for landed in walk.fetch("{NAME}", "halle", settings):
    walk.load(landed, settings, promise)
"""


def blocks() -> dict[str, str]:
    page = (PROJECT / "docs" / "first-source.md").read_text("utf-8")
    return dict(BLOCK.findall(page))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, dbt_read: Path) -> Path:
    """The project with the example's files in it, and what `make docs` writes of them; dbt reads what they add."""
    folder = tmp_path_factory.mktemp("first") / "project"
    for path in tracked():
        target = folder / path.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, text in blocks().items():
        target = folder / name
        assert not target.exists(), f"{name} stands already"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    (folder / READ).parent.mkdir(parents=True)
    shutil.copyfile(dbt_read / READ.name, folder / READ)
    run(folder, "-m", "cli", "docs", **READ_AS)
    return folder


def run(folder: Path, *arguments: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def test_a_source_takes_at_most_six_files_by_hand():
    assert set(blocks()) == {
        f"ingestion/sources/{NAME}.py",
        f"sample/publishers/{NAME}.py",
        f"dbt_project/models/staging/{NAME}/stg_{NAME}__halle.sql",
        f"dbt_project/models/staging/{NAME}/_{NAME}__models.yml",
        f"tests/ingestion/test_source_{NAME}.py",
        f"tests/sample/test_sample_{NAME}.py",
    }
    assert len(blocks()) <= MOST_FILES


def test_the_rest_is_written(copy):
    assert f'ingestion_dag("{NAME}")' in (copy / "dags" / f"{NAME}.py").read_text("utf-8")
    assert "No mart: its files" in (copy / "docs" / "sources" / f"{NAME}.md").read_text("utf-8")
    assert f"raw.{NAME}" not in (copy / "README.md").read_text("utf-8")
    assert f"docs/sources/{NAME}.md" in (copy / "README.md").read_text("utf-8")


def test_the_house_s_own_rules_hold_for_it(copy):
    run(copy, "-m", "ruff", "check", ".")


def test_its_own_tests_and_those_of_the_house_pass(copy):
    own = (f"tests/ingestion/test_source_{NAME}.py", f"tests/sample/test_sample_{NAME}.py")
    of_the_house = ("tests/structure/test_names.py", "tests/structure/test_rooms.py")
    run(copy, "-m", "pytest", "-n", "0", *own, *of_the_house)


def test_its_simulated_file_is_loaded_and_staged(
    copy: Path, module_warehouse_settings: Settings, tmp_path: Path
):
    settings = module_warehouse_settings
    env = {**settings.as_env(), **settings.dbt_env()}
    with connect_url(settings.warehouse_url, autocommit=True) as db:
        load_and_stage(copy, db, env, tmp_path)


def load_and_stage(copy: Path, db: psycopg.Connection, env: dict[str, str], tmp_path: Path) -> None:
    run(copy, "-c", LOAD, **env)
    db.execute("insert into ops.vintage_in_use select raw_table, vintage, load_id from ops.load")
    env |= {"DBT_TARGET_PATH": str(tmp_path / "target"), "DBT_LOG_PATH": str(tmp_path / "logs")}
    build = ["build", "--select", f"stg_{NAME}__halle", "--profiles-dir", "dbt_project", "--project-dir"]
    run(copy, "-m", "tests.dbt.call", str(READ.parent), *build, "dbt_project", **env)
    staged = f"select count(*), count(halles), count(*) filter (where halles_statut = 'suppressed') from staging.stg_{NAME}__halle"
    rows, told, secret = db.execute(staged).fetchone()
    assert rows == told + secret
    assert min(told, secret) > 100
