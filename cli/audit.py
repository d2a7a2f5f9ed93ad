"""`make audit`: whether a weakness of a locked package is known, by pip-audit. What could not be asked is said, and is never a pass.

Asked is OSV, which gathers the advisories of GitHub and of Python's index, or the service of the same kind that ACTE2_ADVISORIES names.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cli import sbom
from warehouse import tools
from warehouse.errors import ToolError
from warehouse.settings import PROJECT, Settings

LOCKS = PROJECT / "requirements"
ACCEPTED = LOCKS / "accepted.toml"
ADVISORIES = "ACTE2_ADVISORIES"
PATIENCE_S = 1800
WEAK, NOT_AUDITED = 1, 3


class Audited(NamedTuple):
    """Of one lock: packages asked about, a line for each weakness, why it was not audited (empty when it was), and a line for
    each weakness that is accepted."""

    packages: int
    weak: tuple[str, ...]
    unknown: str
    accepted: tuple[str, ...] = ()


def accepted() -> dict[tuple[str, str], str]:
    """Weaknesses that are accepted today, by package and name: until when, and why (requirements/accepted.toml)."""
    lines = tomllib.loads(ACCEPTED.read_text("utf-8")).get("weakness", [])
    return {
        (one["package"], one["id"]): f"accepted until {one['until']}: {one['why']}"
        for one in lines
        if one["until"] >= datetime.now(UTC).date()
    }


def audit(settings: Settings) -> int:
    """Ask about each lock, a line each; 1 when a weakness is known, 3 when a lock could not be audited, else 0."""
    try:
        python = sbom.environment(settings)
    except ToolError as error:
        sys.stdout.write(f"not audited: {error}\n")
        return NOT_AUDITED
    found = []
    for lock in sorted(LOCKS.glob("*.txt")):
        found.append(_ask(python, lock))
        sys.stdout.write("".join(f"{line}\n" for line in told(lock.name, found[-1])))
    if any(one.weak for one in found):
        return WEAK
    return NOT_AUDITED if any(one.unknown for one in found) else 0


def told(name: str, audited: Audited) -> Iterator[str]:
    """What is said of one lock."""
    if audited.unknown:
        yield f"{name}: not audited: {audited.unknown}"
    else:
        yield f"{name}: {audited.packages} packages, known weaknesses: {len(audited.weak) or 'none'}"
    yield from (f"  {line}" for line in (*audited.weak, *audited.accepted))


def judged(answer: str, problem: str) -> Audited:
    """What pip-audit's JSON says; a package that the service does not know makes the whole lock one that was not audited."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        said = [line for line in problem.splitlines() if line.strip()]
        return Audited(0, (), said[-1].strip() if said else "pip-audit said nothing")
    let_pass = accepted()
    found = [_weakness(one, named, let_pass) for one in packages for named in one.get("vulns", ())]
    skipped = [one for one in packages if "skip_reason" in one]
    unknown = f"{len(skipped)} of {len(packages)} packages: {skipped[0]['skip_reason']}" if skipped else ""
    return Audited(
        len(packages),
        tuple(line for line, is_accepted in found if not is_accepted),
        unknown or ("" if packages else "the lock names no package"),
        tuple(line for line, is_accepted in found if is_accepted),
    )


def _weakness(
    package: Mapping[str, Any], found: Mapping[str, Any], let_pass: Mapping[tuple[str, str], str]
) -> tuple[str, bool]:
    """What is said of one, and whether it is accepted."""
    names = [found["id"], *found.get("aliases", ())]
    mended = ", ".join(found["fix_versions"]) or "no version yet"
    why = [let_pass[package["name"], name] for name in names if (package["name"], name) in let_pass]
    told = f"{package['name']} {package['version']}: {', '.join(names)}; mended in {mended}"
    return "; ".join([told, *why[:1]]), bool(why)


def _ask(python: Path, lock: Path) -> Audited:
    command = [
        str(python),
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner",
        "off",
    ]
    service = os.environ.get(ADVISORIES)
    where = ["--vulnerability-service", "osv", *(["--osv-url", service] if service else [])]
    try:
        done = subprocess.run(
            [*command, *where, "--format", "json", "--requirement", str(lock)],
            env={**os.environ, **tools.QUIET},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
    except subprocess.TimeoutExpired:
        return Audited(0, (), f"no answer within {PATIENCE_S // 60} minutes")
    return judged(done.stdout, done.stderr)
