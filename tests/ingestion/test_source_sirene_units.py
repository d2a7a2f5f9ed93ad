"""Sirene's legal units, successions, duplicates and positions: headers as published, names left out."""

import pyarrow as pa
import pyarrow.csv as pa_csv
import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find
from tests.ingestion.conftest import parquet, siret, zipped

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
POINTS = (
    "siret;x;y;qualite_xy;epsg;plg_qp24;plg_iris;plg_zus;plg_qp15;plg_qva;plg_code_commune;distance_precision;"
    "qualite_qp24;qualite_iris;qualite_zus;qualite_qp15;qualite_qva;y_latitude;x_longitude"
)
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
POINT_URL = find("sirene_geolocalisation", "point")[1].files[0].url


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
    told = mirror.db.execute(
        "select categorie_juridique, annee_effectifs, unite_purgee from raw.sirene_unite_legale order by siren"
    ).fetchall()
    assert told == [("5510", "2023", None), ("1000", None, True)]
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


def points(header: str, *rows: str) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def put_points(mirror, body: bytes) -> None:
    table = pa_csv.read_csv(pa.BufferReader(body), parse_options=pa_csv.ParseOptions(delimiter=";"))
    mirror.put(POINT_URL, parquet(table))
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{POINT_URL},2026-09-21\n")


def test_the_header_of_points_is_known_to_the_last_column():
    assert meet(find("sirene_geolocalisation", "point")[1], POINTS.split(";"), "file").unknown == ()


def test_points_typed_as_numbers_keep_their_codes(mirror, shared):
    fixture = shared / "real/reference/GeolocalisationEtablissement_SYNTHETIC_fixture.csv"
    put_points(mirror, fixture.read_bytes())
    (published,) = mirror.walk("sirene_geolocalisation", "point")
    assert (published["vintage"], published["rows"]) == ("2026-08", 4)
    row = mirror.db.execute(
        "select epsg, qualite_xy, longitude, latitude from raw.sirene_geolocalisation where code_commune = '97401'"
    ).fetchone()
    assert (row[0], row[1], float(row[2]), float(row[3])) == ("2975", "21", 55.33318, -21.24024)


def test_columns_of_points_may_move(mirror):
    number = siret(7)
    moved = "x_longitude;y_latitude;plg_qp;siret;epsg;x;y;qualite_xy;plg_iris;plg_code_commune;qualite_qp"
    put_points(mirror, points(moved, f"4.8;45.7;HZ;{number};2154;842000.1;6519000.2;11;0101;69384;1"))
    mirror.walk("sirene_geolocalisation", "point")
    row = mirror.db.execute("select siret, longitude, latitude, x from raw.sirene_geolocalisation").fetchone()
    assert (row[0], *map(float, row[1:])) == (number, 4.8, 45.7, 842000.1)


def test_a_file_of_points_without_its_projection_is_refused(mirror):
    put_points(mirror, points(POINTS.replace(";epsg", ";projection"), ";".join([siret(7), *["1"] * 18])))
    with pytest.raises(errors.HeaderMismatch, match=r"missing column\(s\) epsg"):
        mirror.walk("sirene_geolocalisation", "point")
