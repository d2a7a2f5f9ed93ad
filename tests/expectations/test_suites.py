"""What holds of the suites without a database, and without importing Great Expectations."""

import subprocess
import sys
from pathlib import Path

import pytest

from expectations import __main__ as listing
from expectations import claim, suites, words
from expectations.claim import Claim, Facts

PROJECT = Path(__file__).resolve().parents[2]
NAMES_OF_PERSONS = ("denomination", "enseigne", "libelle_voie", "complement_adresse", "numero_voie")


def every_claim() -> list[Claim]:
    facts = Facts("2026")
    told = [one for table in suites.RAW for one in suites.raw(table, facts)]
    return told + [one for claims in suites.marts(facts).values() for one in claims]


def test_every_declared_raw_table_has_a_suite() -> None:
    from ingestion.registry import sources

    declared = {resource.raw_table for source in sources() for resource in source.resources}
    assert declared == set(suites.RAW)


def test_no_claim_touches_names_or_addresses() -> None:
    for one in every_claim():
        assert not [name for name in NAMES_OF_PERSONS if name in str(one.arguments)], one.says


def test_queries_limit_what_they_return() -> None:
    for one in every_claim():
        query = one.arguments.get("unexpected_rows_query")
        if query and "limit 20" not in query:
            assert (
                "group by expected." in query
                or " as control " in query
                or "(values" in query
                or ("select 0" in query)
            ), one.says


def test_a_claim_tells_what_to_do() -> None:
    for one in every_claim():
        assert one.says
        assert one.advice.endswith((".", "?")), one.advice
        assert one.severity in (claim.CRITICAL, claim.WARNING)


@pytest.mark.parametrize("table", suites.RAW)
def test_control_totals_are_for_real_files(table: str) -> None:
    simulated = suites.raw(table, Facts("2023", is_simulated=True))
    real = suites.raw(table, Facts("2023", is_simulated=False))
    only_real = [one for one in real if one not in simulated]
    assert {one.severity for one in only_real} <= {claim.WARNING}


def test_list_prints_suites_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert listing.main(["list"]) == 0
    printed = capsys.readouterr().out
    assert printed.endswith(
        f"{len(suites.RAW) + len(suites.MARTS)} suites, {len(every_claim())} expectations\n"
    )
    assert "raw_sirene_etablissement: 11 critical, 4 warning" in printed


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
