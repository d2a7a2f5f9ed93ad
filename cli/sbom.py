"""`make sbom`: what this version is made of, as CycloneDX: each package of the lock, its hashes, its licence where it tells one.

CycloneDX's own tool reads the lock (hashes) and this environment (licences, what needs what); here one is laid over the other. The
same lock gives the same file. The tool has an environment of its own under ACTE2_HOME, made from `requirements/audit.txt` (ADR 36).
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from warehouse import tools
from warehouse.settings import PROJECT, Settings

LOCK = PROJECT / "requirements" / "lock.txt"
TOOLS = PROJECT / "requirements" / "audit.txt"
SPECIFICATION = "1.6"
# Strict: what the schema does not name is an error.
_VALIDATE = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
problem = JsonStrictValidator(SchemaVersion.from_version(sys.argv[1])).validate_str(open(sys.argv[2], encoding="utf-8").read())
sys.exit(str(problem) if problem else 0)
"""

Document = dict[str, Any]


def write(settings: Settings) -> int:
    """Write `audit/sbom.cdx.json` under the home and print its path; returns 0. Raises ToolError when a tool fails, or its schema refuses it."""
    folder = settings.home / "audit"
    python = environment(settings)
    locked = _read(python, folder / "locked.json", "requirements", str(LOCK))
    installed = _read(
        python,
        folder / "installed.json",
        *("environment", "--pyproject", str(PROJECT / "pyproject.toml"), sys.executable),
    )
    made = folder / "sbom.cdx.json"
    made.write_text(json.dumps(merged(locked, installed), indent=2, sort_keys=True) + "\n", "utf-8")
    tools.call(
        [str(python), "-c", _VALIDATE, SPECIFICATION, str(made)], "CycloneDX refuses the list of parts"
    )
    sys.stdout.write(f"{made}\n")
    return 0


def environment(settings: Settings) -> Path:
    """Interpreter that has CycloneDX's tool and pip-audit. Raises ToolError when they cannot be had."""
    return tools.environment(settings.home / "audit" / "venv", TOOLS)


def merged(locked: Mapping[str, Any], installed: Mapping[str, Any]) -> Document:
    """What is locked, by name, with what is known of it where it is installed; what is installed but not locked (pip) is no part."""
    known = {_release(one): one for one in installed["components"]}
    parts = sorted((_part(one, known.get(_release(one))) for one in locked["components"]), key=_release)
    return {**installed, "components": parts, "dependencies": list(_needs(installed, parts))}


def _part(locked: Document, known: Document | None) -> Document:
    """A component with the hashes that the lock allows; without a licence where it is for another system or Python than this one."""
    ref = f"{locked['name']}=={locked['version']}"
    part = known or {**{name: locked[name] for name in ("name", "version", "purl", "type")}, "bom-ref": ref}
    told = [*part.get("externalReferences", []), *locked.get("externalReferences", [])]
    return {**part, "externalReferences": sorted(told, key=lambda one: (one["type"], one["url"]))}


def _needs(installed: Mapping[str, Any], parts: list[Document]) -> Iterator[Document]:
    refs = {one["bom-ref"] for one in parts}
    top = installed["metadata"]["component"]["bom-ref"]
    for one in installed["dependencies"]:
        if one["ref"] in refs:
            yield {**one, "dependsOn": sorted(refs & set(one.get("dependsOn", [])))}
    yield {"ref": top, "dependsOn": sorted(refs)}


def _release(part: Mapping[str, Any]) -> tuple[str, str]:
    """The name by which an index knows a package, and its version: a lock may hold two, for two versions of Python."""
    return re.sub(r"[-_.]+", "-", part["name"]).lower(), part["version"]


def _read(python: Path, out: Path, *what: str) -> Document:
    """What CycloneDX's tool tells of a lock or an environment."""
    command = [str(python), "-m", "cyclonedx_py", *what[:-1], "--output-reproducible", "--no-validate"]
    tools.call(
        [*command, "--of", "JSON", "--sv", SPECIFICATION, "--output-file", str(out), what[-1]],
        "the parts cannot be listed",
    )
    read: Document = json.loads(out.read_text("utf-8"))
    return read
