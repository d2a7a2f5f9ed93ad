"""Excerpts of real files, loaded and staged: what staging says is what the files say, counted by Python."""

import gzip
import json
from collections import Counter
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.registry import find
from tests.dbt.conftest import Dbt, read_what_stands
from tests.ingestion.conftest import Mirror, parquet, zipped
from tests.ingestion.excerpts import cells, excerpt
from tests.ingestion.melodi_files import address
from tests.ingestion.small_files import dated
from tests.ingestion.test_source_bodacc import FIELDS, files, put

pytestmark = [pytest.mark.integration, pytest.mark.shared]

MODELS = (
    "stg_bodacc__vente", "stg_bodacc__collective", "stg_sdes_sitadel__permis_local", "stg_cerema_enaf__commune",
    "stg_cerema_enaf__consommation", "stg_dares_defm__commune", "stg_dares_defm__total", "stg_dvf__mutation",
    "stg_insee_flores__a5", "stg_insee_rp__emploi_residence", "stg_insee_side__creation_unite_legale",
    "stg_france_travail_bmo__bassin", "stg_sirene__unite_legale",
)  # fmt: skip
MELODI = (
    ("insee_flores", "a5", "2024", "DS_FLORES_A5_2024_CSV_FR"),
    ("insee_rp", "emploi_residence", "2023", "DS_RP_EMPLOI_LR_PRINC_2023_CSV_FR"),
    ("insee_side", "creation_unite_legale", "2025", "DS_SIDE_CREA_ENT_COM_2025_CSV_FR"),
)
CORRECTED = "A2026014945"  # by A2026015375, of the same sale
EUROS = {
    "A20260153319": 185_000, "A2026015373": 46_908.04, "A20260153321": 30_000, "A202601532505": 70_000,
    "A20260153472": 60_000, "A202601532436": 30_000, "A2026015375": 150_000,
    "A20260148163": 150_000, "A2026015327": 3_765_000, "A2026014711": 85_000,
}  # fmt: skip
FRANCS = {"A200800701133": 300_000, "A20130224629": 200_000}
# What was contributed or given, the last in francs.
VALUES = {
    "A202601463846": 750_000, "A202601452002": 151_523, "A20260141181": 70_000, "A2023005426": 100_000,
    "A2023011767": 120_000, "A20140089499": 1_452_171,
}  # fmt: skip


@pytest.fixture(scope="module")
def staged(dbt: Dbt, warehouse: psycopg.Connection, shared: Path) -> psycopg.Connection:
    mirror = Mirror(dbt.settings, warehouse)
    _put_notices(mirror, shared)
    for source, resource, year, name in MELODI:
        mirror.put(address(source, resource, year), excerpt(shared, name).read_bytes())
    for source, resource, name in (
        ("cerema_enaf", "flux", "cerema_enaf_2011_2025_com.csv"),
        ("dares_defm", "commune", "dares_defm_communes.csv"),
        ("sdes_sitadel", "locaux", "sdes_sitadel_locaux_2026_autumn.csv"),
    ):
        mirror.put(find(source, resource)[1].files[0].url, excerpt(shared, name).read_bytes())
    bmo = next(file.url for file in find("france_travail_bmo", "bassin")[1].files if file.vintage == "2024")
    mirror.put(bmo, excerpt(shared, "Base_open_data_BMO_2024.xlsx").read_bytes())
    sales = "https://files.data.gouv.fr/geo-dvf/latest/csv/2024/departements/75.csv.gz"
    mirror.put(sales, gzip.compress(excerpt(shared, "dvf_2024_75113.csv").read_bytes()))
    units = zipped("StockUniteLegale_utf8.csv", excerpt(shared, "sirene_unite_legale.csv").read_bytes())
    mirror.put(find("sirene", "unite_legale")[1].fallbacks[0].url, units)
    for source, resource in _resources():
        for url in (
            file.url for file in (*find(source, resource)[1].files, *find(source, resource)[1].fallbacks)
        ):
            dated(mirror, url, "2026-10-02")
            if (mirror.folder / url.removeprefix("https://").partition("?")[0]).exists():
                break
        mirror.walk(source, resource)
    read_what_stands(warehouse)
    tests = ("--exclude-resource-type", "unit_test", "--indirect-selection", "cautious")
    dbt("build", "--select", *MODELS, *tests)
    return warehouse


def _put_notices(mirror: Mirror, shared: Path) -> None:
    notices = json.loads(excerpt(shared, "bodacc_vente_records.json").read_text("utf-8"))["results"]
    table = pa.Table.from_pylist([{name: notice.get(name) for name in FIELDS} for notice in notices])
    put(mirror, files("vente")[0], parquet(table), len(notices))
    collective = shared / "real/faults/14_bodacc_collective_rm.parquet"
    put(mirror, files("collective")[0], collective.read_bytes(), pq.read_metadata(collective).num_rows)


def _resources() -> list[tuple[str, str]]:
    melodi = [(source, resource) for source, resource, _, _ in MELODI]
    others = ("bodacc vente", "bodacc collective", "cerema_enaf flux", "dares_defm commune", "sdes_sitadel locaux",
              "france_travail_bmo bassin", "dvf ligne", "sirene unite_legale")  # fmt: skip
    return [*melodi, *(tuple(name.split()) for name in others)]


def rows(db: psycopg.Connection, query: str) -> list[tuple]:
    return db.execute(query).fetchall()


def test_prices_are_those_of_sales_in_euros(staged):
    found = rows(staged, "select id, statut_prix, prix, montant, devise from staging.stg_bodacc__vente")
    told = {one: (status, price, amount, currency) for one, status, price, amount, currency in found}
    assert {one: float(t[1]) for one, t in told.items() if t[0] == "published"} == EUROS
    assert {one: float(t[2]) for one, t in told.items() if t[0] == "not_in_euros"} == FRANCS
    assert {one: float(t[2]) for one, t in told.items() if t[0] == "valuation"} == VALUES
    assert {one for one, t in told.items() if t[3] == "FRF"} == {*FRANCS, "A20140089499"}
    assert Counter(t[0] for t in told.values()) == {
        "published": 10,
        "not_in_euros": 2,
        "valuation": 6,
        "missing": 3,
    }
    assert all(t[1] is None for t in told.values() if t[0] != "published")


def test_parties_and_places_of_sales(staged, shared):
    notices = json.loads(excerpt(shared, "bodacc_vente_records.json").read_text("utf-8"))["results"]
    found = dict(rows(staged, "select id, statut_parties from staging.stg_bodacc__vente"))
    assert found.keys() == {notice["id"] for notice in notices} - {CORRECTED}
    for notice in (one for one in notices if one["id"] != CORRECTED):
        sirens = {text.replace(" ", "") for text in notice["registre"]}
        expected = {1: ("buyer_only", "seller_only"), 2: ("published",)}.get(len(sirens), ("multiple",))
        assert found[notice["id"]] in expected, notice["id"]
    places = rows(staged, "select code_postal, codes_postaux from staging.stg_bodacc__vente")
    assert not [several for one, several in places if one is None and "," not in (several or ",")]
    assert all(one is None or (one.isdigit() and len(one) == 5) for one, _ in places)


def test_a_craftsman_is_a_party_and_his_judgment_has_its_day(staged):
    found = rows(
        staged,
        "select statut_siren, count(*), count(siren), min(date_jugement)::text, max(date_jugement)::text"
        " from staging.stg_bodacc__collective group by 1 order by 1",
    )
    assert found == [
        ("multiple", 50, 0, "2026-02-01", "2026-02-01"),
        ("published", 50, 50, "2026-02-01", "2026-02-01"),
    ]


def test_permits(staged, shared):
    permits = cells(excerpt(shared, "sdes_sitadel_locaux_2026_autumn.csv").read_bytes())
    query = """
        select sum(surface_commerce_creee_m2), sum(surface_bur_creee_m2), sum(surface_loc_creee_m2),
            count(surface_art_creee_m2), count(*) filter (where is_extension), count(*) filter (where is_cancelled),
            count(date_autorisation), count(date_achevement) from staging.stg_sdes_sitadel__permis_local"""
    sums = [sum(int(p[f"SURF_{use}_CREEE"]) for p in permits) for use in ("COM", "BUR", "LOC")]
    told = [sum(bool(p[name]) for p in permits) for name in ("DATE_REELLE_AUTORISATION", "DATE_REELLE_DAACT")]
    extensions = sum(p["I_EXTENSION"] == "true" for p in permits)
    assert rows(staged, query) == [(*sums, 0, extensions, sum(p["ETAT_DAU"] == "4" for p in permits), *told)]


def test_land_and_urban_areas(staged, shared):
    communes = cells(excerpt(shared, "cerema_enaf_2011_2025_com.csv").read_bytes(), ",")
    flows = dict(rows(staged, "select annee, sum(surface_m2) from staging.stg_cerema_enaf__consommation"
                              " where destination = 'total' group by 1"))  # fmt: skip
    assert flows == {2000 + y: sum(float(c[f"naf{y}art{y + 1}"]) for c in communes) for y in range(11, 25)}
    areas = rows(staged, "select code_commune, aire_attraction_categorie, aire_attraction_taille"
                         " from staging.stg_cerema_enaf__commune")  # fmt: skip
    assert sorted(areas) == sorted((c["idcom"], c["cateaav2020"], c["taav2017"]) for c in communes)


def test_jobseekers(staged, shared):
    told = cells(excerpt(shared, "dares_defm_communes.csv").read_bytes())
    number = "Nombre de demandeurs d'emploi"
    whole = [r for r in told if r["Sexe"] == r["Tranche d'âge"] == "Total" and r["Date"] == "2024-T4"]
    query = "select code_commune, demandeurs::integer from staging.stg_dares_defm__commune where is_total and annee = 2024"
    assert sorted(rows(staged, query)) == sorted((r["Code commune"], int(r[number])) for r in whole)


def test_figures_of_insee(staged, shared):
    query = """select mesure, secteur, valeur::integer, statut from staging.stg_insee_flores__a5
               where code_commune = '13201' and secteur in ('GU', '_T') order by 1, 2"""
    assert rows(staged, query) == [
        ("EMPL3112", "GU", 17_751, "published"), ("EMPL3112", "_T", 22_724, "published"),
        ("UNIT_LOC", "GU", 3_087, "published"), ("UNIT_LOC", "_T", 3_677, "published"),
    ]  # fmt: skip
    merged = "select distinct statut, valeur from staging.stg_insee_flores__a5 where code_commune = '15031'"
    assert rows(staged, merged) == [("missing", None)]
    told = cells(excerpt(shared, "DS_RP_EMPLOI_LR_PRINC_2023_CSV_FR").read_bytes())
    unemployed = next(float(r["OBS_VALUE"]) for r in told if (r["GEO"], r["TIME_PERIOD"], r["EMPSTA_ENQ"], r["SEX"],
                      r["AGE"], r["EDUC"]) == ("33063", "2023", "2", "_T", "Y15T64", "_T"))  # fmt: skip
    query = """select valeur from staging.stg_insee_rp__emploi_residence where code_commune = '33063' and annee = 2023
               and activite = '2' and sexe = '_T' and age = 'Y15T64' and diplome = '_T'"""
    assert [float(value) for (value,) in rows(staged, query)] == [unemployed]
    query = """select type_commune, annee, valeur::integer from staging.stg_insee_side__creation_unite_legale
               where code_commune = '85084' and is_total and forme_juridique = '_T' and annee = 2023"""
    assert rows(staged, query) == [("COM", 2023, 100)]


def test_a_sale_has_its_price_once(staged, shared):
    lines = cells(excerpt(shared, "dvf_2024_75113.csv").read_bytes(), ",")
    prices = {line["id_mutation"]: line["valeur_fonciere"] for line in lines}
    found = rows(
        staged, "select mutation_id, valeur_fonciere, has_several_prices from staging.stg_dvf__mutation"
    )
    assert {one.partition("/")[2]: (price and float(price), several) for one, price, several in found} == {
        one: (float(price) if price else None, False) for one, price in prices.items()
    }


def test_secret_plans_and_units_that_were_not_purged(staged):
    query = """select count(*), count(projets), count(*) filter (where projets_statut = 'suppressed'),
                      count(*) filter (where projets_statut = 'missing') from staging.stg_france_travail_bmo__bassin"""
    ((every, told, secret, missing),) = rows(staged, query)
    assert (every, told + secret, missing) == (309, 309, 0)
    assert secret > 0
    query = "select count(*), count(*) filter (where unite_purgee) from staging.stg_sirene__unite_legale"
    assert rows(staged, query) == [(9, 0)]
