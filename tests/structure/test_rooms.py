"""The house: who may import whom, and what no file may hold."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from warehouse.settings import PROJECT

ROOMS = {
    "warehouse": set(),
    "ingestion": {"warehouse"},
    "centres": {"warehouse"},
    "peers": {"warehouse"},
    "expectations": {"warehouse", "ingestion"},
    "pages": {"warehouse"},
    "alarms": {"warehouse"},
    "dags": {"warehouse", "alarms", "ingestion", "centres", "peers", "expectations", "pages"},
    "sample": set(),
    "cli": {"warehouse", "alarms", "ingestion", "centres", "expectations", "exports", "pages", "sample"},
    "bench": {"warehouse", "ingestion", "centres", "peers", "expectations", "pages", "dags", "cli", "sample"},
    "analysis": {"warehouse"},
    "exports": {"warehouse", "ingestion"},
    "dashboards": {"warehouse"},
    "local": {"warehouse", "ingestion", "centres"},
}
HOLDERS_OF_PANDAS = {"analysis", "bench"}
MACHINE_PATH = re.compile(r"/(?:work|farm)/(?:main|shared|steering|\.library)\b")
REGISTRY_HOST = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian"])
)


# A statement on a table of schema `ops`; words about one in prose are none.
OPS_STATEMENT = re.compile(
    r"\b(?:from|join|into|update|table|only|truncate|references|on)\s+\"?ops\"?\.\"?[a-z]"
    r"|'ops\.[a-z]|Identifier\(\s*[\"']ops[\"']",
    re.IGNORECASE,
)
OWNERS_OF_OPS = ("warehouse/ops/", "warehouse/migrations/", "dbt_project/", "tests/", "docs/")
# What makes the views on the tables and the rights; the migrations' own table, there before the others.
MAKERS_OF_OPS = ("warehouse/quality.sql", "warehouse/grants.sql", "warehouse/migrate.py")


def modules(room: str) -> list[Path]:
    return sorted((PROJECT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Top-level packages a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [PROJECT / name for name in listed.stdout.splitlines() if (PROJECT / name).is_file()]


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_the_rooms_below(room):
    assert modules(room)
    for path in modules(room):
        assert imports(path) & set(ROOMS) <= ROOMS[room] | {room}, path


def test_expectations_know_ingestion_by_its_declarations_only():
    for path in modules("expectations"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ingestion"):
                assert node.module in {"ingestion.declaration", "ingestion.registry"}, path


@pytest.mark.parametrize(
    "statement",
    [
        "select 1\nfrom ops.load",
        "INSERT INTO ops.reject VALUES",
        "update ops.load set",
        "left join\n    ops.release",
        "select to_regclass('ops.setting')",
        'sql.Identifier("ops", "load")',
    ],
)
def test_a_statement_on_ops_is_recognised(statement):
    assert OPS_STATEMENT.search(statement)
    assert not OPS_STATEMENT.search("a line of `ops.load`; see ops.reject")


def test_one_package_owns_the_statements_on_ops():
    found = []
    for path in tracked():
        name = path.relative_to(PROJECT).as_posix()
        if path.suffix not in (".py", ".sql", ".html", ".yml") or name in MAKERS_OF_OPS:
            continue
        if not name.startswith(OWNERS_OF_OPS) and OPS_STATEMENT.search(path.read_text("utf-8")):
            found.append(name)
    assert found == []


# Preparing and upgrading, raw tables as declared, and a backup, which is of everybody's tables: all else is done under a job's login.
OWNERS_WORK = {
    "warehouse/bootstrap.py",
    "warehouse/metadata.py",
    "warehouse/__main__.py",
    "cli/ready.py",
    "ingestion/__main__.py",
    "warehouse/backup.py",
    "warehouse/restore.py",
}


def connections(path: Path) -> list[str]:
    """The role of each call of `connect(settings, role)`: none given is the owner's."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "connect":
            role = node.args[1] if len(node.args) > 1 else None
            found.append(role.attr if isinstance(role, ast.Attribute) else "OWNER")
    return found


def test_nobody_works_as_the_owner_but_who_prepares():
    as_owner = set()
    for room in set(ROOMS) - {"bench", "sample"}:
        for path in modules(room):
            name, text = path.relative_to(PROJECT).as_posix(), path.read_text("utf-8")
            if re.search(
                r"^ *from warehouse\.connect import connect\b", text, re.MULTILINE
            ) and "OWNER" in connections(path):
                as_owner.add(name)
            if re.search(r"\.(warehouse_url|embedded_url)\b", text) and not name.startswith("warehouse/"):
                as_owner.add(name)
    assert as_owner == OWNERS_WORK


def test_dags_hold_no_sql_no_pandas_and_no_driver():
    for path in modules("dags"):
        assert not imports(path) & {"pandas", "psycopg", "psycopg2", "sqlalchemy", "sqlite3"}, path
        assert not re.search(r"\bselect\b.+\bfrom\b", path.read_text("utf-8"), re.IGNORECASE), path


def test_the_load_path_holds_no_pandas():
    for room in set(ROOMS) - HOLDERS_OF_PANDAS - {"sample"}:
        assert not any("pandas" in imports(path) for path in modules(room)), room


def test_files_are_small_enough_to_hold_in_the_head():
    for room in ROOMS:
        for path in modules(room):
            assert len(path.read_text("utf-8").splitlines()) <= 350, path


def test_no_file_names_a_path_of_a_machine_or_a_registry():
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "ignore")
        assert not MACHINE_PATH.search(text), path
        assert not REGISTRY_HOST.search(text), path


@pytest.mark.parametrize("name", ["lineage", "openlineage", "store", "workers"])
def test_the_lock_of_a_tool_is_hashed_and_names_no_address(name):
    text = (PROJECT / "requirements" / f"{name}.txt").read_text("utf-8")
    pinned = re.findall(r"^\S+==", text, re.MULTILINE)
    assert pinned and "://" not in text
    assert text.count("--hash=sha256:") >= len(pinned)


def test_the_lock_is_hashed_and_names_no_address():
    text = (PROJECT / "requirements" / "lock.txt").read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==\S+", text, re.MULTILINE | re.IGNORECASE)
    assert {"apache-airflow", "dbt-core", "dbt-postgres", "great-expectations", "pandas", "requests"} <= set(
        pinned
    )
    assert re.search(r"^dbt-core==1\.11\.", text, re.MULTILINE)
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pinned)
