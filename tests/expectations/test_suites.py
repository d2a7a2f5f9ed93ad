"""What holds of the suites without a database, and without importing Great Expectations."""

import re
import subprocess
import sys

import pytest

from expectations import __main__ as listing
from expectations import claim, suites, words
from expectations.claim import Claim, Facts
from ingestion.declaration import Column, Kind, Resource
from ingestion.registry import sources
from tests.contracts import MARTS, contracts
from warehouse.settings import PROJECT

NAMES_OF_PERSONS = ("denomination", "enseigne", "libelle_voie", "complement_adresse", "numero_voie")


FILLED = "expect_column_values_to_not_be_null"
MATCHED = "expect_column_values_to_match_regex"
OF_KIND = {
    Kind.SIREN: claim.SIREN,
    Kind.SIRET: claim.SIRET,
    Kind.CODE_COMMUNE: claim.COMMUNE,
    Kind.YEAR: claim.YEAR,
}


def every_claim() -> list[Claim]:
    facts = Facts("2026")
    raw = [made for table in suites.declared() for made in suites.raw(table, facts)]
    return raw + [made for mart in suites.mart_suites() for made in suites.mart(mart, facts)]


def stems(folder: str) -> set[str]:
    return {path.stem for path in (PROJECT / "expectations" / folder).glob("[!_]*.py")}


def test_every_declared_raw_table_has_a_suite() -> None:
    assert all(suites.raw(table, Facts("2026")) for table in suites.declared())


def test_every_raw_suite_is_of_a_declared_resource() -> None:
    declared = {(source.name, resource.name) for source in sources() for resource in source.resources}
    assert set(suites.raw_suites()) <= declared
    assert {source for source, _ in suites.raw_suites()} == stems("raw"), "a file without a suite"


def test_every_suite_of_marts_is_of_a_mart() -> None:
    assert set(suites.mart_suites()) <= {path.stem for path in MARTS.glob("*.sql")}
    defined = [
        name
        for stem in stems("marts")
        for name in re.findall(
            r"^def ([a-z]\w*)", (PROJECT / f"expectations/marts/{stem}.py").read_text(), re.M
        )
    ]
    assert sorted(defined) == sorted(suites.mart_suites()), "two functions for a mart"


@pytest.mark.parametrize("table", suites.declared())
def test_no_claim_restates_what_the_loader_guarantees(table: str) -> None:
    """`tests/ingestion/test_loader_guarantees.py` proves it of the loader."""
    _, resource = suites.declared()[table]
    claims = suites.raw(table, Facts("2026"))
    assert [made.says for made in claims if is_guaranteed(made, resource)] == []
    assert len({made.says for made in claims}) == len(claims)


def is_guaranteed(made: Claim, resource: Resource) -> bool:
    columns: dict[str, Column] = {column.name: column for column in resource.columns}
    column = columns.get(made.arguments.get("column", ""))
    if column is None:
        return False
    is_filled = column.group or (column.required and column.name in resource.key)
    return bool(
        (made.type == FILLED and is_filled)
        or (made.type == MATCHED and made.arguments["regex"] == OF_KIND.get(column.kind))
    )


@pytest.mark.parametrize("mart", suites.mart_suites())
def test_no_claim_restates_what_the_database_refuses(mart: str) -> None:
    """`tests/dbt` proves that the contract's constraints and the unique indexes stand in the database."""
    columns = contracts()[mart]["columns"]
    filled = {c["name"] for c in columns if {"type": "not_null"} in c.get("constraints", [])}
    indexes = re.findall(r'"columns": \[([^]]*)\], "unique": true', (MARTS / f"{mart}.sql").read_text())
    keys = [set(re.findall(r'"(\w+)"', index)) for index in indexes]
    for made in suites.mart(mart, Facts("2026")):
        assert made.type != FILLED or made.arguments["column"] not in filled, made.says
        unique = made.says.removesuffix(" is unique")
        assert unique == made.says or set(unique.split(" x ")) not in keys, made.says


def test_no_claim_touches_names_or_addresses() -> None:
    for made in every_claim():
        assert not [name for name in NAMES_OF_PERSONS if name in str(made.arguments)], made.says


def test_queries_limit_what_they_return() -> None:
    for made in every_claim():
        query = made.arguments.get("unexpected_rows_query")
        if query and "limit 20" not in query:
            assert "group by expected." in query or "(values" in query, made.says


def test_a_claim_tells_what_to_do() -> None:
    for made in every_claim():
        assert made.says
        assert made.advice.endswith((".", "?")), made.advice
        assert made.severity in (claim.CRITICAL, claim.WARNING)


@pytest.mark.parametrize("table", suites.declared())
def test_claims_on_real_files_only_are_warnings(table: str) -> None:
    simulated = suites.raw(table, Facts("2023", is_simulated=True))
    real = suites.raw(table, Facts("2023", is_simulated=False))
    only_real = [made for made in real if made not in simulated]
    assert {made.severity for made in only_real} <= {claim.WARNING}


def test_list_prints_suites_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert listing.main(["list"]) == 0
    printed = capsys.readouterr().out
    assert printed.endswith(
        f"{len(suites.declared()) + len(suites.mart_suites())} suites, {len(every_claim())} expectations\n"
    )
    assert "raw_sirene_etablissement: 7 critical, 4 warning" in printed


def test_import_leaves_great_expectations_alone() -> None:
    code = (
        "import sys, expectations.runner, expectations.site; "
        "sys.exit(int('great_expectations' in sys.modules or 'pandas' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


def test_examples_are_few() -> None:
    result = {"unexpected_count": 9, "element_count": 10, "partial_unexpected_list": [None, *range(9), 0]}
    assert words.found({"result": result}) == (
        "9 of 10 rows (90.00%) are otherwise, such as '0', '1', '2', '3', '4'"
    )
    rows = [{"siret": "1", "copies": 2.0}] * 7
    assert words.found({"result": {"details": {"unexpected_rows": rows}}}) == (
        "; ".join(["siret 1, copies 2"] * 5) + " ..."
    )
