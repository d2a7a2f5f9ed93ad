"""The environment Airflow is given, and the secrets in it."""

import json
import os
import stat
from pathlib import Path

import pytest

from cli import ready
from cli.environment import airflow_env
from cli.places import Places
from warehouse import secret_files
from warehouse.roles import Role
from warehouse.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse in a home that a server has served."""
    made = Settings.from_env({"ACTE2_HOME": str(tmp_path), "MIRROR": str(tmp_path / "publishers")})
    secret_files.keep(made.server_secret, {"user": "u", "password": "p", "port": 5555})
    for role in (Role.TRANSFORMER, Role.AIRFLOW):
        secret_files.keep(made.secret(role), {"user": made.login(role), "password": f"{role}'s"})
    return made


def test_tasks_build_the_same_settings_from_it(settings: Settings):
    env = airflow_env(settings, 18080, base={})
    assert Settings.from_env(env).as_env() | {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": ""} == settings.as_env()
    assert env["DBT_PG_DATABASE"] == settings.database == "acte2"
    assert env["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].endswith("/acte2_airflow")


def test_tasks_find_the_execution_api_on_the_chosen_port(settings: Settings):
    env = airflow_env(settings, 18080, base={})
    assert env["AIRFLOW__API__PORT"] == "18080"
    assert env["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:18080/execution/"


def test_airflows_keys_and_password_are_made_once_and_kept_from_others(settings: Settings):
    first, second = (airflow_env(settings, 1, base={}) for _ in range(2))
    assert first == second
    places = Places(settings)
    assert len(json.loads(places.password.read_text(encoding="utf-8"))["admin"]) > 16
    for secret in (places.password, places.keys):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_proxy_is_not_asked_for_this_machine(settings: Settings):
    env = airflow_env(settings, 1, base={"NO_PROXY": "intranet"})
    assert env["NO_PROXY"] == env["no_proxy"] == "127.0.0.1,intranet,localhost"


def test_openlineage_is_off_unless_it_is_asked_for(settings: Settings):
    off, on = (airflow_env(settings, 1, base={"OPENLINEAGE": told}) for told in ("0", "1"))
    assert not any("OPENLINEAGE__" in name for name in off)
    transport = json.loads(on["AIRFLOW__OPENLINEAGE__TRANSPORT"])
    assert transport["type"] == "file" and transport["log_file_path"].startswith(str(settings.home))
    assert str(settings.home / "openlineage" / "packages") in on["PYTHONPATH"].split(os.pathsep)
    assert str(settings.home) not in off["PYTHONPATH"]


def test_dbts_project_is_read_again_only_when_it_changed(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    calls = []

    def call(_: Settings, name: str, command: list[str], env: dict[str, str]) -> None:
        assert env == {"A": "1", "ACTE2_MARTS_SCHEMA": "marts_candidate"}, (
            "as tasks have it, or dbt would not take it up"
        )
        calls.append(name)
        Path(command[command.index("--log-path") + 1]).mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(ready, "_call", call)
    ready.read_project(settings, {"A": "1"})
    ready.read_project(settings, {"A": "1"})
    assert calls == ["dbt-parse"]
    monkeypatch.setattr(ready.fingerprint, "models", lambda: "another")
    ready.read_project(settings, {"A": "1"})
    assert calls == ["dbt-parse"] * 2
