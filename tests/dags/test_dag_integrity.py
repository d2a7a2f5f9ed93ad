"""The DAG files as Airflow reads them: what is there, all of it, and at what price."""

import json
import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from dags.builder.dbt import DRAWN, DRAWN_FROM
from ingestion.registry import sources
from warehouse.settings import PROJECT

DAGS = PROJECT / "dags"
DBT = PROJECT / "dbt_project"
POOLS = json.loads((DAGS / "pools.json").read_text(encoding="utf-8"))
STEPS = {
    "settle",
    "changed",
    "dbt_prepare",
    "dbt_models",
    "peer_groups",
    "town_centres",
    "dbt_tests",
    "marts_suite",
    "release",
    "town_centres_site",
    "towns_site",
    "dbt_docs",
    "data_docs",
    "look",
}
FOLLOWS = {
    "dbt_prepare": ["changed"],
    "peer_groups": ["dbt_prepare"],
    "town_centres": ["peer_groups"],
    "dbt_models": ["town_centres"],
    "dbt_tests": ["dbt_models"],
    "marts_suite": ["dbt_tests"],
    "release": ["changed", "marts_suite", "town_centres"],
}
READ_AT_IMPORT = (DAGS, DBT, PROJECT / ".venv", Path(sys.prefix), Path(sys.base_prefix))


def _env(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "PYTHONDONTWRITEBYTECODE": "1",  # or every module compiled counts as a file touched
        "ACTE2_HOME": str(home),
        "AIRFLOW_HOME": str(home / "airflow"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__COSMOS__ENABLE_TELEMETRY": "False",
        "AIRFLOW__COSMOS__ENABLE_MEMORY_OPTIMISED_IMPORTS": "True",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
    }


def _call(command: list[str], home: Path, **env: str) -> str:
    done = subprocess.run(
        command, cwd=PROJECT, env={**_env(home), **env}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where nothing is yet: reading DAG files needs nothing of it."""
    return tmp_path_factory.mktemp("dags")


def reading(home: Path, path: Path = DAGS, **env: str) -> dict:
    """What reading the DAG files gives, in a process of its own."""
    command = [sys.executable, str(PROJECT / "tests" / "dags" / "reading.py"), str(path)]
    return json.loads(_call(command, home, **env).splitlines()[-1])


@pytest.fixture(scope="module")
def read(home: Path) -> dict:
    return reading(home)


@pytest.fixture(scope="module")
def built(read: dict, manifest: dict) -> dict[str, set[str]]:
    """Models and seeds, by unique id, that each task of the build selects."""
    tasks = read["dags"]["warehouse"]["tasks"]
    return {
        name: _selected(tasks[name]["select"], manifest) - _selected(tasks[name]["exclude"], manifest)
        for name in ("dbt_prepare", "dbt_models")
    }


def _selected(selection: str, manifest: dict) -> set[str]:
    """What dbt selects by `path:…`, `name` and `+name`; the other methods are not used here."""
    found: set[str] = set()
    for one in selection.split():
        method, _, folder = one.rpartition(":")
        name = one.removeprefix("+")
        ids = {
            id_
            for id_, node in _built(manifest)
            if (node["original_file_path"].startswith(f"{folder}/") if method else node["name"] == name)
        }
        assert ids, one
        found |= _with_parents(ids, manifest) if one.startswith("+") else ids
    return found


def _built(manifest: dict) -> list[tuple[str, dict]]:
    return [(name, n) for name, n in manifest["nodes"].items() if n["resource_type"] in ("model", "seed")]


def _with_parents(ids: set[str], manifest: dict) -> set[str]:
    known, found, waiting = dict(_built(manifest)), set(), set(ids)
    while waiting:
        found |= waiting
        waiting = {up for one in waiting for up in manifest["parent_map"][one] if up in known} - found
    return found


def test_each_model_and_seed_is_built_after_what_it_reads(built: dict, manifest: dict):
    prepared, rest = built["dbt_prepare"], built["dbt_models"]
    assert prepared | rest == {name for name, _ in _built(manifest)}
    assert _with_parents(prepared, manifest) == prepared, "it reads nothing that is built after it"


def test_what_a_crash_empties_of_what_was_prepared_is_made_again_with_the_rest(built: dict, manifest: dict):
    emptied = {
        name
        for name in built["dbt_prepare"]
        if manifest["nodes"][name]["schema"] == "intermediate"
        and manifest["nodes"][name]["config"]["materialized"] == "table"
    }
    assert emptied
    assert emptied <= built["dbt_models"]


def test_what_is_drawn_from_stands_before_drawing_and_what_was_drawn_is_read_after(
    built: dict, manifest: dict
):
    assert {f"model.acte2.{name}" for name in DRAWN_FROM} <= built["dbt_prepare"]
    assert {f"model.acte2.{name}" for name in DRAWN} <= built["dbt_models"]
    drawn = re.compile(r"source\.acte2\.(centre|peer)\.")
    assert not [name for name in built["dbt_prepare"] if any(map(drawn.match, manifest["parent_map"][name]))]


def test_every_file_is_read_and_gives_the_expected_dags_and_no_other(read: dict):
    assert read["errors"] == {}
    assert set(read["dags"]) == {source.name for source in sources()} | {"warehouse", "watch"}
    files = {path.name for path in DAGS.glob("*.py")} - {"__init__.py"}
    assert {Path(dag["file"]).name for dag in read["dags"].values()} == files


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_source_has_a_fetch_and_a_load_per_resource(read: dict, source):
    tasks = read["dags"][source.name]["tasks"]
    expected = {f"{one.name}.{step}" for one in source.resources for step in ("fetch", "load")}
    assert set(tasks) == expected
    for one in source.resources:
        assert tasks[f"{one.name}.load"]["upstream"] == [f"{one.name}.fetch"]
        assert tasks[f"{one.name}.load"]["outlets"] == [f"raw.{one.raw_table}"]
        pools = ("large_files", "large_loads") if one.is_large else ("publishers", "loads")
        assert (tasks[f"{one.name}.fetch"]["pool"], tasks[f"{one.name}.load"]["pool"]) == pools


def test_the_warehouse_has_its_steps_one_after_the_other(read: dict):
    tasks = read["dags"]["warehouse"]["tasks"]
    assert set(tasks) == STEPS
    for task, upstream in FOLLOWS.items():
        assert tasks[task]["upstream"] == upstream, task
    assert (tasks["dbt_tests"]["select"], tasks["dbt_tests"]["exclude"]) == (None, None), "all that was built"
    assert tasks["release"]["outlets"] == ["marts"]


def test_every_task_has_retries_a_time_out_and_a_known_pool(read: dict):
    for name, dag in read["dags"].items():
        for task_id, task in dag["tasks"].items():
            assert task["retries"] >= 1, (name, task_id, "its machine may be lost")
            assert task["timeout"], (name, task_id)
            assert task["pool"] in POOLS, (name, task_id)


def test_every_dag_runs_once_at_a_time_never_for_the_past_and_is_documented(read: dict):
    for name, dag in read["dags"].items():
        assert (dag["max_active_runs"], dag["catchup"]) == (1, False), name
        assert len(dag["doc"]) > 100, name
        assert dag["tags"], name


def test_each_dag_names_who_answers_for_it_and_leads_to_what_to_do(read: dict, home: Path):
    page = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    for name, dag in read["dags"].items():
        assert ({task["owner"] for task in dag["tasks"].values()}, dag["owner_links"]) == ({"acte2"}, {}), (
            name
        )
        told = dag["doc"].partition("## When it fails\n\nacte2 answers for it. In docs/operations.md: ")[2]
        assert "A task failed" in told or name == "watch"
        for heading in re.findall("“(.+?)”", told):
            assert re.search(f"^##+ {heading}$", page, re.MULTILINE), heading
    runbook = "https://wiki.example.org/operations"
    chosen = reading(home, DAGS / "dvf.py", ACTE2_OWNER="Équipe données", ACTE2_RUNBOOK=runbook)["dags"][
        "dvf"
    ]
    assert (chosen["owner"], chosen["owner_links"]) == ("Équipe données", {"Équipe données": runbook})
    assert f"[A task failed]({runbook}#a-task-failed)" in chosen["doc"]


def test_what_may_be_asked_of_a_run_is_ordinary_unless_somebody_asks(read: dict):
    ordinary = {"resource": "all", "vintage": None, "load_again": False, "accept_fewer_rows": False}
    assert all(read["dags"][source.name]["params"] == ordinary for source in sources())
    assert read["dags"]["warehouse"]["params"] == {"full": False}


def test_the_build_runs_when_any_raw_table_changed(read: dict):
    assert read["dags"]["warehouse"]["timetable"] == "AssetOrTimeSchedule"


def test_reading_the_dag_files_takes_less_than_a_second(read: dict, home: Path):
    # Processor seconds grow on a busy machine, whose caches others use: the best of three readings counts.
    again = (reading(home)["seconds"] for _ in range(2))
    assert any(seconds < 1.0 for seconds in chain([read["seconds"]], again))


def test_reading_the_dag_files_reaches_no_network_no_process_and_no_data(read: dict, home: Path):
    allowed = [str(folder.resolve()) for folder in (*READ_AT_IMPORT, home)]
    for event, what in read["touched"]:
        assert event == "open", (event, what)
        assert str((PROJECT / what).resolve()).startswith(tuple(allowed)), what
