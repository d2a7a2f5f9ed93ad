"""What can be said of the dbt project without any data: documented, in agreement with the loader."""

import json
import re

import pytest

from ingestion.registry import sources
from tests.conftest import READ_WITH
from tests.dbt.conftest import PROJECT, Dbt

pytestmark = pytest.mark.integration


def ours(manifest: dict) -> list[dict]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")]


def test_every_model_and_source_is_described(manifest: dict) -> None:
    described = [*ours(manifest), *manifest["sources"].values()]
    silent = [node["unique_id"] for node in described if not node["description"].strip()]
    silent += [
        f"{node['unique_id']}.{column['name']}"
        for node in described
        for column in node["columns"].values()
        if not column["description"].strip()
    ]
    assert len(described) > 50
    assert silent == []


def test_sources_declare_the_columns_of_the_loader(manifest: dict) -> None:
    declared = {
        (source.name, resource.raw_table): {column.name for column in resource.columns}
        for source in sources()
        for resource in source.resources
    }
    told = {
        (node["source_name"], node["name"]): set(node["columns"]) - {"vintage", "load_id", "stream"}
        for node in manifest["sources"].values()
        if node["source_name"] not in ("ops", "centre", "peer")
    }
    assert told == declared


def test_sources_tell_publisher_licence_and_freshness(manifest: dict) -> None:
    raw = [node for node in manifest["sources"].values() if node["schema"] == "raw"]
    assert len(raw) == sum(len(source.resources) for source in sources())
    for node in raw:
        assert {"publisher", "licence", "homepage"} <= set(node["meta"]), node["name"]
        assert node["freshness"]["error_after"]["count"], node["name"]
        assert f"'{node['name']}'" in node["loaded_at_query"]


def test_marts_keep_a_contract_and_schemas_have_their_exact_names(manifest: dict) -> None:
    schemas = {name: name for name in ("staging", "intermediate", "quality")} | {"marts": "marts_candidate"}
    for node in ours(manifest):
        layer = node["fqn"][1] if node["resource_type"] == "model" else "staging"
        assert node["schema"] == schemas[layer], node["name"]
        enforced = node["config"].get("contract", {}).get("enforced", False)
        assert enforced == (layer == "marts"), node["name"]


def test_a_mart_has_a_key(manifest: dict) -> None:
    """A primary key or test of it, of its own or of a model it selects."""
    keyed = {
        test["attached_node"]
        for test in manifest["nodes"].values()
        if test["resource_type"] == "test"
        and (test.get("test_metadata") or {}).get("name") in ("unique", "unique_combination")
    }
    keyed |= {
        node["unique_id"]
        for node in ours(manifest)
        if any(key["type"] == "primary_key" for key in node.get("constraints", ()))
    }
    marts = [node for node in ours(manifest) if node["fqn"][1] == "marts"]
    assert len(marts) >= 14
    for mart in marts:
        assert keyed & {mart["unique_id"], *mart["depends_on"]["nodes"]}, mart["name"]


def test_formulas_have_unit_tests(manifest: dict) -> None:
    """Every model that counts or computes: history, figures, measures, indicators; and what marts are made of."""
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    formulas = {
        node["name"]
        for node in ours(manifest)
        if node["fqn"][2:3] in (["establishment"], ["figure"], ["measure"], ["indicator"], ["population"])
    }
    assert len(formulas) >= 50
    assert formulas <= tested
    assert {
        "int_commune_departure",
        "int_commune_succession",
        "int_commune_version",
        "int_territory_profile",
        "int_territory_town",
        "int_town_centre",
    } <= tested


def test_dbt_sends_nothing_out() -> None:
    project = (PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    assert "send_anonymous_usage_stats: false" in project
    assert "version_check: false" in project
    assert not (PROJECT / "packages.yml").exists()


def test_profile_reads_the_environment_only(dbt: Dbt) -> None:
    assert "connection ok" in dbt("debug")
    profile = (PROJECT / "profiles.yml").read_text(encoding="utf-8")
    for name in ("HOST", "PORT", "USER", "PASSWORD", "DATABASE"):
        assert f"DBT_PG_{name}" in profile


def test_manifest_holds_no_password(manifest: dict) -> None:
    assert READ_WITH not in json.dumps(manifest)


def test_no_model_hangs_on_words_that_it_does_not_read(manifest: dict) -> None:
    nodes = manifest["nodes"]
    whole = [
        (node["name"], nodes[parent]["name"])
        for node in nodes.values()
        if node["resource_type"] == "model"
        for parent in node["depends_on"]["nodes"]
        if parent.startswith("seed.") and re.search(rf"\b{nodes[parent]['name']}\.\*", node["raw_code"])
    ]
    assert not whole, "name the columns of the seed: with all of them, a changed label makes the model anew"
