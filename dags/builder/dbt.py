"""dbt inside Airflow: staging in one task, then two groups where one process builds and a task per model watches it."""

import os
from pathlib import Path
from typing import Any

from airflow.sdk import TaskGroup, get_parsing_context
from cosmos.airflow.task_group import DbtTaskGroup
from cosmos.config import ExecutionConfig, ProfileConfig, ProjectConfig, RenderConfig
from cosmos.constants import ExecutionMode, InvocationMode, LoadMode, TestBehavior
from cosmos.operators.local import DbtBuildLocalOperator, DbtTestLocalOperator

from dags.builder.limits import BUILT, MODEL
from warehouse import dbt_sessions
from warehouse.settings import PROJECT, Settings, asks_for_lineage

FOLDER = PROJECT / "dbt_project"
CANDIDATE, READERS = "marts_candidate", "marts"
STAGED = ["path:seeds", "path:models/staging"]
# Models from which `centres` and `peers` draw, and those that read what they drew.
DRAWN_FROM = ("int_storefront_point", "int_town", "int_peer_town", "int_peer_value")
DRAWN = ("stg_centre__perimeter", "stg_peer__town", "stg_peer__neighbour")


def manifest() -> Path:
    """The project's manifest, made at set-up so that reading a DAG file starts no dbt."""
    given = os.environ.get("ACTE2_DBT_MANIFEST")
    return Path(given) if given else Settings.from_env().home / "dbt" / "manifest.json"


def _read() -> Path:
    """What dbt read of its project at set-up (Cosmos's layout): reading takes 15 s of processor time in each task."""
    return manifest().parent / "parse"


def staging() -> DbtBuildLocalOperator:
    """Seeds and staging: nearly all views, made in seconds, and not worth a watching task each."""
    return DbtBuildLocalOperator(
        task_id="dbt_staging",
        select=" ".join(STAGED),
        exclude=" ".join(DRAWN),
        dbt_cmd_flags=["--resource-type", "seed", "--resource-type", "model"],
        **_alone(),
    )


def prepare() -> TaskGroup:
    """Builds, of what town centres and peer groups are drawn from, all that dbt makes after staging."""
    return _group("dbt_prepare", select=_upstream(), exclude=STAGED)


def models() -> TaskGroup:
    """Builds every other model, the marts into `marts_candidate`."""
    return _group(
        "dbt",
        select=["path:models/intermediate", "path:models/marts", "path:models/quality", *DRAWN],
        exclude=_upstream(),
    )


def tests() -> DbtTestLocalOperator:
    """Runs every data test of the project, on all that was built; unit tests are for changes of the code.

    A task of its own: within a group it would leave out the tests of what the other one builds. Not tried again: the
    same tables would break the same promise.
    """
    alone = {**_alone(), "retries": 0}
    return DbtTestLocalOperator(
        task_id="dbt_tests", dbt_cmd_flags=["--exclude-resource-type", "unit_test"], **alone
    )


def _upstream() -> list[str]:
    return [f"+{name}" for name in DRAWN_FROM]


def _alone() -> dict[str, object]:
    """What a dbt command in a task of its own needs."""
    return {
        "project_dir": FOLDER,
        "profile_config": _profile(),
        "env": {"ACTE2_MARTS_SCHEMA": CANDIDATE},
        "cache_dir": _read(),
        "invocation_mode": InvocationMode.DBT_RUNNER,
        "emit_datasets": False,
        "install_deps": False,
        **_in_process(),
    }


def _in_process() -> dict[str, Any]:
    """What a task is given that runs dbt for many nodes.

    Of what dbt writes about itself, 3 s of processor time, only OpenLineage's events are made.
    """
    return {
        "pre_execute": dbt_sessions.keep,
        "dbt_cmd_global_flags": [] if asks_for_lineage() else ["--no-write-json"],
        **BUILT,
    }


def _group(group_id: str, **selection: list[str]) -> TaskGroup:
    watched_group, watched = _watched()
    if watched:  # drawing all models took most of what a watching task takes
        if watched_group != group_id:
            return TaskGroup(group_id)
        selection = {"select": [watched]}
    group: TaskGroup = DbtTaskGroup(
        group_id=group_id,
        project_config=ProjectConfig(
            dbt_project_path=FOLDER,
            manifest_path=manifest(),
            install_dbt_deps=False,
            env_vars={"ACTE2_MARTS_SCHEMA": CANDIDATE},
        ),
        profile_config=_profile(),
        # Tests come last and all together: they always see the whole candidate, and a model that is built
        # again by itself cannot slip past them.
        render_config=RenderConfig(
            load_method=LoadMode.DBT_MANIFEST,
            test_behavior=TestBehavior.NONE,
            emit_datasets=False,
            **selection,
        ),
        execution_config=ExecutionConfig(
            execution_mode=ExecutionMode.WATCHER,
            invocation_mode=InvocationMode.DBT_RUNNER,
            setup_operator_args={"cache_dir": _read(), **_in_process()},
        ),
        # A watching task that waits in its slot starts one process; one that is deferred starts two.
        operator_args={"install_deps": False, "deferrable": False, "poke_interval": 1, **MODEL},
    )
    return group


def _watched() -> tuple[str, str]:
    """Group and model of the watching task for which this process reads the DAG file; empty when it reads it for all."""
    group, _, task = (get_parsing_context().task_id or "").partition(".")
    return group, task.removesuffix("_run") if task.endswith("_run") else ""


def _profile() -> ProfileConfig:
    return ProfileConfig(
        profile_name="acte2", target_name="warehouse", profiles_yml_filepath=FOLDER / "profiles.yml"
    )


def docs(folder: Path) -> Path:
    """Write `folder/index.html`, dbt's documentation in one file, on what readers see now, with a link to the other sites."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    from pages import portal  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    os.environ["ACTE2_MARTS_SCHEMA"] = READERS
    scratch = Settings.from_env().home / "dbt" / "docs"
    place = ["--project-dir", str(FOLDER), "--profiles-dir", str(FOLDER), "--target-path", str(scratch)]
    runner = dbtRunner(manifest=_as_readers_see(_read() / "target" / "partial_parse.msgpack"))
    # Tests are shown as they are written: to compile them all takes 4 s.
    only = ["--exclude", "resource_type:test", "resource_type:unit_test"]
    result = runner.invoke(["docs", "generate", "--static", *only, *place, "--log-path", str(scratch)])
    if not result.success:
        raise RuntimeError(f"dbt docs generate failed: {result.exception or 'see the lines above'}")
    aside = folder / ".index.html"
    aside.write_text(
        portal.with_way_back((scratch / "static_index.html").read_text("utf-8")), encoding="utf-8"
    )
    return aside.replace(folder / "index.html")


def _as_readers_see(read: Path) -> Any:
    """dbt's manifest as read at set-up, its marts where readers see them; None, and dbt reads anew, where nothing was read."""
    from dbt.contracts.graph.manifest import Manifest  # noqa: PLC0415

    if not read.is_file():
        return None
    manifest = Manifest.from_msgpack(read.read_bytes())
    for node in manifest.nodes.values():
        if node.schema == CANDIDATE:
            node.schema = READERS
            if node.relation_name:
                node.relation_name = node.relation_name.replace(CANDIDATE, READERS)
    manifest.build_flat_graph()  # type: ignore[no-untyped-call]
    return manifest
