"""A worker on a machine of its own: what its folder holds before the first task."""

import runpy
import sys
from socket import gethostname

import pytest

from cli import scheduler, worker
from warehouse.settings import Settings


def test_a_machine_s_folder_is_made_ready_before_the_first_task(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(worker, "read_project", lambda settings, env: asked.append((settings.home, env)))
    left = tmp_path / "home" / "transfers" / f"load-{gethostname()}-a" / "b.csv"
    left.parent.mkdir(parents=True)
    left.write_text("")
    monkeypatch.setenv("DBT_PG_HOST", "elsewhere")
    worker.prepare(Settings.from_env({"ACTE2_HOME": str(tmp_path / "home")}))
    assert [(home, env["DBT_PG_HOST"]) for home, env in asked] == [(tmp_path / "home", "elsewhere")]
    assert not left.parent.exists()


def test_it_is_airflow_s_celery_worker_and_serves_no_logs(tmp_path, monkeypatch):
    called = []
    monkeypatch.setattr("airflow.__main__.main", lambda: called.append(sys.argv[1:]))
    monkeypatch.setattr(scheduler, "import_needed", lambda: called.append("imports"))
    monkeypatch.setattr("cli.ready.read_project", lambda *_: called.append("dbt's reading"))
    monkeypatch.setattr(sys, "argv", ["cli.worker", "--celery-hostname", "one@%h"])
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path))
    with pytest.raises(SystemExit):
        runpy.run_module("cli.worker", run_name="__main__")
    asked = ["celery", "worker", "--skip-serve-logs", "--celery-hostname", "one@%h"]
    assert called == ["dbt's reading", "imports", asked]
