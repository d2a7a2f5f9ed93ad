"""Cells that failed in the wild (`../shared/real/faults`): each is read right, or told, and no row goes with it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from psycopg import sql

from expectations.runner import promise
from ingestion import errors
from ingestion.registry import find
from tests.ingestion.conftest import Mirror
from tests.ingestion.small_files import dated

Load = Callable[..., dict]


@pytest.fixture
def fault(mirror: Mirror, shared: Path) -> Load:
    """`fault(name, source, resource)`: what loading a file of the faults says, its suite's promises kept."""

    def load(name: str, source: str, resource: str, vintage: str | None = None) -> dict:
        files = find(source, resource)[1].declared_files(date(2026, 11, 25))
        url = next(file.url for file in files if vintage in (None, file.vintage))
        (body,) = (shared / "real" / "faults").glob(f"{name}_*")
        mirror.put(url, body.read_bytes())
        dated(mirror, url, "2026-10-01")
        (published,) = mirror.walk(source, resource, promise)
        return published

    return load


def rows(mirror: Mirror, table: str, *columns: str, where: str = "true") -> list[tuple]:
    query = sql.SQL("select {} from {} where {} order by 1").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier("raw", table), sql.SQL(where)
    )
    return mirror.db.execute(query).fetchall()


def test_a_siren_is_no_siret(fault: Load, mirror: Mirror) -> None:
    with pytest.raises(errors.TooManyRejects, match=r"200 of 1000 rows .* row 1 '410000004'"):
        fault("03", "sirene", "lien_succession")
    assert mirror.count("sirene_lien_succession") == 0
    assert mirror.last().rows_repaired == 0


def test_dates_beyond_nanoseconds_are_as_they_are(fault: Load, mirror: Mirror) -> None:
    assert fault("06", "sirene", "historique")["rows"] == 100
    found = {day for (day,) in rows(mirror, "sirene_etablissement_historique", "date_debut")}
    assert {date(3035, 2, 3), date(4, 1, 1), date(2015, 6, 1), date(2015, 1, 1)} == found


def test_midnight_of_paris_in_utc_is_that_day(fault: Load, mirror: Mirror) -> None:
    assert fault("07", "sirene", "historique")["rows"] == 100
    found = {day for (day,) in rows(mirror, "sirene_etablissement_historique", "date_debut")}
    assert found == {date(2021, 1, 1), date(2020, 7, 1)}


def test_nan_among_codes_is_null(fault: Load, mirror: Mirror) -> None:
    assert fault("08", "sirene", "unite_legale")["rows"] == 200
    found = rows(mirror, "sirene_unite_legale", "categorie_juridique")
    assert {form for (form,) in found} == {"5499", "1000", None}


def test_an_exponent_is_a_number(fault: Load, mirror: Mirror) -> None:
    fault("11", "insee_flores", "a5")
    found = dict(rows(mirror, "insee_flores_a5", "geo", "obs_value"))
    told = {"01001": "120", "01002": "100000", "01003": "100000", "01004": "250", "01006": "120"}
    assert {geo: found[geo] for geo in told} == told
    assert mirror.last().remarks == []


def test_what_may_be_one_or_a_thousand_is_refused_and_told(fault: Load, mirror: Mirror) -> None:
    published = fault("12", "urssaf", "commune_ape")
    doubtful = rows(
        mirror, "urssaf_commune_ape", "code_commune", "annee", "nombre_etablissements", "effectifs_salaries",
        where="nombre_etablissements is null or effectifs_salaries is null",
    )  # fmt: skip
    assert published["rejected"] == 0
    told = mirror.db.execute(
        "select value from ops.reject where not is_row_left_out order by value"
    ).fetchall()
    assert [value for (value,) in told] == ["1,000", "1.000", "12,000", "2,000"]
    assert mirror.last().cells_emptied == len(doubtful) == 4
    assert any("1,000" in warning for warning in published["warnings"])


def test_several_communes_of_a_neighbourhood_are_read(fault: Load, mirror: Mirror) -> None:
    fault("13", "anct_qpv", "qpv")
    found = {codes for (codes,) in rows(mirror, "anct_qpv", "insee_com")}
    assert found == {"10387", "10387,10081", "01004"}


def test_corsica_is_read_in_either_case(fault: Load, mirror: Mirror) -> None:
    assert fault("18", "programmes", "acv")["rows"] == 200
    assert rows(mirror, "anct_acv_commune", "insee_com", where="lib_com = 'Ajaccio'") == [("2A004",)]


def test_sales_of_all_writings_are_read(fault: Load, mirror: Mirror) -> None:
    published = fault("19", "dvf", "ligne", "2024")
    assert (published["rows"], published["rejected"]) == (1000, 0)
    columns = ("id_mutation", "code_commune", "date_mutation", "longitude")
    found = {row[0]: row[1:] for row in rows(mirror, "dvf_ligne", *columns)}
    assert found["2024-5"][0] == "2B033"
    assert found["2024-6"][1] == date(2024, 1, 5)
    assert found["2024-7"][2] is None
    assert any("longitude: 1 cell left empty" in warning for warning in published["warnings"])


def test_a_masked_commune_leaves_its_establishment(fault: Load, mirror: Mirror) -> None:
    published = fault("23", "sirene", "etablissement")
    assert (published["rows"], published["rejected"]) == (2000, 0)
    assert len(rows(mirror, "sirene_etablissement", "siret", where="code_commune is null")) == 10
    assert mirror.last().cells_emptied == 10
    assert any(
        "codeCommuneEtablissement: 10 cells left empty" in warning for warning in published["warnings"]
    )
