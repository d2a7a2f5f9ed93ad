"""Sirene: headers as published, names left out, the zipped twin, the real files."""

import pyarrow as pa
import pytest

from ingestion.contract import meet
from ingestion.declaration import Kind
from ingestion.registry import find
from tests.ingestion import excerpts
from tests.ingestion.conftest import parquet, zipped
from tests.ingestion.real_files import assert_every_row, load

HEADERS = {
    "unite_legale": (
        "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,"
        "sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,"
        "prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,"
        "trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,"
        "nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,"
        "etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,"
        "denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,"
        "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,"
        "nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,"
        "societeMissionUniteLegale,caractereEmployeurUniteLegale,activitePrincipaleNAF25UniteLegale"
    ),
    "unite_legale_historique": (
        "siren,dateFin,dateDebut,etatAdministratifUniteLegale,changementEtatAdministratifUniteLegale,"
        "nomUniteLegale,changementNomUniteLegale,nomUsageUniteLegale,changementNomUsageUniteLegale,"
        "denominationUniteLegale,changementDenominationUniteLegale,denominationUsuelle1UniteLegale,"
        "denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,"
        "changementDenominationUsuelleUniteLegale,categorieJuridiqueUniteLegale,"
        "changementCategorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,"
        "nomenclatureActivitePrincipaleUniteLegale,changementActivitePrincipaleUniteLegale,"
        "nicSiegeUniteLegale,changementNicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,"
        "changementEconomieSocialeSolidaireUniteLegale,societeMissionUniteLegale,"
        "changementSocieteMissionUniteLegale,caractereEmployeurUniteLegale,"
        "changementCaractereEmployeurUniteLegale"
    ),
    "lien_succession": (
        "siretEtablissementPredecesseur,siretEtablissementSuccesseur,dateLienSuccession,transfertSiege,"
        "continuiteEconomique,dateDernierTraitementLienSuccession"
    ),
    "doublon": "siren,sirenDoublon,dateDernierTraitementDoublon",
}
UNIT = {
    "siren": ["356000000", "732829320"],
    "statutDiffusionUniteLegale": ["O", "P"],
    "unitePurgeeUniteLegale": [None, True],
    "nomUniteLegale": [None, "DUPONT"],
    "prenom1UniteLegale": [None, "[ND]"],
    "denominationUniteLegale": ["LA POSTE", None],
    "anneeEffectifsUniteLegale": [2023, None],
    "etatAdministratifUniteLegale": ["A", "C"],
    "categorieJuridiqueUniteLegale": [5510, 1000],
    "nicSiegeUniteLegale": ["00048", "00074"],
}
REAL_ROWS = {
    "etablissement": {"2026-02": 2_630},
    "historique": {"2026-02": 5_757},
}


def units(header: str, rows: int = 2, **columns: list) -> bytes:
    """A Parquet file of every column of a header; those not given are empty text."""
    empty = pa.nulls(rows, pa.string())
    return parquet(pa.table({name: columns.get(name, empty) for name in header.split(",")}))


def put(mirror, resource: str, body: bytes) -> str:
    url = find("sirene", resource)[1].files[0].url
    mirror.put(url, body)
    mirror.dated(**{resource: "2026-10-01"})
    return url


@pytest.mark.parametrize("name", HEADERS)
def test_the_published_header_is_known_to_the_last_column(name):
    _, resource = find("sirene", name)
    assert meet(resource, HEADERS[name].split(","), "file").unknown == ()


@pytest.mark.parametrize("name", ["unite_legale", "unite_legale_historique"])
def test_no_name_of_a_person_is_declared(name):
    _, resource = find("sirene", name)
    loaded = " ".join(column.header for column in resource.columns).lower()
    assert not [
        word for word in ("nomun", "nomusage", "prenom", "pseudo", "sexe", "denomin") if word in loaded
    ]


def test_legal_forms_are_text_and_names_stay_out(mirror):
    put(mirror, "unite_legale", units(HEADERS["unite_legale"], **UNIT))
    (published,) = mirror.walk("sirene", "unite_legale")
    assert (published["vintage"], published["rows"]) == ("2026-09", 2)
    rows = mirror.db.execute("select * from raw.sirene_unite_legale order by siren").fetchall()
    assert "DUPONT" not in str(rows)
    found = mirror.db.execute(
        "select categorie_juridique, annee_effectifs, unite_purgee from raw.sirene_unite_legale order by siren"
    ).fetchall()
    assert found == [("5510", "2023", None), ("1000", None, True)]
    assert mirror.last().unknown_columns == []


def test_zipped_csv_serves_when_parquet_is_missing(mirror):
    url = find("sirene", "doublon")[1].fallbacks[0].url
    body = f"{HEADERS['doublon']}\n356000000,732829320,2020-05-06T07:08:09.123\n".encode()
    mirror.put(url, zipped("StockDoublons_utf8.csv", body))
    mirror.dated(doublon="2026-10-01")
    assert mirror.walk("sirene", "doublon")[0]["rows"] == 1


def test_the_historical_file_of_legal_units_keeps_its_periods(mirror):
    given = {
        "siren": ["356000000"] * 2,
        "dateDebut": ["1991-01-01", "2008-01-01"],
        "dateFin": ["2007-12-31", None],
        "etatAdministratifUniteLegale": ["A", "A"],
        "categorieJuridiqueUniteLegale": [4110, 5510],
    }
    put(mirror, "unite_legale_historique", units(HEADERS["unite_legale_historique"], **given))
    assert mirror.walk("sirene", "unite_legale_historique")[0]["rows"] == 2


def test_links_are_read_as_published(mirror, shared):
    fixture = shared / "real/reference/StockEtablissementLiensSuccession_SYNTHETIC_fixture.csv"
    body = zipped("StockEtablissementLiensSuccession_utf8.csv", fixture.read_bytes())
    mirror.put(find("sirene", "lien_succession")[1].fallbacks[0].url, body)
    mirror.dated(lien_succession="2026-10-01")
    assert mirror.walk("sirene", "lien_succession")[0]["rows"] == 4
    flags = mirror.db.execute(
        "select count(*) filter (where transfert_siege), count(*) filter (where continuite_economique) "
        "from raw.sirene_lien_succession"
    ).fetchone()
    assert flags == (2, 2)


@pytest.mark.shared
@pytest.mark.parametrize("resource", REAL_ROWS)
def test_every_row_of_a_real_file_is_loaded(resource, shared, warehouse_settings, db):
    loaded = load("sirene", resource, warehouse_settings, shared)
    assert_every_row(loaded, REAL_ROWS[resource], db)


@pytest.mark.shared
def test_the_zipped_stock_is_read_when_the_parquet_is_missing(shared, mirror):
    zipped = "0651fb76-bcf3-4f6a-a38d-bc04fa708576"
    folder = shared / "real" / "mirror"
    url = f"https://www.data.gouv.fr/api/1/datasets/r/{zipped}"
    mirror.put(url, (folder / url.removeprefix("https://")).read_bytes())
    mirror.dated(etablissement="2026-10-01")
    assert mirror.walk("sirene", "etablissement")[0]["rows"] == 49
    masked = "select count(*) from raw.sirene_etablissement where libelle_voie = '[ND]'"
    assert mirror.db.execute(masked).fetchone()[0] > 0


@pytest.mark.shared
def test_real_companies_of_2026(mirror, shared):
    # The publisher's CSV stands in a zip; `unitePurgee` is empty for a unit that was not purged.
    body = excerpts.excerpt(shared, "sirene_unite_legale.csv").read_bytes()
    resource = find("sirene", "unite_legale")[1]
    url = resource.fallbacks[0].url
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{url},2026-03-01\n")
    published = excerpts.load(
        mirror, "sirene", "unite_legale", url, zipped("StockUniteLegale_utf8.csv", body)
    )
    rows = excerpts.cells(body, ",")
    assert (published["vintage"], published["rows"], len(rows)) == ("2026-02", 9, 9)
    as_published = {
        c.name: c.header for c in resource.columns if c.kind is not Kind.TIMESTAMP and c.header in rows[0]
    }
    excerpts.assert_cells(mirror, "sirene_unite_legale", as_published, rows)
    assert mirror.db.execute("select count(unite_purgee) from raw.sirene_unite_legale").fetchone() == (0,)
