"""A source has one name: the stem of its file in every room, and of its folder and models in dbt."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ingestion.registry import names
from warehouse.settings import PROJECT

# Where each source has a file of its name: folder, what stands around the name, what else may stand there.
FILES = {
    "dag": ("dags", "{}.py", {"warehouse", "watch"}),
    "page": ("docs/sources", "{}.md", {"index"}),
    "simulated publisher": ("sample/publishers", "{}.py", set()),
    "test of its publisher": ("tests/sample", "test_sample_{}.py", {"mirror", "nation"}),
    "test of its reading": ("tests/ingestion", "test_source_{}.py", set()),
}
# A town's own data have no publisher: the demo holds none.
UNSIMULATED = {"simulated publisher": {"local"}, "test of its publisher": {"local"}}
STAGING = PROJECT / "dbt_project" / "models" / "staging"
# Staged as well, though no publisher's: town centres and peers that this project draws, and the loads themselves.
OURS = {"centre", "ops", "peer"}


def stems(folder: str, pattern: str) -> set[str]:
    """What stands for the name in the files of a folder; files that begin with `_` are nobody's."""
    before, _, after = pattern.partition("{}")
    found = (path.name for path in (PROJECT / folder).glob(f"{before}*{after}"))
    return {name.removeprefix(before).removesuffix(after) for name in found if not name.startswith("_")}


def folders() -> list[Path]:
    return sorted(path for path in STAGING.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", names())
def test_a_declaration_bears_the_name_of_its_file(name):
    assert import_module(f"ingestion.sources.{name}").SOURCE.name == name


@pytest.mark.parametrize("what", FILES)
def test_each_source_has_its_file_and_no_other_file_is_there(what):
    folder, pattern, others = FILES[what]
    assert stems(folder, pattern) - others == set(names()) - UNSIMULATED.get(what, set())


def test_a_suite_is_a_source_s():
    assert stems("expectations/raw", "{}.py") <= set(names())


def test_each_source_has_a_staging_folder_and_no_other_folder_is_there():
    assert {path.name for path in folders()} - OURS == set(names())
    assert not [path for path in STAGING.iterdir() if path.is_file()]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_staging_folder_holds_models_of_its_source(folder):
    models = {path.stem for path in folder.glob("*.sql")}
    assert models
    assert all(re.fullmatch(rf"stg_{folder.name}__[a-z][a-z0-9_]*", model) for model in models), models
    beside = {path.name for path in folder.iterdir() if path.suffix != ".sql"}
    assert all(re.fullmatch(rf"_{folder.name}__[a-z_]+\.(yml|md)", name) for name in beside), beside


def test_one_source_is_read_without_the_others():
    code = (
        "import sys; from ingestion.registry import source; source('lovac'); "
        "print(*(name for name in sys.modules if name.startswith('ingestion.sources.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["ingestion.sources.lovac"]
