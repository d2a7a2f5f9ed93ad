"""docker-compose.yml, Dockerfile and .env.example against what the project's settings know."""

import os
import re
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
import yaml

from cli import needs
from cli.__main__ import COMMANDS
from cli.environment import FIXED
from cli.supervisor import COMPONENTS
from dags.builder.limits import BUILT, FETCH, LOAD
from dashboards.places import ENVIRONMENT, HOST, PORT, Places
from tests.structure.test_rooms import ROOMS
from warehouse.errors import SettingsError
from warehouse.roles import LOGINS, Role
from warehouse.settings import PROJECT, Settings

AIRFLOW_SERVICES = {"api-server", "scheduler", "dag-processor", "triggerer", "worker"}
# Botocore reads these by itself.
OF_THE_STORE = needs.STORE | {"AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"}
OURS = {"ACTE2_GIT_COMMIT", "AIRFLOW_ADMIN_PASSWORD"} | OF_THE_STORE
VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)(:?[-?])?([^}]*)\}")
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
SECRET = re.compile(r"PASSWORD|SECRET|KEY|TOKEN")
GROUPS = {
    "Airflow's database": needs.METADATA,
    "signing": needs.SIGNING,
    "sessions": needs.SESSIONS,
    "jobs": needs.JOBS,
    "channels": needs.CHANNELS,
    "broker": needs.BROKER,
    "object store": needs.STORE,
}
DEFAULT = {
    "AIRFLOW__CORE__EXECUTOR",
    "AIRFLOW__CORE__PARALLELISM",
    "AIRFLOW__API__HOST",
    "AIRFLOW__API__WORKERS",
}
# Options of the scheduler that its page of settings leaves out.
UNTOLD = ("num_stuck_in_queued_retries",)
CHOSEN_BY_IMAGE = re.compile(r"\b(AIRFLOW__[A-Z0-9_]+|DBT_[A-Z_]+|GX_[A-Z_]+|DO_NOT_TRACK)=(\S+)")


def _text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict:
    """The compose file, anchors and merges resolved."""
    return yaml.safe_load(_text("docker-compose.yml"))


@pytest.fixture(scope="module")
def services(compose: dict) -> dict:
    """Its services by name."""
    return compose["services"]


@pytest.fixture(scope="module")
def environment(services: dict) -> dict:
    """What an Airflow service runs with, variables replaced by a filled-in .env."""
    given = services["scheduler"]["environment"]
    return {name: VARIABLE.sub(_filled, str(value)) for name, value in given.items()}


def _filled(found: re.Match) -> str:
    _, operator, default = found.groups()
    return "filled" if operator == ":?" else default


def test_the_services_are_airflows_parts_a_database_and_one_preparation(services: dict):
    assert set(services) == AIRFLOW_SERVICES | {"postgres", "redis", "init", "readers", "superset"}
    assert {name for name, one in services.items() if one.get("profiles") == ["celery"]} == {
        "redis",
        "worker",
    }


def test_superset_is_asked_for_by_its_profile(services: dict):
    superset = services["superset"]
    assert superset["profiles"] == ["superset"]
    assert superset["command"] == ["python", "-m", "dashboards", "serve"]
    assert superset["build"]["target"] == "superset"
    assert services["init"]["build"]["target"] == "warehouse"
    places = Places(Settings.from_env({}), superset["environment"])
    assert places.env[HOST] == "0.0.0.0"  # noqa: S104 (of a container; its port is this machine's, below)
    assert superset["ports"] == [f"127.0.0.1:${{SUPERSET_PORT:-8088}}:{places.env[PORT]}"]
    assert superset["depends_on"]["init"] == {"condition": "service_completed_successfully"}


def test_the_image_of_superset_has_an_environment_of_its_own():
    dockerfile = _text("Dockerfile")
    assert "--require-hashes --requirement requirements/superset.txt" in dockerfile
    assert f"ENV {ENVIRONMENT}=/opt/superset" in dockerfile
    assert re.findall(r"^FROM \S+ AS (\w+)", dockerfile, re.MULTILINE)[-1] == "warehouse"


def test_every_lasting_service_has_a_health_check_and_restarts(services: dict):
    for name, one in services.items():
        if name != "init":
            assert one["healthcheck"]["test"], name
            assert one["restart"] == "unless-stopped", name
    assert services["init"]["restart"] == "no"


def test_airflow_starts_after_the_database_is_prepared(services: dict):
    for name in AIRFLOW_SERVICES:
        waits = services[name]["depends_on"]
        assert waits["postgres"] == {"condition": "service_healthy"}, name
        assert waits["init"] == {"condition": "service_completed_successfully"}, name
    assert services["worker"]["depends_on"]["redis"] == {"condition": "service_healthy"}
    assert services["init"]["command"][:3] == ["python", "-m", "cli"]
    assert services["init"]["command"][3] in COMMANDS


def test_the_settings_read_this_environment(environment: dict):
    settings = Settings.from_env(environment)
    assert settings.database == "acte2"
    assert not settings.is_embedded
    assert settings.is_live
    assert settings.airflow_url == environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    assert settings.airflow_url.endswith(f"/{settings.database}_airflow")
    assert settings.dbt_env().items() <= environment.items()
    assert environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"].startswith(str(settings.home))


def test_the_owner_s_password_is_the_preparation_s_alone(services: dict):
    holders = {name for name, one in services.items() if "POSTGRES_PASSWORD" in str(one.get("environment"))}
    assert holders == {"postgres", "init"}
    owner = services["init"]["environment"]["WAREHOUSE_URL"]
    assert owner.startswith(f"postgresql://{services['postgres']['environment']['POSTGRES_USER']}:$")


def test_each_job_has_a_login_of_its_own_and_airflow_s_database_another(environment: dict):
    settings = Settings.from_env(environment)
    with pytest.raises(SettingsError, match="only the owner"):
        _ = settings.warehouse_url
    for role in LOGINS:
        assert settings.url(role) == f"postgresql://{role}_acte2:filled@postgres:5432/acte2"
    assert urlsplit(settings.airflow_url).username == settings.login(Role.AIRFLOW)


@pytest.mark.parametrize("name", sorted(needs.NEEDS.keys() - {"upkeep"}))
def test_a_service_holds_the_secrets_it_needs_and_no_other(services: dict, name: str):
    held = {variable for variable in services[name]["environment"] if variable in needs.ALL}
    assert held == needs.NEEDS[name]
    others = {"AIRFLOW_ADMIN_PASSWORD"} if name == "init" else set()
    asked = {variable for variable, _, _ in VARIABLE.findall(str(services[name]["environment"]))}
    told = {
        v
        for held in needs.NEEDS[name]
        for v, _, _ in VARIABLE.findall(str(services[name]["environment"][held]))
    }
    owners = {"POSTGRES_PASSWORD"} if name == "init" else set()
    assert {variable for variable in asked if SECRET.search(variable)} <= told | others | owners


def test_the_page_of_operations_tells_which_service_holds_which_secret():
    page = _text("docs/operations.md")
    for name, held in needs.NEEDS.items():
        groups = [group for group, secrets in GROUPS.items() if secrets <= held]
        if name not in ("readers", "superset"):
            assert f"| `{name}` | {' | '.join('yes' if g in groups else 'no' for g in GROUPS)} |" in page


def test_our_containers_are_confined(services: dict):
    for name, one in services.items():
        assert one["security_opt"] == ["no-new-privileges:true"], name
        if name not in ("postgres", "redis"):
            assert (one["user"], one["cap_drop"], one["read_only"]) == ("1000:1000", ["ALL"], True), name


def test_readers_are_watched(services: dict):
    watch = services["readers"]
    assert watch["command"] == ["python", "-m", *COMPONENTS["readers"]]
    settings = Settings.from_env({n: VARIABLE.sub(_filled, v) for n, v in watch["environment"].items()})
    assert settings.url(Role.RELEASER).startswith("postgresql://releaser_acte2:filled@")
    assert set(watch["environment"]) == {"ACTE2_HOME", "WAREHOUSE_URL", "RELEASER_PASSWORD"}


def test_a_mirror_can_be_read_instead(environment: dict):
    assert (
        Settings.from_env({**environment, "LIVE": "", "MIRROR": "https://mirror.test"}).origin
        == "https://mirror.test"
    )


def test_every_variable_is_one_that_something_reads(environment: dict):
    settings = Settings.from_env(environment)
    known = {*settings.as_env(), *settings.dbt_env(), *OURS}
    assert {name for name in environment if not name.startswith("AIRFLOW__")} <= known


def test_airflows_variables_exist_in_this_version_of_airflow(environment: dict):
    options = _airflow_options()
    image = dict(CHOSEN_BY_IMAGE.findall(_text("Dockerfile")))
    for name in {*environment, *FIXED, *image}:
        if name.startswith("AIRFLOW__") and "__COSMOS__" not in name:
            _, section, option = name.lower().split("__")
            assert (section, option) in options, name


def _airflow_options() -> set[tuple[str, str]]:
    from airflow.providers.celery.get_provider_info import get_provider_info

    core = yaml.safe_load((files("airflow.config_templates") / "config.yml").read_text(encoding="utf-8"))
    sections = {**core, **get_provider_info()["config"]}
    scheduler = (files("airflow.jobs") / "scheduler_job_runner.py").read_text(encoding="utf-8")
    told = {("scheduler", option) for option in UNTOLD if f'key="{option}"' in scheduler}
    return told | {(name, option) for name, section in sections.items() for option in section["options"]}


def test_the_image_chooses_what_make_run_chooses():
    image = dict(CHOSEN_BY_IMAGE.findall(_text("Dockerfile")))
    shared = image.keys() & FIXED.keys() - DEFAULT
    assert len(shared) >= 8
    assert {name: image[name] for name in shared} == {name: FIXED[name] for name in shared}


def test_no_secret_is_written_down_and_each_is_asked_for(compose: dict):
    text = _text("docker-compose.yml")
    asked = {name for name, operator, _ in VARIABLE.findall(text) if operator == ":?"}
    # One machine needs no object store.
    assert {name for name, _, _ in VARIABLE.findall(text) if SECRET.search(name)} == asked | needs.STORE
    for name, value in compose["x-environment"].items():
        if SECRET.search(name) and not name.endswith("_FILE"):
            assert VARIABLE.fullmatch(str(value)), name
    assert not re.search(r"://[^:/\s]*:[^$\s]+@", text)


def test_the_example_names_every_secret_and_gives_none():
    given = dict(
        line.split("=", 1) for line in _text(".env.example").splitlines() if re.match(r"[A-Z]", line)
    )
    optional = set(re.findall(r"^# ([A-Z0-9_]+)=", _text(".env.example"), re.MULTILINE))
    used = {name for name, _, _ in VARIABLE.findall(_text("docker-compose.yml"))}
    asked = {name for name, operator, _ in VARIABLE.findall(_text("docker-compose.yml")) if operator == ":?"}
    assert asked <= given.keys()
    assert all(given[name] == "" for name in asked)
    assert given.keys() | optional == used - {"GIT_COMMIT"}


def test_images_are_pinned(services: dict):
    base = re.search(r"^FROM (\S+)", _text("Dockerfile"), re.MULTILINE)[1]
    for image in {base, *(one["image"] for one in services.values())}:
        assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)*$", image), image
    assert int(re.match(r"postgres:(\d+)", services["postgres"]["image"])[1]) >= 17


def test_the_image_runs_the_locks_airflow_as_nobody_special():
    dockerfile = _text("Dockerfile")
    assert "--require-hashes --requirement /tmp/lock.txt" in dockerfile
    assert re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)[-1] == "acte2"
    lock = _text("requirements/lock.txt")
    assert f"\napache-airflow=={version('apache-airflow')} " in lock
    assert version("apache-airflow").startswith("3.3.")


def test_the_image_holds_what_the_services_need_and_no_more():
    kept = {line[1:] for line in _text(".dockerignore").splitlines() if line.startswith("!")}
    rooms = {
        "alarms",
        "centres",
        "cli",
        "dags",
        "dashboards",
        "dbt_project",
        "expectations",
        "ingestion",
        "pages",
        "peers",
        "sample",
        "warehouse",
    }
    locks = {f"requirements/{name}.txt" for name in ("kubernetes", "lock", "store", "superset")}
    assert kept == rooms | locks | {"pyproject.toml", "LICENSE"}
    assert ROOMS["dags"] <= rooms


def test_its_commands_start_with_what_the_image_holds(tmp_path):
    for line in _text(".dockerignore").splitlines():
        if line.startswith("!") and (PROJECT / line[1:]).is_dir():
            (tmp_path / line[1:]).symlink_to(PROJECT / line[1:])
    done = subprocess.run(
        [sys.executable, "-m", "cli", "--version"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_nothing_listens_beyond_this_machine(services: dict):
    for name, one in services.items():
        assert all(port.startswith("127.0.0.1:") for port in one.get("ports", [])), name


def test_workers_scale(services: dict):
    assert "container_name" not in services["worker"]
    assert "ports" not in services["worker"]
    assert services["worker"]["command"] == ["python", "-m", "cli.worker"]


def test_a_machine_that_is_lost_is_missed_in_minutes(environment: dict):
    told = {name: int(environment[name]) for name in environment if name.endswith("_TIMEOUT")}
    assert told["AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT"] <= 120
    longest = max(limit["execution_timeout"] for limit in (FETCH, LOAD, BUILT)).total_seconds()
    waits = int(environment["AIRFLOW__SCHEDULER__NUM_STUCK_IN_QUEUED_RETRIES"])
    assert told["AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT"] <= 600
    assert told["AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT"] * (waits + 1) > longest, (
        "what waits for slots that large loads have is not to fail"
    )
    assert told["AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT"] > longest, (
        "a message that is given to somebody else meanwhile runs a task twice"
    )
    assert (environment["AIRFLOW__CELERY__TASK_ACKS_LATE"], environment["LANDING_URL"]) == ("True", "")


def test_machines_that_share_a_store_have_all_in_it(environment: dict):
    settings = Settings.from_env({**environment, "STORE_URL": "s3://bucket/acte2/"})
    assert settings.landing_url == "s3://bucket/acte2/landing"
    assert environment["AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS"] == "cli.task_logs.CONFIG"
    dockerfile = _text("Dockerfile")
    assert "--requirement /tmp/store.txt" in dockerfile and "\ns3fs==" in _text("requirements/store.txt")


def test_what_the_image_has_for_the_store_agrees_with_the_lock():
    lock, beside = (dict(PINNED.findall(_text(f"requirements/{name}.txt"))) for name in ("lock", "store"))
    assert {name: lock[name] for name in lock.keys() & beside.keys()} == {
        name: beside[name] for name in lock.keys() & beside.keys()
    }
    assert beside.keys() - lock.keys() >= {"s3fs", "aiobotocore"}


def test_the_lock_s_celery_starts_airflow_s_executor():
    from airflow.providers.celery.executors.celery_executor import CeleryExecutor

    assert not CeleryExecutor.is_local
