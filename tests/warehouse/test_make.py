"""What `make` offers, and what its set-up says when it cannot go on. Nothing is installed here."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from warehouse.settings import PROJECT

TARGETS = {"run", "test", "up", "down", "url", "rollback", "bench", "lint", "clean", "docs", "help"}
TOOLS = ("sh", "dirname", "cat", "sha256sum", "cut", "rm", "flock")
LOCK = (PROJECT / "requirements" / "lock.txt").read_text()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout with a space in its path, and beside it a `bin` with next to nothing."""
    (tmp_path / "the checkout").mkdir()
    shutil.copytree(PROJECT / "requirements", tmp_path / "the checkout" / "requirements")
    (tmp_path / "bin").mkdir()
    for tool in filter(None, map(shutil.which, TOOLS)):
        (tmp_path / "bin" / Path(tool).name).symlink_to(tool)
    return tmp_path


def set_up(bare: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["/bin/sh", str(bare / "the checkout" / "requirements" / "setup.sh")],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(bare / "bin")},
    )


def test_help_lists_every_target():
    shown = subprocess.run(["make", "help"], check=True, capture_output=True, text=True, cwd=PROJECT).stdout
    listed = {line.split()[0] for line in shown.splitlines() if line.startswith("  ")}
    assert listed >= TARGETS
    assert all(len(line.split()) > 2 for line in shown.splitlines() if line.startswith("  "))


def test_every_package_is_locked_by_hash_and_without_address():
    packages = re.split(r"\n(?=[a-z0-9])", LOCK)
    assert len(packages) > 100
    assert [one.splitlines()[0] for one in packages if "--hash=sha256:" not in one] == []
    assert not re.search(r"https?://|file:|--index|--find-links", LOCK)


def test_no_python_is_said(bare):
    found = set_up(bare)
    assert found.returncode == 1
    assert "Python 3.11 or later is needed" in found.stderr


def test_python_without_venv_is_said(bare):
    python = bare / "bin" / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho ensurepip is not available\nexit 1\n')
    python.chmod(0o755)
    found = set_up(bare)
    assert found.returncode == 1
    assert "ensurepip is not available" in found.stderr
    assert "apt-get install python3-venv" in found.stderr


def test_ci_stops_at_the_first_failure():
    lines = (PROJECT / ".ci" / "run").read_text().splitlines()
    assert "set -euo pipefail" in lines
    began = lines.index("make lint")
    assert lines[began : began + 2] == ["make lint", "make test"]


@pytest.mark.parametrize(("audited", "goes_on"), [(0, True), (3, True), (1, False), (2, False)])
def test_ci_goes_on_where_nobody_could_be_asked_and_stops_at_a_weakness(audited, goes_on):
    step = (PROJECT / ".ci" / "run").read_text().splitlines()[-1]
    assert step.startswith(".venv/bin/python -m cli audit ")
    told = step.replace(".venv/bin/python -m cli audit", f"(exit {audited})")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", told], check=False)
    assert (done.returncode == 0) == goes_on
