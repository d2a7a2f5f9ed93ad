"""Who is told what: each cause once, by the channels that are named."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
import structlog
from airflow.callbacks.callback_requests import TaskCallbackRequest
from airflow.dag_processing.processor import _execute_task_callbacks
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG
from airflow.utils.state import TaskInstanceState

from alarms import look, tell, words
from alarms.__main__ import main
from cli import needs, standing
from dags.builder.alarm import TellOfFailure
from dags.builder.limits import TOLD
from tests.alarms import sinks
from warehouse.ops import alarms as book
from warehouse.ops import built
from warehouse.settings import Settings

FAILURE = words.failure("sirene", "stock.load[0]", "scheduled__1", "BadFile: u: no SIRET\nmore", "http://log")
FRESHNESS = """
    create table quality.source_freshness as
    select 'arcep' as source, 'Fibre' as title_en, 'Fibre optique' as title_fr, 'quarterly' as frequency_en,
        'trimestrielle' as frequency_fr, 201 as days_since_published, 200 as late_after_days,
        date '2026-10-02' as late_on, '2026-T1' as last_vintage, true as is_late
"""


def told(settings: Settings, *channels: str) -> Settings:
    return replace(settings, notify=channels)


def test_a_failure_makes_one_message_at_a_webhook_and_a_mail_server(warehouse_settings: Settings):
    with sinks.webhook() as hook, sinks.mail() as mail:
        settings = told(
            warehouse_settings,
            f"json://127.0.0.1:{hook.port}",
            f"mailto://127.0.0.1:{mail.port}?from=a@acte2.test&to=b@acte2.test&mode=insecure",
        )
        tell.at_once(settings, FAILURE)
        tell.at_once(settings, FAILURE)
        assert tell.tell(settings) == 0
        for sink in (hook, mail):
            ((title, body),) = sink.messages
            assert settings.database in title and "échec d’une tâche : sirene stock.load[0]" in title
            for part in ("BadFile: u: no SIRET", "http://log", "docs/operations.md", "a échoué", "failed"):
                assert part in body
            assert "more" not in body


def test_what_no_channel_took_is_told_the_next_time(warehouse_settings: Settings, db: psycopg.Connection):
    tell.at_once(told(warehouse_settings, "json://127.0.0.1:1", "nothing://"), FAILURE)
    assert [one.told_at for one in book.standing(db)] == [None]
    with sinks.webhook() as hook:
        assert tell.tell(told(warehouse_settings, f"json://127.0.0.1:{hook.port}")) == 1
        assert len(hook.messages) == 1
    assert book.untold(db) == []


def test_an_alarm_is_sent_though_the_warehouse_is_away(
    warehouse_settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tell, "PATIENCE_S", 0.1)
    away = replace(warehouse_settings, server_url="postgresql://nobody:x@127.0.0.1:1/none")
    with sinks.webhook() as hook:
        tell.at_once(told(away, f"json://127.0.0.1:{hook.port}"), FAILURE)
        assert len(hook.messages) == 1


def test_a_late_source_is_told_once_and_again_when_it_is_late_anew(
    warehouse_settings: Settings, db: psycopg.Connection
):
    db.execute(FRESHNESS)
    with sinks.webhook() as hook:
        settings = told(warehouse_settings, f"json://127.0.0.1:{hook.port}")
        for _ in range(2):
            look.look(settings)
            tell.tell(settings)
        ((title, body),) = hook.messages
        assert "source en retard : arcep" in title
        assert "rien de nouveau depuis 201 jours" in body and "en retard depuis le 02/10/2026" in body
        db.execute("update quality.source_freshness set is_late = false")
        look.look(settings)
        assert book.standing(db) == []
        db.execute("update quality.source_freshness set is_late = true")
        look.look(settings)
        assert tell.tell(settings) == 1


def test_before_a_first_build_nothing_is_late(warehouse_settings: Settings, db: psycopg.Connection):
    look.look(warehouse_settings, is_deadline=True)
    assert book.standing(db) == []


def test_what_was_loaded_and_is_not_released_is_told_at_the_deadline_only(
    warehouse_settings: Settings, db: psycopg.Connection
):
    db.execute(
        "insert into ops.load (source, resource, raw_table, vintage, url, licence, is_simulated, outcome)"
        " values ('s', 'r', 's_r', '2026', 'u', 'l', true, 'published')"
    )
    look.look(warehouse_settings)
    assert book.standing(db) == []
    look.look(warehouse_settings, is_deadline=True)
    (alarm,) = book.standing(db)
    assert (alarm.kind, date.fromisoformat(alarm.subject)) == (
        "late_release",
        date.fromisoformat(alarm.subject),
    )
    look.look(warehouse_settings)
    assert len(book.standing(db)) == 1, "it lasts until the release comes"


@pytest.mark.parametrize(("revised", "alarms"), [(5, 0), (6, 1)])
def test_a_release_that_revised_more_than_a_twentieth_is_told(
    warehouse_settings: Settings, db: psycopg.Connection, revised: int, alarms: int
):
    db.execute(
        "create table marts.fct_indicator_value as select n::float as value from generate_series(1, 100) as n"
    )
    db.execute(
        "insert into ops.release (event, schema_name, fingerprint, is_current) values ('release', 'r', 'f', true)"
    )
    db.execute(
        "insert into ops.revision (release_id, indicator_code, territory_level, territory_code, zone, period)"
        " select release_id, 'C01', 'commune', n, 'all', 2024 from ops.release, generate_series(1, %s) as n",
        [revised],
    )
    look.look(warehouse_settings)
    found = book.standing(db)
    assert [one.kind for one in found] == ["revisions"] * alarms
    assert all("6,0 % d’entre elles" in one.message_fr for one in found)


def test_airflow_tells_the_task_its_reason_and_its_log(monkeypatch: pytest.MonkeyPatch):
    kept = []
    monkeypatch.setattr(tell, "at_once", lambda settings, alarm: kept.append(alarm))
    task = SimpleNamespace(
        dag_id="sirene", task_id="stock.load", map_index=0, run_id="scheduled__1", log_url="http://log"
    )
    TellOfFailure().notify({"ti": task, "exception": ValueError("BadFile: u: no SIRET\nmore")})
    assert kept == [
        words.failure("sirene", "stock.load[0]", "scheduled__1", "BadFile: u: no SIRET", "http://log")
    ]


def test_the_dag_processor_tells_of_a_task_that_died_with_its_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Called as Airflow's DAG processor does it, with the secrets that one has: channels, and no login."""
    with DAG("sirene") as dag:
        EmptyOperator(task_id="load", **TOLD)
    given = {"dag_id": "sirene", "task_id": "load", "run_id": "scheduled__1", "try_number": 3}
    lost = TaskCallbackRequest(
        filepath="sirene.py",
        bundle_name="dags",
        bundle_version=None,
        ti={**given, "id": uuid4(), "dag_version_id": uuid4(), "map_index": 2},
        task_callback_type=TaskInstanceState.FAILED,
    )
    with sinks.webhook() as hook:
        variables = {
            "ACTE2_HOME": str(tmp_path),
            "WAREHOUSE_URL": "postgresql://127.0.0.1:1/none",
            "LOADER_PASSWORD": "held",
            "RELEASER_PASSWORD": "held",
            "ACTE2_NOTIFY": f"json://127.0.0.1:{hook.port}",
        }
        held = needs.given_to("dag-processor", variables)
        for name in variables:
            monkeypatch.setenv(name, held[name]) if name in held else monkeypatch.delenv(name, raising=False)
        _execute_task_callbacks(SimpleNamespace(dags={"sirene": dag}), lost, structlog.get_logger())
        ((title, body),) = hook.messages
    assert "sirene load[2]" in title and "signe de vie" in body and "/dags/sirene/" in body


def test_the_command_lists_what_lasts_and_tries_the_channels(
    warehouse_settings: Settings,
    db: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    for name, value in warehouse_settings.as_env().items():
        monkeypatch.setenv(name, value)
    assert main(["list"]) == 0
    assert main(["try"]) == 1
    assert "ACTE2_NOTIFY is not set" in capsys.readouterr().err
    book.raise_(db, FAILURE)
    with sinks.webhook() as hook:
        monkeypatch.setenv("ACTE2_NOTIFY", f"json://127.0.0.1:{hook.port}")
        assert main(["try"]) == 0
        assert main(["look"]) == 1
        assert len(hook.messages) == 2
    assert "sirene stock.load[0]" in capsys.readouterr().out


def test_status_says_in_ten_lines_what_failed_and_what_is_late(
    warehouse_settings: Settings, db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
):
    db.execute(FRESHNESS)
    db.execute(
        "insert into ops.load (source, resource, raw_table, vintage, url, licence, is_simulated, outcome, finished_at)"
        " values ('s', 'a', 's_a', '2026', 'u', 'l', true, 'published', now()), ('s', 'b', 's_b', '2026', 'v', 'l', true, 'published', now()),"
        " ('s', 'a', 's_a', '2027', 'u', 'l', true, 'failed', now()), ('s', 'b', 's_b', '2027', 'v', 'l', true, 'failed', now()),"
        " ('s', 'b', 's_b', '2027', 'v', 'l', true, 'unchanged', now())"
    )
    book.raise_(db, FAILURE)
    said = {line.split()[0]: line.partition(" ")[2].strip() for line in standing.lines(warehouse_settings)}
    assert len(said) == 10
    assert said["Loaded"].startswith("2 vintages in 2 tables")
    assert (said["Failed"], said["Late"]) == ("s a", "arcep")
    assert said["Readers"] == "see nothing yet"
    assert said["Build"] == "due: something changed since that release"
    assert said["Alarms"].startswith("1 stand, 1 not told")
    built.begin(db)
    assert any(
        re.fullmatch(r"Build +due: the one of 20\d\d-\S+ \d\d:\d\d is not released", line)
        for line in standing.lines(warehouse_settings)
    )
