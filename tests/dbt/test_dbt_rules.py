"""The rules of `dbt-bouncer.yml` hold, and an edge against the direction breaks them: no database is asked."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.dbt.conftest import PROJECT

RULES = PROJECT / "dbt-bouncer.yml"
AGAINST = [
    ("stg_lovac__commune", "model.acte2.stg_ops__load", "check_lineage_permitted_upstream_models"),
    ("int_located_share", "model.acte2.fct_measure", "check_lineage_permitted_upstream_models"),
    ("dim_source_vintage", "model.acte2.stg_ops__load", "check_lineage_permitted_upstream_models"),
    ("dim_territory", "model.acte2.int_commune", "check_model_max_upstream_dependencies"),
    ("dim_measure", "seed.acte2.measure", "check_lineage_seed_cannot_be_used"),
    ("int_town", "source.acte2.ops.load", "check_lineage_source_cannot_be_used"),
    ("stg_lovac__commune", "source.acte2.dvf.dvf_ligne", "check_source_used_by_models_in_same_directory"),
]
# A rule that names the source, and not the model that reads it.
NAMED = {"check_source_used_by_models_in_same_directory": "dvf_dvf_ligne"}


def bounced(manifest: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """What dbt-bouncer says of a manifest, by the project's rules."""
    (folder / "target").mkdir()
    (folder / "target" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    rules = folder / RULES.name
    rules.write_text(RULES.read_text(encoding="utf-8"), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "dbt-bouncer"), "run", "--config-file", str(rules)]
    report = ["--output-file", str(folder / "report.json"), "--output-only-failures"]
    return subprocess.run([*command, *report], cwd=folder, capture_output=True, text=True, check=False)


def test_the_project_keeps_its_rules(manifest: dict[str, Any], tmp_path: Path) -> None:
    done = bounced(manifest, tmp_path)
    assert done.returncode == 0, done.stdout[-4000:]


def test_edges_against_the_direction_are_refused(manifest: dict[str, Any], tmp_path: Path) -> None:
    broken = copy.deepcopy(manifest)
    for model, parent, _ in AGAINST:
        name = f"model.acte2.{model}"
        assert parent in {**manifest["nodes"], **manifest["sources"]}
        broken["nodes"][name]["depends_on"]["nodes"].append(parent)
        broken["parent_map"][name].append(parent)
        broken["child_map"][parent].append(name)
    done = bounced(broken, tmp_path)
    assert done.returncode == 1, done.stdout[-4000:]
    failed = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    found = {tuple(one["check_run_id"].split(":")[::2]) for one in failed}
    assert {(rule, NAMED.get(rule, model)) for model, _, rule in AGAINST} <= found
