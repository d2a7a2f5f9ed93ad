"""What `make superset` does around Superset: its lock, its environment, its secrets, what is done again and what is not."""

import json
import re
import socket
from contextlib import closing
from pathlib import Path

import pytest

from dashboards.errors import DashboardError
from dashboards.install import install
from dashboards.places import ENVIRONMENT, LOCK, PORT, Places
from dashboards.prepare import prepare
from dashboards.queries import query_context
from dashboards.serve import address, told
from warehouse.roles import Role
from warehouse.settings import PROJECT, Settings

FORGOTTEN = {"rich", "cachetools", "flask-caching"}
# Keeps the order it is given beside itself, and says what Superset's own Python would.
STUB = '#!/bin/sh\ncat >"$(dirname "$0")/order.json"\necho "imported: 1 datasets"\n'


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(
        Settings.from_env({"ACTE2_HOME": str(tmp_path)}), {"PATH": "/usr/bin", "BI_READER_PASSWORD": "word"}
    )


def test_the_lock_is_hashed_and_names_no_address():
    text = LOCK.read_text("utf-8")
    pinned = set(re.findall(r"^([a-z0-9._-]+)==\S+", text, re.MULTILINE | re.IGNORECASE))
    assert {"apache-superset", "psycopg2-binary", "gunicorn", *FORGOTTEN} <= pinned
    assert "\napache-superset==6.1.0 " in text
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pinned)


def test_the_project_s_own_lock_has_nothing_of_it():
    assert "apache-superset" not in (PROJECT / "requirements" / "lock.txt").read_text("utf-8")


def test_an_environment_that_is_given_must_be_there(places: Places, tmp_path: Path):
    with pytest.raises(DashboardError, match=ENVIRONMENT):
        install(Places(places.settings, {ENVIRONMENT: str(tmp_path / "none")}))


def test_its_processes_know_its_key_and_nothing_of_the_warehouse(places: Places):
    env, secrets = places.process_env(), places.secrets()
    assert env["SUPERSET_SECRET_KEY"] == secrets["secret_key"]
    assert places.secret.stat().st_mode & 0o777 == 0o600
    assert places.secrets() == secrets
    assert not [name for name in env if name.startswith(("BI_", "WAREHOUSE", "DBT_", "AIRFLOW"))]
    assert secrets["password"] not in json.dumps(env) + told(places, 8088)


def test_it_listens_on_this_machine_and_where_it_is_free(places: Places):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(DashboardError, match=f"{PORT}={port}"):
            address(Places(places.settings, {PORT: port}))
    host, chosen = address(places)
    assert host == "127.0.0.1"
    assert chosen > 1024


def test_a_chart_of_which_no_query_is_known_is_refused():
    with pytest.raises(DashboardError, match="Un camembert"):
        query_context({"slice_name": "Un camembert", "viz_type": "pie", "params": {}})


def test_dashboards_are_imported_when_something_changed(released: Settings, tmp_path: Path):
    stub = tmp_path / "bin" / "python"
    stub.parent.mkdir()
    stub.write_text(STUB, "utf-8")
    stub.chmod(0o755)
    places = Places(released, {ENVIRONMENT: str(tmp_path), "PATH": "/usr/bin:/bin"})
    assert prepare(places) == ["imported: 1 datasets"]
    order = json.loads((stub.parent / "order.json").read_text("utf-8"))
    assert order["is_new"]
    assert (
        f"postgresql+psycopg2://{released.login(Role.READER)}:" in order["files"]["databases/barometre.yaml"]
    )
    assert prepare(places) == ["dashboards stand as they are"]
    assert prepare(places, again=True) == ["imported: 1 datasets"]
    assert not json.loads((stub.parent / "order.json").read_text("utf-8"))["is_new"]
    assert order["password"] not in "".join(path.read_text("utf-8") for path in places.folder.rglob("*.json"))
    places.state.unlink()
    places.secret.unlink()
