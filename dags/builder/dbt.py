"""dbt inside Airflow: one task per stretch of the build, which goes on where it was when it is tried again."""

import os
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowFailException
from cosmos.config import ProfileConfig
from cosmos.constants import InvocationMode
from cosmos.exceptions import CosmosDbtRunError
from cosmos.operators.local import DbtBuildLocalOperator, DbtTestLocalOperator

from dags.builder.limits import BUILT
from warehouse import thrifty_dbt
from warehouse.settings import PROJECT, Settings, asks_for_lineage

FOLDER = PROJECT / "dbt_project"
CANDIDATE, READERS = "marts_candidate", "marts"
BEYOND = ("path:models/intermediate", "path:models/marts", "path:models/quality")
# Models from which `centres` and `peers` draw, and those that read what they drew.
DRAWN_FROM = ("int_storefront_point", "int_town", "int_peer_town", "int_peer_value")
DRAWN = ("stg_centre__perimeter", "stg_centre__perimeter_part", "stg_peer__town", "stg_peer__neighbour")
PREPARED = ("path:seeds", "path:models/staging", *(f"+{name}" for name in DRAWN_FROM))

# Its log of debugging would lie in a folder that Cosmos removes; what dbt prints is the task's log.
UNTOLD = ("--log-level-file", "none")


def prepare() -> DbtBuildLocalOperator:
    """Builds seeds, staging, and what town centres and peer groups are drawn from."""
    return _build("dbt_prepare", select=PREPARED, exclude=DRAWN)


def models() -> DbtBuildLocalOperator:
    """Builds every other model, the marts into `marts_candidate`; and what was prepared, where a crash emptied it meanwhile."""
    return _build("dbt_models", select=(*BEYOND, *DRAWN))


class Tests(DbtTestLocalOperator):
    """dbt's tests, which are tried again where their machine was lost, not where one failed: the same tables would break the same promise."""

    def execute(self, context: Any, **kwargs: Any) -> None:
        """Raises AirflowFailException with dbt's words when a test fails."""
        try:
            super().execute(context, **kwargs)
        except CosmosDbtRunError as error:
            raise AirflowFailException(str(error)) from error


def tests() -> Tests:
    """Runs every data test of the project, on all that was built; unit tests are for changes of the code.

    A task of its own, after both stretches: a test may read what the two of them build.
    """
    return Tests(task_id="dbt_tests", dbt_cmd_flags=["--exclude-resource-type", "unit_test"], **_alone())


def _build(task_id: str, select: tuple[str, ...], exclude: tuple[str, ...] = ()) -> DbtBuildLocalOperator:
    return DbtBuildLocalOperator(
        task_id=task_id,
        select=" ".join(select),
        exclude=" ".join(exclude),
        dbt_cmd_flags=["--resource-type", "seed", "--resource-type", "model"],
        **_alone(),
    )


def _alone() -> dict[str, Any]:
    """What a dbt command needs. Of what dbt writes about itself, 3 s of processor time, only OpenLineage's events are made."""
    return {
        "project_dir": FOLDER,
        "profile_config": _profile(),
        "env": {"ACTE2_MARTS_SCHEMA": CANDIDATE},
        "cache_dir": _read(),
        "invocation_mode": InvocationMode.DBT_RUNNER,
        "emit_datasets": False,
        "install_deps": False,
        "pre_execute": thrifty_dbt.apply,
        "dbt_cmd_global_flags": [*UNTOLD, *([] if asks_for_lineage() else ["--no-write-json"])],
        **BUILT,
    }


def _read() -> Path:
    """What dbt read of its project at set-up, laid out as Cosmos expects it: reading takes 15 s of processor time in each task."""
    return Settings.from_env().dbt_read


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
    place = ["--project-dir", str(FOLDER), "--profiles-dir", str(FOLDER)]
    # A folder for its log dbt makes even where it writes none: not within the project, which may be read-only.
    place += ["--target-path", str(scratch), "--log-path", str(scratch)]
    runner = dbtRunner(manifest=_as_readers_see(_read() / "target" / "partial_parse.msgpack"))
    # Tests are shown as they are written: to compile them all takes 4 s.
    only = ["--exclude", "resource_type:test", "resource_type:unit_test"]
    result = runner.invoke([*UNTOLD, "docs", "generate", "--static", *only, *place])
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
