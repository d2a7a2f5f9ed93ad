"""Settings come from the environment alone and go to a child process whole."""

import json
import re
from pathlib import Path

import pytest

from warehouse import secret_files
from warehouse.errors import ServerError, SettingsError
from warehouse.roles import Role
from warehouse.settings import PROJECT, Settings


def settings(home: Path, **env: str) -> Settings:
    return Settings.from_env({"ACTE2_HOME": str(home), **env})


def test_defaults_are_the_simulated_mirror():
    found = Settings.from_env({})
    assert found.home == PROJECT / ".acte2"
    assert (found.origin, found.database, found.is_simulated, found.is_live) == (
        "simulated",
        "acte2_demo",
        True,
        False,
    )
    assert found.mirror == str(PROJECT / ".acte2" / "mirror")
    assert found.landing_url == str(PROJECT / ".acte2" / "landing")


def test_live(tmp_path):
    found = settings(tmp_path, LIVE="1")
    assert (found.origin, found.database, found.mirror, found.is_live) == ("live", "acte2", None, True)


def test_mirror_is_relative_to_the_caller(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = settings(tmp_path, MIRROR="real files/mirror/")
    assert found.mirror == found.origin == str(tmp_path / "real files" / "mirror")
    assert (found.database, found.is_simulated, found.is_live) == ("acte2", False, False)


def test_mirror_may_be_an_address(tmp_path):
    assert settings(tmp_path, MIRROR="http://mirror.example/files/").mirror == "http://mirror.example/files"


def test_naming_the_simulated_mirror_changes_nothing(tmp_path):
    assert settings(tmp_path, MIRROR=str(tmp_path / "mirror")) == settings(tmp_path)


def test_empty_variables_count_as_unset(tmp_path):
    assert settings(tmp_path, MIRROR="", LIVE="", ACTE2_DATABASE=" ") == settings(tmp_path)


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"LIVE": "1", "MIRROR": "there"}, "give one of them"),
        ({"LIVE": "maybe"}, "LIVE=maybe"),
        ({"ACTE2_DATABASE": 'x"; drop'}, "ACTE2_DATABASE"),
        ({"ACTE2_DATABASE": "town_airflow"}, "ACTE2_DATABASE"),
        ({"WAREHOUSE_URL": "host=there dbname=x"}, "WAREHOUSE_URL must read"),
        ({"WAREHOUSE_URL": "postgresql://there"}, "WAREHOUSE_URL must read"),
    ],
)
def test_contradictions_are_refused(tmp_path, env, says):
    with pytest.raises(SettingsError, match=says):
        settings(tmp_path, **env)


def test_real_server(tmp_path):
    found = settings(
        tmp_path,
        WAREHOUSE_URL="postgres://own%40er:p%2Fw@db.example:6543/observatory?sslmode=require",
        BI_READER_PASSWORD="r/d",
        TRANSFORMER_PASSWORD="p/w",
        ACTE2_DATABASE="ignored",
    )
    assert (found.database, found.is_embedded) == ("observatory", False)
    assert found.reader_url == (
        "postgresql://bi_reader_observatory:r%2Fd@db.example:6543/observatory?sslmode=require"
    )
    assert found.airflow_url == (
        "postgresql+psycopg2://own%40er:p%2Fw@db.example:6543/observatory_airflow?sslmode=require"
    )
    assert found.dbt_env() == {
        "DBT_PG_HOST": "db.example",
        "DBT_PG_PORT": "6543",
        "DBT_PG_USER": "transformer_observatory",
        "DBT_PG_PASSWORD": "p/w",
        "DBT_PG_DATABASE": "observatory",
        "PGOPTIONS": "-c enable_mergejoin=off -c enable_memoize=off",
    }


def test_airflows_own_setting_wins(tmp_path):
    own = "postgresql+psycopg2://a:b@c/d"
    assert settings(tmp_path, AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=own).airflow_url == own


def test_passwords_are_not_shown(tmp_path):
    found = settings(
        tmp_path,
        WAREHOUSE_URL="postgresql://owner:hush1@there/x",
        BI_READER_PASSWORD="hush2",
        LOADER_PASSWORD="hush4",
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN="postgresql://a:hush3@there/y",
    )
    assert "hush" not in repr(found)


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"LIVE": "1", "ADOPT": "1"},
        {"MIRROR": "somewhere", "ACTE2_DATABASE": "other", "LANDING_URL": "s3://bucket/landing"},
        {"WAREHOUSE_URL": "postgresql://o:p@there/x", "BI_READER_PASSWORD": "r", "LOADER_PASSWORD": "l"},
        {"PUBLISHER_URL__INSEE_COG__COMMUNE__2026": "https://there.example/commune.csv"},
    ],
)
def test_a_child_process_builds_the_same_settings(tmp_path, env):
    found = settings(tmp_path, **env)
    assert Settings.from_env(found.as_env()) == found


def test_tasks_are_not_given_the_owner(tmp_path):
    found = settings(
        tmp_path, WAREHOUSE_URL="postgresql://owner:hush1@there:1/x?sslmode=require", LOADER_PASSWORD="hush2"
    ).without_owner()
    assert "hush1" not in str(found.as_env())
    assert found.url(Role.LOADER) == "postgresql://loader_x:hush2@there:1/x?sslmode=require"
    with pytest.raises(SettingsError, match="only the owner"):
        _ = found.warehouse_url
    assert settings(tmp_path).without_owner() == settings(tmp_path), "the embedded server's is in the home"


def test_before_a_first_start_the_urls_say_what_to_do(tmp_path):
    with pytest.raises(ServerError, match="make run"):
        _ = settings(tmp_path).warehouse_url
    with pytest.raises(ServerError, match="make run"):
        _ = settings(tmp_path).reader_url


def test_secret_files_are_private_and_made_once(tmp_path):
    path = tmp_path / "secrets" / "one.json"
    assert secret_files.recall(path) is None
    assert secret_files.remember(path, lambda: {"password": "first"}) == {"password": "first"}
    assert secret_files.remember(path, lambda: {"password": "second"}) == {"password": "first"}
    secret_files.keep(path, {"password": "third"})
    assert json.loads(path.read_text()) == {"password": "third"}
    assert [one.name for one in path.parent.iterdir()] == ["one.json"]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_perimeters_are_the_projects_unless_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert settings(tmp_path).perimeters == PROJECT / "perimeters"
    found = settings(tmp_path, PERIMETERS="town centres")
    assert found.perimeters == tmp_path / "town centres"
    assert Settings.from_env(found.as_env()) == found


def _code(*rooms: str) -> str:
    return "".join(path.read_text("utf-8") for room in rooms for path in (PROJECT / room).rglob("*.py"))


def test_the_page_of_settings_tells_every_variable_that_is_read():
    page = (PROJECT / "docs" / "settings.md").read_text("utf-8")
    told = set(re.findall(r"^\| `([A-Z0-9_]+)", page, re.MULTILINE))
    code, dashboards = _code("warehouse", "ingestion", "dags", "cli"), _code("dashboards")
    read = set(
        re.findall(
            r"(?:environ(?:\.get\(|\[)|given\.get\(|flag\((?:given|os.environ), )\"([A-Z0-9_]+)\"", code
        )
    )
    assert {name.rstrip("_") for name in told} >= read - {"AIRFLOW_HOME", "PATH", "ACTE2_MARTS_SCHEMA"}
    compose = (PROJECT / "docker-compose.yml").read_text("utf-8")
    assert all(name.rstrip("_") in code + dashboards + compose for name in told)
