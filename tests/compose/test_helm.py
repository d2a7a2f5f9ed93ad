"""deploy/helm/values.yaml against the chart's schema, Airflow's options and the table of secrets.

The chart's schema is 650 kB: what is used of it was read in apache/airflow, chart/values.schema.json, commit
002e5532d7d55a375bbf71bd4e72d7e008635073, and is told here as it stands there, `additionalProperties` included. `workers.resources` was read
in its template of pods only.
"""

from functools import cache

import jsonschema
import pytest
import yaml

from cli import needs
from tests.compose.test_compose import _airflow_options
from warehouse.settings import PROJECT

SECRET_KEY = {
    "type": "object",
    "required": ["key"],
    "properties": {"name": {"type": "string"}, "key": {"type": "string"}, "optional": {"type": "boolean"}},
}
TEXT, FLAG = {"type": "string"}, {"type": "boolean"}


def only(**properties: dict) -> dict:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def listed(item: dict) -> dict:
    return {"type": "array", "items": item}


PLAIN = {**only(name=TEXT, value=TEXT), "required": ["name", "value"]}
VARIABLE = {
    **only(
        name=TEXT,
        value=TEXT,
        valueFrom={
            "type": "object",
            "properties": {"secretKeyRef": SECRET_KEY},
            "anyOf": [{"required": ["configMapKeyRef"]}, {"required": ["secretKeyRef"]}],
        },
    ),
    "required": ["name"],
    "anyOf": [{"required": ["value"]}, {"required": ["valueFrom"]}],
}
WAITS = only(enabled=FLAG, env=listed(PLAIN))
ARGS = {"type": ["array", "null"], "items": TEXT}
BUILT_IN = [
    "CORE__FERNET_KEY",
    "CORE__SQL_ALCHEMY_CONN",
    "DATABASE__SQL_ALCHEMY_CONN",
    "API__SECRET_KEY",
    "API_AUTH__JWT_SECRET",
    "WEBSERVER__SECRET_KEY",
    "CELERY__CELERY_RESULT_BACKEND",
    "CELERY__RESULT_BACKEND",
    "CELERY__BROKER_URL",
    "ELASTICSEARCH__HOST",
    "ELASTICSEARCH__ELASTICSEARCH_HOST",
    "OPENSEARCH__HOST",
]
SECRETS_OF_ALL = {f"AIRFLOW__{name}" for name in BUILT_IN} | {"AIRFLOW_CONN_AIRFLOW_DB"}
CHART = only(
    executor={
        "type": "string",
        "pattern": "^(([a-zA-Z_][a-zA-Z0-9_]*.)*[A-Z][a-zA-Z0-9]+Executor)(,(([a-zA-Z_][a-zA-Z0-9_]*.)*[A-Z][a-zA-Z0-9]+Executor))*$",
    },
    airflowVersion=TEXT,
    defaultAirflowRepository=TEXT,
    defaultAirflowTag=TEXT,
    uid={"type": "integer"},
    gid={"type": "integer"},
    securityContexts={
        "type": "object",
        "properties": {"pod": {"type": "object"}, "container": {"type": "object"}},
    },
    env=listed(PLAIN),
    config={
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {"type": ["boolean", "integer", "number", "string"]},
        },
    },
    dags=only(persistence=only(enabled=FLAG), gitSync=only(enabled=FLAG)),
    volumes=listed({"type": "object", "required": ["name"]}),
    volumeMounts=listed({"type": "object", "required": ["name", "mountPath"]}),
    enableBuiltInSecretEnvVars=only(**dict.fromkeys(SECRETS_OF_ALL, FLAG)),
    migrateDatabaseJob=only(
        args=ARGS, applyCustomEnv=FLAG, env=listed({"type": "object", "required": ["name"]})
    ),
    webserver=only(defaultUser=only(enabled=FLAG)),
    apiServer=only(waitForMigrations=WAITS, env=listed(VARIABLE)),
    scheduler=only(waitForMigrations=WAITS, env=listed(VARIABLE)),
    dagProcessor=only(
        enabled={"type": ["boolean", "null"]},
        waitForMigrations=WAITS,
        env=listed(VARIABLE),
        extraContainers=listed({"type": "object", "required": ["name"]}),
    ),
    triggerer=only(waitForMigrations=WAITS, persistence=only(enabled=FLAG), env=listed(VARIABLE)),
    workers={"type": "object", "properties": {"env": listed(VARIABLE), "resources": {"type": "object"}}},
    postgresql={"type": "object", "properties": {"enabled": FLAG}},
    redis=only(enabled=FLAG),
    statsd=only(enabled=FLAG),
)
# A task is a pod: the scheduler runs none, and hands none over.
STORE = frozenset({"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
HELD = {
    "apiServer": needs.NEEDS["api-server"] | STORE,
    "scheduler": needs.METADATA | needs.SIGNING,
    "dagProcessor": needs.NEEDS["dag-processor"],
    "triggerer": needs.NEEDS["triggerer"] | STORE,
    "workers": (needs.NEEDS["worker"] | STORE) - needs.BROKER,
    "migrateDatabaseJob": needs.NEEDS["init"],
}


@cache
def values() -> dict:
    return yaml.safe_load((PROJECT / "deploy" / "helm" / "values.yaml").read_text("utf-8"))


def from_secrets(variables: list[dict]) -> set[str]:
    return {one["name"] for one in variables if "valueFrom" in one}


def test_every_key_is_one_of_the_chart_s():
    jsonschema.Draft7Validator(CHART).validate(values())


def test_a_key_that_the_chart_does_not_have_is_refused():
    odd = {**values(), "scheduler": {**values()["scheduler"], "enviroment": []}}
    with pytest.raises(jsonschema.ValidationError, match="enviroment"):
        jsonschema.Draft7Validator(CHART).validate(odd)


@pytest.mark.parametrize("service", HELD)
def test_a_service_is_given_the_secrets_it_needs_and_no_other(service: str):
    owner_s = {"WAREHOUSE_URL", "AIRFLOW_ADMIN_PASSWORD"} if service == "migrateDatabaseJob" else set()
    assert from_secrets(values()[service]["env"]) == HELD[service] | owner_s


def test_no_secret_is_told_to_all_nor_written_down():
    assert values()["enableBuiltInSecretEnvVars"] == dict.fromkeys(SECRETS_OF_ALL, False)
    assert not needs.ALL & {one["name"] for one in values()["env"]}
    services = [values()[name] for name in HELD]
    assert not any(
        "value" in one for service in services for one in service["env"] if one["name"] in needs.ALL
    )
    readers = values()["dagProcessor"]["extraContainers"][0]
    assert from_secrets(readers["env"]) == needs.NEEDS["readers"]


def test_nothing_is_shared_but_the_database_and_the_object_store():
    assert all("emptyDir" in one for one in values()["volumes"])
    assert not values()["dags"]["persistence"]["enabled"]
    told = {one["name"]: one["value"] for one in values()["env"]}
    assert told["STORE_URL"].startswith("s3://") and told["LOCAL"].startswith("s3://")


def test_airflow_s_settings_exist_in_this_version():
    options = _airflow_options()
    for section, settings in values()["config"].items():
        assert {(section, name) for name in settings} <= options, section
    lock = (PROJECT / "requirements" / "lock.txt").read_text("utf-8")
    assert f"\napache-airflow=={values()['airflowVersion']} " in lock


def test_its_image_holds_the_executor_and_the_users_of_the_versions_that_all_hold():
    dockerfile = (PROJECT / "Dockerfile").read_text("utf-8")
    assert "--require-hashes --requirement requirements/kubernetes.txt" in dockerfile
    lock = (PROJECT / "requirements" / "kubernetes.txt").read_text("utf-8")
    assert "\napache-airflow-providers-cncf-kubernetes==" in lock
    assert "\napache-airflow-providers-fab==" in lock
    ours = (PROJECT / "requirements" / "lock.txt").read_text("utf-8").splitlines()
    pinned = {line.partition("==")[0]: line for line in ours if "==" in line[:60] and line[0].isalnum()}
    for line in lock.splitlines():
        name = line.partition("==")[0]
        if line[:1].isalnum() and name in pinned and name != "pyproj":
            assert line.split(" ")[0] == pinned[name].split(" ")[0], name
