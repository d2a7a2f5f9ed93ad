"""Superset itself: prepared, the dashboards imported twice, served, each chart asked, three figures compared with psql's.

Not in `make test`: Superset is 800 MB and a minute to load. To run it, name an environment that `make superset` made:
`ACTE2_TEST_SUPERSET=.acte2/superset/environment .venv/bin/python -m pytest -n 0 tests/dashboards/test_dashboards_live.py`.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import requests

from dashboards.bundle import assets
from dashboards.places import ENVIRONMENT, PORT, Places
from dashboards.prepare import prepare
from dashboards.serve import address
from tests.dashboards.conftest import YEAR
from warehouse import secret_files
from warehouse.settings import PROJECT, Settings

INSTALLED = os.environ.get("ACTE2_TEST_SUPERSET", "")
START_S = 240
COUNTS = re.compile(r"imported: (\d+) datasets, (\d+) charts, (\d+) dashboards")

pytestmark = [
    pytest.mark.superset,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not INSTALLED, reason="no Superset named (ACTE2_TEST_SUPERSET)"),
]


@pytest.fixture(scope="module")
def places(released: Settings) -> Iterator[Places]:
    env = {**os.environ, ENVIRONMENT: str((PROJECT / INSTALLED).resolve())}
    made = Places(released, env)
    yield made
    made.secret.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def twice(places: Places) -> list[list[str]]:
    """What was said of the first preparation, of the second, and of one that had nothing to do."""
    return [prepare(places), prepare(places, again=True), prepare(places)]


class Client:
    """Asks Superset's API as its user."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url, self.session = f"{url}/api/v1", requests.Session()
        login = {"username": user, "password": password, "provider": "db"}
        token = self.session.post(f"{self.url}/security/login", json=login, timeout=60).json()["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str) -> dict[str, Any]:
        answer = self.session.get(f"{self.url}/{path}", timeout=120)
        assert answer.ok, (path, answer.text[:2000])
        return answer.json()

    def charts(self) -> dict[str, int]:
        """Numbers of the charts by their title."""
        found = self.get("chart/?q=(page_size:100,columns:!(id,slice_name,viz_type,uuid))")["result"]
        return {one["uuid"]: one["id"] for one in found}

    def rows(self, chart: int) -> list[dict[str, Any]]:
        """What a chart shows."""
        (answer,) = self.get(f"chart/{chart}/data/")["result"]
        assert answer["error"] is None, answer
        return answer["data"]


@pytest.fixture(scope="module")
def client(places: Places, twice: list[list[str]]) -> Iterator[Client]:
    _, port = address(places)
    env = {**os.environ, **places.settings.as_env(), ENVIRONMENT: places.env[ENVIRONMENT], PORT: str(port)}
    served = subprocess.Popen([sys.executable, "-m", "dashboards", "serve"], cwd=PROJECT, env=env)
    try:
        _await(f"http://127.0.0.1:{port}/health", served)
        secrets = secret_files.recall(places.secret) or {}
        yield Client(f"http://127.0.0.1:{port}", secrets["user"], secrets["password"])
    finally:
        served.terminate()
        served.wait(30)


def _await(url: str, served: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert served.poll() is None, "it ended while starting"
        try:
            if requests.get(url, timeout=5).text == "OK":
                return
        except requests.RequestException:
            time.sleep(0.5)
    raise AssertionError(f"no answer in {START_S} s")


def test_importing_twice_does_no_harm(twice, client: Client):
    first, second, third = twice
    assert COUNTS.search(first[-1]).groups() == COUNTS.search(second[-1]).groups()
    assert third == ["dashboards stand as they are"]
    for kind in ("dashboard", "chart", "dataset"):
        assert client.get(f"{kind}/")["count"] == len(assets(f"{kind}s"))
    assert client.get("database/")["count"] == 1


def test_every_chart_is_on_its_dashboard_and_has_its_data(client: Client):
    numbers = client.charts()
    for one in assets("charts").values():
        client.rows(numbers[one["uuid"]])
    for one in assets("dashboards").values():
        cells = [
            cell for cell in one["position"].values() if isinstance(cell, dict) and cell["type"] == "CHART"
        ]
        assert len(client.get(f"dashboard/{one['slug']}/charts")["result"]) == len(cells)


def test_figures_are_those_of_psql(client: Client, reader: psycopg.Connection):
    numbers = {path: client.charts()[one["uuid"]] for path, one in assets("charts").items()}
    rate = "select value from marts.mart_indicator where territory_label = 'Auxerre (89)' and indicator_code = 'C04'"
    shown = {row["member_label"]: row for row in client.rows(numbers["charts/ville_pairs.yaml"])}
    assert [shown["▶ Auxerre (89)"]["valeur"]] == list(reader.execute(rate).fetchone())
    share = "select 100.0 * sum(published) / sum(figures) from marts.mart_quality"
    (total,) = client.rows(numbers["charts/qualite_publies.yaml"])
    assert total["part_publiee"] == pytest.approx(float(reader.execute(share).fetchone()[0]))
    events = "select sum(events_12m) from marts.mart_early_warning where month = make_date(%s, 2, 1)"
    pulse = client.rows(numbers["charts/transmission_pouls.yaml"])
    assert (
        sum(row["douze_mois"] for row in pulse if _month(row["month"]) == 2)
        == reader.execute(events, [YEAR]).fetchone()[0]
    )


def _month(told: int) -> int:
    """Month of a day in milliseconds since 1970."""
    return time.gmtime(told / 1000).tm_mon
