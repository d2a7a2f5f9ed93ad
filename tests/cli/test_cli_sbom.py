"""The list of parts: what is locked, with its hashes, and what is known of it where it is installed."""

import json
import os
import re
from pathlib import Path

import pytest

from cli import sbom
from warehouse import tools
from warehouse.errors import ToolError
from warehouse.settings import PROJECT, Settings
from warehouse.version import code_version

TOOLS = os.environ.get("ACTE2_TEST_AUDIT", "")


def locked(name: str, version: str, *digests: str) -> dict:
    hashes = [{"alg": "SHA-256", "content": digest} for digest in digests]
    told = {"type": "distribution", "url": f"https://index.test/{name}", "hashes": hashes}
    known = {"name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}", "type": "library"}
    return {**known, "bom-ref": "requirements-L1", "description": "a line", "externalReferences": [told]}


def installed(*parts: tuple[str, str, list[str]]) -> dict:
    return {
        "metadata": {"component": {"bom-ref": "top", "name": "barometre-acte2", "type": "application"}},
        "components": [
            {
                "name": name,
                "version": "1",
                "type": "library",
                "bom-ref": ref,
                "licenses": [{"expression": "MIT"}],
            }
            for name, ref, _ in parts
        ],
        "dependencies": [{"ref": ref, "dependsOn": needs} for _, ref, needs in parts],
    }


def test_a_locked_package_has_its_hashes_and_the_licence_it_is_installed_with():
    made = sbom.merged(
        {
            "components": [
                locked("ruamel-yaml", "1", "ab", "cd"),
                locked("for-windows", "3", "ef"),
                locked("pip", "8"),
            ]
        },
        installed(("Ruamel.YAML", "Ruamel.YAML==1", ["pip==1"]), ("pip", "pip==1", [])),
    )
    windows, pip, yaml = made["components"]
    assert "licenses" not in pip, "of another version"
    assert [one["content"] for one in yaml["externalReferences"][0]["hashes"]] == ["ab", "cd"]
    assert yaml["licenses"] == [{"expression": "MIT"}]
    assert (windows["bom-ref"], "licenses" in windows, "description" in windows) == (
        "for-windows==3",
        False,
        False,
    )
    assert made["dependencies"] == [
        {"ref": "Ruamel.YAML==1", "dependsOn": []},
        {"ref": "top", "dependsOn": ["Ruamel.YAML==1", "for-windows==3", "pip==8"]},
    ], "what is installed but not locked is no part"


@pytest.mark.audit
@pytest.mark.skipif(not TOOLS, reason="no tools named (ACTE2_TEST_AUDIT)")
def test_the_list_is_whole_valid_and_the_same_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Of the tools' own lock and environment, a sixth of ours: `make sbom` takes half a minute of processor."""
    python = Path(TOOLS).absolute() / "bin" / "python"
    monkeypatch.setattr(sbom, "LOCK", sbom.TOOLS)
    monkeypatch.setattr("sys.executable", str(python))
    monkeypatch.setattr(sbom, "environment", lambda _: python)
    settings = Settings.from_env({"ACTE2_HOME": str(tmp_path)})
    (tmp_path / "audit").mkdir()
    made = []
    for _ in range(2):
        assert sbom.write(settings) == 0
        made.append((tmp_path / "audit" / "sbom.cdx.json").read_bytes())
    assert made[0] == made[1]
    told = json.loads(made[0])
    lock = sbom.TOOLS.read_text("utf-8")
    assert len(told["components"]) == len(re.findall(r"^\w\S*==", lock, re.MULTILINE)) > 40
    assert told["metadata"]["component"]["version"] == code_version()
    assert sum(digest in made[0].decode() for digest in digests(lock)) == len(digests(lock)) > 200
    assert sum("licenses" in one for one in told["components"]) > 0.9 * len(told["components"])
    assert str(PROJECT).encode() not in made[0] and str(tmp_path).encode() not in made[0], (
        "nothing of this machine"
    )
    told["components"][0]["colour"] = "blue"
    (tmp_path / "odd.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(ToolError, match="colour"):
        tools.call(
            [str(python), "-c", sbom._VALIDATE, sbom.SPECIFICATION, str(tmp_path / "odd.json")], "refused"
        )


def digests(lock: str) -> set[str]:
    return {
        line.partition("sha256:")[2].strip(" \\") for line in lock.splitlines() if "--hash=sha256:" in line
    }
