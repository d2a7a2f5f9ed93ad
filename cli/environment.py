"""The environment in which Airflow's components and tasks run: all of Airflow's settings are here."""

import base64
import os
import sys
from pathlib import Path
from secrets import token_bytes, token_urlsafe

from cli import openlineage
from cli.places import DAGS, Places
from warehouse import secret_files
from warehouse.settings import PROJECT, Settings

USER = "admin"
# Two cores are the least machine: two loads at a time, and what is fetched meanwhile.
PARALLELISM = 4

FIXED = {
    "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
    "AIRFLOW__CORE__PARALLELISM": str(PARALLELISM),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
    "AIRFLOW__API__HOST": "127.0.0.1",
    "AIRFLOW__API__WORKERS": "1",
    # A loop takes 0.1 s of a processor: two a second took a sixth of a core from loads and builds, and a task waits a quarter of a second less.
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "1",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "60",
    # Of an executor that died with what it was handed, or a task that says nothing any more. On one machine nothing is handed over that
    # cannot begin at once.
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "120",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "30",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "120",
    "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "180",
    "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "300",
    # A machine busy with a load answers late; giving up on it would fail a healthy task.
    "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "60",
    "AIRFLOW__COSMOS__ENABLE_MEMORY_OPTIMISED_IMPORTS": "True",
    "AIRFLOW__COSMOS__ENABLE_TELEMETRY": "False",
    # Files of the project are in UTF-8 whatever the shell's language is.
    "PYTHONUTF8": "1",
    "GX_ANALYTICS_ENABLED": "False",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
    "DO_NOT_TRACK": "1",
}


def airflow_env(settings: Settings, port: int, base: dict[str, str] | None = None) -> dict[str, str]:
    """Environment of Airflow's processes for this warehouse, its API on 127.0.0.1:`port`.

    `base` is what they inherit (this process's environment unless told). Holds passwords: never log it.
    """
    given = dict(os.environ if base is None else base)
    inherited = {**given, **openlineage.env(settings, given)}
    return {
        **inherited,
        **FIXED,
        **settings.without_owner().as_env(),
        **settings.dbt_env(),
        **_places(Places(settings)),
        **_keys(Places(settings)),
        **_address(port),
        **_python(inherited),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": settings.airflow_url,
    }


def _places(places: Places) -> dict[str, str]:
    return {
        "AIRFLOW_HOME": str(places.airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(places.logs),
        "AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY": str(places.logs / "dag_processor"),
        "AIRFLOW__COSMOS__CACHE_DIR": str(places.settings.home / "dbt" / "cosmos"),
    }


def _keys(places: Places) -> dict[str, str]:
    # Written here, so that Airflow finds its user's password and has none to print into a log.
    secret_files.remember(places.password, lambda: {USER: token_urlsafe(18)})
    keys = secret_files.remember(places.keys, _new_keys)
    return {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(places.password),
        "AIRFLOW__CORE__FERNET_KEY": keys["fernet"],
        "AIRFLOW__API__SECRET_KEY": keys["api"],
        "AIRFLOW__API_AUTH__JWT_SECRET": keys["jwt"],
    }


def _new_keys() -> dict[str, str]:
    fernet = base64.urlsafe_b64encode(token_bytes(32)).decode()
    return {"fernet": fernet, "api": token_urlsafe(32), "jwt": token_urlsafe(64)}


def _address(port: int) -> dict[str, str]:
    return {
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        # Tasks would otherwise look for the execution API on the default port.
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
    }


def _python(inherited: dict[str, str]) -> dict[str, str]:
    away = {host for host in inherited.get("NO_PROXY", inherited.get("no_proxy", "")).split(",") if host}
    direct = ",".join(sorted(away | {"127.0.0.1", "localhost"}))
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)]),
        "PYTHONPATH": os.pathsep.join([str(PROJECT), *filter(None, [inherited.get("PYTHONPATH")])]),
        "NO_PROXY": direct,
        "no_proxy": direct,
    }
