"""Version of the project, told in one place: `version` of pyproject.toml."""

import tomllib

from warehouse.settings import PROJECT


def code_version() -> str:
    """Version of the code that runs, `major.minor.patch`."""
    with open(PROJECT / "pyproject.toml", "rb") as told:
        return str(tomllib.load(told)["project"]["version"])
