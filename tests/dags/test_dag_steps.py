"""What the tasks do around the walk and the release, without Airflow running."""

import asyncio
import os
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import fsspec
import pytest
from airflow.sdk.exceptions import AirflowFailException, TaskDeferred
from cosmos.exceptions import CosmosDbtRunError
from dbt.cli.main import dbtRunner

from centres import draw, export, maps
from centres.errors import PerimeterFileError
from dags.builder import build, dbt, settle, steps
from dags.builder.assets import MARTS, any_raw_asset, raw_asset
from dags.builder.settle import Settle, SettledTrigger
from expectations.outcome import MartsPromiseBroken, NotEvaluated
from ingestion import walk
from ingestion.errors import Busy, HeaderMismatch, IngestionError
from ingestion.lander import Wanted
from ingestion.publish import ACCEPT
from ingestion.registry import sources
from tests.handing import hand_over
from warehouse import fingerprint
from warehouse.ops import built
from warehouse.settings import Settings

LANDED = {"source": "insee_cog", "resource": "commune", "vintage": "2026", "url": "u", "load_id": 1}
PUBLISHED = {"raw_table": "insee_cog_commune", "vintage": "2026", "rows": 3, "rejected": 1, "sha256": "ab"}


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> dict:
    """A task's context, as far as the steps use it."""
    asset = raw_asset(PUBLISHED["raw_table"])
    params = {"resource": "all", "vintage": None, "load_again": False, "accept_fewer_rows": False}
    given = {"run_id": "run", "params": params, "outlet_events": {asset: SimpleNamespace(extra=None)}}
    monkeypatch.setattr(steps, "get_current_context", lambda: given)
    monkeypatch.setenv("ACTE2_DATABASE", "acte2_nowhere")
    return given


def _fails(error: Exception):
    def load(*_: object, **__: object) -> None:
        raise error

    return load


def test_the_asset_event_of_a_load_says_what_was_published(context: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "load", lambda *_: {**PUBLISHED, "warnings": ()})
    steps.load(LANDED)
    assert context["outlet_events"][raw_asset("insee_cog_commune")].extra == PUBLISHED
    assert context["vintage"] == "2026"


def test_a_file_that_breaks_its_promise_is_not_tried_again(context: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "load", _fails(HeaderMismatch("u: column COM is missing")))
    with pytest.raises(AirflowFailException, match="column COM is missing"):
        steps.load(LANDED)


def test_what_may_pass_is_tried_again(context: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "load", _fails(Busy("another load")))
    with pytest.raises(Busy):
        steps.load(LANDED)


def test_errors_say_themselves_whether_trying_again_helps():
    final = {kind.__name__ for kind in IngestionError.__subclasses__() if not kind.can_retry}
    assert final == {
        "HeaderMismatch",
        "Unreadable",
        "TooManyRejects",
        "TooFewRows",
        "TooLarge",
        "PromiseBroken",
        "TypeMismatch",
        "VintageUnknown",
        "OwnFileRefused",
    }


@pytest.mark.parametrize("kind", IngestionError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_airflow_tries_again_what_its_error_says(kind, context: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "load", _fails(kind("u: reason")))
    with pytest.raises(kind if kind.can_retry else AirflowFailException, match="u: reason"):
        steps.load(LANDED)


def test_a_promise_that_marts_break_is_not_tried_again(monkeypatch: pytest.MonkeyPatch):
    broken = MartsPromiseBroken(["dim_one: no row."])
    monkeypatch.setattr("expectations.runner.check_marts", _fails(broken))
    with pytest.raises(AirflowFailException, match="dim_one: no row"):
        build.marts_suite()


def test_a_test_of_dbt_that_fails_is_not_tried_again_one_whose_machine_was_lost_is(
    monkeypatch: pytest.MonkeyPatch,
):
    tests = dbt.tests()
    monkeypatch.setattr(tests, "build_and_run_cmd", _fails(CosmosDbtRunError("keys_are_unique: 2 rows")))
    with pytest.raises(AirflowFailException, match="keys_are_unique: 2 rows"):
        tests.execute({})
    assert tests.retries == 1


def test_a_machine_that_never_fetched_a_town_s_polygons_fetches_them_before_it_builds(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    """What a load on one machine fetched of LOCAL is not on the machine that draws."""
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path))
    monkeypatch.setenv("LOCAL", f"memory://{tmp_path.name}/own")
    fsspec.filesystem("memory").pipe_file(f"/{tmp_path.name}/own/perimetres/a.geojson", b"{}")
    settings, seen = Settings.from_env(), []

    def look(*_: object) -> None:
        seen.append([path.name for path in (settings.own_folder / "perimetres").glob("*.geojson")])
        raise Busy("that was all")

    monkeypatch.setattr("warehouse.connect.connect", look)
    monkeypatch.setattr(draw, "draw", look)
    for step in (build.changed, build.town_centres):
        with pytest.raises(Busy):
            step()
        (settings.own_folder / "perimetres" / "a.geojson").unlink()
    assert seen == [["a.geojson"], ["a.geojson"]]


def test_a_mart_that_could_not_be_checked_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("expectations.runner.check_marts", _fails(NotEvaluated("dim_one: not there")))
    with pytest.raises(NotEvaluated):
        build.marts_suite()


def test_a_fetch_notes_the_run_that_made_it(context: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "fetch", lambda *given: [*given[:2], given[3]])
    assert steps.fetch("insee_cog", "commune") == ["insee_cog", "commune", "run"]


def test_a_fetch_asks_for_what_its_run_is_asked(context: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "fetch", lambda *given: [given[4]])
    context["params"] |= {"resource": "commune", "vintage": "2025", "load_again": True}
    assert steps.fetch("insee_cog", "commune") == [Wanted("2025", again=True)]
    assert steps.fetch("insee_cog", "mouvement") == [], "another resource of the source"


def test_fewer_rows_are_accepted_of_the_file_of_that_run_alone(
    context: dict, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(ACCEPT, raising=False)
    monkeypatch.setattr(
        walk, "load", lambda *_: {**PUBLISHED, "warnings": (), "rows": os.environ.get(ACCEPT)}
    )
    assert steps.load(LANDED)["rows"] is None
    context["params"]["accept_fewer_rows"] = True
    monkeypatch.setenv(ACCEPT, "")
    assert steps.load(LANDED)["rows"] == "insee_cog_commune@2026"


def test_any_raw_table_is_in_the_condition():
    names = {asset.name for asset in any_raw_asset().objects}
    assert names == {f"raw.{one.raw_table}" for source in sources() for one in source.resources}


@pytest.mark.integration
def test_a_build_is_due_until_what_stands_in_raw_is_released(warehouse_settings, db, monkeypatch):
    for name, value in warehouse_settings.as_env().items():
        monkeypatch.setenv(name, value)
    assert build.changed() == ""
    db.execute(
        "INSERT INTO ops.load (source, resource, raw_table, vintage, sha256, outcome)"
        " VALUES ('s', 'r', 't', '2026', 'ab', 'published')"
    )
    inputs = build.changed()
    assert inputs == fingerprint.inputs(db, warehouse_settings)
    assert in_use(db) == [("t", "2026")]
    db.execute(
        "INSERT INTO ops.release (fingerprint, schema_name, is_current, event)"
        " VALUES (%s, 'release_1', true, 'release')",
        [fingerprint.whole(inputs, fingerprint.perimeters(db))],
    )
    built.finish(db)
    assert build.changed() != "", "nothing is known to stand: a release of an older version"
    built.record(db, "model.acte2.dim_one", "made of this")
    built.finish(db)
    assert build.changed({"full": False}) == ""
    assert in_use(db) == [("t", "2026")], "what the release was built from"
    assert build.changed({"full": True}) != "", "asked for in Airflow"
    assert built.is_empty(db)
    built.record(db, "model.acte2.dim_one", "made of this again")
    assert build.changed() != "", "broken off after its first model, it is due again"


@pytest.mark.integration
def test_the_vintages_of_a_build_stay_while_a_loader_publishes(warehouse_settings, db, monkeypatch):
    for name, value in warehouse_settings.as_env().items():
        monkeypatch.setenv(name, value)
    insert = (
        "INSERT INTO ops.load (source, resource, raw_table, vintage, sha256, outcome)"
        " VALUES ('s', 'r', 't', %s, %s, 'published')"
    )
    db.execute(insert, ["2025", "ab"])
    first = build.changed()
    db.execute(insert, ["2026", "cd"])
    assert in_use(db) == [("t", "2025")]
    assert fingerprint.inputs(db, warehouse_settings, in_use=True) == first
    second = build.changed()
    assert second not in ("", first)
    assert in_use(db) == [("t", "2025"), ("t", "2026")]


def in_use(db) -> list[tuple]:
    return db.execute("SELECT raw_table, vintage FROM ops.vintage_in_use ORDER BY 1, 2").fetchall()


@pytest.mark.integration
def test_a_refused_polygon_does_not_hold_up_the_release_but_fails_the_run(
    warehouse_settings, db, monkeypatch: pytest.MonkeyPatch
):
    def refuses(_: object) -> None:
        raise PerimeterFileError("a.geojson, feature 1: not a polygon")

    for name, value in warehouse_settings.as_env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(draw, "draw", refuses)
    told = build.town_centres()
    assert told["fingerprint"] == fingerprint.perimeters(db)
    monkeypatch.setattr(export, "export", lambda _, path: written.append(path.name))
    monkeypatch.setattr(maps, "build", lambda _, folder, **__: folder / "index.html")
    written: list[str] = []
    with pytest.raises(AirflowFailException, match="feature 1: not a polygon"):
        build.town_centres_site(told)
    assert written == ["town_centres.geojson"], "what stands is shown all the same"
    assert build.town_centres_site({**told, "refused": ""}).endswith("centres/index.html")


@pytest.mark.integration
def test_a_release_is_keyed_on_what_it_began_with_and_the_perimeters_it_used(
    warehouse_settings, db, monkeypatch: pytest.MonkeyPatch
):
    for name, value in warehouse_settings.as_env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(draw, "draw", lambda _: {"new": 0})
    event = SimpleNamespace(extra=None)
    monkeypatch.setattr(build, "get_current_context", lambda: {"outlet_events": {MARTS: event}})
    db.execute("CREATE TABLE marts_candidate.dim_one AS SELECT 1 AS one")
    db.execute(
        "INSERT INTO ops.load (source, resource, raw_table, vintage, sha256, outcome)"
        " VALUES ('s', 'r', 't', '2026', 'ab', 'published')"
    )
    hand_over(warehouse_settings)
    number = build.release(build.changed(), build.town_centres())
    assert event.extra == {"release": number, "revisions": 0}
    built.record(db, "model.acte2.dim_one", "made of this")
    assert build.changed() == ""


def test_the_wait_ends_when_no_source_is_busy(monkeypatch: pytest.MonkeyPatch):
    looks = iter([True, True, False])
    monkeypatch.setattr("dags.builder.settle.LOOK_EVERY_S", 0)
    monkeypatch.setattr(settle, "are_busy", lambda _: next(looks))

    async def events() -> list:
        return [event.payload async for event in SettledTrigger(["a"]).run()]

    assert asyncio.run(events()) == ["settled"]
    assert next(looks, None) is None


@pytest.mark.parametrize("is_busy", [False, True])
def test_a_build_waits_only_where_a_source_is_loading(is_busy: bool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settle, "are_busy", lambda dags: is_busy and dags == ["a"])
    waiting = Settle(task_id="settle", dags=["a"], patience=timedelta(hours=1))
    if is_busy:
        with pytest.raises(TaskDeferred):
            waiting.execute({})
    else:
        waiting.execute({})


def test_dbt_writes_its_documentation_beside_the_project_which_may_be_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ACTE2_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTE2_MARTS_SCHEMA", "marts_candidate")
    scratch = tmp_path / "home" / "dbt" / "docs"

    def invoke(_runner: dbtRunner, arguments: list[str]) -> SimpleNamespace:
        told = dict(pairwise(arguments))
        assert {told["--target-path"], told["--log-path"]} == {str(scratch)}
        scratch.mkdir(parents=True)
        (scratch / "static_index.html").write_text("<body>models</body>", "utf-8")
        return SimpleNamespace(success=True)

    monkeypatch.setattr(dbtRunner, "invoke", invoke)
    assert "models" in dbt.docs(tmp_path / "site").read_text("utf-8")
