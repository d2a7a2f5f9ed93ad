"""One version of the project: what pyproject.toml says is said everywhere."""

import re
import subprocess
import sys

import pytest
import yaml

from ingestion.web import session
from warehouse.settings import PROJECT
from warehouse.version import code_version


def test_pyproject_tells_it():
    assert re.fullmatch(r"\d+\.\d+\.\d+", code_version())
    assert f'\nversion = "{code_version()}"\n' in (PROJECT / "pyproject.toml").read_text("utf-8")


def test_dbts_project_has_it():
    told = yaml.safe_load((PROJECT / "dbt_project" / "dbt_project.yml").read_text("utf-8"))
    assert told["version"] == code_version()


def test_the_image_of_every_service_has_it():
    services = yaml.safe_load((PROJECT / "docker-compose.yml").read_text("utf-8"))["services"]
    ours = {one["image"] for one in services.values() if one["image"].startswith("barometre-acte2:")}
    assert ours == {f"barometre-acte2:{code_version()}"}


def test_publishers_are_told_it():
    assert session(None).headers["User-Agent"].startswith(f"barometre-acte2/{code_version()} ")


@pytest.mark.parametrize("room", ["cli", "warehouse"])
def test_the_commands_tell_it(room):
    asked = [sys.executable, "-m", room, "--version"]
    assert subprocess.check_output(asked, cwd=PROJECT, text=True).strip() == code_version()
