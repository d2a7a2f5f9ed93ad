"""The whole build, on nothing, then on a small France with towns that merged, split and changed code."""

import re
from collections import Counter
from datetime import date

import psycopg
import pytest
from psycopg import sql

from tests.dbt import naive_storefront as naive
from tests.dbt import plans
from tests.dbt.conftest import PROJECT, Dbt, Put
from tests.dbt.naive_storefront import Shop
from tests.dbt.random_shops import draw
from tests.independent.mirror import seed

pytestmark = pytest.mark.integration

YEARS = range(2012, 2026)
# Kinds of data tests that look at the rows of one relation: one without rows passes them, whatever it is.
ROW_BY_ROW = {"filled", "not_null", "unique", "unique_combination", "accepted_values", "in_range"}
# What a model did to one row after another, on the nation for six minutes.
ONE_BY_ONE = """
    select * from raw.insee_rp_base_emploi as base
    where vintage = (select max(vintage) from raw.insee_rp_base_emploi as newest where newest.annee = base.annee)
"""
# PostgreSQL takes a series for a thousand rows, and distinct pairs of expressions for nearly all; of shift-share it does not see that
# France has one row a year: there come a hundredth.
BELIEVED_TOO_MUCH = {
    "int_measure",
    "int_measure_square",
    "int_postal_town",
    "int_retail_network",
    "int_shift_share",
}
COMMUNES = ("01001", "01003", "69123", "97601")
# Retired codes and districts, carried to the communes that hold their territory today; Ay and Cé, which
# share out the shops of Bé, are compared together.
TODAY = {"01002": "01001", "01003": "01001", "69381": "69123", "69382": "69123"}


@pytest.fixture(scope="module")
def on_nothing(dbt: Dbt, warehouse: psycopg.Connection) -> dict[str, list[tuple]]:
    """Everything built on nothing, and the data tests that could then fail."""
    dbt("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    said = dbt("test", "--exclude-resource-type", "unit_test", "--select", *_may_fail(dbt, warehouse))
    assert "ERROR=0" in said
    assert "PASS=0" not in said
    return {
        mart: warehouse.execute(f"select * from marts_candidate.{mart}").fetchall()
        for mart in ("dim_territory", "dim_indicator", "fct_indicator_value", "dim_source_vintage")
    }


def _may_fail(dbt: Dbt, warehouse: psycopg.Connection) -> set[str]:
    """Data tests of relations that hold rows, and all that look at more than the rows of one."""
    filled, tests = set(), set()
    for node in dbt.manifest()["nodes"].values():
        if node["resource_type"] in ("model", "seed"):
            relation = sql.Identifier(node["schema"], node["alias"])
            if warehouse.execute(sql.SQL("select from {} limit 1").format(relation)).fetchone() is not None:
                filled.add(node["unique_id"])
    for node in dbt.manifest()["nodes"].values():
        if node["resource_type"] == "test":
            of_rows = (node.get("test_metadata") or {}).get("name") in ROW_BY_ROW
            if not of_rows or node["attached_node"] in filled:
                tests.add(node["name"])
    return tests


@pytest.fixture(scope="module")
def shops() -> list[Shop]:
    return draw(seed=7, count=3000)


@pytest.fixture(scope="module")
def built(on_nothing: dict, dbt: Dbt, put: Put, shops: list[Shop]) -> str:
    _put_geography(put)
    _put_programmes(put)
    put(
        "sirene_etablissement",
        "2026-09",
        "siret code_commune date_creation",
        [(shop.siret, shop.commune, shop.created) for shop in shops],
        is_simulated=True,
    )
    put(
        "sirene_etablissement_historique",
        "2026-09",
        "siret date_debut date_fin etat_administratif activite_principale nomenclature_activite",
        [
            (shop.siret, p.first, p.last, p.state, p.naf, p.nomenclature)
            for shop in shops
            for p in shop.periods
        ],
    )
    return dbt("build", "--exclude-resource-type", "unit_test")


def _put_geography(put: Put) -> None:
    communes = [
        ("COM", "01001", "84", "01", "Ay", None),
        ("COM", "01003", "84", "01", "Cé", None),
        ("COM", "69123", "84", "69", "Lyon", None),
        ("ARM", "69381", "84", "69", "Lyon 1er", "69123"),
        ("ARM", "69382", "84", "69", "Lyon 2e", "69123"),
        ("COMD", "01001", None, None, "Ay", "01001"),
        ("COM", "97601", "06", "976", "Acoua", None),
    ]
    put("insee_cog_commune", "2026", "typecom com reg dep libelle comparent", communes)
    put("insee_cog_commune", "2021", "typecom com reg dep libelle comparent", communes[:1])
    # Bé joins Ay in 2023; Cé leaves Ay in 2024, by then with Bé in it.
    movements = [
        ("32", date(2023, 1, 1), "COM", "01002", "COM", "01001"),
        ("32", date(2023, 1, 1), "COM", "01001", "COM", "01001"),
        ("32", date(2023, 1, 1), "COM", "01001", "COMD", "01001"),
        ("21", date(2024, 1, 1), "COM", "01001", "COM", "01001"),
        ("21", date(2024, 1, 1), "COM", "01001", "COM", "01003"),
    ]
    put("insee_cog_mouvement", "2026", "mod date_eff typecom_av com_av typecom_ap com_ap", movements)
    put("insee_cog_departement", "2026", "dep reg libelle", [("01", "84", "Ain"), ("69", "84", "Rhône")])
    put("insee_cog_region", "2026", "reg libelle", [("84", "Auvergne-Rhône-Alpes"), ("06", "Mayotte")])
    old = [("01001", 701), ("01002", 300), ("69381", 40000), ("69382", 50000)]
    put("insee_population_reference", "2019", "com pmun", old)
    new = [("01001", 750), ("01003", 250), ("69381", 41000), ("69382", 52000)]
    put("insee_population_reference", "2022", "com pmun", new)
    melodi = [
        ("01001", "COM", "PMUN", "2023", 760),
        ("69123", "COM", "PMUN", "2023", 94000),
        ("69381", "ARM", "PMUN", "2023", 42000),
        ("01001", "COM", "PTOT", "2023", 999),
    ]
    put("insee_population_melodi", "2023", "geo geo_object popref_measure time_period obs_value", melodi)
    members = [
        ("01", "200000001", "CC Ain", "01001", 701),
        ("01", "200000001", "CC Ain", "01002", 300),
        ("69", "200000002", "Lyon", "69123", 90000),
    ]
    put("dgcl_epci_composition", "2022", "dept siren raison_sociale insee pmun", members)


def _put_programmes(put: Put) -> None:
    columns = "insee_com lib_com id_acv lib_acv date_signature"
    put("anct_acv_commune", "2024-02-05", columns, [("01002", "Bé", "acv-009", "Bé", "28/09/2018")])
    put("anct_acv_commune", "2025-07-04", columns, [("01001", "Ay", "ACV009", "Ay", "25-01-2024")])
    columns = "code_commune signee date_signature"
    records = [("69381", "Signée", "2020-06-23"), ("01003", "Non signée", None)]
    put("dgaln_ort_commune", "2024-10-15", columns, records)


def facts(warehouse: psycopg.Connection, indicator: str, code: str) -> dict[int, tuple]:
    rows = warehouse.execute(
        "select period, value, numerator, denominator, obs_status from marts_candidate.fct_indicator_value"
        " where indicator_code = %s and territory_code = %s and zone = 'all'",
        (indicator, code),
    )
    return {row[0]: row[1:] for row in rows}


def test_nothing_loaded_leaves_france_without_values(on_nothing: dict) -> None:
    assert [row[:3] for row in on_nothing["dim_territory"]] == [("france", "FR", "France")]
    rows = seed("indicator").to_dict("records")
    codes = {row["indicator_code"] for row in rows}
    assert {row[0] for row in on_nothing["dim_indicator"]} == codes
    assert on_nothing["dim_source_vintage"] == []
    values = on_nothing["fct_indicator_value"]
    in_towns_only = {row["indicator_code"] for row in rows if row["scope"] in ("town", "single_town")}
    assert {row[:4] for row in values} == {(code, "france", "FR", "all") for code in codes - in_towns_only}
    assert {(row[5], row[8]) for row in values} == {(None, "O")}


def test_every_formula_passes_its_unit_tests(built: str, dbt: Dbt) -> None:
    said = dbt("test", "--select", "test_type:unit")
    assert "ERROR=0" in said
    assert "PASS=0" not in said


def test_build_passes_its_own_tests(built: str) -> None:
    assert "ERROR=0" in built
    assert "WARN=0" not in built, "the fifth commune of the shops is unknown: the build warns of it"


def test_territories_hold_parents_flags_and_scope(built: str, warehouse: psycopg.Connection) -> None:
    rows = warehouse.execute(
        "select territory_code, epci_code, population, is_acv, acv_signed_on, acv_amended_on, is_pvd,"
        " is_ort, is_in_scope from marts_candidate.dim_territory where territory_level = 'commune'"
        " order by territory_code"
    ).fetchall()
    signed, amended = date(2018, 9, 28), date(2024, 1, 25)
    assert rows == [
        ("01001", "200000001", 760, True, signed, amended, None, False, True),
        ("01003", "200000001", None, False, None, None, None, False, False),
        ("69123", "200000002", 94000, False, None, None, None, True, True),
        ("97601", None, None, False, None, None, None, False, False),
    ]


def test_population_follows_merger_split_and_districts(built: str, warehouse: psycopg.Connection) -> None:
    ay, ce = facts(warehouse, "X01", "01001"), facts(warehouse, "X01", "01003")
    # Both codes of 2019 end in the split: 701 and 300 inhabitants, each shared 760 to 250.
    assert (ay[2019][0], ce[2019][0]) == (527 + 300 - 74, 174 + 74)
    assert {ay[2019][3], ce[2019][3]} == {"E"}
    assert (ay[2022][0], ce[2022][0], ay[2022][3]) == (750, 250, "A")
    lyon = facts(warehouse, "X01", "69123")
    assert [lyon[year][0] for year in (2019, 2022, 2023)] == [90000, 93000, 94000]
    assert facts(warehouse, "X01", "FR")[2019][0] == 701 + 300 + 90000
    assert ce[2023] == (None, None, None, "O")


def by_heir(counted: Counter) -> dict[tuple, float]:
    """What the communes of today hold, by their heirs; zeros left out."""
    found = Counter()
    for (commune, *rest), number in counted.items():
        heir = TODAY.get(commune, commune)
        if heir in COMMUNES:
            found[heir, *rest] += number
    return {key: round(number, 9) for key, number in found.items() if number}


@pytest.mark.parametrize("activity_set", naive.SETS)
def test_stocks_equal_the_plain_rule(
    built: str, warehouse: psycopg.Connection, shops: list[Shop], activity_set: str
) -> None:
    rows = warehouse.execute(
        "select code_commune, period, closing_stock from marts_candidate.fct_establishment_flow"
        " where zone = 'all' and activity_set = %s",
        (activity_set,),
    )
    found = Counter({(code, year): number for code, year, number in rows})
    expected = by_heir(naive.stock(shops, activity_set, YEARS))
    assert by_heir(found) == expected
    assert len(expected) == 2 * len(YEARS)


@pytest.mark.parametrize("activity_set", naive.SETS)
def test_flows_equal_the_plain_rule(
    built: str, warehouse: psycopg.Connection, shops: list[Shop], activity_set: str
) -> None:
    rows = warehouse.execute(
        "select code_commune, period, flow, number from marts_candidate.fct_establishment_flow"
        " cross join lateral (values ('births', births), ('reopenings', reopenings),"
        " ('activity_entries', activity_entries), ('unknown_entries', unknown_entries), ('closures', closures),"
        " ('activity_exits', activity_exits), ('unknown_exits', unknown_exits)) as flows (flow, number)"
        " where zone = 'all' and activity_set = %s",
        (activity_set,),
    )
    found = Counter({(code, year, flow): number for code, year, flow, number in rows})
    expected = by_heir(naive.flows(shops, activity_set))
    assert by_heir(found) == expected
    assert {flow for _, _, flow in expected} == set(naive.FLOWS)


def test_the_stock_identity_closes(built: str, warehouse: psycopg.Connection) -> None:
    checked, open_ones = warehouse.execute(
        "select count(*), count(*) filter (where abs(opening_stock + births + reopenings + activity_entries"
        " + unknown_entries - closures - activity_exits - unknown_exits - closing_stock) > 1e-9)"
        " from marts_candidate.fct_establishment_flow"
    ).fetchone()
    assert checked >= 2 * 2 * len(YEARS)
    assert open_ones == 0


def test_rates_are_ratios_of_sums(built: str, warehouse: psycopg.Connection, shops: list[Shop]) -> None:
    france, stock = facts(warehouse, "C04", "FR"), facts(warehouse, "C01", "FR")
    for year in range(2018, 2026):
        value, closures, opening, _ = france[year]
        assert opening == stock[year - 1][0]
        assert value == pytest.approx(100 * closures / opening)
    # Without the file of links nobody knows which closures are carried on: the definition differs.
    assert [france[year][3] for year in (2022, 2023, 2024, 2025)] == ["D", "B", "D", "P"]
    # Cé's population of 2022 stands for 2023; Mayotte, of no known population, is left out of France's density.
    assert facts(warehouse, "C02", "FR")[2023][2] == 760 + 250 + 94000


def test_values_say_where_they_come_from(built: str, warehouse: psycopg.Connection) -> None:
    rows = warehouse.execute(
        "select indicator_code, is_simulated, source_vintages from marts_candidate.fct_indicator_value"
        " where territory_level = 'france' and period = 2022 and zone = 'all'"
        " and indicator_code in ('C01', 'C02', 'C03', 'C04', 'X01') order by 1"
    ).fetchall()
    sirene = "sirene_etablissement@2026-09, sirene_etablissement_historique@2026-09"
    population = "insee_population_reference@2022"
    assert rows == [
        ("C01", True, sirene),
        ("C02", True, f"{sirene}, {population}"),
        ("C03", True, sirene),
        ("C04", True, sirene),
        ("X01", False, population),
    ]
    standing = warehouse.execute("select count(*) from marts_candidate.dim_source_vintage").fetchone()
    assert standing == (14,)


def test_descriptions_reach_the_database(built: str, warehouse: psycopg.Connection) -> None:
    """A column's own, or that of the same column of the relation to which the description of its own refers."""
    described = warehouse.execute(
        "select relname::text, attname::text, col_description(attrelid, attnum), obj_description(attrelid)"
        " from pg_attribute join pg_class on pg_class.oid = attrelid"
        " where relnamespace in ('staging'::regnamespace, 'intermediate'::regnamespace,"
        " 'marts_candidate'::regnamespace, 'quality'::regnamespace)"
        " and relkind in ('r', 'v') and attnum > 0 and not attisdropped"
    ).fetchall()
    told = {(relation, column) for relation, column, description, _ in described if description}
    silent = [row for row in described if row[:2] not in told]
    referred = {row: re.search(r"Columns: those of (\w+)", row[3] or "") for row in silent}
    assert [row[:2] for row, to in referred.items() if not to or (to[1], row[1]) not in told] == []


KINDS = ("primary_key", "foreign_key")
TABLES = sorted(
    path.stem
    for path in (PROJECT / "models" / "marts").glob("*.sql")
    if 'materialized="view"' not in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("mart", TABLES)
def test_the_database_refuses_what_a_mart_may_not_hold(
    on_nothing: dict, dbt: Dbt, warehouse: psycopg.Connection, mart: str
) -> None:
    """Columns `not_null` and keys as the contract says: so no suite claims them again, and tools see them."""
    node = next(node for node in dbt.manifest()["nodes"].values() if node["name"] == mart)
    filled = {
        column["name"]
        for column in node["columns"].values()
        if "not_null" in {constraint["type"] for constraint in column["constraints"]}
    }
    told = {kind: [key["columns"] for key in node["constraints"] if key["type"] == kind] for kind in KINDS}
    table = f"marts_candidate.{mart}"
    refused = warehouse.execute(
        "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0 and attnotnull",
        (table,),
    )
    assert filled
    assert {name for (name,) in refused} == filled
    keys = warehouse.execute(
        "select case contype when 'p' then 'primary_key' else 'foreign_key' end, array("
        "   select attname::text from unnest(conkey) with ordinality as key (attnum, place)"
        "   join pg_attribute as column_ on attrelid = conrelid and column_.attnum = key.attnum order by place)"
        " from pg_constraint where conrelid = %s::regclass and contype in ('p', 'f')",
        (table,),
    ).fetchall()
    assert {kind: sorted(columns for other, columns in keys if other == kind) for kind in KINDS} == {
        kind: sorted(columns) for kind, columns in told.items()
    }
    assert all(set(key) <= filled for key in told["primary_key"]), "a null is unlike any other"


@pytest.mark.parametrize("page", ["README.md", "docs/readers.md"])
def test_the_queries_shown_to_readers_run(built: str, warehouse: psycopg.Connection, page: str) -> None:
    text = (PROJECT.parent / page).read_text("utf-8")
    shown = re.findall(
        r"^```sql\n(.*?)^```\n\n<!-- result: .*?-->\n\n(.*?)\n", text, re.DOTALL | re.MULTILINE
    )
    assert shown
    assert len(shown) == text.count("```sql"), "a query without its result: python -m cli shown"
    for query, header in shown:
        ran = warehouse.execute(query.replace("marts.", "marts_candidate."))
        assert header == "| " + " | ".join(column.name for column in ran.description) + " |"


def test_freshness_reads_the_record_of_loads(built: str, dbt: Dbt) -> None:
    assert "PASS freshness of sirene.sirene_etablissement" in dbt(
        "source", "freshness", "--select", "source:sirene.sirene_etablissement"
    )


def test_every_query_can_be_planned_on_the_nation(
    built: str, dbt: Dbt, warehouse: psycopg.Connection
) -> None:
    """Models and singular tests, as PostgreSQL would run them on the statistics of all communes and the whole register."""
    compiled = dbt.target / "compiled" / "acte2"
    files = [file for kind in ("models/**", "tests") for file in compiled.glob(f"{kind}/*.sql")]
    files = [file for file in files if ".yml" not in str(file)]
    assert len(files) > 300
    headers = {node["name"]: node["config"].get("sql_header") for node in dbt.manifest()["nodes"].values()}
    with warehouse.transaction(force_rollback=True):
        plans.believe_the_nation(warehouse, dbt.settings)
        found = {
            file.stem: plans.faults(plans.plan(warehouse, file.read_text("utf-8"), headers[file.stem]))
            for file in files
        }
        assert {name: told for name, told in found.items() if told and name not in BELIEVED_TOO_MUCH} == {}
        (told,) = plans.faults(plans.plan(warehouse, ONE_BY_ONE))
        assert "is run 4e+04 times" in told
